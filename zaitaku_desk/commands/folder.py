"""The data folder: making it, opening it, backing it up, restoring and checking it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk import paths
from zaitaku_desk.commands import PASSPHRASE, Said, tell
from zaitaku_desk.errors import UserError

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.second_key import SecondKey

_LONGEST = 4096
_HOW = f"「--passphrase-file ファイル」か環境変数 {PASSPHRASE} でパスフレーズを渡してください。"


def data_dir(arguments: Namespace) -> Path:
    """The data folder that was asked for, else the one of this user."""
    asked = getattr(arguments, "data", None)
    return Path(asked).expanduser().absolute() if asked else paths.default_data_dir()


def passphrase(arguments: Namespace) -> str | None:
    """The passphrase from `--passphrase-file`, else from the environment; None when neither is given.

    UserError when the file cannot be read or holds nothing.
    """
    file = getattr(arguments, "passphrase_file", None)
    return (
        secret_of(file) if file else getattr(arguments, "given", None) or os.environ.get(PASSPHRASE) or None
    )


def second_keys(arguments: Namespace) -> tuple[SecondKey, ...]:
    """The 鍵ファイル of `--key-file`, else those where they were last and on removable media.

    UserError when the file that was named cannot be used.
    """
    from zaitaku_desk import settings
    from zaitaku_desk.store import second_key, vault

    folder, file = data_dir(arguments), getattr(arguments, "key_file", None)
    if file:
        return (second_key.read(Path(file).expanduser().absolute()),)
    wanted = None  # of a folder that is yet to be made, or whose vault.key is lost
    with suppress(UserError):
        wanted = {number for _staff, number in vault.seconds(folder)} - {""}
        if not wanted:
            return ()
    return second_key.find(second_key.known(settings.load(folder)), wanted).keys


def remember_key_file(arguments: Namespace) -> None:
    """The window looks for the 鍵ファイル where `--key-file` says."""
    from zaitaku_desk import settings
    from zaitaku_desk.store import desk, second_key

    folder, file = data_dir(arguments), getattr(arguments, "key_file", None)
    if file and desk.exists(folder):
        machine = settings.load(folder)
        second_key.remember(machine, [Path(file).expanduser().absolute()])
        machine.save()


def secret_of(file: str) -> str:
    """The first line of a file; UserError when it cannot be read or holds nothing."""
    try:
        with Path(file).expanduser().open("rb") as source:
            text = source.read(_LONGEST).decode("utf-8-sig").strip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            "パスフレーズのファイルを読めませんでした。",
            "ファイルの場所と、UTF-8 の1行で書かれているかを確かめてください。",
        ) from error
    if not text:
        raise UserError("パスフレーズのファイルが空です。", "1行目にパスフレーズを書いてください。")
    return text


def new_passphrase(arguments: Namespace) -> str | None:
    """The passphrase for a new folder; UserError when it is too weak."""
    from zaitaku_desk.store import passphrases

    phrase = passphrase(arguments)
    if phrase is not None and (problems := passphrases.problems_of_passphrase(phrase)):
        raise UserError("このパスフレーズは使えません。", "".join(problems))
    return phrase


@contextmanager
def opened(arguments: Namespace) -> Iterator[Database]:
    """The open desk, closed at the end. UserError: there is none, it is open elsewhere, the key is wrong."""
    from zaitaku_desk.store import desk, process

    folder, phrase = data_dir(arguments), passphrase(arguments)
    need_data(folder)
    with process.temporary_files_in(folder):
        with ways_told():
            db = desk.open_desk(folder, phrase, second=second_keys(arguments), way="cli")
        try:
            if story := desk.recovery(db):
                tell(story)
            yield db
        finally:
            db.close()


def need_data(folder: Path) -> None:
    """UserError when nothing was ever made in the folder."""
    from zaitaku_desk.store import desk

    if not desk.exists(folder):
        raise UserError(
            f"このフォルダーにはまだデータがありません（{folder}）。",
            "「zaitaku-desk init」でデータを作るか、「--data」で別のフォルダーを指定してください。",
        )


@contextmanager
def ways_told() -> Iterator[None]:
    """A refusal for want of a passphrase or a 鍵ファイル says how a command is given one."""
    from zaitaku_desk.store import second_key, vault

    try:
        yield
    except vault.PassphraseNeeded as error:
        raise UserError(error.message, _HOW) from None
    except second_key.SecondKeyNeeded as error:
        raise UserError(
            error.message, "鍵ファイルが入ったUSBメモリーを差すか、「--key-file ファイル」で渡してください。"
        ) from None


def init(arguments: Namespace) -> Said:
    """`init`: a new data folder; its recovery code is shown this once."""
    from zaitaku_desk.store import desk

    folder = data_dir(arguments)
    phrase = None if arguments.no_passphrase else new_passphrase(arguments)
    if phrase is None and not arguments.no_passphrase:
        raise UserError(
            "パスフレーズがありません。", f"{_HOW}保護しないときは「--no-passphrase」を付けます。"
        )
    db, code = desk.create_desk(folder, phrase)
    db.close()
    notes = [f"データのフォルダーを作りました: {folder}"]
    if code is None:
        notes.append("保護なし: パスフレーズが設定されていません。")
    else:
        notes.append(f"回復キー（印刷して、鍵のかかる場所に保管してください）: {code}")
    value = {"data": str(folder), "protected": code is not None, "recovery_code": code}
    return Said(value, (str(folder),), tuple(notes))


def backup(arguments: Namespace) -> Said:
    """`backup [DIR]`: a verified generation, in the data folder's own place or in DIR."""
    from zaitaku_desk.store import backups

    target = Path(arguments.folder).expanduser().absolute() if arguments.folder else None
    with opened(arguments) as db:
        made = backups.make(db, why="manual" if target is None else "", folder=target)
    return Said(
        {"file": str(made), "bytes": made.stat().st_size},
        (str(made),),
        ("バックアップを作り、開けることを確かめました。",),
    )


