"""届出受理医療機関名簿: many rows, one institution (A146)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from zaitaku_desk.intake.rows import Source, SourceRow
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

Listed = Callable[..., Path]

HEADER = (
    ",\n[令和７年１０月１日 現在 ]令和７年１０月３日作成,\n,\n項番,都道府県コード,都道府県名,区分,"
    "医療機関番号,併設医療機関番号,医療機関記号番号,医療機関名称,医療機関所在地（郵便番号）,医療機関所在地（住所）,電話番号,FAX番号,病床数,"
    "受理届出名称,受理記号,受理番号,算定開始年月日"
)


def row(
    filing: str = "",
    symbol: str = "",
    number: str = "0111111",
    beds: str = "",
    name: str = "甲",
    kubun: str = "医科",
) -> str:
    start = (
        f"1,３７,香川県,{kubun},{number},,甲1,{name},760-0000,みなと野市番町１番地,087-000-0001,087-000-0002"
    )
    return f"{start},{beds},{filing},{symbol},第1号,令和 4年12月 1日"


def read(path: Path) -> tuple[Source, list[SourceRow]]:
    table = read_table(path)
    source = recognise(table, today=dt.date(2026, 5, 1))
    return source, list(source.rows(table))


def test_the_list_is_known_below_its_titles_and_dated_by_them(listed: Listed) -> None:
    source, rows = read(
        listed([row("時間外対応加算１", "時間外１"), row("在宅療養支援診療所（３）", "支援診３")], HEADER)
    )
    assert (source.layer, source.edition) == ("bureau.filings/医科", "2025-10-01")
    assert source.title == "届出受理医療機関名簿（香川県 医科）"
    assert len(rows) == 2


def test_every_filing_is_a_row_of_the_same_institution(listed: Listed) -> None:
    _, rows = read(listed([row("時間外対応加算１"), row("がん治療連携指導料")], HEADER))
    assert {row.key for row in rows} == {"bureau:37:医科:0111111"}
    assert [row.values["filings"] for row in rows] == [["時間外対応加算１"], ["がん治療連携指導料"]]


@pytest.mark.parametrize(
    ("symbol", "key"),
    [("支援診１", "clinic1"), ("支援診3", "clinic3"), ("支援病２", "hospital2"), ("時間外１", None)],
)
def test_the_symbol_says_the_support_class(listed: Listed, symbol: str, key: str | None) -> None:
    _, rows = read(listed([row("届出", symbol)], HEADER))
    assert rows[0].values.get("support_class") == key


def test_an_institution_without_a_filing_is_one_too(listed: Listed) -> None:
    _, rows = read(listed([row()], HEADER))
    assert rows[0].key == "bureau:37:医科:0111111"
    assert "filings" not in rows[0].values


@pytest.mark.parametrize(
    ("beds", "name", "expected"),
    [
        ("一般　　１００／療養　　50", "甲", (150, "hospital")),
        ("一般　　19", "甲", (19, "clinic")),
        ("一般　　", "甲病院", (None, "hospital")),
        ("", "甲歯科医院", (None, "clinic")),
    ],
)
def test_beds_are_added_up_and_twenty_make_a_hospital(
    listed: Listed, beds: str, name: str, expected: tuple[int | None, str]
) -> None:
    _, rows = read(listed([row("届出", beds=beds, name=name)], HEADER))
    assert (rows[0].values.get("beds"), rows[0].values["kind"]) == expected


def test_a_pharmacy_has_the_key_of_its_own_class(listed: Listed) -> None:
    source, rows = read(listed([row("届出", kubun="薬局")], HEADER))
    assert (source.layer, rows[0].key) == ("bureau.filings/薬局", "bureau:37:薬局:0111111")
    assert rows[0].values["kind"] == "pharmacy"


def test_a_number_that_lost_its_zeros_is_filled_up_and_a_broken_one_refused(listed: Listed) -> None:
    _, rows = read(listed([row("届出", number="111111"), row("届出", number="1.1E+06")], HEADER))
    assert [row.key for row in rows] == ["bureau:37:医科:0111111", None]
    assert "番号を使わずに" in rows[1].remark


def test_the_columns_may_stand_in_any_order(listed: Listed) -> None:
    header = "受理記号,受理届出名称,医療機関番号,都道府県コード,区分,医療機関名称,医療機関所在地（住所）"
    rows = [f"支援診{n},届出{n},011111{n},37,医科,甲{n}医院,番町{n}" for n in (1, 2)]
    _, made = read(listed(rows, header))
    assert [row.values["name"] for row in made] == ["甲1医院", "甲2医院"]
    assert [row.key for row in made] == ["bureau:37:医科:0111111", "bureau:37:医科:0111112"]
