"""Founding a shared folder, and joining one with nothing but the folder and the passphrase (sync.md §4.4)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing import keys, meeting, place
from zaitaku_desk.sharing.place import Unreachable
from zaitaku_desk.sharing.sync import Progress
from zaitaku_desk.store import desk, local, slots, vault
from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.slots import Vault

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.second_key import SecondKey

GOES_ON = "受け取った分は、このパソコンに残っています。もう一度始めると、続きから受け取ります。"


def is_shared(path: Path) -> bool:
    """Whether somebody has founded a shared folder there."""
    return (meeting.open_folder(path).root / place.FORMAT_FILE).exists()


def found(db: Database, path: Path) -> None:
    """Share this data in a folder, or take up again with the one that is there.

    UserError: no passphrase yet, the folder is in the data folder (or around it), is not there, belongs to
    other data, or cannot be written.
    """
    keys.need_passphrase(vault.read(db.data_dir))
    folder = meeting.open_folder(path)
    own, wanted = db.data_dir.resolve(), folder.root.resolve()
    if own == wanted or own in wanted.parents or wanted in own.parents:
        raise UserError(
            "このパソコンのデータのフォルダーは、共有フォルダーにできません。",
            "事務所のサーバーやNASなど、ほかのパソコンからも開けるフォルダーを選んでください。",
        )
    if not folder.root.is_dir():
        raise Unreachable("そのフォルダーが見つかりません。", "フォルダーの場所を確かめてください。")
    place.found(folder, db.vault_id)
    keys.agree(db, folder)


def join(
    data_dir: Path,
    path: Path,
    *,
    passphrase: str = "",
    recovery: str = "",
    second: Collection[SecondKey] = (),
    progress: Progress = lambda _done, _total: None,
) -> tuple[Database, meeting.Met]:
    """Make a data folder from the shared folder alone, and open it: a new laptop, or one in place of a lost
    one.

    `second` are the 鍵ファイル at hand. UserError: there is data here already, no shared folder there, or
    neither passphrase nor recovery key opens it. When the share goes away in the middle, or `progress`
    raises, what has come stays, and joining again (or a sync) goes on.
    """
    folder = meeting.open_folder(path)
    held = keys.there(folder)
    if held is None:
        raise Unreachable(
            "そのフォルダーには、在宅デスクの共有データがありません。",
            "最初のパソコンで「共有フォルダー…」を設定したときのフォルダーを選んでください。",
        )
    if not is_shared(path):
        raise Unreachable(
            "そのフォルダーの共有データは、そろっていません。",
            "コピーの途中ではないか、最初のパソコンと同じフォルダーかを確かめてください。",
        )
    place.check(folder, held.vault)
    key = _key(held, passphrase, recovery, second)
    db = _broken_off(data_dir, key) or desk.create_with(data_dir, key, held)
    try:
        local.put(db, local.JOINING, str(path))
        met = meeting.meet(db, folder, progress, whole=True)
        local.forget(db, local.JOINING)
    except Unreachable as error:
        db.close()
        raise Unreachable(error.message, f"{error.hint}{GOES_ON}") from error
    except BaseException:
        db.close()
        raise
    return db, met


def _broken_off(data_dir: Path, key: bytes) -> Database | None:
    """The desk of a join that did not come to its end, opened."""
    there = desk.exists(data_dir) and (data_dir / FILE_NAME).exists()
    if not there or not vault.belongs(data_dir / vault.FILE_NAME, key):
        return None
    db = desk.open_with(data_dir, lambda: key)
    if local.get(db, local.JOINING):
        return db
    db.close()
    raise desk.taken()


def _key(held: Vault, passphrase: str, recovery: str, second: Collection[SecondKey]) -> bytes:
    if recovery:
        return slots.by_recovery(held, recovery)
    if not passphrase:
        raise vault.PassphraseNeeded
    return vault.opened(held, passphrase, second)[0]