def restore(arguments: Namespace) -> Said:
    """`restore FILE`: the backup takes the place of the data; what was there is kept in a folder.

    With `--preview` nothing is done: it says what would change.
    """
    if arguments.preview:
        return _preview(arguments)
    from zaitaku_desk.store import backups, desk, device_wipe, returning
    from zaitaku_desk.store.lock import FolderLock

    folder, file = data_dir(arguments), Path(arguments.file).expanduser().absolute()
    if not file.is_file():
        raise UserError("バックアップのファイルが見つかりません。", "ファイルの場所を確かめてください。")
    device_wipe.refuse(folder)
    with ways_told():
        with FolderLock(folder):
            key = _key_for(folder, file, passphrase(arguments), second_keys(arguments))
            empty = not desk.exists(folder)
            aside: Path | None = backups.restore(folder, file, key)
            if aside and empty:
                aside.rmdir()
                aside = None
        returning.reopen(folder, file, key, aside, way="cli").close()
    notes = ["バックアップから復元しました。"]
    if aside:
        notes.append(f"それまでのデータは残してあります: {aside}")
    value = {"restored": str(file), "replaced": str(aside) if aside else None}
    return Said(value, (str(file),), tuple(notes))


def check(arguments: Namespace) -> Said:
    """`check`: every page of the file, the tables against the journal, references, index, newest backup.

    Exit 1 with problems. With `--take` what was read from a damaged file is taken in first.
    """
    from zaitaku_desk.store import desk, examine, salvaged
    from zaitaku_desk.store.faults import Damaged

    parts: list[dict[str, Any]] = []
    taken = waiting = 0
    try:
        with opened(arguments) as db:
            mended = desk.recovery(db)
            for folder in salvaged.waiting(db.data_dir):
                if arguments.take:
                    taken += salvaged.take(db, folder)
                else:
                    waiting += len(salvaged.lines(db, folder))
            found = examine.examine(db).findings
        problems = [*([mended] if mended else []), *(one.words for one in found if not one.ok)]
        parts = [one._asdict() for one in found]
    except Damaged as error:
        problems = [error.message]
    if waiting:
        problems.append(
            f"壊れたファイルから読み取った変更が{waiting}件の記録にあります。「check --take」で取り込めます。"
        )
    value = {"ok": not problems, "problems": problems, "parts": parts, "taken": taken}
    return Said(value, tuple(problems or ["問題はありません。"]), code=1 if problems else 0)


def _key_for(folder: Path, file: Path, phrase: str | None, second: tuple[SecondKey, ...]) -> bytes:
    """The folder's own key when the backup is of the same data, else by the key file beside the backup."""
    from zaitaku_desk.store import backups, second_key, vault

    beside = file.with_suffix(".key")
    if vault.exists(folder):
        try:
            key = vault.unlock(folder, phrase, second)
        except (
            vault.VaultUnreadable,
            vault.WrongPassphrase,
            vault.PassphraseNeeded,
            second_key.SecondKeyProblem,
        ):
            if not beside.exists():
                raise
        else:
            if not beside.exists() or vault.belongs(beside, key):
                return key
    return backups.key_of(file, phrase, second)


def _preview(arguments: Namespace) -> Said:
    """What the backup would change in the data as it is now, by kind and record."""
    from zaitaku_desk.records import KINDS
    from zaitaku_desk.store import difference

    file = Path(arguments.file).expanduser().absolute()
    if not file.is_file():
        raise UserError("バックアップのファイルが見つかりません。", "ファイルの場所を確かめてください。")
    with opened(arguments) as db:
        found = difference.compare(db, file)
    counts = {
        kind: {"back": back, "changed": changed, "gone": gone}
        for kind, (back, changed, gone) in found.counts.items()
    }
    value = {
        "file": str(file),
        "newest_change_in_backup": found.then.isoformat("T", "minutes") if found.then else None,
        "newest_change_now": found.now.isoformat("T", "minutes") if found.now else None,
        "counts": counts,
        "records": [line._asdict() for line in found.lines],
    }
    lines = [
        f"{KINDS[kind].TITLE}: 戻る {back}件、変わる {changed}件、なくなる {gone}件"
        for kind, (back, changed, gone) in found.counts.items()
    ]
    return Said(value, tuple(lines or ["今のデータと同じです。"]))
