from __future__ import annotations

from tests.reports import samples
from tests.reports.reading import pages, rows
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def listed(db: Database) -> list[list[object]]:
    found = rows(make("liaison_excel", db, REQUEST), "連携室担当者一覧")
    head = next(number for number, row in enumerate(found) if row[:1] == ["№"])
    return [dict(zip(found[head], row, strict=False)) for row in found[head + 1 :]]  # type: ignore[misc]


def test_the_liaison_office_is_named_with_who_holds_the_post_today(region: Database) -> None:  # A264
    (row,) = listed(region)
    assert row["名称"] == "みなと野中央病院" and row["担当者名"] == "連 携子"  # type: ignore[call-overload]
    assert row["職種"] == "医療ソーシャルワーカー"  # type: ignore[call-overload]


def test_a_hospital_of_whom_nobody_is_known_keeps_its_row(district: Database) -> None:
    (row,) = listed(district)
    assert row["名称"] == "みなと野中央病院" and row.get("担当者名") in (None, "")  # type: ignore[call-overload,attr-defined]


def test_who_was_typed_as_contact_is_named_with_the_number_of_the_office(own_district: Database) -> None:
    clinic = samples.make(
        "institutions",
        "x",
        name="浜医院",
        kind="clinic",
        liaison_contact="窓口 花",
        liaison_telephone="08000000999",
        discharge_support="土曜も可",
    )
    samples.put(own_district, clinic)
    text = "".join(pages(make("liaison_pdf", own_district, REQUEST)))
    assert "浜医院" in text and "窓口花" in text and "土曜も可" in text
