"""The key to everything: who may open the data, and with what.

A random master key of 32 bytes never changes; `vault.key` holds it once per slot, wrapped by a
passphrase (where she wants it together with a 鍵ファイル), by the recovery key alone, or (unprotected)
not at all. Two copies are kept in step.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import audit, passphrases
from zaitaku_desk.store.disk import overwrite_secret
from zaitaku_desk.store.second_key import SecondKey, SecondKeyNeeded, WrongSecondKey
from zaitaku_desk.store.slots import (
    Slot,
    Vault,
    VaultUnreadable,
    WrongRecoveryKey,
    by_recovery,
    can_try,
    derive,
    opened_by,
    parse,
    passphrase_slot,
    recovery_slot,
    serialise,
    unwrapped,
)

__all__ = ["VaultUnreadable", "WrongRecoveryKey", "derive"]

FILE_NAME = "vault.key"
COPY_NAME = "vault.key.bak"
BESIDE_BACKUPS = "backups/*.key"


class WrongPassphrase(UserError):
    """The passphrase opens no slot; `wait` is the number of seconds before the next try counts; `untried`: a
    slot needs a 鍵ファイル that is not here.
    """

    def __init__(self, wait: float = 0.0, *, untried: bool = False) -> None:
        super().__init__(
            "パスフレーズが違います。",
            "全角・半角や大文字・小文字を確かめて、"
            + (f"{wait:.0f}秒待ってから" if wait else "")
            + "もう一度入力してください。"
            + ("鍵ファイルを使っている職員は、それが入ったUSBメモリーを差してください。" if untried else "")
            + "思い出せないときは、印刷した回復キーで開けます。データは壊れていません。",
        )
        self.wait, self.untried = wait, untried


class PassphraseNeeded(UserError):
    """The vault is protected and no passphrase was given."""

    def __init__(self) -> None:
        super().__init__("パスフレーズが必要です。", "パスフレーズを入力してください。")


def new(passphrase: str | None = None, *, staff: str = "") -> tuple[Vault, bytes, str | None]:
    """What is to be in a vault.key, its master key, and the recovery code to print (None without a
    passphrase).
    """
    import uuid

    key = secrets.token_bytes(32)
    vault = Vault(vault=uuid.uuid4().hex, key_check=derive(key, "check").hex())
    code = None
    if passphrase is None:
        vault = replace(vault, slots=(Slot(kind="none", wrapped=key.hex()),))
    else:
        slot, (recovery, code) = passphrase_slot(vault, key, passphrase, staff), recovery_slot(vault, key)
        vault = replace(vault, slots=(slot, recovery))
    return vault, key, code


def unlock(data_dir: Path, passphrase: str | None = None, second: Collection[SecondKey] = ()) -> bytes:
    """The master key. Sleeps first while a wait after wrong passphrases lasts (at most 30 s): 0.6 s
    of work at the least, so not for the thread of the window (seconds_to_wait tells beforehand).

    `second` are the 鍵ファイル at hand. WrongPassphrase, WrongSecondKey (both are counted), SecondKeyNeeded,
    PassphraseNeeded or VaultUnreadable otherwise.
    """
    return unlock_as(data_dir, passphrase, second)[0]


def unlock_as(
    data_dir: Path, passphrase: str | None = None, second: Collection[SecondKey] = ()
) -> tuple[bytes, str | None]:
    """The same with the staff id whose passphrase it was: "" for the first one, None where none is needed."""
    vault = read(data_dir)
    key = unwrapped(vault)
    if key is not None:
        return key, None
    if not passphrase:
        raise PassphraseNeeded
    return _counted(data_dir, vault, passphrase, second)


def opened(vault: Vault, passphrase: str, second: Collection[SecondKey] = ()) -> tuple[bytes, str]:
    """The master key and whose passphrase it was, by the content of any vault.key; no waits are kept.

    WrongPassphrase; SecondKeyNeeded or WrongSecondKey when there is no slot that could even be tried.
    """
    tried, slots = can_try(vault, second), [slot for slot in vault.slots if slot.kind == "passphrase"]
    if slots and not tried:
        raise (WrongSecondKey if second else SecondKeyNeeded)({slot.second for slot in slots})
    found = opened_by(vault, passphrase, second)
    if found is None:
        raise WrongPassphrase(untried=len(tried) < len(slots))
    return found


def _counted(
    data_dir: Path, vault: Vault, passphrase: str, second: Collection[SecondKey]
) -> tuple[bytes, str]:
    """The same after the wait that is due; what was wrong is counted, what was missing is not."""
    time.sleep(passphrases.seconds_to_wait(data_dir))
    try:
        found = opened(vault, passphrase, second)
    except WrongSecondKey:
        passphrases.count_wrong(data_dir)
        raise
    except WrongPassphrase as error:
        raise WrongPassphrase(passphrases.count_wrong(data_dir), untried=error.untried) from None
    passphrases.forget_wrong(data_dir)
    return found


def unlock_with_recovery(data_dir: Path, code: str) -> bytes:
    """The master key by the printed recovery key; afterwards a new passphrase should be set.

    The errors are those of slots.by_recovery.
    """
    try:
        key = by_recovery(read(data_dir), code)
    except WrongRecoveryKey:
        audit.failed_unlock(data_dir)
        raise
    passphrases.forget_wrong(data_dir)
    return key


def set_passphrase(
    data_dir: Path,
    key: bytes | bytearray,
    passphrase: str,
    *,
    staff: str = "",
    second: Collection[SecondKey] = (),
    let_go: bool = False,
) -> str | None:
    """Wraps the master key anew for `staff` and overwrites both copies; nothing else is encrypted again.

    A 鍵ファイル that was needed stays needed: SecondKeyNeeded when it is not among `second`, unless she wants
    to `let_go` of it. Returns a recovery code to print when the vault had none yet. Copies inside older
    backups stay openable with the old passphrase.
    """
    number = "" if let_go else second_of(data_dir, staff)
    wanted = next((one for one in second if one.id == number), None)
    if number and wanted is None:
        raise SecondKeyNeeded
    return put_slot(data_dir, key, passphrase, staff, wanted)


def second_of(data_dir: Path, staff: str) -> str:
    """The number of the 鍵ファイル this member of staff needs; "" for none."""
    return next((number for whose, number in seconds(data_dir) if whose == staff and number), "")


def seconds(data_dir: Path) -> list[tuple[str, str]]:
    """Of every passphrase: whose it is, and the number of the 鍵ファイル it needs ("" for none)."""
    return [(slot.staff, slot.second) for slot in read(data_dir).slots if slot.kind == "passphrase"]


def needs_second(data_dir: Path) -> bool:
    """Whether anybody needs a 鍵ファイル here."""
    return any(number for _staff, number in seconds(data_dir))


def own_passphrase(
    data_dir: Path, key: bytes | bytearray, passphrase: str, staff: str, second: Collection[SecondKey] = ()
) -> None:
    """Nothing when it is (with the 鍵ファイル, where one is needed) that of this member of staff; the errors,
    the waits and the counting are those of unlock.
    """
    vault = _own(data_dir, key)
    _counted(data_dir, replace(vault, slots=tuple(_of_staff(vault, staff))), passphrase, second)


def put_slot(
    data_dir: Path, key: bytes | bytearray, passphrase: str, staff: str, second: SecondKey | None
) -> str | None:
    """Wraps the master key in the place of whatever this member of staff had, with or without a 鍵ファイル; a
    recovery code where there was none.
    """
    vault = _own(data_dir, key)
    slots = [
        slot
        for slot in vault.slots
        if slot.kind == "recovery" or (slot.kind == "passphrase" and slot.staff != staff)
    ]
    slots.insert(0, passphrase_slot(vault, key, passphrase, staff, second))
    code = None
    if not any(slot.kind == "recovery" for slot in slots):
        recovery, code = recovery_slot(vault, key)
        slots.append(recovery)
    write(data_dir, replace(vault, version=vault.version + 1, slots=tuple(slots)))
    return code


def staff_with_passphrase(data_dir: Path) -> set[str]:
    """The staff ids that have a passphrase of their own; "" stands for the first one."""
    return {staff for staff, _number in seconds(data_dir)}


def take_passphrase(data_dir: Path, key: bytes | bytearray, staff: str) -> None:
    """From now on this member of staff cannot open the data here; UserError for the last passphrase.

    The master key stays: a copy of the key file made before, as in an older backup, still knows it.
    """
    vault = _own(data_dir, key)
    slots = tuple(slot for slot in vault.slots if (slot.kind, slot.staff) != ("passphrase", staff))
    if not any(slot.kind == "passphrase" for slot in slots):
        raise UserError(
            "最後のパスフレーズは外せません。", "先に、ほかの職員のパスフレーズを決めてください。"
        )
    write(data_dir, replace(vault, version=vault.version + 1, slots=slots))


def new_recovery(data_dir: Path, key: bytes | bytearray) -> str:
    """A new recovery code to print; the one before opens nothing any more."""
    vault = _own(data_dir, key)
    slot, code = recovery_slot(vault, key)
    slots = (*(slot for slot in vault.slots if slot.kind != "recovery"), slot)
    write(data_dir, replace(vault, version=vault.version + 1, slots=slots))
    return code


def exists(data_dir: Path) -> bool:
    """True when the folder has a vault, readable or not."""
    return (data_dir / FILE_NAME).exists() or (data_dir / COPY_NAME).exists()


def is_protected(data_dir: Path) -> bool:
    """False when the key lies there unwrapped (保護なし)."""
    return unwrapped(read(data_dir)) is None


def unlock_file(path: Path, passphrase: str | None, second: Collection[SecondKey] = ()) -> bytes:
    """The master key by one vault.key, such as the one beside a backup; no waits are kept there.

    The errors are those of unlock.
    """
    vault = read_file(path)
    key = unwrapped(vault)
    if key is None and not passphrase:
        raise PassphraseNeeded
    return key or opened(vault, passphrase or "", second)[0]


def read_file(path: Path) -> Vault:
    """The vault.key beside a backup; VaultUnreadable when it is not there or damaged."""
    vault = parse(path)
    if vault is None:
        raise VaultUnreadable(
            f"バックアップの鍵のファイル（{path.name}）がないか、壊れています。",
            "バックアップと同じ場所に、同じ名前で .key の付いたファイルを置いてください。",
        )
    return vault


def belongs(path: Path, key: bytes | bytearray) -> bool:
    """True when this key file is readable and made for this master key."""
    vault = parse(path)
    return vault is not None and hmac.compare_digest(vault.key_check, derive(key, "check").hex())


def vault_id(data_dir: Path) -> str:
    """The id of the vault, the same on every device that shares it."""
    return read(data_dir).vault


def read(data_dir: Path) -> Vault:
    """The newer good one of the two copies; the other is mended when it is missing, old or damaged.

    When neither is good, the one beside the newest backup: an older passphrase may be in force again.
    """
    copies = [parse(data_dir / name) for name in (FILE_NAME, COPY_NAME)]
    good = [copy for copy in copies if copy is not None] or _beside_backups(data_dir)
    if not good:
        present = exists(data_dir)
        raise VaultUnreadable(
            "鍵のファイル（vault.key）が壊れているため開けません。"
            if present
            else "鍵のファイル（vault.key）が見つかりません。",
            "データのフォルダーが正しいかを確かめてください。鍵のファイルの写しは、"
            "USBメモリーや共有フォルダーのバックアップの横にもあります。",
        )
    newest = max(good, key=lambda copy: copy.version)
    if copies != [newest, newest]:
        with contextlib.suppress(OSError, UserError):  # reading goes on from the good copy
            write(data_dir, newest)
    return newest


def begin(data_dir: Path, vault: Vault) -> None:
    """The first copy alone; with `write` it is more than begun."""
    overwrite_secret(data_dir / FILE_NAME, serialise(vault))


def is_begun(data_dir: Path) -> bool:
    """True while there is no second copy yet."""
    return (data_dir / FILE_NAME).exists() and not (data_dir / COPY_NAME).exists()


def write(data_dir: Path, vault: Vault) -> None:
    """Overwrites both copies, one after the other."""
    content = serialise(vault)
    for name in (FILE_NAME, COPY_NAME):
        overwrite_secret(data_dir / name, content)


def _beside_backups(data_dir: Path) -> list[Vault]:
    """The newest key file beside a backup of this folder; none where they are of two vaults."""
    beside = sorted(data_dir.glob(BESIDE_BACKUPS), reverse=True)
    found = [vault for vault in map(parse, beside) if vault is not None]
    return found[:1] if len({vault.key_check for vault in found}) == 1 else []


def _own(data_dir: Path, key: bytes | bytearray) -> Vault:
    vault = read(data_dir)
    if not belongs(data_dir / FILE_NAME, key):
        raise RuntimeError("the key of another vault")
    return vault


def _of_staff(vault: Vault, staff: str) -> list[Slot]:
    return [slot for slot in vault.slots if (slot.kind, slot.staff) == ("passphrase", staff)]
