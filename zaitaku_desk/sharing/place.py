"""What makes a folder the shared one: its names, whose it is, and what is said when it refuses.

<share>/zaitaku_sync/FORMAT.json, vault.key, dev/<device>/<segments and acknowledgements>
"""

from __future__ import annotations

import errno
import json
from typing import NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing.folder import Folder

ROOT = "zaitaku_sync"
FORMAT_FILE = f"{ROOT}/FORMAT.json"
DEVICES = f"{ROOT}/dev"
FORMAT = 1


class Unreachable(UserError):
    """The folder is not there, not ours, or refuses: nothing was changed, try again later."""


class Refused(Unreachable):
    """The folder answers, and cannot be used as it is: another's, full, without the right to it, changed."""


class Device(NamedTuple):
    """This device: its id, what it calls itself, the master key and the vault's id."""

    id: str
    name: str
    key: bytes | bytearray
    vault: str


def found(folder: Folder, vault: str) -> None:
    """Make the shared folder of a vault. Unreachable when another vault's is there."""
    try:
        for path in (ROOT, DEVICES):
            folder.make(path)
        try:
            folder.write_new(FORMAT_FILE, _format_of(vault))
        except FileExistsError:
            check(folder, vault)
    except OSError as error:
        raise unreachable(error) from error


def check(folder: Folder, vault: str) -> None:
    """Before anything: is it there, and is it this vault's? An empty folder is a drive that did not mount."""
    try:
        said = json.loads(folder.read(FORMAT_FILE))
        format_, whose = int(said["format"]), str(said["vault"])
    except OSError as error:
        raise unreachable(error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(
            "共有フォルダーの印（FORMAT.json）が読めません。",
            "しばらくしてからもう一度同期してください。続くときは、共有フォルダーの管理者に確かめてください。",
        ) from error
    if whose != vault:
        raise Refused(
            "この共有フォルダーは、別のデータのものです。",
            "共有フォルダーの場所が正しいかを確かめてください。このパソコンのデータはそのままです。",
        )
    if format_ > FORMAT:
        raise Refused(
            "この共有フォルダーは、より新しい在宅デスクで使われています。",
            "在宅デスクを新しい版にしてから同期してください。このパソコンのデータはそのままです。",
        )


def unreachable(error: OSError) -> Unreachable:
    """What she reads when the folder refuses."""
    if isinstance(error, FileExistsError | NotADirectoryError | IsADirectoryError):
        return Refused(
            "共有フォルダーの中が、在宅デスクの置いたときと違っています。",
            "だれかがファイルやフォルダーを移したり名前を変えたりしていないか、管理者に確かめてください。"
            "入力した内容はこのパソコンに保存されています。",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refused(
            "共有フォルダーの空き容量が足りません。",
            "共有フォルダーの管理者に知らせてください。入力した内容はこのパソコンに保存されています。",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refused(
            "共有フォルダーを読み書きする権限がありません。",
            "共有フォルダーの管理者に確かめてください。入力した内容はこのパソコンに保存されています。",
        )
    return Unreachable(
        "共有フォルダーにつながりません。",
        "事務所のネットワークにつながっているか、フォルダーの場所が変わっていないかを確かめてください。"
        "入力した内容はこのパソコンに保存されています。",
    )


def _format_of(vault: str) -> bytes:
    return json.dumps({"format": FORMAT, "vault": vault}).encode()
