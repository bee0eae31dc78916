"""What a device says it holds: a few lines, however much that is (sync.md §4.3)."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from zaitaku_desk.store.ledger import Held, Total
from zaitaku_desk.store.sealing import Unsealable, seal, unseal

NAME = re.compile(r"(\d{8})-([0-9a-f]{6})\.zak")
PURPOSE = "ack"


class Folded(NamedTuple):
    """How many segments of one folder a device holds, and the XOR of their hashes."""

    size: int
    digest: int


class Ack(NamedTuple):
    """One device's word: everything it has (`total`), by folder, and what it could not read (`bad`).

    `name` is how the device calls itself, `at` is in milliseconds of UTC and only shown.
    """

    device: str
    name: str
    at: int
    total: Total
    folders: Mapping[str, Folded]
    bad: tuple[str, ...] = ()
    schema: int = 1


def encode(key: bytes | bytearray, vault: str, ack: Ack) -> bytes:
    """The bytes of an acknowledgement."""
    body = {
        "device": ack.device,
        "name": ack.name,
        "at": ack.at,
        "total": [ack.total.ops, f"{ack.total.digest:032x}"],
        "folders": {device: [one.size, f"{one.digest:032x}"] for device, one in ack.folders.items()},
        "bad": list(ack.bad),
        "schema": ack.schema,
    }
    sealed = seal(key, PURPOSE, json.dumps(body, ensure_ascii=False).encode("utf-8"), vault.encode())
    return sealed + hashlib.sha256(sealed).digest()


def decode(key: bytes | bytearray, vault: str, data: bytes) -> Ack | None:
    """The acknowledgement; None when it is torn, foreign or anything else."""
    try:
        if hashlib.sha256(data[:-32]).digest() != data[-32:]:
            return None
        body: Any = json.loads(unseal(key, PURPOSE, data[:-32], vault.encode()))
        return Ack(
            str(body["device"]),
            str(body["name"]),
            int(body["at"]),
            Total(int(body["total"][0]), int(body["total"][1], 16)),
            {str(device): Folded(int(one[0]), int(one[1], 16)) for device, one in body["folders"].items()},
            tuple(map(str, body["bad"])),
            int(body.get("schema", 1)),
        )
    except (Unsealable, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


def new_name(number: int) -> str:
    """The name of the next acknowledgement."""
    return f"{number:08}-{secrets.token_hex(3)}.zak"


def fold(segments: Iterable[Held]) -> dict[str, Folded]:
    """What this device holds, by the folder it found it in."""
    found: dict[str, Folded] = {}
    for one in segments:
        if one.published:
            before = found.get(one.device, Folded(0, 0))
            found[one.device] = Folded(before.size + 1, before.digest ^ int(one.hash, 16))
    return found


def reached(mine: Sequence[Held], said: Folded | None) -> int:
    """How many of these segments, in their order, the other device has: the longest beginning that agrees."""
    if said is None:
        return 0
    digest = best = 0
    for place, one in enumerate(mine, 1):
        digest ^= int(one.hash, 16)
        if place == said.size and digest == said.digest:
            best = place
    return best
