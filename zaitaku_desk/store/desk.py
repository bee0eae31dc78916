"""Opening a data folder: lock, key, file, migration, sealing — in the order that keeps it safe."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from zaitaku_desk.records import new_id
from zaitaku_desk.records.codes import presets as code_presets
from zaitaku_desk.records.fields import Record, group_value, groups
from zaitaku_desk.records.office import PROFILE_ID, Profile, Staff
from zaitaku_desk.records.presets import meeting_series, question_sets, questions
from zaitaku_desk.store import index, journal, migrate, save, vault
from zaitaku_desk.store.connection import Database, create_database, open_database
from zaitaku_desk.store.lock import FolderLock

PRESET_VERSION = 1
"""Raised when presets change; those already edited keep the edit, because a preset is older than any edit."""

_PRESETS = uuid.UUID("7a1f3d52-3f5c-4a4b-8f0e-2f6a0f0c9d21")


def create_desk(data_dir: Path, passphrase: str | None = None) -> tuple[Database, str | None]:
    """Make a new data folder and open it; returns the recovery code to print (None without a passphrase).

    UserError when the folder holds data already or is open elsewhere.
    """
    lock = FolderLock(data_dir)
    try:
        key, code = vault.create(data_dir, passphrase)
        db = create_database(data_dir, key, vault.vault_id(data_dir))
        db.on_close.append(lock.release)
        migrate.upgrade(db)
    except BaseException:
        lock.release()
        raise
    _ready(db)
    return db, code


def open_desk(data_dir: Path, passphrase: str | None = None) -> Database:
    """Open a data folder with its passphrase (None when it is not protected).

    UserError says what stands in the way: open elsewhere, wrong passphrase, a newer file, damage.
    """
    return open_with(data_dir, lambda: vault.unlock(data_dir, passphrase))


def open_with(data_dir: Path, unlock: Callable[[], bytes]) -> Database:
    """The same with another way to the master key, such as the recovery code or a key already at hand."""
    lock = FolderLock(data_dir)
    try:
        key = unlock()
        db = open_database(data_dir, key, vault.vault_id(data_dir))
        db.on_close.append(lock.release)
        migrate.upgrade(db)
    except BaseException:
        lock.release()
        raise
    _ready(db)
    return db


def put_presets(db: Database) -> None:
    """Bring in the preset code lists, question sets and meeting series; the same operations on every
    device.
    """
    records: list[Record] = [*code_presets(), *question_sets(), *questions(), *meeting_series()]
    save.apply(db, [op for record in records for op in _preset_ops(record)])
    _remember(db, "preset_version", str(PRESET_VERSION))


def profile(db: Database) -> Profile:
    """The organisation profile; an empty one until she has filled it in (A1)."""
    found = save.get(db, "profiles", PROFILE_ID)
    return found if isinstance(found, Profile) else Profile(id=PROFILE_ID)


def staff_member(db: Database) -> Staff | None:
    """Who is at the keyboard; None until the first start asked."""
    found = save.get(db, "staff", db.staff) if db.staff else None
    return found if isinstance(found, Staff) else None


def sit_down(db: Database, staff_id: str) -> None:
    """From now on operations carry this member of staff."""
    db.staff = staff_id
    _remember(db, "staff", staff_id)


def new_device(db: Database) -> None:
    """Give this data folder a new device id: after a restore, so that its history stays readable."""
    db.device = new_id()
    _remember(db, "device", db.device)


def local(db: Database, key: str) -> str | None:
    """A value that belongs to this file and is not synced."""
    row = db.row("SELECT value FROM local WHERE key = ?", (key,))
    return row[0] if row else None


def _ready(db: Database) -> None:
    try:
        save.seal(db)
        device = local(db, "device")
        if device:
            db.device = device
        else:
            new_device(db)
        db.staff = local(db, "staff") or ""
        if index.is_stale(db):
            index.rebuild(db)
        if local(db, "preset_version") != str(PRESET_VERSION):
            put_presets(db)
    except BaseException:
        db.close()
        raise


def _remember(db: Database, key: str, value: str) -> None:
    with db.begin_raw() as raw:
        raw.execute("INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)", (key, value))


def _preset_ops(record: Record) -> list[journal.Op]:
    empty = save.unseen(record)
    return [
        journal.Op(
            id=uuid.uuid5(_PRESETS, f"{PRESET_VERSION}/{record.id}/{grp}").hex,
            device="preset",
            hlc=PRESET_VERSION,
            who="",
            batch="preset",
            kind=record.KIND,
            record=record.id,
            grp=grp,
            value=value,
        )
        for grp in groups(type(record))
        if (value := group_value(record, grp)) != empty.values[grp]
    ]
