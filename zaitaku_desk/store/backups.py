"""Generations of the whole file: made whole or not at all, opened once to be sure."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.files import SECRET, open_there, replace
from zaitaku_desk.store import audit, blobs, migrate, slots, vault
from zaitaku_desk.store.connection import APPLICATION_ID, FILE_NAME, Database
from zaitaku_desk.store.disk import failed, sync_file, temporary, write_whole
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.faults import FULL, TOLD, Damaged, told
from zaitaku_desk.store.pages import fold_wal
from zaitaku_desk.store.second_key import SecondKey

FOLDER = "backups"
REPLACED = "replaced"
STAMP = "%Y%m%d-%H%M%S"
LAST = "last.json"
NEW_FILE = f"{FILE_NAME}.new"
NAME = re.compile(r"desk-(\d{8}-\d{6})(?:-([a-z0-9]+))?\.zbk")
SHARED_NAME = re.compile(r"(\d{8}-\d{6})-[0-9a-f]{8}\.zbk")
"""On the share: the time, and the beginning of the file's own hash (store/copies.py)."""


class Unusable(UserError):
    """This backup cannot be restored; another one may."""


class Generation(NamedTuple):
    """One backup; `when` is local time, `size` in bytes."""

    when: dt.datetime
    path: Path
    why: str = ""
    size: int = 0


def make(db: Database, why: str = "", folder: Path | None = None) -> Path:
    """A verified generation of everything committed so far, with its vault.key beside it; thins afterwards.

    `why` is a short word for the name (exit, import, migration). With `folder` (a removable medium)
    nothing is thinned and the contents of photos and files go beside it. UserError when it could not
    be made, Damaged when that is for the living file; then no half generation stays.
    """
    if db.in_transaction:
        raise RuntimeError("a backup inside a write transaction would miss it")
    target = folder or db.data_dir / FOLDER
    mark = last_change(db)
    try:
        final = _make(db, target, why, mark[0], with_contents=folder is not None)
    except Damaged:
        db.suspect()
        raise
    except UserError as error:
        raise error if folder is None else _medium_failed(error) from None
    audit.say(db, "backup", detail=why or ("folder" if folder else ""))
    if folder is None:
        write_whole(target / LAST, json.dumps({"mark": mark, "file": final.name}).encode())
        from zaitaku_desk.store import thinning  # which goes by what is listed here

        thinning.thin_for(db.data_dir, target, clock.now())
    return final


def _make(db: Database, target: Path, why: str, operations: int, *, with_contents: bool) -> Path:
    unfinished = temporary(target, ".zbk")
    try:
        target.mkdir(exist_ok=True)  # not its parents: a stick that was pulled out is not made of this disk
        _vacuum_into(db, unfinished)
        sync_file(unfinished)
        open_there(unfinished).close()  # what is verified comes from the medium
        _read_back(unfinished, db.key, operations)
        final = _free_name(target, clock.now(), why)
        key_file = db.data_dir / vault.FILE_NAME
        if key_file.exists():
            write_whole(final.with_suffix(".key"), key_file.read_bytes())
        if with_contents:
            blobs.copy_to(db, target)
        replace(unfinished, final)
    except OSError as error:
        raise failed(error) from None
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                unfinished.with_name(unfinished.name + ending).unlink()
    return final


def _read_back(made: Path, key: bytes | bytearray, operations: int) -> None:
    """Unusable when what was written does not come back: the place it lies in is to blame, not the data."""
    with contextlib.suppress(Damaged):
        if verify(made, key) >= operations:
            return
    raise Unusable(
        "作ったバックアップを読み返せませんでした。",
        "置き場所（USBメモリーなど）に故障の疑いがあります。別の場所に作ってください。"
        "いまのデータはそのまま使えます。",
    )


def _medium_failed(error: UserError) -> UserError:
    """The same trouble as she meets it with a removable medium."""
    if isinstance(error, Unusable):
        return error
    if error.message == TOLD[FULL][0]:
        return UserError(
            "選んだ場所の空きが足りないため、バックアップを作れませんでした。",
            "そこにある古いバックアップ（desk-日付-時刻.zbk）を消すか、別のUSBメモリーを選んでください。",
        )
    return UserError(
        "選んだ場所にバックアップを書き込めませんでした。",
        "USBメモリーが抜けていないか、書き込み禁止になっていないかを確かめて、もう一度お試しください。"
        "このパソコンの中のバックアップはそのままです。",
    )


