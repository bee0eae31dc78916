"""The desk as the plan of one list needs it: read by index, only as far as the list may mean it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zaitaku_desk.intake.cleaning import telephone_key
from zaitaku_desk.intake.items import Decided, Existing, Held, Item
from zaitaku_desk.intake.matching import FORMS, RESTS, names_of
from zaitaku_desk.intake.rows import FIELDS, Source
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.numbers import show_telephone
from zaitaku_desk.records.fields import group_value, groups
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import cache, journal, matching
from zaitaku_desk.store.connection import Database

_LONG = 5_000  # rows: more than these are looked for faster by reading the whole desk
_RESTS = [fold(word) for word in RESTS]
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class Directory(Existing):
    """What the list said last, what she decided, and the institutions its rows may be."""

    def __init__(self, db: Database, source: Source) -> None:
        self._layer = matching.Layer(db, source.layer)
        self._db = db
        super().__init__(
            held=_HeldBy(self._layer),
            now=lambda id_: shown(db, id_),
            decided={
                fingerprint: Decided(*decision)
                for fingerprint, decision in matching.decisions(db, source.layer).items()
            },
        )

    def load(self, items: Sequence[Item]) -> None:
        db, index = self._db, self.index
        joined = matching.joined(db)
        keys = {item.key for item in items if item.key} if matching.knows_keys(db) else ()
        for key, id_ in matching.with_keys(db, keys):
            index.keys[key] = id_ if id_ in self._layer else joined.get(id_, id_)
        binned = matching.binned(db)
        self.hidden = frozenset(row[0] for row in binned)
        not_known = (item for item in items if index.keys.get(item.key or "") not in self._layer)
        unknown = list(itertools.islice(not_known, _LONG + 1))
        found: set[str] = set()
        for id_, name, telephone, address, kind in itertools.chain(
            self._near(unknown), matching.once_called(db), binned
        ):
            index.add(id_, name, telephone, address, kind)
            found.add(id_)
        for key, id_ in matching.keys_of(db, found):
            index.add_key(key, id_)
        self.names = matching.names(db, found)

    def _near(self, items: Sequence[Item]) -> Iterator[matching.Known]:
        """What these items may be, as it is shown and as this list called it; of a long list everything."""
        if len(items) > _LONG:
            yield from matching.everything(self._db)
            yield from self._layer.called()
            return
        wanted: set[str] = set()
        numbers: set[str] = set()
        for item in items:
            row = item.wanted()
            wanted |= names_of(row.name, row.corporation)
            numbers |= _written(row.telephone)
        resting = {name + word for name in wanted for word in _RESTS}
        yield from matching.named(self._db, wanted | resting, FORMS)
        yield from matching.numbered(self._db, numbers)
        if wanted:
            yield from (row for row in self._layer.called() if not wanted.isdisjoint(names_of(row[1])))

    def newest(self) -> str:
        return self._layer.newest()


def _written(telephone: str) -> set[str]:
    """The ways in which lists write a telephone number."""
    number = telephone_key(telephone)
    if not number:
        return set()
    parts = show_telephone(number)
    wide = parts.translate(_WIDE)
    return {telephone, number, parts, *(wide.replace("-", mark) for mark in "－−‐ー-")}


def shown(db: Database, institution_id: str) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The values an institution shows, and the fields among them that are her own words."""
    heads = journal.heads(db, institution_id)
    record = cache.record_from("institutions", institution_id, heads)
    values: dict[str, Any] = {}
    hers: set[str] = set()
    for group, names in groups(Institution).items():
        values |= group_value(record, group)
        winner = heads.winner(group)
        if winner is not None and winner.value is not None:
            hers.update(names)
    return {name: values.get(name) for name in FIELDS}, frozenset(hers)


class _HeldBy(Mapping[str, Held]):
    """What the list said of each institution, read when it is asked for."""

    def __init__(self, layer: matching.Layer) -> None:
        self._layer = layer

    def __getitem__(self, institution_id: str) -> Held:
        said = self._layer[institution_id]
        return Held(said.values, said.edition, said.key, said.gone)

    def __iter__(self) -> Iterator[str]:
        return iter(self._layer)

    def __len__(self) -> int:
        return len(self._layer)

    def __contains__(self, institution_id: object) -> bool:
        return institution_id in self._layer
