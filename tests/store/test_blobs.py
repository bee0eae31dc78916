"""Contents of attachments beside the database (decisions 27)."""

from __future__ import annotations

import os
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.visits import Visit
from zaitaku_desk.store import attachments, backups, blobs, desk, save
from zaitaku_desk.store.blobs import Missing
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sealing import Unsealable

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 40
TODAY = date(2026, 11, 27)
DAY = 24 * 3600


def attach(db: Database, data: bytes = PHOTO, name: str = "玄関.jpg") -> str:
    """A visit with one photo; returns the photo's content name."""
    visit = save.new("visits")
    assert isinstance(visit, Visit)
    save.save(db, visit)
    attachments.add(db, "visits", visit.id, [attachments.keep(db, name, "image/jpeg", data)], TODAY)
    return blobs.name_of(db.key, data)


def make_old(db: Database, name: str) -> None:
    """As if it had been there for two days."""
    path = blobs.path_of(db.data_dir, name)
    os.utime(path, (time.time() - 2 * DAY, time.time() - 2 * DAY))


def forget(db: Database, name: str) -> None:
    """As an erasure does: no row names the content any more."""
    with db.begin_raw() as raw:
        raw.execute("UPDATE attachments SET content = NULL WHERE content = ?", (name,))


def test_what_was_put_is_read_again(db: Database) -> None:
    assert blobs.read(db, blobs.put(db, PHOTO)) == PHOTO


def test_the_file_holds_nothing_readable_and_its_name_needs_the_key(db: Database) -> None:
    name = blobs.put(db, b"MINATONO PATIENT " * 50)
    assert b"MINATONO" not in blobs.path_of(db.data_dir, name).read_bytes()
    assert blobs.name_of(bytes(32), b"MINATONO PATIENT " * 50) != name


def test_the_same_content_is_kept_once(db: Database) -> None:
    assert attach(db) == attach(db)
    assert blobs.here(db.data_dir) == {blobs.name_of(db.key, PHOTO)}


def test_one_flipped_bit_anywhere_is_seen(db: Database) -> None:
    name = blobs.put(db, b"short")
    content = blobs.path_of(db.data_dir, name).read_bytes()
    for at in range(len(content)):
        flipped = bytearray(content)
        flipped[at] ^= 1
        with pytest.raises(Unsealable):
            blobs.opened(db.key, name, bytes(flipped))


def test_a_content_under_another_name_is_not_believed(db: Database) -> None:
    one, other = blobs.put(db, b"one"), blobs.put(db, b"other")
    blobs.path_of(db.data_dir, other).write_bytes(blobs.path_of(db.data_dir, one).read_bytes())
    with pytest.raises(Missing):
        blobs.read(db, other)


def test_putting_a_content_again_mends_a_damaged_file(db: Database) -> None:
    name = blobs.put(db, PHOTO)
    blobs.path_of(db.data_dir, name).write_bytes(b"torn")
    blobs.put(db, PHOTO)
    assert blobs.read(db, name) == PHOTO


def test_too_much_is_refused_and_leaves_nothing(db: Database) -> None:
    with pytest.raises(UserError, match="20 MB"):
        blobs.put(db, bytes(20 * 2**20 + 1))
    assert blobs.here(db.data_dir) == set()


def test_a_name_from_elsewhere_that_is_a_path_is_no_name(db: Database) -> None:
    with pytest.raises(ValueError, match="no name"):
        blobs.path_of(db.data_dir, "../vault.key")
    with pytest.raises(Missing):
        blobs.read(db, "../vault.key")


def test_examine_tells_what_is_missing_and_puts_aside_what_is_damaged(db: Database) -> None:
    damaged, missing, whole = (attach(db, PHOTO + bytes([number])) for number in range(3))
    blobs.path_of(db.data_dir, damaged).write_bytes(b"\x00" * 100)
    blobs.path_of(db.data_dir, missing).unlink()
    found = blobs.examine(db)
    assert found == blobs.Found(3, (missing,), (damaged,))
    assert blobs.here(db.data_dir) == {whole}
    assert len(blobs.in_words(found)) == 2


def test_a_backup_elsewhere_takes_the_contents_along_and_brings_them_back(
    data_dir: Path, tmp_path: Path
) -> None:
    with closing(desk.open_desk(data_dir)) as db:
        name = attach(db)
        file = backups.make(db, folder=tmp_path / "usb")
        key = bytes(db.key)
        blobs.path_of(data_dir, name).unlink()
    backups.restore(data_dir, file, key)
    with closing(desk.open_desk(data_dir)) as db:
        assert blobs.read(db, name) == PHOTO


def test_a_second_backup_copies_only_what_is_new(db: Database, tmp_path: Path) -> None:
    attach(db)
    backups.make(db, folder=tmp_path / "usb")
    attach(db, PHOTO + b"!")
    assert blobs.copy_to(db, tmp_path / "usb") == 1


def test_what_lies_in_the_bin_is_kept(db: Database) -> None:
    name = attach(db)
    save.delete(db, "attachments", str(db.rows("SELECT id FROM attachments")[0][0]))
    make_old(db, name)
    assert blobs.sweep(db) == 0


def test_an_erased_content_stays_while_a_generation_names_it(db: Database) -> None:
    name = attach(db)
    file = backups.make(db)
    forget(db, name)
    make_old(db, name)
    assert blobs.sweep(db) == 0
    file.unlink()
    assert blobs.sweep(db) == 1
    assert blobs.here(db.data_dir) == set()


def test_nothing_goes_while_a_generation_cannot_be_read(db: Database) -> None:
    name = attach(db)
    backups.make(db).write_bytes(b"damaged" * 1000)
    forget(db, name)
    make_old(db, name)
    assert blobs.sweep(db) == 0


def test_a_content_whose_record_is_just_being_written_is_not_swept(db: Database) -> None:
    blobs.put(db, PHOTO)
    assert blobs.sweep(db) == 0
