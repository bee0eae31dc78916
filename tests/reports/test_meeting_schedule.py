"""会議の予定表 on paper (peers #19)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reports import reading
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=date(2026, 11, 10))


def meeting(db: Database, day: date | None, title: str, **values: object) -> None:
    save.save(db, save.new("meetings", title=title, held_on=day, **values))


def test_what_comes_stands_above_what_was_held(db: Database) -> None:
    meeting(db, date(2026, 12, 1), "これからの会", start="19:00", end="20:00", place="医師会館")
    meeting(db, date(2026, 5, 1), "春の会")
    meeting(db, date(2025, 5, 1), "前の年度の会")
    book = reading.book(make("schedule_excel", db, REQUEST))
    assert book.sheetnames == ["これから", "今年度のこれまで"]
    text = "".join(reading.pages(make("schedule_pdf", db, REQUEST)))
    assert "これからの会" in text and "春の会" in text and "前の年度の会" not in text


def test_a_cancelled_one_stays_on_the_list_and_says_so(db: Database) -> None:
    meeting(db, date(2026, 12, 1), "研修会", status="cancelled")
    rows = reading.rows(make("schedule_excel", db, REQUEST), "これから")
    assert any("研修会" in row and "中止" in row for row in rows)


def test_one_that_was_thrown_away_is_not_there(db: Database) -> None:
    meeting(db, date(2026, 12, 1), "研修会")
    save.delete(db, "meetings", str(db.rows("SELECT id FROM meetings")[0][0]))
    with pytest.raises(UserError, match="開催日"):
        make("schedule_pdf", db, REQUEST)
