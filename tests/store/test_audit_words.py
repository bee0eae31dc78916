"""The audit log as people read it: names are looked up while reading (S6)."""

from __future__ import annotations

from zaitaku_desk.store import audit, audit_words, save
from zaitaku_desk.store.audit import Noted
from zaitaku_desk.store.audit_words import Line
from zaitaku_desk.store.connection import Database


def newest(db: Database) -> Line:
    audit.flush(db)
    return audit_words.lines(db, audit.page(db, audit.Wanted(), limit=1))[0]


def noted(what: str, detail: str) -> Noted:
    return Noted(1, 0, "", "", what, "", "", "", detail)


def test_a_record_is_called_as_it_is_called_now(db: Database) -> None:
    person = save.new("people", name="潮見 灯")
    save.save(db, person)
    assert newest(db)[2:4] == ("入力・変更", "人：潮見 灯")
    person.name = "浜辺 灯"
    save.save(db, person)
    assert newest(db).record == "人：浜辺 灯"


def test_what_was_deleted_says_so(db: Database) -> None:
    person = save.new("people", name="潮見 灯")
    save.save(db, person)
    save.delete(db, "people", person.id)
    assert newest(db).record == "人：潮見 灯（ごみ箱）"


def test_what_is_not_there_any_more_says_so(db: Database) -> None:
    audit.say(db, "view", "people", "nobody")
    assert newest(db).record == "人（いまはありません）"


def test_a_batch_says_how_many(db: Database) -> None:
    save.save_many(db, [save.new("people", name=str(number)) for number in range(3)])
    assert newest(db).record == "人など 3件"


def test_who_is_a_member_of_staff(db: Database) -> None:
    save.save(db, save.new("staff", id="s", name="田中"))
    db.staff = "s"
    audit.say(db, "print", detail="案内状 pdf")
    assert newest(db)[1:] == ("田中", "印刷", "", "案内状 pdf", "このパソコン")


def test_details_are_said_in_words() -> None:
    assert audit_words.detail(noted("clock", "-3720")) == "時計が1時間2分戻りました"
    assert audit_words.detail(noted("sync", "3 12")) == "送信 3・受信 12"
    assert audit_words.detail(noted("unlock", "recovery")) == "回復キーで"
    assert audit_words.detail(noted("settings", "recovery")) == "回復キー"
