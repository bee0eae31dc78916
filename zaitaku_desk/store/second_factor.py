"""Beginning and ending the use of a 鍵ファイル for one member of staff (S4)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.store import audit, backups, copies, kept_keys, second_key, vault

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.second_key import SecondKey

DETAIL = "second_key"


def begin(db: Database, passphrase: str, folder: Path, *, staff: str, share: Path | None = None) -> Path:
    """Makes a file in the folder (second_key_places.refuse said nothing against it), reads it back, and only
    then wraps the master key by it and her passphrase; generations follow (renew_generations). The file.

    UserError when it cannot be written, vault.unlock's errors for the passphrase: then everything is as it
    was, and no file stays.
    """
    vault.own_passphrase(db.data_dir, db.key, passphrase, staff)
    made = second_key.new()
    path = folder / second_key.name_of(made)
    try:
        second_key.write(made, folder)
        vault.put_slot(db.data_dir, db.key, passphrase, staff, made)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _changed(db, share)
    return path


def end(
    db: Database, passphrase: str, second: Collection[SecondKey], *, staff: str, share: Path | None = None
) -> None:
    """Her passphrase opens alone again; both are needed for it. The errors are those of vault.unlock.

    Who has lost the file sets a passphrase and lets go of it (vault.set_passphrase).
    """
    vault.own_passphrase(db.data_dir, db.key, passphrase, staff, second)
    vault.put_slot(db.data_dir, db.key, passphrase, staff, None)
    _changed(db, share)


def renew_generations(db: Database, share: Path | None = None) -> None:
    """This device's generations open from now on as the data does today.

    The vault.key kept beside an earlier one would open by the passphrase alone. What cannot be reached stays
    as it is: the share's follow with the next daily generation.
    """
    for folder in (db.data_dir / backups.FOLDER, *([copies.place(db, share)] if share else [])):
        kept_keys.renew(db, folder)


def _changed(db: Database, share: Path | None) -> None:
    audit.say(db, "settings", detail=DETAIL)
    renew_generations(db, share)