def make_if_changed(db: Database, why: str = "exit") -> Path | None:
    """A generation when anything was written since the last one, None otherwise."""
    folder = db.data_dir / FOLDER
    try:
        last = json.loads((folder / LAST).read_bytes())
        if last["mark"] == last_change(db) and (folder / last["file"]).exists():
            return None
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return make(db, why)


def last_change(db: Database) -> list[Any]:
    """[operations, newest operation's place, newest time]: changes with everything written."""
    columns = {row[1] for row in db.rows("PRAGMA table_info(op)")}
    if not columns:
        return [0, 0, 0]
    newest = "max(hlc)" if "hlc" in columns else "0"
    found = db.row(f"SELECT count(*), max(rowid), {newest} FROM op")
    return [value or 0 for value in found] if found else [0, 0, 0]


def list_generations(data_dir: Path) -> list[Generation]:
    """The generations of the data folder, newest first."""
    return generations_in(data_dir / FOLDER)


def replaced(data_dir: Path) -> list[Generation]:
    """The files that a restore has set aside, newest first: each can be gone back to like a backup."""
    found = []
    for path in data_dir.glob(f"{REPLACED}-*/{FILE_NAME}"):
        with contextlib.suppress(OSError, ValueError):
            time = dt.datetime.strptime(path.parent.name.partition("-")[2], STAMP)
            found.append(Generation(time, path, REPLACED, path.stat().st_size))
    return sorted(found, reverse=True)


def generations_in(folder: Path) -> list[Generation]:
    """The generations of any folder, a share's too, newest first; other files are passed over."""
    found = []
    try:
        with os.scandir(folder) as there:  # which has the lengths: a share is asked once, not for each file
            entries = list(there)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
    for entry in entries:
        match = NAME.fullmatch(entry.name)
        when = match or SHARED_NAME.fullmatch(entry.name)
        with contextlib.suppress(OSError, ValueError):
            if when:
                why = match[2] or "" if match else "share"
                time = dt.datetime.strptime(when[1], STAMP)
                found.append(Generation(time, Path(entry.path), why, entry.stat().st_size))
    return sorted(found, reverse=True)


def verify(file: Path, key: bytes | bytearray) -> int:
    """Opens a backup and reads all of it; the number of operations in it.

    Damaged when it does not read with this key, Unusable when it is not ours or of a newer program.
    """
    with told():
        raw = connect(file, key, read_only=True)
        try:
            if raw.execute("PRAGMA cipher_integrity_check").fetchall():
                raise Damaged
            if raw.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise Unusable(
                    "このファイルは在宅デスクのバックアップではありません。",
                    "名前が「desk-日付-時刻.zbk」のファイルを選んでください。",
                )
            if migrate.is_newer(raw):
                raise Unusable(
                    "このバックアップは、より新しい版の在宅デスクで作られています。",
                    "このパソコンの在宅デスクを新しい版にしてから、もう一度選んでください。",
                )
            if raw.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise Damaged
            has_journal = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'op'").fetchone()
            return int(raw.execute("SELECT count(*) FROM op").fetchone()[0]) if has_journal else 0
        finally:
            raw.close()


def key_of(file: Path, passphrase: str | None, second: Collection[SecondKey] = ()) -> bytes:
    """The master key by the vault.key beside a backup, for a folder that has lost (or never had) its own.

    The errors are those of vault.unlock, or VaultUnreadable when none lies beside it.
    """
    return vault.unlock_file(file.with_suffix(".key"), passphrase, second)


def key_by_code(file: Path, code: str) -> bytes:
    """The same by the recovery key that was printed when the backup was made."""
    return slots.by_recovery(vault.read_file(file.with_suffix(".key")), code)


def restore(data_dir: Path, file: Path, key: bytes | bytearray) -> Path:
    """Puts a verified copy of a backup in place; what was there moves to the folder that is returned.

    The database must be closed and the folder's lock held. Unusable or UserError before anything
    is touched; a kill in the middle is finished by finish_restore() at the next start.
    """
    _stage(data_dir, file, key)
    blobs.take_from(data_dir, key, file.parent)
    with contextlib.suppress(UserError):  # then what is set aside is one file, to be gone back to
        if (data_dir / FILE_NAME).exists():
            fold_wal(data_dir / FILE_NAME, key)
    aside = set_aside(data_dir, REPLACED)
    _take_key_file(data_dir, file.with_suffix(".key"), key, aside)
    finish_restore(data_dir)
    return aside


