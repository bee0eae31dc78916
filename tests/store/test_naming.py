"""What a record of any kind is called."""

from __future__ import annotations

from zaitaku_desk.store import naming, save
from zaitaku_desk.store.connection import Database


def test_a_part_is_called_after_what_it_belongs_to(db: Database) -> None:
    place = save.new("institutions", name="みどり台クリニック")
    save.save(db, place)
    contact = save.new("contacts", institution_id=place.id, content="受け入れの相談\n2行目")
    assert naming.shown(db, contact) == "みどり台クリニック ▸ 受け入れの相談"


def test_a_visit_without_a_purpose_is_called_by_its_place(db: Database) -> None:
    place = save.new("institutions", name="みどり台クリニック")
    save.save(db, place)
    assert naming.shown(db, save.new("visits", institution_id=place.id)) == "みどり台クリニック"


def test_nothing_is_without_a_name(db: Database) -> None:
    assert naming.shown(db, save.new("people")) == "（名称なし）"


def test_a_long_value_is_cut(db: Database) -> None:
    assert naming.value_words(db, "people", "note", "あ" * 100) == "あ" * 40 + "…"
    assert naming.value_words(db, "people", "note", None) == "（空）"
