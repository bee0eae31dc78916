from __future__ import annotations

from datetime import date
from typing import Any

from tests.reports.reading import pages
from zaitaku_desk.reports.list_page import write_pdf
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section

COLUMNS = (Column("名称", 20), Column("所在地", 30), Column("看取り", 3, "mark"))


def paper(*sections: Section, **more: Any) -> ListPaper:
    return ListPaper("一覧表", date(2026, 11, 10), "みなと野市医師会", "wareki", sections, **more)


def section(title: str, count: int, **more: Any) -> Section:
    rows = [[f"{title}{number:03}", "みなと野市錨町1-2", "○"] for number in range(count)]
    return Section(title, COLUMNS, rows, **more)


def test_every_row_is_printed_once_and_every_page_is_numbered() -> None:
    found = pages(write_pdf(paper(section("薬局", 100))))
    assert len(found) > 2
    assert [page.count("錨町") for page in found] and "".join(found).count("錨町1-2") == 100
    assert all(f"{number}/{len(found)}" in page for number, page in enumerate(found, 1))
    assert all("名称" in page and "令和8年11月10日現在" in page for page in found)


def test_contents_name_each_section_with_its_page() -> None:
    found = pages(write_pdf(paper(section("病院", 60), section("薬局", 60), contents=True)))
    second = next(number for number, page in enumerate(found[1:], 2) if "薬局000" in page)
    assert "目次" in found[0] and found[0].rstrip().replace(".", "").count("60件") == 2
    assert f"薬局60件{second}" in found[0].replace(".", "")


def test_a_small_section_shares_a_page_unless_each_begins_its_own() -> None:
    both = (section("病院", 3), section("薬局", 3))
    assert len(pages(write_pdf(paper(*both)))) == 1
    assert len(pages(write_pdf(paper(*both, each_on_its_page=True)))) == 2


def test_sources_stand_on_every_page_or_in_full_at_the_end() -> None:
    short = pages(write_pdf(paper(section("薬局", 100), sources=("みなと野市一覧",))))
    assert all("出典：みなと野市一覧" in page for page in short)
    many = tuple(f"汐路県の公開している一覧その{number}" for number in range(40))
    long = pages(write_pdf(paper(section("薬局", 3), sources=many)))
    assert "一覧その39" in long[-1] and "出典は最後のページ" in long[0]


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    text = "".join(f"あ{number}い" for number in range(3000))
    row = Section("薬局", (Column("名称", 20), Column("備考", 20)), [["はまなす薬局", text]])
    found = pages(write_pdf(paper(row)))
    assert len(found) > 2 and "".join(found).count("い") == 3000


def test_a_band_stands_over_its_rows() -> None:
    found = pages(write_pdf(paper(section("薬局", 2, bands={0: "東地区（2）"}))))
    assert found[0].index("東地区（2）") < found[0].index("薬局000")
