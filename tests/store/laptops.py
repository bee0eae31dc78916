"""Two or three laptops of one vault, and what goes from one to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zaitaku_desk.records import KINDS
from zaitaku_desk.store import cache, desk, index, journal, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.journal import DELETION, SOURCE, Op
from zaitaku_desk.store.mapping import select


@contextmanager
def laptops(template: Path, count: int = 2) -> Iterator[list[Database]]:
    """That many open desks of the same vault, each a device of its own."""
    with TemporaryDirectory() as folder:
        found = []
        try:
            for number in range(count):
                found.append(desk.open_desk(Path(shutil.copytree(template, Path(folder) / str(number)))))
                desk.new_device(found[-1])
                found[-1]._writer_connection().execute("PRAGMA synchronous = OFF")  # no power cuts in here
            yield found
        finally:
            for db in found:
                db.close()


def send(source: Database, target: Database) -> int:
    """What a sync would bring: the sealed operations."""
    return save.apply(target, [op for op in journal.everything(source) if op.sealed])


def meet(*desks: Database) -> None:
    """Everybody seals, and gets everything of everybody."""
    for db in desks:
        save.seal(db)
    for source in desks:
        for target in desks:
            if source is not target:
                send(source, target)


def state(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every table that operations make, and what the lists find."""
    tables = {
        kind: sorted(db.rows(f'SELECT {select(kind)} FROM "{kind}"'), key=lambda row: row[0])
        for kind in KINDS
    }
    tables["source_values"] = sorted(db.rows("SELECT * FROM source_values"))
    tables["search_doc"] = sorted(db.rows("SELECT kind, id, sort_key, name_key, digest FROM search_doc"))
    return tables


def is_whole(db: Database) -> bool:
    """The tables are what the journal says, and the index what the tables say."""
    return cache.differences(db) == [] and index.problems(db) == 0


def said_hidden(ops: list[Op]) -> bool:
    """The rule of sync.md 4.2 once more, by itself: hidden when a live tombstone had seen all live words."""
    seen = {older for op in ops for older in op.prev}
    live = [op for op in ops if op.id not in seen]
    words = {op.id for op in live if op.grp != DELETION and not op.grp.startswith(SOURCE)}
    tombs = [op for op in live if op.grp == DELETION and op.value["deleted"]]
    return any(words <= set(tomb.value["seen"]) for tomb in tombs)
