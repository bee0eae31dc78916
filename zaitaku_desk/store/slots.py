"""What is written in vault.key, and the arithmetic that wraps the master key."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.store import passphrases, recovery_code

if TYPE_CHECKING:
    from zaitaku_desk.store.second_key import SecondKey

FORMAT = 2
PLAIN_FORMAT = 1
"""Still written while no slot needs a 鍵ファイル, so that the programs from before it go on opening the file;
of one that does they say 新しい版.
"""

SCRYPT_N = 2**17
SCRYPT_R = 8
SCRYPT_P = 1


class VaultUnreadable(Unopenable):
    """vault.key is missing or damaged, in both copies; never raised for a wrong passphrase."""


class WrongRecoveryKey(UserError):
    """A well-formed recovery key, but not the one of this vault (or one that was replaced)."""

    def __init__(self) -> None:
        super().__init__(
            "この回復キーでは開けません。",
            "いちばん新しく印刷した回復キーかどうかを確かめてください。作り直す前の回復キーは使えません。",
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the vault: `kind` is passphrase, recovery or none; `wrapped` is hex.

    `second` is the number of the 鍵ファイル (store/second_key.py) that is needed besides a passphrase, or "".
    """

    kind: str
    wrapped: str
    staff: str = ""
    salt: str = ""
    n: int = 0
    r: int = 0
    p: int = 0
    second: str = ""


@dataclass(frozen=True, slots=True)
class Vault:
    """The content of vault.key; `version` grows with every change."""

    vault: str
    key_check: str
    version: int = 1
    slots: tuple[Slot, ...] = field(default_factory=tuple)


