"""The window of a desk that shares its data with another one, which has no window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sharing import desks
from zaitaku_desk.gui.office import Office
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.store.connection import Database


@dataclass
class Two:
    """`office` is ours; `other` is the desk of a colleague on the same `drive`."""

    office: Office
    other: Database
    drive: Path

    def theirs(self, record_id: str, kind: str, **values) -> None:
        """The colleague writes and sends."""
        desks.meet(self.other, self.drive)
        desks.write(self.other, record_id, kind, **values)
        desks.meet(self.other, self.drive)


@pytest.fixture
def two(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    from zaitaku_desk.store import vault

    desks.cheap_keys(monkeypatch)
    drive = tmp_path / "drive"
    drive.mkdir()
    db = office.db
    vault.set_passphrase(db.data_dir, db.key, desks.PASSPHRASE)
    from zaitaku_desk.sharing import membership

    membership.found(db, drive)
    desks.meet(db, drive)
    office.settings.set(SHARED_FOLDER, str(drive))
    other = desks.join(tmp_path / "other", drive, "事務所のパソコン")
    yield Two(office, other, drive)
    other.close()
