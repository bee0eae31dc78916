"""Very much that is read in order, in a tenth of the memory; and which of many things has been met before."""

from __future__ import annotations

import json
import zlib
from array import array
from typing import Any

PER_BLOCK = 200


class Shelf:
    """What is known of very many rows, as JSON compressed by the hundred; read in order they are quick."""

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self._open: list[Any] = []
        self._read: tuple[int, list[Any]] = (-1, [])

    @property
    def size(self) -> int:
        """Bytes that are compressed."""
        return sum(map(len, self._full))

    def put(self, values: Any) -> int:
        """Keep it; returns where it is."""
        self._open.append(values)
        if len(self._open) == PER_BLOCK:
            text = json.dumps(self._open, ensure_ascii=False, separators=(",", ":"))
            self._full.append(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
            self._open = []
            return len(self._full) * PER_BLOCK - 1
        return len(self._full) * PER_BLOCK + len(self._open) - 1

    def get(self, at: int) -> Any:
        """What was put there."""
        block, row = divmod(at, PER_BLOCK)
        if block == len(self._full):
            return self._open[row]
        number, rows = self._read
        if number != block:
            rows = json.loads(zlib.decompress(self._full[block]).decode("utf-8", "surrogatepass"))
            self._read = (block, rows)
        return rows[row]


class Numbers:
    """What number a thing was given: 12 bytes a place, two thirds of them taken at most.

    Things are told apart by 64 bits of their hash: who finds a number has to look whether it is the thing.
    """

    def __init__(self) -> None:
        self._count, self._mask = 0, 1023
        self._hashes, self._numbers = array("q", bytes(8 * 1024)), array("i", bytes(4 * 1024))

    def get(self, thing: object) -> int | None:
        """Its number, None when it has none."""
        number = self._numbers[self._slot(hash(thing))]
        return number - 1 if number else None

    def put(self, thing: object, number: int) -> None:
        """Give it a number (0 …), or another one."""
        if 3 * self._count >= 2 * self._mask:
            self._grow()
        code = hash(thing)
        slot = self._slot(code)
        self._count += not self._numbers[slot]
        self._hashes[slot], self._numbers[slot] = code, number + 1

    def _slot(self, code: int) -> int:
        slot = code & self._mask
        while self._numbers[slot] and self._hashes[slot] != code:
            slot = (slot + 1) & self._mask
        return slot

    def _grow(self) -> None:
        hashes, numbers = self._hashes, self._numbers
        size = 2 * (self._mask + 1)
        self._mask = size - 1
        self._hashes, self._numbers = array("q", bytes(8 * size)), array("i", bytes(4 * size))
        for code, number in zip(hashes, numbers, strict=True):
            if number:
                slot = self._slot(code)
                self._hashes[slot], self._numbers[slot] = code, number
