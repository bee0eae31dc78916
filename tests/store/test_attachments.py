"""Photos and files of a record (decisions 27)."""

from __future__ import annotations

from datetime import date

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import attachments, blobs, merging, save
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 27)
FILES = [("地図.png", "image/png", b"map"), ("契約.pdf", "application/pdf", b"%PDF-")]


def put(db: Database, record_id: str, files: list[tuple[str, str, bytes]]) -> list[str]:
    kept = [attachments.keep(db, *file) for file in files]
    return attachments.add(db, "institutions", record_id, kept, TODAY)


def place(db: Database) -> str:
    record = save.new("institutions", name="みなと野クリニック")
    save.save(db, record)
    return record.id


def names(db: Database, record_id: str, *, removed: bool = False) -> list[str | None]:
    return [one.name for one in attachments.of(db, "institutions", record_id, removed=removed)]


def test_files_are_put_to_a_record_in_one_batch_and_taken_back_in_one(db: Database) -> None:
    clinic = place(db)
    put(db, clinic, FILES)
    assert names(db, clinic) == ["地図.png", "契約.pdf"]
    save.undo(db, db.last_batch)
    assert names(db, clinic) == []


def test_the_same_file_twice_is_there_once(db: Database) -> None:
    clinic = place(db)
    put(db, clinic, FILES)
    assert put(db, clinic, [("別名.png", "image/png", b"map")]) == []
    assert len(names(db, clinic)) == 2


def test_what_was_taken_away_lies_in_the_bin_and_comes_back(db: Database) -> None:
    clinic = place(db)
    first, _second = put(db, clinic, FILES)
    save.delete(db, "attachments", first)
    assert (names(db, clinic), names(db, clinic, removed=True)) == (["契約.pdf"], ["地図.png"])
    save.restore(db, "attachments", first)
    assert names(db, clinic) == ["地図.png", "契約.pdf"]


def test_one_that_is_too_large_lets_none_in(db: Database) -> None:
    clinic = place(db)
    with pytest.raises(UserError):
        put(db, clinic, [*FILES, ("大.bin", "", bytes(21 * 2**20))])
    assert names(db, clinic) == []


def test_a_joined_institution_brings_its_files_along(db: Database) -> None:
    winner, loser = place(db), place(db)
    put(db, loser, FILES[:1])
    record = save.get(db, "institutions", winner)
    assert record is not None
    merging.merge(db, record, [loser])
    assert names(db, winner) == ["地図.png"]


def test_a_new_name_keeps_the_ending(db: Database) -> None:
    clinic = place(db)
    first, _second = put(db, clinic, FILES)
    attachments.rename(db, first, " 駐車場の場所 ")
    assert names(db, clinic) == ["駐車場の場所.png", "契約.pdf"]


def test_the_record_says_what_the_content_is(db: Database) -> None:
    clinic = place(db)
    put(db, clinic, FILES[:1])
    (one,) = attachments.of(db, "institutions", clinic)
    assert (one.size, one.content, one.added_on) == (3, blobs.name_of(db.key, b"map"), TODAY)
