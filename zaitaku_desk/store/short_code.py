"""Six digits instead of the passphrase, for 8 hours after an idle lock (decisions 24).

Nothing on the disk can be opened by them. What the digits stretch to lies inside the encrypted file; while
the desk is locked, the master key lies in memory only, wrapped by it, until the hours or the tries are over.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import local

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

DIGITS = 6
TRIES = 5
SECONDS = 8 * 3600
SCRYPT_N = 2**16
_NAME = "short_code"
_RUNS = ("0123456789", "9876543210")


class WrongCode(UserError):
    """Not the code; `left` more tries, after the last only the passphrase opens."""

    def __init__(self, left: int) -> None:
        told = f"あと{left}回入力できます。" if left else "パスフレーズで開いてください。"
        super().__init__("短い番号が違います。", told)
        self.left = left


class CodeOver(UserError):
    """The hours or the tries are over, or the clock was turned back."""

    def __init__(self) -> None:
        super().__init__("短い番号はもう使えません。", "パスフレーズで開いてください。")


def problem(code: str) -> str:
    """What is wrong with a new code, in Japanese; empty when it may be used."""
    digits = _digits(code)
    if len(digits) != DIGITS or not digits.isdecimal():
        return f"数字{DIGITS}桁で決めてください。"
    if len(set(digits)) < 3 or any(digits in run for run in _RUNS) or digits[:3] == digits[3:]:
        return "同じ数字や続き番号など、推測されやすい番号は使えません。"
    return ""


def remember(db: Database, code: str) -> None:
    """Set the code of this laptop; UserError when it is too easy. 0.3 s of work."""
    if told := problem(code):
        raise UserError(told)
    salt = secrets.token_bytes(16)
    kept = json.dumps({"salt": salt.hex(), "kek": _stretch(code, salt).hex()})
    local.put(db, _NAME, kept)


def forget(db: Database) -> None:
    """Without a code, every lock asks for the passphrase."""
    local.forget(db, _NAME)


def is_set(db: Database) -> bool:
    """Whether this laptop has a code."""
    return bool(local.get(db, _NAME))


class KeptKey:
    """The master key in memory while the desk is locked; only `open` with the right digits gives it back."""

    def __init__(
        self,
        key: bytes | bytearray,
        salt: bytes,
        kek: bytes,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(12)
        self._salt = salt
        self._wrapped = bytearray(nonce + AESGCM(kek).encrypt(nonce, bytes(key), None))
        self._wall, self._steady = wall, steady
        self._since = wall(), steady()
        self.left = TRIES

    @classmethod
    def of(cls, db: Database) -> KeptKey | None:
        """Keep the key of an open desk; None when it has no code."""
        text = local.get(db, _NAME)
        if not text:
            return None
        kept = json.loads(text)
        return cls(db.key, bytes.fromhex(kept["salt"]), bytes.fromhex(kept["kek"]))

    @property
    def over(self) -> bool:
        """Whether only the passphrase opens now; a clock turned back counts as over."""
        wall, steady = self._wall() - self._since[0], self._steady() - self._since[1]
        return self.left <= 0 or not self._wrapped or wall < -1 or max(wall, steady) >= SECONDS

    def open(self, code: str) -> bytes:
        """The master key. WrongCode counts, CodeOver when there is nothing to be tried any more. 0.3 s."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self.over:
            self.forget()
            raise CodeOver
        self.left -= 1  # before the work: a try that is broken off counts
        nonce, sealed = bytes(self._wrapped[:12]), bytes(self._wrapped[12:])
        try:
            key = AESGCM(_stretch(code, self._salt)).decrypt(nonce, sealed, None)
        except InvalidTag:
            if not self.left:
                self.forget()
            raise WrongCode(self.left) from None
        self.left = TRIES
        return key

    def forget(self) -> None:
        """Overwrite it; may be called twice."""
        self._wrapped[:] = bytes(len(self._wrapped))
        del self._wrapped[:]


def _digits(code: str) -> str:
    return unicodedata.normalize("NFKC", code).replace(" ", "").strip()


def _stretch(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        _digits(code).encode(),
        salt=salt,
        n=SCRYPT_N,
        r=8,
        p=1,
        maxmem=128 * 8 * (SCRYPT_N + 3) + 2**20,
        dklen=32,
    )
