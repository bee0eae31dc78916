from __future__ import annotations

from tests.reports.reading import pages
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.ruled import Row, Ruled, draw


def drawn(rows: list[Row]) -> list[str]:
    data, _ = draw(Ruled("題", ("名称", "内容"), (1, 2), rows, notes=("注記",), foot="足"))
    return pages(Made(data, "題"))


def test_every_page_has_head_foot_and_number() -> None:
    found = drawn([Row((f"機関{number}", "内容")) for number in range(120)])
    assert len(found) > 1
    assert all("名称" in page and "足" in page for page in found)
    assert f"1/{len(found)}ページ" in found[0]


def test_no_row_is_lost_or_doubled() -> None:
    found = "".join(drawn([Row((f"機関{number:03}番", "長い内容" * (number % 30))) for number in range(90)]))
    assert [found.count(f"機関{number:03}番") for number in range(90)] == [1] * 90


def test_a_heading_goes_down_with_its_first_row() -> None:
    for count in range(30, 60):
        rows = [Row((f"{number}", "内")) for number in range(count)]
        found = drawn([*rows, Row(("見出し", ""), band=True), Row(("最後", "内"))])
        assert ("見出し" in found[-1]) == ("最後" in found[-1])
