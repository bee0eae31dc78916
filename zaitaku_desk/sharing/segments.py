"""A segment: operations on their way to the others, hashed and encrypted (sync.md §4.3)."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import struct
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from zaitaku_desk.store.journal import Op
from zaitaku_desk.store.sealing import Unsealable, seal, unseal

MAGIC = b"ZSG2"
FORMAT = 1
PURPOSE = "segment"
MOST_OPS = 2_000

NAME = re.compile(r"(\d{8})-([0-9a-f]{32})-([0-9a-f]{6})\.zsg")
_LENGTHS = struct.Struct(">4sII")
_HASH = 32


class Invalid(ValueError):
    """Not a whole segment of this vault: torn, flipped, foreign, of a newer format; as if not there yet."""


class Segment(NamedTuple):
    """A segment that was read: who wrote it, its number there, its operations."""

    hash: str
    device: str
    number: int
    ops: tuple[Op, ...]


def encode(key: bytes | bytearray, vault: str, device: str, number: int, ops: Sequence[Op]) -> bytes:
    """The bytes of a segment."""
    head = json.dumps(
        {"format": FORMAT, "vault": vault, "device": device, "number": number, "count": len(ops)},
        separators=(",", ":"),
    ).encode()
    rows = json.dumps([_row(op) for op in ops], ensure_ascii=False, separators=(",", ":"))
    body = seal(key, PURPOSE, zlib.compress(rows.encode("utf-8", "surrogatepass"), 6), head)
    whole = _LENGTHS.pack(MAGIC, len(head), len(body)) + head + body
    return whole + hashlib.sha256(whole).digest()


def decode(key: bytes | bytearray, vault: str, data: bytes) -> Segment:
    """The segment, checked by length, hash and seal before a word of it is believed; else Invalid."""
    try:
        magic, head_length, body_length = _LENGTHS.unpack_from(data)
        end = _LENGTHS.size + head_length + body_length
        if magic != MAGIC or end + _HASH != len(data):
            raise Invalid
        if hashlib.sha256(data[:end]).digest() != data[end:]:
            raise Invalid
        head_bytes = data[_LENGTHS.size : _LENGTHS.size + head_length]
        head = json.loads(head_bytes)
        if head["format"] != FORMAT or head["vault"] != vault:
            raise Invalid
        plain = unseal(key, PURPOSE, data[_LENGTHS.size + head_length : end], head_bytes)
        rows = json.loads(zlib.decompress(plain).decode("utf-8", "surrogatepass"))
        ops = tuple(_op(row) for row in rows)
    except (Unsealable, struct.error, zlib.error, KeyError, TypeError, IndexError, ValueError) as error:
        raise Invalid from error
    if len(ops) != head["count"]:
        raise Invalid
    return Segment(hash_of(data), str(head["device"]), int(head["number"]), ops)


def hash_of(data: bytes) -> str:
    """What names a segment: 128 bits of the hash of all its bytes, in hex."""
    return hashlib.sha256(data).hexdigest()[:32]


def new_name(number: int, data: bytes) -> str:
    """A name nobody has used: number, hash, chance."""
    return f"{number:08}-{hash_of(data)}-{secrets.token_hex(3)}.zsg"


def _row(op: Op) -> list[Any]:
    return [
        *(op.id, op.device, op.hlc, op.who, op.batch, op.kind, op.record, op.grp),
        *(op.value, list(op.prev), op.schema),
    ]


def _op(row: list[Any]) -> Op:
    op_id, device, hlc, who, batch, kind, record, grp, value, prev, schema = row[:11]
    texts = (op_id, device, who, batch, kind, record, grp)
    if not all(isinstance(text, str) for text in texts) or not isinstance(hlc, int):
        raise Invalid
    return Op(op_id, device, hlc, who, batch, kind, record, grp, value, tuple(prev), True, int(schema))
