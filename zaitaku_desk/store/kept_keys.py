"""The vault.key beside earlier generations: where a 鍵ファイル is needed it must not open without (S4)."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import vault
from zaitaku_desk.store.disk import overwrite_secret, write_whole

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def renew(db: Database, folder: Path) -> None:
    """The generations of this data in a folder open from now on as the data does today.

    A kept vault.key of the time before would open by the passphrase alone. What cannot be written stays.
    """
    today = (db.data_dir / vault.FILE_NAME).read_bytes()
    for path in folder.glob("*.key"):
        with contextlib.suppress(OSError, UserError):
            if path.read_bytes() != today and vault.belongs(path, db.key):
                (overwrite_secret if path.is_relative_to(db.data_dir) else write_whole)(path, today)
