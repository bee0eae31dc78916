"""What a plan is made of: institutions of a list, how they compare with the desk, and what cannot be told."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zaitaku_desk.intake.matching import Index, Wanted
from zaitaku_desk.intake.rows import Source

PER_BLOCK = 200


@dataclass(frozen=True, slots=True)
class Held:
    """What this list said of an institution when it was last taken in."""

    values: Mapping[str, Any]
    edition: str = ""
    key: str | None = None
    gone: bool = False


class Decided(NamedTuple):
    """What she said of a row before: which institution it is (None: one of its own), or that it stays out."""

    institution_id: str | None
    skip: bool = False


@dataclass(slots=True)
class Existing:
    """The desk as a plan needs it. `now` gives an institution's shown values and the fields she typed.

    `decided` holds her decisions by fingerprint of the row, `hidden` what lies in the bin.
    """

    index: Index = field(default_factory=Index)
    held: Mapping[str, Held] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    now: Callable[[str], tuple[Mapping[str, Any], frozenset[str]]] = lambda _: ({}, frozenset())
    decided: Mapping[str, Decided] = field(default_factory=dict)

    def load(self, items: Sequence[Item]) -> None:
        """Make findable what these items may be, before any is looked for."""

    def newest(self) -> str:
        """The ISO day of the newest edition that was taken in, or ""."""
        return max((held.edition for held in self.held.values()), default="")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one institution; `kept` when her own words stay and the list's are shown beside them.

    The field "gone" stands for an institution that is on the list again.
    """

    field: str
    before: Any
    after: Any
    kept: bool = False


class Shelf:
    """Values of very many rows, compressed by the hundred; read one after the other they are quick."""

    def __init__(self) -> None:
        self._full: list[bytes] = []
        self._open: list[Mapping[str, Any]] = []
        self._read: tuple[int, list[dict[str, Any]]] = (-1, [])

    def put(self, values: Mapping[str, Any]) -> int:
        """Keep the values; returns where they are."""
        self._open.append(values)
        if len(self._open) == PER_BLOCK:
            text = json.dumps(self._open, ensure_ascii=False, separators=(",", ":"))
            self._full.append(zlib.compress(text.encode("utf-8", "surrogatepass"), 1))
            self._open = []
            return len(self._full) * PER_BLOCK - 1
        return len(self._full) * PER_BLOCK + len(self._open) - 1

    def get(self, at: int) -> Mapping[str, Any]:
        """The values that were put there."""
        block, row = divmod(at, PER_BLOCK)
        if block == len(self._full):
            return self._open[row]
        number, rows = self._read
        if number != block:
            rows = json.loads(zlib.decompress(self._full[block]).decode("utf-8", "surrogatepass"))
            self._read = (block, rows)
        return rows[row]


class Shelved(NamedTuple):
    """Where the values of an item are."""

    shelf: Shelf
    at: int


@dataclass(slots=True, eq=False)
class Item:
    """One institution of the list. `id` is empty while it is new; `by` says how it was found.

    `moved` says in words how it changed place or name since the last edition. `refused` are the fields of
    which she wants to keep what is shown. `said` holds the values, or where they lie.
    """

    lines: list[int]
    key: str | None
    said: Mapping[str, Any] | Shelved = field(default_factory=dict)
    id: str = ""
    by: str = ""
    changes: Sequence[Change] = ()
    write: bool = True
    moved: str = ""
    refused: frozenset[str] = frozenset()

    @property
    def values(self) -> Mapping[str, Any]:
        """What the list says; not to be changed in place."""
        said = self.said
        return said.shelf.get(said.at) if isinstance(said, Shelved) else said

    def pack(self, shelf: Shelf) -> None:
        """Hold the values in a tenth of the memory: a list of the whole country has 250,000 rows."""
        if not isinstance(self.said, Shelved):
            self.said = Shelved(shelf, shelf.put(self.said))

    def say(self, values: Mapping[str, Any]) -> None:
        """Other values instead."""
        self.said = values

    @property
    def name(self) -> str:
        """As the list calls it."""
        return str(self.values.get("name", ""))

    @property
    def decided(self) -> bool:
        """Found by what she decided once."""
        return self.by == "decision"

    def wanted(self) -> Wanted:
        """What is compared of it."""
        values = self.values
        name, telephone, address, corporation, kind = (
            str(values.get(name) or "") for name in ("name", "telephone", "address", "corporation", "kind")
        )
        return Wanted(name, telephone, address, corporation, self.key, kind)


@dataclass(slots=True, eq=False)
class Ambiguous:
    """Which of several institutions it is, or whether it is the one of the same name: she decides.

    While `decision` is None nothing of it is written.
    """

    item: Item
    candidates: tuple[tuple[str, str], ...]
    by: str = ""
    decision: Decided | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken in, and why."""

    line: int
    reason: str


@dataclass(slots=True, eq=False)
class Gone:
    """An institution this list knew and knows no more; it stays in the desk, marked.

    `closed` when she says that it has been given up; `write` is off when she wants no mark.
    """

    id: str
    name: str
    held: Held
    closed: bool = False
    write: bool = True


@dataclass(slots=True)
class Plan:
    """`read` counts rows of the file, everything else institutions. `notes` are for her, in Japanese.

    `skipped` are those that she decided once never to take in, `doubles` names of institutions that the desk
    may have twice.
    """

    source: Source
    city: str = ""
    read: int = 0
    institutions: int = 0
    new: list[Item] = field(default_factory=list)
    changed: list[Item] = field(default_factory=list)
    moved: list[Item] = field(default_factory=list)
    unchanged: list[Item] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    ambiguous: list[Ambiguous] = field(default_factory=list)
    skipped: list[Item] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    existing: Existing = field(default_factory=Existing, repr=False)

    @property
    def nothing_to_do(self) -> bool:
        """Taking it in would write nothing."""
        found = (*self.new, *self.changed, *self.moved, *self.unchanged)
        return not (self.gone or self.ambiguous or any(item.write for item in found))

    def to_json(self, *, applied: bool = False) -> dict[str, Any]:
        """The shape of the command line: counts, and the rejected rows with line and reason."""
        return {
            "source": self.source.title,
            "read": self.read,
            "institutions": self.institutions,
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "unchanged": len(self.unchanged),
            "gone": len(self.gone),
            "ambiguous": len(self.ambiguous),
            "rejected": [{"line": row.line, "reason": row.reason} for row in self.rejected],
            "applied": applied,
        }
