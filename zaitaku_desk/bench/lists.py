"""The list of 200,000 rows against the same view over a model that always says the same."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow

from zaitaku_desk.bench.child import memory
from zaitaku_desk.bench.timing import p95

SIZE = (1200, 750)
STEPS, JUMPS, SORTS = 150, 60, 5
SORTED_BY = {"received_at": True, "content": False, "minutes_spent": False, "status": False}
"""Columns of the consultations, and whether an index has them in order."""


def show(data: str, model: str) -> dict[str, Any]:
    """Show, scroll and jump; `model` is "ours" or "constant". Times in ms, memory in kB."""
    from zaitaku_desk import app as program
    from zaitaku_desk.gui.record_table import RecordTable
    from zaitaku_desk.gui.rows import Rows
    from zaitaku_desk.records.consultations import Consultation
    from zaitaku_desk.store import desk
    from zaitaku_desk.store.lists import Listing, count, page

    app = program.application()
    office = program.make_office(Path(data))
    office.db = desk.open_desk(Path(data))
    listing = Listing("consultations")
    total = count(office.db, listing, 1_000_000)
    words = page(office.db, listing, 0, 1)[0][1:]
    window = QMainWindow()
    window.resize(*SIZE)
    window.show()
    app.processEvents()
    empty = memory("RssAnon")
    drawn = count_paints(Rows)

    began = time.perf_counter()
    table = RecordTable(office, Consultation) if model == "ours" else _constant(office, total, words)
    rows = Rows(table, office, Consultation)
    table.set_listing(listing)
    window.setCentralWidget(rows)
    shown = until(app.processEvents, drawn, 0, began)
    office.tasks.wait()
    app.processEvents()

    bar = rows.verticalScrollBar()
    height, dice = rows.rowHeight(0), random.Random(3)

    def to(places: Iterable[int]) -> list[float]:
        return [moved(partial(bar.setValue, at), app.processEvents, drawn) for at in places]

    frames = to(step * 3 * height for step in range(1, STEPS + 1))
    jumps = to([dice.randrange(bar.maximum()) for _ in range(JUMPS)])
    found = {
        "show": shown,
        "scroll": median(frames),
        "scroll95": p95(frames),
        "jump95": p95(jumps),
        "memory": memory("RssAnon") - empty,
        "rows": table.rowCount(),
    }
    office.tasks.close()
    office.db.close()
    return found


def sort(data: str) -> dict[str, Any]:
    """Sorting by a column: the page as the list gets it, and the bare ORDER BY … LIMIT on the same file."""
    from zaitaku_desk.gui.record_table import BLOCK
    from zaitaku_desk.store import desk, listing_sql, lists

    db = desk.open_desk(Path(data))
    columns = listing_sql.columns_of("consultations")
    join = listing_sql.JOINS["consultations"]
    found: dict[str, dict[str, float]] = {}
    for name in SORTED_BY:
        sql = (
            f"SELECT {columns} FROM consultations t {join}"
            f" WHERE t.deleted = 0 AND t.merged_into IS NULL ORDER BY t.{name} LIMIT {BLOCK}"
        )
        listing = lists.Listing("consultations", sort=name)
        ours, raw = [], []
        for _ in range(SORTS):
            ours.append(timed(partial(lists.page, db, listing, 0, BLOCK)))
            raw.append(timed(partial(db.rows, sql)))
        found[name] = {"ours": median(ours), "raw": median(raw)}
    db.close()
    return {"in_order": SORTED_BY, "times": found}


def _constant(office: Any, total: int, words: tuple[Any, ...]) -> Any:
    from zaitaku_desk.gui.record_table import ALIGNMENT, DISPLAY, RecordTable
    from zaitaku_desk.records.consultations import Consultation

    texts = [str(word or "") for word in words]

    class Constant(RecordTable):  # type: ignore[misc, unused-ignore]
        """As many rows, all alike, without asking anybody."""

        def set_listing(self, listing: Any) -> None:
            self.beginResetModel()
            self.listing, self.total = listing, total
            self.endResetModel()

        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return total if self.listing is not None else 0

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = DISPLAY) -> Any:
            if role == DISPLAY:
                return texts[index.column()]
            return self._alignments[index.column()] if role == ALIGNMENT else None

    return Constant(office, Consultation)


def count_paints(view: Any) -> list[int]:
    """A list whose only number grows each time such a view was drawn with rows in it."""
    drawn = [0]

    def paint(self: Any, event: QPaintEvent) -> None:
        super(view, self).paintEvent(event)
        drawn[0] += self.model().rowCount() > 0

    cast("Any", view).paintEvent = paint
    return drawn


def until(turn: Callable[[], Any], drawn: list[int], before: int, began: float) -> float:
    """ms since `began` until the view was drawn once more than `before`."""
    while drawn[0] == before and time.perf_counter() - began < 10:
        turn()
    return (time.perf_counter() - began) * 1000


def moved(move: Callable[[], Any], turn: Callable[[], Any], drawn: list[int]) -> float:
    before, began = drawn[0], time.perf_counter()
    move()
    return until(turn, drawn, before, began)


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
