"""Photos and files of a record: put there, read, taken away, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.records import new_id
from zaitaku_desk.records.attachments import Attachment
from zaitaku_desk.store import blobs, save
from zaitaku_desk.store.mapping import MERGEABLE, from_row, select

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def of(db: Database, kind: str, record_id: str, *, removed: bool = False) -> list[Attachment]:
    """What was put to a record and to those joined to it, oldest first; `removed`: what was taken away."""
    from zaitaku_desk.store import merging

    ids = merging.family(db, kind, record_id) if kind in MERGEABLE else [record_id]
    marks = ",".join("?" * len(ids))
    rows = db.rows(
        f"SELECT {select('attachments', 't')} FROM attachments t"
        f" WHERE t.parent_id IN ({marks}) AND t.deleted = ? ORDER BY t.added_on, t.rowid",
        (*ids, int(removed)),
    )
    found = [from_row("attachments", row) for row in rows]
    return [one for one in found if isinstance(one, Attachment) and one.parent_kind == kind and one.content]


class Kept(NamedTuple):
    """A content that lies in `blobs/` and has no record yet."""

    name: str
    media_type: str
    size: int
    content: str


def keep(db: Database, name: str, media_type: str, data: bytes) -> Kept:
    """Put a content into `blobs/`; on any thread. UserError when it is too large or the disk refuses."""
    return Kept(name, media_type, len(data), blobs.put(db, data))


def add(db: Database, kind: str, record_id: str, kept: Iterable[Kept], today: date) -> list[str]:
    """Put contents to a record, in one batch; the new ids. What lies there already is not put there twice."""
    known = {one.content for one in of(db, kind, record_id)}
    made: list[Attachment] = []
    for one in kept:
        if one.content not in known:
            known.add(one.content)
            made.append(
                Attachment(
                    id=new_id(),
                    parent_kind=kind,
                    parent_id=record_id,
                    name=one.name,
                    media_type=one.media_type,
                    size=one.size,
                    content=one.content,
                    added_on=today,
                )
            )
    if made:
        save.save_many(db, made)
    return [one.id for one in made]


def rename(db: Database, attachment_id: str, name: str) -> None:
    """Another name; the ending stays what it is."""
    record, seen = save.open_record(db, "attachments", attachment_id)
    assert isinstance(record, Attachment)
    before = record.name or ""
    ending = before[before.rfind(".") :] if "." in before else ""
    plain = name.strip()
    if plain and plain != before:
        record.name = plain if plain.lower().endswith(ending.lower()) else plain + ending
        save.save(db, record, seen)
