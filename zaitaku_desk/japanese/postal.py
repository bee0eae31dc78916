"""Postal code → town and back, offline (resources/postal/towns.bin, made by tools/postal.py).

The file is an index (municipalities and where the blocks lie) and a compressed block of lines per first three
digits of the code: a look-up opens one of some 950 blocks and keeps nothing but the index.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import lru_cache
from typing import Any, NamedTuple

from zaitaku_desk import paths
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.numbers import postal

FILE = "towns.bin"
MAGIC = b"ZDPOST1\n"
OFFICE = "大口事業所の番号"
"""The note of a code that belongs to one large office."""


class Town(NamedTuple):
    """A postal code with its place. `town` is empty where the code stands for the rest of a municipality.

    `note` tells codes of one town apart (「1〜19丁目」).
    """

    code: str
    prefecture: str
    municipality: str
    town: str
    note: str = ""


def towns(code: str) -> list[Town]:
    """The towns of a code in any style of writing; empty when it is none or unknown."""
    known = postal(code)
    if known is None:
        return []
    return [town for town in _block(known[:3]) if town.code == known]


def codes(prefecture: str, municipality: str, address: str) -> list[Town]:
    """The codes of an address, by the longest town it begins with; empty when no town is known.

    Codes of single offices are not among them. The address may hold prefecture and municipality instead, or
    again.
    """
    above = fold(prefecture), fold(municipality)
    rest = fold(address.replace("大字", "")).removeprefix(above[0]).removeprefix(above[1])
    whole = f"{above[0]}{above[1].removeprefix(above[0])}{rest}"
    found: list[Town] = []
    longest = 1
    for keys, city, prefixes in _cities():
        key = next((key for key in keys if whole.startswith(key)), "")
        for prefix in prefixes if key else ():
            for town in _block(prefix):
                name = fold(town.town)
                if town.note == OFFICE or town[1:3] != city:
                    continue
                if len(name) >= longest and whole.startswith(name, len(key)):
                    found = [town, *(other for other in found if len(name) == longest)]
                    longest = len(name)
    return sorted(set(found))


def edition() -> str:
    """The month of the data, "2026-10"; empty when the file is not here."""
    return str(_index().get("edition", ""))


@lru_cache(maxsize=1)
def _index() -> dict[str, Any]:
    """Empty when there is no such file: then nothing is found."""
    try:
        with (paths.resources() / "postal" / FILE).open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                return {}
            size = int.from_bytes(file.read(4), "big")
            index: dict[str, Any] = json.loads(zlib.decompress(file.read(size)))
            index["start"] = file.tell()
            return index
    except OSError:
        return {}


@lru_cache(maxsize=32)
def _block(prefix: str) -> tuple[Town, ...]:
    """Every town whose code begins with these three digits."""
    index = _index()
    place = index.get("blocks", {}).get(prefix)
    if place is None:
        return ()
    with (paths.resources() / "postal" / FILE).open("rb") as file:
        file.seek(index["start"] + place[0])
        lines = zlib.decompress(file.read(place[1])).decode().split("\n")
    found = []
    for line in lines:
        code, number, town, note = [*line.split("\t"), "", ""][:4]
        prefecture, city, _ = index["cities"][int(number)]
        found.append(Town(f"{prefix}-{code}", prefecture, city, town, note))
    return tuple(found)


@lru_cache(maxsize=1)
def _cities() -> list[tuple[tuple[str, ...], tuple[str, str], list[str]]]:
    """How an address may begin, the municipality meant, and the first digits of its codes."""
    return [
        (
            tuple(fold(text) for text in (prefecture + city, city, prefecture + bare, bare)),
            (prefecture, city),
            prefixes.split(),
        )
        for prefecture, city, prefixes in _index().get("cities", [])
        for bare in [re.sub(r"^.{1,4}郡(?=.+[町村]$)", "", city)]
    ]
