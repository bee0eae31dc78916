from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import paragraphs
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

CLINIC = Request(id="i1", today=samples.TODAY)


def text(db: Database, name: str, request: Request = CLINIC) -> str:
    return "\n".join(paragraphs(make(name, db, request)))


def test_a_contact_sheet_knows_whom_it_goes_to_and_how_they_like_to_be_reached(
    own_district: Database,
) -> None:
    likes = {"reach_by": "fax", "call_hours": "12:30～13:30", "no_call_hours": "水曜午後"}
    place = {"name": "浜医院", "kind": "clinic", "director": "浜 太郎", "fax": "08000000007"}
    samples.put(own_district, samples.make("institutions", "x", **place, **likes))
    found = text(own_district, "contact_sheet_word", Request(id="x", today=samples.TODAY))  # A68
    for words in (
        "浜 太郎　先生",
        "FAX 0800-000-0007",
        "手段：FAX",
        "12:30～13:30",
        "水曜午後",
        "0800-000-0002",
    ):
        assert words in found
    assert all(words in found for words in ("緊急度", "用件", "回　答　欄"))


def test_a_contact_sheet_to_a_person_takes_the_fax_of_the_place(region: Database) -> None:
    found = text(region, "people_contact_sheet_word", Request(id="p1", today=samples.TODAY))
    assert "みなと野中央病院　地域連携室 主任　連 携子　様" in found and "FAX 0800-000-0204" in found


def test_a_person_without_a_fax_anywhere_is_told_of(region: Database) -> None:
    made = make("people_contact_sheet_word", region, Request(id="p3", today=samples.TODAY))
    assert "FAX番号が未登録" in made.warnings[0]


def test_the_support_sheet_is_filled_in_with_the_clinic_and_what_it_can_do(
    district: Database,
) -> None:  # A106
    found = text(district, "support_sheet_word")
    assert "みどり台クリニック" in found and "人工呼吸器の使用、気管切開の管理（△日中のみ）" in found


@pytest.mark.parametrize("side", ["institution_id", "partner_id"])
def test_the_request_for_beds_lists_what_was_agreed_whichever_side_wrote_it(
    own_district: Database, side: str
) -> None:  # A75
    other = "partner_id" if side == "institution_id" else "institution_id"
    agreed = {"kind": "backup", "content": "急変時の入院", "status": "agreed", "review_on": date(2027, 4, 1)}
    samples.put(own_district, samples.make("agreements", "g", **{side: "i4", other: "i1"}, **agreed))
    found = text(own_district, "backup_request_word", Request(id="i4", today=samples.TODAY))
    assert "みなと野中央病院" in found and "拝啓　晩秋の候" in found
    assert all(words in found for words in ("みどり台クリニック", "急変時の入院", "合意", "R9.4.1"))


def test_an_agreement_that_ended_is_not_named(own_district: Database) -> None:
    ended = samples.make(
        "agreements", "g", institution_id="i4", partner_id="i1", status="ended", content="旧"
    )
    samples.put(own_district, ended)
    assert "まだありません" in text(
        own_district, "backup_request_word", Request(id="i4", today=samples.TODAY)
    )


def test_a_request_for_beds_to_a_clinic_is_questioned(district: Database) -> None:
    assert "病院ではない" in make("backup_request_word", district, CLINIC).warnings[0]
