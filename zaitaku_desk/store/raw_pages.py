"""Operations read from the pages of a file that SQLite cannot find its way through any more.

Where the page with the tables' names, or the root of the journal, is damaged, every other page still has its
rows. Each page is deciphered by itself (SQLCipher 4: AES-256-CBC, HMAC-SHA512, 80 bytes at its end) and the
leaves of tables are read as SQLite writes them (its file format, 1.6 and 2.1).
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zaitaku_desk.store.pages import PAGE
from zaitaku_desk.store.vault import derive

COLUMNS = (
    *("seq", "id", "device", "hlc", "who", "batch", "schema", "kind", "record", "grp", "value", "prev"),
    "sealed",
)
"""Of the table `op`, as they are stored; what a later version added stands behind them."""

SALT, IV, SEAL = 16, 16, 64
USABLE = PAGE - IV - SEAL
LEAF = 0x0D
WAL_HEADER, FRAME_HEADER = 32, 24
LONGEST = 64 * 2**20


class _File:
    """Pages of one file and its WAL, deciphered when they are asked for; the newest frame of a page wins."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        self.content = path.open("rb")
        self.count = -(-path.stat().st_size // PAGE)
        self.key = derive(key, "database")
        salt = self.content.read(SALT)
        mask = bytes(byte ^ 0x3A for byte in salt)
        self.seal_key = hashlib.pbkdf2_hmac("sha512", self.key, mask, 2, 32)
        self.sealed = any(self._is_sealed(number, self._stored(number)) for number in range(1, 9))
        """False when the salt itself is gone: no seal can be checked, a row is judged by its content."""

    def page(self, number: int) -> bytes | None:
        """The plain text of a page, its end cut off; None when it is not as it was written."""
        return self.plain(number, self._stored(number))

    def plain(self, number: int, stored: bytes) -> bytes | None:
        """The same of a page that was read elsewhere (the WAL)."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        if len(stored) < PAGE or (self.sealed and not self._is_sealed(number, stored)):
            return None
        start = SALT if number == 1 else 0
        cipher = Cipher(algorithms.AES(self.key), modes.CBC(stored[USABLE : USABLE + IV])).decryptor()
        return bytes(start) + cipher.update(stored[start:USABLE]) + cipher.finalize()

    def _stored(self, number: int) -> bytes:
        self.content.seek((number - 1) * PAGE)
        return self.content.read(PAGE)

    def _is_sealed(self, number: int, stored: bytes) -> bool:
        start = SALT if number == 1 else 0
        signed = stored[start : USABLE + IV] + struct.pack("<I", number)
        return hmac.compare_digest(hmac.digest(self.seal_key, signed, "sha512"), stored[USABLE + IV :])


def belong_to(path: Path, key: bytes | bytearray) -> bool:
    """True when a page at the beginning of the file was written with this master key."""
    try:
        file = _File(path, key)
    except OSError:
        return False
    with file.content:
        return file.sealed


def operations(path: Path, key: bytes | bytearray) -> list[dict[str, Any]]:
    """Every operation on a readable page of the file and its WAL, in the order of `seq`.

    Of one that is found in several states (a page that was moved) the latest. About 20 s per GB.
    """
    found: dict[int, dict[str, Any]] = {}
    file = _File(path, key)
    with file.content:
        for number, page in _every(file, path.with_name(f"{path.name}-wal")):
            if page[100 * (number == 1)] == LEAF:
                for row in _rows(file, page, 100 * (number == 1)):
                    known = found.get(row["seq"])
                    if known is None or known["hlc"] <= row["hlc"]:
                        found[row["seq"]] = row
    return [found[seq] for seq in sorted(found)]


def _every(file: _File, wal: Path) -> Iterator[tuple[int, bytes]]:
    for number in range(1, file.count + 1):
        page = file.page(number)
        if page is not None:
            yield number, page
    with contextlib.suppress(FileNotFoundError), wal.open("rb") as frames:
        frames.seek(WAL_HEADER)
        while len(head := frames.read(FRAME_HEADER)) == FRAME_HEADER:
            number = struct.unpack_from(">I", head)[0]
            page = file.plain(number, frames.read(PAGE))
            if page is not None:
                yield number, page


def _rows(file: _File, page: bytes, start: int) -> Iterator[dict[str, Any]]:
    cells = struct.unpack_from(">H", page, start + 3)[0]
    for at in range(min(cells, PAGE // 4)):
        with contextlib.suppress(struct.error, IndexError, ValueError, UnicodeDecodeError):
            row = _cell(file, page, struct.unpack_from(">H", page, start + 8 + 2 * at)[0])
            if row is not None:
                yield row


def _cell(file: _File, page: bytes, at: int) -> dict[str, Any] | None:
    """The row of a cell when it is an operation."""
    size, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if size > LONGEST:
        return None
    local = _local(size)
    payload = page[at : at + local]
    if local < size:
        payload += _overflow(file, struct.unpack_from(">I", page, at + local)[0], size - local)
    values = _values(payload)
    if len(values) < len(COLUMNS):
        return None
    row = {**dict(zip(COLUMNS, values, strict=False)), "seq": rowid}
    return row if _is_operation(row) else None


def _is_operation(row: dict[str, Any]) -> bool:
    names = ("id", "device", "who", "batch", "kind", "record", "grp", "value", "prev")
    if not all(isinstance(row[name], str) for name in names) or not isinstance(row["hlc"], int):
        return False
    json.loads(row["value"])
    return bool(row["id"] and row["kind"] and row["record"]) and isinstance(json.loads(row["prev"]), list)


def _local(size: int) -> int:
    """How much of a payload lies in the cell itself."""
    most = USABLE - 35
    if size <= most:
        return size
    least = (USABLE - 12) * 32 // 255 - 23
    wanted = least + (size - least) % (USABLE - 4)
    return wanted if wanted <= most else least


def _overflow(file: _File, number: int, size: int) -> bytes:
    """The rest of a payload; ValueError when a page of it cannot be read."""
    found = b""
    while len(found) < size:
        page = file.page(number)
        if page is None:
            raise ValueError(number)
        found += page[4:USABLE]
        number = struct.unpack_from(">I", page)[0]
    return found[:size]


def _values(payload: bytes) -> list[Any]:
    head, at = _varint(payload, 0)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: list[Any] = []
    at = head
    for kind in kinds:
        length = (kind - 12) // 2 if kind >= 12 else (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[kind]
        part = payload[at : at + length]
        if len(part) < length:
            raise ValueError(kind)
        at += length
        values.append(_value(kind, part))
    return values


def _value(kind: int, part: bytes) -> Any:
    if kind >= 13 and kind % 2:
        return part.decode("utf-8")
    if kind >= 12:
        return part
    if kind == 7:
        return struct.unpack(">d", part)[0]
    if kind in (8, 9):
        return kind - 8
    return int.from_bytes(part, "big", signed=True) if kind else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = data[at + place]
        if place == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError(at)
