"""Going on from a backup: in the place of the file, on a new computer, or where a folder does not open."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import audit, backups, desk, device_wipe, raw_pages
from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.lock import FolderLock

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.second_key import SecondKey

BACK = (
    "バックアップから戻しました。\n"
    "戻す前のデータは消していません。「バックアップから戻す」の一覧に「戻す前のデータ」として出ます。"
)


def restore(data_dir: Path, file: Path, key: bytes) -> Database:
    """Put a generation in the place of the closed file and open it, as another device; the old one is kept.

    When the generation cannot be used the desk is opened as it was, with that error in `recovery`.
    """
    try:
        with FolderLock(data_dir):
            aside = backups.restore(data_dir, file, key)
    except UserError as error:
        db = desk.open_with(data_dir, lambda: key)
        db.cache[desk.STORY] = (
            f"バックアップから戻せませんでした。いまのデータはそのままです。\n{error.message}{error.hint}"
        )
        return db
    db = reopen(data_dir, file, key, aside)
    db.cache[desk.STORY] = BACK
    return db


def reopen(data_dir: Path, file: Path, key: bytes, aside: Path | None, way: str = "") -> Database:
    """Open a folder into which backups.restore() has put `file`, as another device.

    Nobody waits any more for the one the folder was before (its file lies in `aside`) nor for that of the
    backup. None: there was no data here, so that the device of the backup may still be in use elsewhere.
    """
    before = _device_of(aside / FILE_NAME, key) if aside else ""
    db = desk.open_with(data_dir, lambda: key, way=way)
    try:
        desk.new_device(db, instead=aside is not None, before=before)
        audit.say(db, "restore", detail=file.name)
    except BaseException:
        db.close()
        raise
    return db


def begin_from(
    data_dir: Path,
    file: Path,
    passphrase: str | None = None,
    recovery: str = "",
    second: Collection[SecondKey] = (),
) -> Database:
    """A new data folder from a backup alone, by its passphrase (with the 鍵ファイル) or recovery key of that
    time; another device.

    UserError when the folder holds data already, the backup is not usable or the word is wrong.
    """
    device_wipe.refuse(data_dir)
    key = _key(file, passphrase, recovery, second)
    with FolderLock(data_dir):
        if desk.exists(data_dir):
            raise desk.taken()
        backups.restore(data_dir, file, key).rmdir()  # nothing was there to be set aside
    return reopen(data_dir, file, key, None)


def rescue(
    data_dir: Path,
    file: Path,
    passphrase: str | None = None,
    recovery: str = "",
    second: Collection[SecondKey] = (),
) -> Database:
    """Open a folder that does not open by itself with the passphrase or recovery key of a backup.

    Where only the key file was lost, that of the backup takes its place and the data stays as it is. Else the
    backup does; what was there is set aside. UserError when the backup is not usable or the word is wrong.
    """
    device_wipe.refuse(data_dir)
    key = _key(file, passphrase, recovery, second)
    with FolderLock(data_dir):
        backups.finish_restore(data_dir)
        aside = None
        if raw_pages.belong_to(data_dir / FILE_NAME, key):
            backups.put_key_file(data_dir, file, key)
        else:
            aside = backups.restore(data_dir, file, key)
    if aside:
        db = reopen(data_dir, file, key, aside)
        db.cache[desk.STORY] = BACK
        return db
    db = desk.open_with(data_dir, lambda: key)
    story = db.cache.get(desk.STORY) or "鍵のファイル（vault.key）を、バックアップの横の写しから直しました。"
    db.cache[desk.STORY] = f"{story}これからも、いま入力したものと同じパスフレーズで開きます。"
    audit.say(db, "restore", detail=file.name)
    return db


def _key(file: Path, passphrase: str | None, recovery: str, second: Collection[SecondKey]) -> bytes:
    return backups.key_by_code(file, recovery) if recovery else backups.key_of(file, passphrase, second)


def _device_of(file: Path, key: bytes) -> str:
    """Which device a file that was set aside was; "" when it does not say."""
    if not file.exists():
        return ""
    try:
        raw = connect(file, key, read_only=True)
    except UserError:
        return ""
    try:
        found = raw.execute("SELECT value FROM local WHERE key = 'device'").fetchone()
    except sqlcipher.Error:  # damaged, or of before there were devices
        return ""
    finally:
        raw.close()
    return str(found[0]) if found else ""
