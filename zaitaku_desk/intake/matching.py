"""名寄せ: which institution of the desk a row is, by key, telephone + name, or name + address. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zaitaku_desk.intake.cleaning import address_key, name_keys, telephone_key
from zaitaku_desk.japanese.fold import fold


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a row: for matching it needs no more."""

    name: str
    telephone: str = ""
    address: str = ""
    corporation: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """`ids` holds no institution (new), one (found `by`), or several (somebody must decide)."""

    ids: tuple[str, ...] = ()
    by: str = ""


@dataclass(slots=True)
class Index:
    """The institutions of the desk under what they can be found by.

    The same institution may be added several times: as it is shown, and as each list last called it.
    """

    keys: dict[str, str] = field(default_factory=dict)
    _telephones: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _addresses: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    _bare: dict[str, list[str]] = field(default_factory=dict)
    _schemes: set[tuple[str, str]] = field(default_factory=set)

    def add(self, id_: str, name: str, telephone: str, address: str, key: str | None = None) -> None:
        """Make an institution findable."""
        number, place = telephone_key(telephone), address_key(address)
        if number:
            self._telephones.setdefault(number, []).append((id_, name))
        if place:
            self._addresses.setdefault(place, []).append((id_, name))
        if not number and not place:
            self._bare.setdefault(fold(name), []).append(id_)
        if key:
            self.add_key(key, id_)

    def add_key(self, key: str, id_: str) -> None:
        """A trusted key ("kaigo:3710119557") of an institution."""
        self.keys[key] = id_
        self._schemes.add((id_, key.split(":")[0]))

    def has_key(self, id_: str, scheme: str) -> bool:
        """Whether the institution has a key of this scheme already."""
        return (id_, scheme) in self._schemes

    def find(self, wanted: Wanted) -> Match:
        """The one institution a row is, or those it may be. Never by telephone alone."""
        if wanted.key and wanted.key in self.keys:
            return Match((self.keys[wanted.key],), "key")
        number, place = telephone_key(wanted.telephone), address_key(wanted.address)
        names = name_keys(wanted.name, wanted.corporation)
        by_telephone = set(_named(self._telephones.get(number, ()), names))
        by_address = set(_named(self._addresses.get(place, ()), names))
        both = by_telephone & by_address
        for ids, by in ((both, "both"), (by_telephone, "telephone"), (by_address, "address")):
            if ids:
                return Match(tuple(sorted(ids)), by)
        if not number and not place:
            ids = set(self._bare.get(fold(wanted.name), ()))
            return Match(tuple(sorted(ids)), "name" if ids else "")
        return Match()


def build(known: Iterable[tuple[str, str, str, str, str | None]]) -> Index:
    """An index of (id, name, telephone, address, key)."""
    index = Index()
    for id_, name, telephone, address, key in known:
        index.add(id_, name, telephone, address, key)
    return index


def _named(candidates: Iterable[tuple[str, str]], names: frozenset[str]) -> Iterator[str]:
    for id_, name in candidates:
        if not names.isdisjoint(name_keys(name)):
            yield id_
