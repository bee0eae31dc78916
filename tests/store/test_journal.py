"""State is a function of the set of operations, whatever the order in which they come (sync.md I2, I3, I6,
I7).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import is_whole, laptops, meet, said_hidden, send, state
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import pair_id
from zaitaku_desk.store import cache, journal, save, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sources import SourceValues

TEXTS = st.sampled_from(["", "船津医院", "舩津", "みどり台", "センター", "a", "改", "0000-11-2222", "\n・"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "type", "type", "seal", "delete", "restore", "undo", "import", "send", "child", "visit"]
        ),
        st.integers(0, 1),
        st.integers(0, 2),
        TEXTS,
    ),
    max_size=24,
)


class Day:
    """Two laptops at work: every step is something a person can do."""

    def __init__(self, desks: list[Database]) -> None:
        self.desks = desks
        self.forms: dict[tuple[int, str], Any] = {}

    def do(self, step: str, who: int, number: int, text: str) -> None:
        db, record_id = self.desks[who], pair_id("institution", str(number))
        action: Callable[[Database, str, str], object] = getattr(self, step)
        try:
            action(db, record_id, text)
        except UserError:
            assert step in ("delete", "restore", "undo")

    def edit(self, db: Database, record_id: str, text: str) -> None:
        record = save.get(db, "institutions", record_id) or save.new("institutions", id=record_id)
        setattr(record, "name" if len(text) % 2 else "note", text)
        save.save(db, record)

    def type(self, db: Database, record_id: str, text: str) -> None:
        key = (self.desks.index(db), record_id)
        if key not in self.forms:
            record = save.get(db, "institutions", record_id)
            if record is None:
                return
            self.forms[key] = save.open_record(db, "institutions", record_id)
        record, seen = self.forms[key]
        record.note = (record.note or "") + text
        self.forms[key] = record, save.save(db, record, seen, sealed=False)

    def seal(self, db: Database, record_id: str, text: str) -> None:
        form = self.forms.pop((self.desks.index(db), record_id), None)
        save.seal(db, form[1] if form else None)

    def delete(self, db: Database, record_id: str, text: str) -> None:
        save.delete(db, "institutions", record_id)

    def restore(self, db: Database, record_id: str, text: str) -> None:
        save.restore(db, "institutions", record_id)

    def undo(self, db: Database, record_id: str, text: str) -> None:
        save.undo(db, db.last_batch)

    def child(self, db: Database, record_id: str, text: str) -> None:
        post = save.new("posts", id=pair_id("post", record_id), institution_id=record_id, name=text)
        save.save(db, post)

    def visit(self, db: Database, record_id: str, text: str) -> None:
        visit = save.new("visits", id=pair_id("visit", record_id), institution_id=record_id, purpose=text)
        save.save(db, visit)

    def send(self, db: Database, record_id: str, text: str) -> None:
        other = self.desks[1 - self.desks.index(db)]
        send(db, other)

    def __getattr__(self, name: str) -> Any:
        if name == "import":
            return self.take_in
        raise AttributeError(name)

    def take_in(self, db: Database, record_id: str, text: str) -> None:
        values = {"name": "出典の名", "telephone": text}
        sources.write(db, [SourceValues(record_id, "list", f"2026-0{1 + len(text) % 9}-01", values)])


def live(template: Path, steps: list[Any], dice: random.Random) -> None:
    """Two laptops live through the steps, then everybody hears everything, a third in another order and
    twice.
    """
    with laptops(template, 3) as (one, two, third):
        day = Day([one, two])
        for step in steps:
            day.do(*step)
        assert is_whole(one)
        meet(one, two)
        ops = [*journal.everything(one), *dice.choices(journal.everything(one), k=5)]
        dice.shuffle(ops)
        middle = dice.randrange(len(ops))
        save.apply(third, ops[middle:])
        save.apply(third, ops[: middle + 3])
        assert save.apply(third, ops) == 0
        assert state(one) == state(two) == state(third)
        assert is_whole(two)
        assert is_whole(third)
        for record_id, deleted in third.rows("SELECT id, deleted FROM institutions"):
            assert bool(deleted) == said_hidden(journal.of_record(third, record_id))
        before = state(third)
        cache.rebuild(third)
        assert state(third) == before


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_any_day_of_two_laptops_ends_the_same_on_both_and_on_a_third(
    desk_template: Path, steps: list[Any], dice: random.Random
) -> None:
    live(desk_template, steps, dice)


@pytest.mark.nightly
@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=2_000, deadline=None)
def test_many_days(desk_template: Path, steps: list[Any], dice: random.Random) -> None:
    live(desk_template, steps, dice)


def test_every_edit_of_both_sides_is_still_there(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", name="みどり台医院")
        save.save(here, clinic)
        send(here, there)
        for db, text in ((here, "こちら"), (there, "あちら")):
            record, seen = save.open_record(db, "institutions", clinic.id)
            record.note = text
            save.save(db, record, seen)
        meet(here, there)
        heads = journal.heads(here, clinic.id)
        assert heads.conflicts == ["note"]
        assert {op.value["note"] for op in heads.ops["note"]} == {"こちら", "あちら"}
        assert save.get(here, "institutions", clinic.id) == save.get(there, "institutions", clinic.id)


def test_the_same_value_from_two_sides_is_no_conflict(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", name="みどり台医院")
        save.save(here, clinic)
        send(here, there)
        for db in (here, there):
            record, seen = save.open_record(db, "institutions", clinic.id)
            record.note = "同じ"
            save.save(db, record, seen)
        meet(here, there)
        heads = journal.heads(here, clinic.id)
        assert len(heads.ops["note"]) == 2
        assert heads.conflicts == []


def test_an_edit_made_meanwhile_brings_a_deleted_record_back_whole(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", name="みどり台医院", telephone="0000-11-2222", services=["内科"])
        save.save(here, clinic)
        send(here, there)
        save.delete(here, "institutions", clinic.id)
        save.save(there, save.new("institutions", **{**fields(clinic), "note": "電話があった"}))
        meet(here, there)
        found = save.get(here, "institutions", clinic.id)
        assert found is not None
        assert not found.deleted
        assert (found.telephone, found.services, found.note) == ("0000-11-2222", ["内科"], "電話があった")


def test_a_word_said_before_the_deletion_arrives_after_it_and_changes_nothing(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        clinic = save.new("institutions", name="みどり台医院")
        save.save(here, clinic)
        words = journal.everything(here)
        save.delete(here, "institutions", clinic.id)
        tomb = [op for op in journal.everything(here) if op.grp == journal.DELETION]
        save.apply(there, tomb)
        assert save.get(there, "institutions", clinic.id) is None
        save.apply(there, words)
        assert save.get(there, "institutions", clinic.id).deleted


def test_operations_on_what_this_version_does_not_know_are_kept_and_passed_on(
    db: Database, desk_template: Path
) -> None:
    strange = journal.Op("f" * 32, "d", 5, "", "b", "sheep", "r", "wool", {"colour": "黒"}, schema=9)
    save.apply(db, [strange])
    with laptops(desk_template, 1) as (other,):
        send(db, other)
        assert journal.by_ids(other, [strange.id])[strange.id] == strange


def test_the_clock_never_falls_behind_what_is_known(db: Database) -> None:
    future = 9_000_000_000_000
    save.apply(db, [journal.Op("e" * 32, "d", future, "", "b", "people", "r", "note", {"note": "未来"})])
    person = save.new("people", id="r", note="今")
    save.save(db, person)
    db.clock = 0
    assert journal.tick(db) > future + 1


@pytest.mark.parametrize("text", ["\ud83d", "あ\udc00い", "\ud83d\ude00"])
def test_half_a_character_is_stored_as_far_as_it_is_one(db: Database, text: str) -> None:
    person = save.new("people", name=text)
    save.save(db, person)
    kept = save.get(db, "people", person.id).name
    assert kept == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("id", "name", "telephone", "services", "listed")}
