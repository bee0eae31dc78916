"""A desk with two clinics and an earlier hearing, for the tests of the visit's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from zaitaku_desk.records.presets import OSAKA_SET
from zaitaku_desk.store import save, visits


def put(office: Any, kind_of_record: str, /, **values: Any) -> Any:
    """Store a record and say so."""
    made = save.new(kind_of_record, **values)
    save.save(office.db, made)
    office.changes.saved.emit(kind_of_record, [made.id])
    return made


def clinic(office: Any, **values: Any) -> Any:
    """A clinic of the directory."""
    known = {"name": "みどり台クリニック", "kind": "clinic", "district": "江ノ浜町"}
    return put(office, "institutions", **{**known, "telephone": "0999-00-0001", **values})


def visit(office: Any, place: Any, day: date | None = None, /, **values: Any) -> Any:
    """A visit to it, today unless said otherwise."""
    known = {"institution_id": place.id if place else None, "question_set_id": OSAKA_SET, "status": "done"}
    return put(office, "visits", **{**known, "visited_on": day or office.today(), **values})


def answer(office: Any, visit_id: str, number: str, /, **value: Any) -> None:
    """Store an answer to a preset question."""
    item, seen = visits.begin_answer(office.db, visit_id, f"{OSAKA_SET}:{number}")
    item.state, item.value = "answered", value
    save.save(office.db, item, seen)


def stored(office: Any, visit_id: str) -> dict[str, Any]:
    """The stored answers by the number of the question."""
    return {key.partition(":")[2]: item for key, item in visits.answers(office.db, visit_id).items()}