def derive(key: bytes | bytearray, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869, no salt): the 32-byte key for `purpose`: database, segment, export …"""
    pseudo_random = hmac.new(bytes(32), key, hashlib.sha256).digest()
    info = b"zaitaku_desk/" + purpose.encode("ascii") + b"/1\x01"
    return hmac.new(pseudo_random, info, hashlib.sha256).digest()


def serialise(vault: Vault) -> bytes:
    """vault.key as bytes: JSON with a digest, so that damage is told from a wrong passphrase."""
    body = {"format": FORMAT, **asdict(vault)}
    if not any(slot.second for slot in vault.slots):
        body["format"] = PLAIN_FORMAT
    for slot in body["slots"]:
        if not slot["second"]:
            del slot["second"]
    return json.dumps({**body, "digest": _digest(body)}, indent=1).encode()


def parse(path: Path) -> Vault | None:
    """The content of a vault.key; None when it is missing or damaged, UserError when it is too new."""
    try:
        return parse_bytes(path.read_bytes())
    except OSError:
        return None


def parse_bytes(data: bytes) -> Vault | None:
    """The same from the bytes of the file."""
    try:
        body = json.loads(data)
        digest = body.pop("digest")
        if digest != _digest(body):
            return None
        if body["format"] > FORMAT:
            raise UserError(
                "このデータは新しい版の在宅デスクで作られています。",
                "新しい版のプログラムで開いてください。ファイルには手を加えていません。",
            )
        slots = tuple(Slot(**slot) for slot in body["slots"])
        return Vault(body["vault"], body["key_check"], int(body["version"]), slots)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def unwrapped(vault: Vault) -> bytes | None:
    """The key of an unprotected vault, None when it is wrapped."""
    for slot in vault.slots:
        if slot.kind == "none":
            return _checked(vault, bytes.fromhex(slot.wrapped))
    return None


def can_try(vault: Vault, second: Iterable[SecondKey]) -> list[Slot]:
    """The passphrase slots that need no 鍵ファイル, or one of these."""
    given = {one.id for one in second}
    return [slot for slot in vault.slots if slot.kind == "passphrase" and slot.second in {"", *given}]


def opened_by(vault: Vault, passphrase: str, second: Collection[SecondKey] = ()) -> tuple[bytes, str] | None:
    """The key, and whose passphrase it was ("" for the first one, which has no name on it); None when it
    opens no slot. 0.6 s for each slot.
    """
    given = {one.id: one for one in second}
    for slot in can_try(vault, second):
        key = _unwrap(vault, slot, _kek(passphrase, slot, given.get(slot.second)))
        if key is not None:
            return _checked(vault, key), slot.staff
    return None


def by_recovery(vault: Vault, code: str) -> bytes:
    """The key by the printed recovery key. UserError names the mistyped group; WrongRecoveryKey when it is
    another vault's or an old one.
    """
    secret = recovery_code.read(code)
    for slot in vault.slots:
        if slot.kind == "recovery":
            key = _unwrap(vault, slot, _recovery_kek(secret, slot.salt))
            if key is not None:
                return _checked(vault, key)
    raise WrongRecoveryKey


def _checked(vault: Vault, key: bytes) -> bytes:
    if not hmac.compare_digest(vault.key_check, derive(key, "check").hex()):
        raise VaultUnreadable(
            "鍵のファイル（vault.key）の内容が食い違っているため開けません。",
            "バックアップがあれば、そこから始められます。",
        )
    return key


def passphrase_slot(
    vault: Vault, key: bytes | bytearray, passphrase: str, staff: str, second: SecondKey | None = None
) -> Slot:
    """The master key wrapped by a passphrase, and by a 鍵ファイル with it; UserError when it is empty."""
    if not passphrases.normalised(passphrase):
        raise UserError("パスフレーズが空です。", "パスフレーズを入力してください。")
    salt = secrets.token_bytes(16).hex()
    number = second.id if second else ""
    slot = Slot("passphrase", "", staff, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P, number)
    return replace(slot, wrapped=_wrap(vault, slot, _kek(passphrase, slot, second), key))


def recovery_slot(vault: Vault, key: bytes | bytearray) -> tuple[Slot, str]:
    """The master key wrapped by a new recovery secret, and the code to print."""
    secret = recovery_code.new()
    slot = Slot("recovery", "", salt=secrets.token_bytes(16).hex())
    wrapped = _wrap(vault, slot, _recovery_kek(secret, slot.salt), key)
    return replace(slot, wrapped=wrapped), recovery_code.write(secret)


def _kek(passphrase: str, slot: Slot, second: SecondKey | None) -> bytes:
    stretched = _stretch(passphrase, slot)
    if second is None:
        return stretched
    return hmac.new(stretched, b"zaitaku_desk/second key/1" + second.secret, hashlib.sha256).digest()


def _stretch(passphrase: str, slot: Slot) -> bytes:
    if not (1 < slot.n <= 2**20 and 0 < slot.r <= 16 and 0 < slot.p <= 4):
        raise VaultUnreadable("鍵のファイル（vault.key）が壊れているため開けません。")
    return hashlib.scrypt(
        passphrases.normalised(passphrase).encode(),
        salt=bytes.fromhex(slot.salt),
        n=slot.n,
        r=slot.r,
        p=slot.p,
        maxmem=128 * slot.r * (slot.n + slot.p + 2) + 2**20,
        dklen=32,
    )


def _recovery_kek(secret: bytes, salt: str) -> bytes:
    return hmac.new(bytes.fromhex(salt), secret, hashlib.sha256).digest()


def _bound_to(vault: Vault, slot: Slot) -> bytes:
    name = f"{vault.vault}/{slot.kind}/{slot.staff}"
    return (f"{name}/{slot.second}" if slot.second else name).encode()


def _wrap(vault: Vault, slot: Slot, kek: bytes, key: bytes | bytearray) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return (nonce + AESGCM(kek).encrypt(nonce, bytes(key), _bound_to(vault, slot))).hex()


def _unwrap(vault: Vault, slot: Slot, kek: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapped = bytes.fromhex(slot.wrapped)
    try:
        return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], _bound_to(vault, slot))
    except InvalidTag:
        return None
