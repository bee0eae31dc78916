"""vault.key on the shared folder: the one file there that is replaced (decisions 22).

Whoever has the newer slots gives them to the others; what two sides changed without knowing of each other is
joined slot by slot. A file that no device has vouched for (`SEALS`) is not taken over, nor is an older one:
who can write in the folder but has no key could otherwise lock everybody out.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import ROOT, Refused
from zaitaku_desk.store import local, second_factor, slots, vault
from zaitaku_desk.store.slots import Slot, Vault

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

PATHS = (f"{ROOT}/{vault.FILE_NAME}", f"{ROOT}/{vault.COPY_NAME}")
SEALS = f"{ROOT}/vault.seals"
"""Keyed hashes of the last states of vault.key, one a line."""

_KEPT = 20
_AGREED = "sharing.key"


def need_passphrase(held: Vault) -> None:
    """UserError when the key lies there unwrapped: whoever opens the folder could read everything
    (decisions 21).
    """
    if slots.unwrapped(held) is not None:
        raise UserError(
            "パスフレーズが設定されていないため、共有できません。",
            "「ファイル」の「安全」の「パスフレーズの設定と変更」で設定してから、もう一度共有してください。",
        )


def there(folder: Folder) -> Vault | None:
    """The newer readable copy on the share; None when there is none."""
    found = []
    for path in PATHS:
        with contextlib.suppress(OSError):
            found.append(slots.parse_bytes(folder.read(path)))
    good = [one for one in found if one is not None]
    return max(good, key=lambda one: one.version) if good else None


def put(folder: Folder, held: Vault, key: bytes | bytearray) -> None:
    """Vouch for it, then write both copies; OSError when the share refuses."""
    lines = [line for line in _seals(folder) if line != _seal(held, key)]
    folder.put(SEALS, "\n".join([*lines, _seal(held, key)][-_KEPT:]).encode())
    for path in PATHS:
        folder.put(path, slots.serialise(held))


def agree(db: Database, folder: Folder) -> bool:
    """Bring vault.key here and on the share to the same state; True when the one here has changed.

    UserError when this data has no passphrase, or the key on the share is another one.
    """
    ours, theirs = vault.read(db.data_dir), there(folder)
    need_passphrase(ours)
    if theirs is not None and (theirs.vault, theirs.key_check) != (ours.vault, ours.key_check):
        raise Refused(
            "共有フォルダーの鍵（vault.key）が、このデータのものではありません。",
            "共有フォルダーの場所が正しいかを確かめてください。このパソコンのデータはそのままです。",
        )
    last = _last(db)
    if theirs not in (None, ours, last) and not _trusted(folder, theirs, last, db.key):
        theirs = None  # ours is put there again
    agreed = joined(ours, theirs, last) if theirs is not None else ours
    if agreed != ours:
        vault.write(db.data_dir, agreed)
        if any(slot.second for slot in (*ours.slots, *agreed.slots)):
            second_factor.renew_generations(db, folder.root)
    if agreed != theirs:
        with contextlib.suppress(OSError):  # read-only today: the other files tell of that
            put(folder, agreed, db.key)
    if agreed != last:
        local.put(db, _AGREED, slots.serialise(agreed).decode())
    return agreed != ours


def joined(ours: Vault, theirs: Vault, last: Vault | None) -> Vault:
    """What holds when both have been seen; `last` is what both had when they last met."""
    if ours == theirs:
        return ours
    if last is not None and theirs == last:
        return ours
    if last is not None and ours == last:
        return theirs
    if last is None and ours.version != theirs.version:
        return max(ours, theirs, key=lambda one: one.version)
    before = set(last.slots) if last is not None else set[Slot]()
    mine, other = set(ours.slots), set(theirs.slots)
    kept = (mine & other) | (mine - before) | (other - before)
    order = [slot for slot in (*ours.slots, *theirs.slots) if slot in kept and slot.kind != "none"]
    return replace(ours, version=max(ours.version, theirs.version) + 1, slots=tuple(dict.fromkeys(order)))


def _trusted(folder: Folder, theirs: Vault | None, last: Vault | None, key: bytes | bytearray) -> bool:
    if theirs is None or (last is not None and theirs.version < last.version):
        return False
    return any(hmac.compare_digest(line, _seal(theirs, key)) for line in _seals(folder))


def _seals(folder: Folder) -> list[str]:
    try:
        return folder.read(SEALS).decode("ascii").split()
    except (OSError, UnicodeDecodeError):
        return []


def _seal(held: Vault, key: bytes | bytearray) -> str:
    return hmac.new(slots.derive(key, "vault file"), slots.serialise(held), hashlib.sha256).hexdigest()


def _last(db: Database) -> Vault | None:
    text = local.get(db, _AGREED)
    return slots.parse_bytes(text.encode()) if text else None
