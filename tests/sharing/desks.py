"""Real desks in real folders: two that share, made once and copied."""

from __future__ import annotations

from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing import meeting, membership
from zaitaku_desk.sharing.meeting import Met
from zaitaku_desk.store import desk, save, vault
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.slots import Vault

PASSPHRASE = "みなと の つくえ 2026"


def cheap_keys(monkeypatch) -> None:
    """Key derivation that takes no time: what it costs is not what is tested here."""
    monkeypatch.setattr("zaitaku_desk.store.slots.SCRYPT_N", 2**4)


def found(place: Path, share: Path) -> tuple[Database, str]:
    """A protected desk that has founded the shared folder, and its recovery code."""
    share.mkdir(parents=True, exist_ok=True)
    db, code = desk.create_desk(place, PASSPHRASE)
    meeting.call(db, "事務所のパソコン")
    membership.found(db, share)
    meet(db, share)
    return db, code or ""


def join(place: Path, share: Path, name: str = "ノートパソコン") -> Database:
    """A new laptop."""
    db, _ = membership.join(place, share, passphrase=PASSPHRASE)
    meeting.call(db, name)
    meet(db, share)
    return db


def meet(db: Database, share: Path) -> Met:
    return meeting.meet(db, meeting.open_folder(share))


def knock(db: Database, share: Path) -> bool:
    """The same; False when the share refuses."""
    try:
        meet(db, share)
    except UserError:
        return False
    return True


def add(db: Database, name: str) -> str:
    """One institution."""
    record = save.new("institutions", name=name)
    save.save(db, record)
    return record.id


def write(db: Database, record_id: str, kind: str = "institutions", **values) -> None:
    """Change fields as a form does that opened just now."""
    record, seen = save.open_record(db, kind, record_id)
    for name, value in values.items():
        setattr(record, name, value)
    save.save(db, record, seen)


def shown(db: Database, record_id: str, name: str, kind: str = "institutions"):
    return getattr(save.get(db, kind, record_id), name)


def key_file(place: Path) -> Vault:
    return vault.read(place)


def tables(db: Database) -> dict[str, list[tuple]]:
    """What every table of records says."""
    from zaitaku_desk.records import KINDS

    return {kind: db.rows(f'SELECT * FROM "{kind}" ORDER BY id') for kind in KINDS}
