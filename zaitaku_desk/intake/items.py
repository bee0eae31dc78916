"""What a plan is made of: institutions of a list, how they compare with the desk, and what cannot be told."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, overload

from zaitaku_desk.intake.matching import Index, Wanted
from zaitaku_desk.intake.rows import Source
from zaitaku_desk.intake.shelf import Shelf


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


class Shelved(NamedTuple):
    """Where lines, key and values of an item are."""

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
        if isinstance(said, Shelved):
            found: Mapping[str, Any] = said.shelf.get(said.at)[2]
            return found
        return said

    def pack(self, shelf: Shelf) -> None:
        """Hold the values in a tenth of the memory: a list of the whole country has 250,000 rows."""
        if not isinstance(self.said, Shelved):
            self.said = Shelved(shelf, shelf.put((self.lines, self.key, self.said)))

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

    @property
    def untouched(self) -> bool:
        """Nothing is known of it but what the list says."""
        return self.write and not (self.id or self.by or self.changes or self.moved or self.refused)

    def wanted(self) -> Wanted:
        """What is compared of it."""
        values = self.values
        name, telephone, address, corporation, kind = (
            str(values.get(name) or "") for name in ("name", "telephone", "address", "corporation", "kind")
        )
        return Wanted(name, telephone, address, corporation, self.key, kind)


class Items(Sequence[Item]):
    """Institutions of a list; of very many those that nobody has touched yet lie packed, 12 bytes each.

    A packed one is made anew whenever it is asked for: what is changed in it has to be put back.
    """

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self._at = array("q")
        self._first = array("l")
        self._loose: dict[int, Item] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        at = self._at[number]
        if at < 0:
            return self._loose[at]
        lines, key, _ = self.shelf.get(at)
        return Item(list(lines), key, Shelved(self.shelf, at))

    def append(self, item: Item) -> None:
        """Add an item."""
        self._at.append(self._place(item))
        self._first.append(item.lines[0] if item.lines else 0)

    def put(self, number: int, item: Item) -> None:
        """The item at this number, with what has become of it."""
        self._loose.pop(self._at[number], None)
        self._at[number], self._first[number] = self._place(item), item.lines[0]

    def take(self, other: Items, number: int) -> None:
        """Add an item of another list on the same shelf, without reading it."""
        at = other._at[number]
        if at < 0:
            self.append(other._loose[at])
        else:
            self._at.append(at)
            self._first.append(other._first[number])

    def remove(self, item: Item) -> None:
        """Take an item out; ValueError when it is not here."""
        at = item.said.at if isinstance(item.said, Shelved) and item.said.at in self._at else None
        if at is None:
            at = next((at for at, each in self._loose.items() if each is item), None)
        if at is None:
            raise ValueError(item)
        number = self._at.index(at)
        self._loose.pop(at, None)
        del self._at[number], self._first[number]

    def sort(self) -> None:
        """In the order of the file."""
        first = self._first
        if any(first[n] > first[n + 1] for n in range(len(first) - 1)):
            order = array("l", sorted(range(len(first)), key=first.__getitem__))
            self._at = array("q", (self._at[number] for number in order))
            self._first = array("l", (first[number] for number in order))

    def touched(self) -> Iterator[Item]:
        """Those that do not lie packed: all of which anything is known beside what the list says."""
        return iter(self._loose.values())

    def _place(self, item: Item) -> int:
        said = item.said
        if isinstance(said, Shelved) and said.shelf is self.shelf and item.untouched:
            return said.at
        self._next -= 1
        self._loose[self._next] = item
        return self._next


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
    new: Items = field(default_factory=Items)
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
        known = (*self.changed, *self.moved, *self.unchanged)
        return not (self.gone or self.ambiguous or self.new or any(item.write for item in known))

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
