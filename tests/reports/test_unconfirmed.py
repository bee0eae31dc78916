from __future__ import annotations

from datetime import date

from tests.reports import samples
from tests.reports.reading import rows
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database


def found(db: Database, wanted: str) -> list[list[object]]:
    return rows(make("unconfirmed_excel", db, Request(id=wanted, today=samples.TODAY)), "未確認")[4:]


def test_facts_stand_by_age_with_what_they_are(district: Database) -> None:
    lines = found(district, "5")
    assert [line[4] for line in lines].count("機関の情報") == 6
    assert "人工呼吸器の使用" in {line[4] for line in lines}
    assert lines[0][6] == "5か月前"


def test_only_one_kind_is_listed_where_it_is_asked_for(district: Database) -> None:
    assert {line[1] for line in found(district, "5:pharmacy:")} == {"薬局"}
    assert {line[2] for line in found(district, "5::西地区")} == {"西地区"}


def test_without_a_number_the_profile_says_how_old_is_old(district: Database) -> None:
    assert found(district, "") == []
    made = make("unconfirmed_excel", district, Request(today=date(2027, 7, 1)))
    assert made.title.startswith("12か月以上未確認")
