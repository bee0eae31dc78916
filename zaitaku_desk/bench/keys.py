"""From the keystroke to the first page on the screen, through the real window; and the query alone."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QInputMethodEvent

from zaitaku_desk.bench.lists import count_paints, moved, timed
from zaitaku_desk.bench.timing import p50, p95

SIZE = (1366, 768)
PHRASES = 20
REPAINTS = 2


def type_phrases(data: str) -> dict[str, Any]:
    """Type twenty phrases, one committed character after the other; ms until the list was drawn anew.

    After each, search field and list are drawn again without a reason: that is what painting alone takes.
    """
    from zaitaku_desk import app as program
    from zaitaku_desk.gui.main_window import MainWindow
    from zaitaku_desk.gui.rows import Rows
    from zaitaku_desk.store import desk

    app = program.application()
    office = program.make_office(Path(data))
    office.db = desk.open_desk(Path(data))
    window = MainWindow(office, program.tabs(office))
    window.resize(*SIZE)
    window.show()
    tab = window.page("consultations")
    window.tabs.setCurrentWidget(tab)
    drawn = count_paints(Rows)
    office.tasks.wait()
    search = tab.list.search
    search.setFocus()
    typed, again = [], []
    for phrase in _phrases(office.db):
        for character in phrase:
            typed.append(moved(partial(_commit, app, search, character), app.processEvents, drawn))
            office.tasks.wait()
            app.processEvents()
            again += [moved(tab.list.repaint, app.processEvents, drawn) for _ in range(REPAINTS)]
        search.clear()
        office.tasks.wait()
        app.processEvents()
    office.tasks.close()
    return {"typed": [p50(typed), p95(typed)], "repaint": [p50(again), p95(again)], "keys": len(typed)}


def queries(data: str, kind: str, rounds: int, scans: int) -> dict[str, Any]:
    """First page for 1–5 characters and two words: as the list asks, as bare FTS5, and as LIKE; ms."""
    from zaitaku_desk.gui.record_table import BLOCK
    from zaitaku_desk.store import desk, listing_sql, lists, search

    db = desk.open_desk(Path(data))
    texts = _texts(db, kind, rounds)
    columns, join = listing_sql.columns_of(kind), listing_sql.JOINS.get(kind, "")
    column, order = ("content", "received_at DESC") if kind == "consultations" else ("name", "kana")
    bare = (
        f"SELECT {columns} FROM search_text CROSS JOIN search_doc d ON d.rank = search_text.rowid"
        f' CROSS JOIN "{kind}" t ON t.id = d.id {join} WHERE search_text MATCH ?'
        f" ORDER BY search_text.rowid {'DESC' if kind == 'consultations' else ''} LIMIT {BLOCK}"
    )
    scan = f'SELECT {columns} FROM "{kind}" t {join} WHERE t.{column} LIKE ?'
    scan += f" ORDER BY t.{order} LIMIT {BLOCK}"
    times: dict[str, list[float]] = {"ours": [], "raw": [], "like": []}
    for number, text in enumerate(texts):
        work = {
            "ours": partial(lists.page, db, lists.Listing(kind, text=text), 0, BLOCK),
            "raw": partial(db.rows, bare, (search.match(kind, text),)),
        }
        for name in work:
            work[name]()  # what decrypting the pages costs the first time is the file's, not the query's
        for name in sorted(work, reverse=number % 2 == 0):
            times[name].append(timed(work[name]))
    for text in texts[:: max(1, len(texts) // scans)][:scans]:
        times["like"].append(timed(partial(db.rows, scan, (f"%{text.split()[0]}%",))))
    db.close()
    return {name: [p50(found), p95(found)] for name, found in times.items()}


def _texts(db: Any, kind: str, rounds: int) -> list[str]:
    """Pieces of what is stored: one to five characters, then two pieces of the same record."""
    from zaitaku_desk.store import search

    dice = random.Random(5)
    column = "content" if kind == "consultations" else "name"
    stored = [row[0] for row in db.rows(f'SELECT {column} FROM "{kind}" ORDER BY id LIMIT 2000')]

    def piece(text: str, length: int) -> str:
        at = dice.randrange(max(1, len(text) - length))
        return text[at : at + length].replace(" ", "").replace("　", "") or text[:1]

    found = []
    for _ in range(rounds):
        found += [piece(dice.choice(stored), length) for length in (1, 2, 3, 5)]
        text = dice.choice(stored)
        found.append(f"{piece(text, 2)} {piece(text, 3)}")
    return [text for text in found if search.match(kind, text)]


def _phrases(db: Any) -> list[str]:
    """Pieces of three to nine characters of what is stored: each keystroke finds something."""
    dice = random.Random(4)
    rows = db.rows("SELECT content FROM consultations WHERE length(content) > 60 ORDER BY id LIMIT 400")
    texts = [dice.choice(rows)[0] for _ in range(PHRASES)]
    return ["".join(text[20 : 20 + dice.randint(3, 9)].split()) for text in texts]


def _commit(app: Any, widget: Any, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    app.sendEvent(widget, event)