def put_key_file(data_dir: Path, file: Path, key: bytes | bytearray) -> None:
    """The vault.key beside a backup in the place of one that cannot be read; that one is kept."""
    _take_key_file(data_dir, file.with_suffix(".key"), key, _new_folder(data_dir, REPLACED))


def put_in_place(data_dir: Path, file: Path, key: bytes | bytearray) -> None:
    """As restore(), into a folder whose file has already been set aside."""
    _stage(data_dir, file, key)
    finish_restore(data_dir)


def finish_restore(data_dir: Path) -> None:
    """Ends a restore that was cut off; to be called at every start before the file is opened."""
    new = data_dir / NEW_FILE
    if not new.exists():
        return
    if (data_dir / FILE_NAME).exists():
        new.unlink()
        return
    if any((data_dir / f"{FILE_NAME}{ending}").exists() for ending in ("-wal", "-shm")):
        set_aside(data_dir, REPLACED)
    replace(new, data_dir / FILE_NAME)


def set_aside(data_dir: Path, why: str, mark: str = "") -> Path:
    """Moves the file with its -wal and -shm into a new folder `<why>-<time>`; nothing is deleted.

    With `mark`, an empty file of that name is put there before the first move.
    """
    aside = _new_folder(data_dir, why, mark)
    move(data_dir, aside)
    return aside


def move(data_dir: Path, aside: Path) -> None:
    """Moves whatever is there of the file and its -wal and -shm."""
    try:
        for ending in ("", "-wal", "-shm"):
            path = data_dir / f"{FILE_NAME}{ending}"
            if path.exists():
                replace(path, aside / path.name)
    except OSError as error:
        raise failed(error) from None


def _new_folder(data_dir: Path, why: str, mark: str = "") -> Path:
    now = clock.now()
    while (made := data_dir / f"{why}-{now:{STAMP}}").exists():
        now += dt.timedelta(seconds=1)
    try:
        made.mkdir()
        if mark:
            (made / mark).touch()
    except OSError as error:
        raise failed(error) from None
    return made


def _vacuum_into(db: Database, target: Path) -> None:
    with told():
        raw = connect(db.path, db.key)
        try:
            raw.execute("VACUUM INTO ?", (_unlocked(target),))
        finally:
            raw.close()


def _unlocked(file: Path) -> str:
    """A new file nobody else knows, for SQLite, without locks: with those it takes on a Linux mount of a NAS
    (SMB) it keeps itself out, "database is locked".
    """
    return str(file) if os.name == "nt" else f"{file.absolute().as_uri()}?nolock=1"


def _free_name(folder: Path, now: dt.datetime, why: str) -> Path:
    ending = f"-{why}" if why else ""
    while any(folder.glob(f"desk-{now:{STAMP}}*.zbk")):
        now += dt.timedelta(seconds=1)
    return folder / f"desk-{now:{STAMP}}{ending}.zbk"


def _stage(data_dir: Path, file: Path, key: bytes | bytearray) -> None:
    """A verified copy, under the name finish_restore() looks for."""
    if not file.is_file():
        raise Unusable("バックアップのファイルが見つかりません。", "ファイルの場所を確かめてください。")
    unfinished = temporary(data_dir)
    try:
        shutil.copyfile(file, unfinished)
        verify(unfinished, key)
        sync_file(unfinished)
        replace(unfinished, data_dir / NEW_FILE)
    except OSError as error:
        raise failed(error) from None
    except Damaged:
        raise Unusable(
            "このバックアップは壊れているか、別のデータのものです。",
            "ほかの日時のバックアップを選んでください。今のデータには手を加えていません。",
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)


def _take_key_file(data_dir: Path, key_file: Path, key: bytes | bytearray, aside: Path) -> None:
    """The folder's own key file stays when it opens to the same key: its passphrase is the newer one."""
    if vault.belongs(data_dir / vault.FILE_NAME, key) or not vault.belongs(key_file, key):
        return
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        if (data_dir / name).exists():
            replace(data_dir / name, aside / name)
        write_whole(data_dir / name, key_file.read_bytes(), SECRET)
