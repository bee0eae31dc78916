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
    told = before = ""
    with FolderLock(data_dir):
        try:
            before = _device_of(backups.restore(data_dir, file, key) / FILE_NAME, key)
        except UserError as error:
            told = (
                f"バックアップから戻せませんでした。いまのデータはそのままです。\n{error.message}{error.hint}"
            )
    db = desk.open_with(data_dir, lambda: key)
    if told:
        db.cache[desk.STORY] = told
    else:
        db.cache[desk.STORY] = BACK
        desk.new_device(db, before=before)
        audit.say(db, "restore", detail=file.name)
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
    db = desk.open_with(data_dir, lambda: key)
    desk.new_device(db, instead=False)
    audit.say(db, "restore", detail=file.name)
    return db


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
        only_the_key = raw_pages.belong_to(data_dir / FILE_NAME, key)
        if only_the_key:
            backups.put_key_file(data_dir, file, key)
        else:
            backups.restore(data_dir, file, key)
    db = desk.open_with(data_dir, lambda: key)
    if only_the_key:
        story = db.cache.get(desk.STORY) or "鍵のファイルを、バックアップの横の写しから直しました。"
        db.cache[desk.STORY] = f"{story}これからも、いま入力したものと同じパスフレーズで開きます。"
    else:
        db.cache[desk.STORY] = BACK
        desk.new_device(db)
    audit.say(db, "restore", detail=file.name)
    return db


def _key(file: Path, passphrase: str | None, recovery: str, second: Collection[SecondKey]) -> bytes:
    return backups.key_by_code(file, recovery) if recovery else backups.key_of(file, passphrase, second)


def _device_of(file: Path, key: bytes) -> str:
    """Which device a file that was set aside was; "" when it does not say."""
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
