from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import book, pages, paragraphs, rows
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def test_there_is_a_sheet_for_each_kind_and_one_of_counts(district: Database) -> None:
    made = make("directory_excel", district, REQUEST)
    assert book(made).sheetnames == ["病院", "診療所", "薬局", "訪問看護ステーション", "機関数"]


def test_rows_follow_district_and_reading(district: Database) -> None:
    found = rows(make("directory_excel", district, REQUEST), "診療所")
    names = [(row[1], row[2]) for row in found[4:]]
    assert names == [
        ("東地区", "あおぞら診療所"),
        ("東地区", "みどり台クリニック"),
        ("西地区", "かもめ内科医院"),
    ]


def test_marks_stand_under_their_capability_with_the_condition_beside(district: Database) -> None:
    found = rows(make("directory_excel", district, REQUEST), "診療所")
    first = dict(zip(found[3], found[5], strict=False))
    assert first["人工呼吸器の使用"] == "○"
    assert first["気管切開の管理"] == "△"
    assert first["酸素療法"] == "×"
    assert first["麻薬の取扱い"] is None
    assert first["条件・備考"] == "気管切開の管理：日中のみ"
    assert first["最終確認"].date() == date(2026, 6, 1)  # type: ignore[union-attr]


def test_only_capabilities_of_the_kind_are_asked(district: Database) -> None:
    head = rows(make("directory_excel", district, REQUEST), "薬局")[3]
    assert "在宅訪問薬剤指導" in head
    assert "人工呼吸器の使用" not in head


def test_an_institution_not_to_be_listed_is_not(own_district: Database) -> None:
    samples.put(
        own_district, samples.make("institutions", "x", name="秘密の薬局", kind="pharmacy", listed=False)
    )
    save.delete(own_district, "institutions", "i6")
    assert "薬局" not in book(make("directory_excel", own_district, REQUEST)).sheetnames


def test_it_prints_a4_landscape_with_the_head_on_every_page(district: Database) -> None:
    sheet = book(make("directory_excel", district, REQUEST))["診療所"]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "D5")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )


def test_counts_by_kind_and_district_add_up(district: Database) -> None:
    found = rows(make("directory_excel", district, REQUEST), "機関数")
    assert found[3] == ["種別", "中央地区", "東地区", "西地区", "合計"]
    assert found[-1] == ["合計", 2, 3, 1, 6]


def test_one_kind_can_be_asked_for_and_an_empty_one_is_refused(district: Database) -> None:
    assert book(make("directory_excel", district, Request(id="clinic"))).sheetnames[0] == "診療所"
    with pytest.raises(UserError, match="関係機関"):
        make("directory_excel", district, Request(id="dental"))


def test_the_paper_has_contents_districts_and_every_institution_once(district: Database) -> None:
    found = pages(make("directory_pdf", district, REQUEST))
    assert "目次" in found[0] and "診療所3件" in found[0]
    text = "".join(found[1:])
    assert [text.count(name) for name in ("みどり台クリニック", "かもめ内科医院", "東地区（2）")] == [1, 1, 1]
    assert "R8.6.1" in text and f"1/{len(found)}" in found[0]


def test_word_has_the_same_institutions(district: Database) -> None:
    assert "みどり台クリニック\nみどりだいくりにっく" in paragraphs(make("directory_word", district, REQUEST))


def test_a_list_that_was_taken_in_is_named(own_district: Database) -> None:
    code = samples.make(
        "codes", "sources:x", list_name="sources", key="x", label="名簿", source="みなと野市一覧"
    )
    samples.put(own_district, code)
    assert "出典：みなと野市一覧" in pages(make("directory_pdf", own_district, REQUEST))[1]
