"""操作の記録 as an Excel file, with the filters of the screen (S6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import wareki
from zaitaku_desk.reports import excel
from zaitaku_desk.reports.request import Made

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.store.audit import Wanted
    from zaitaku_desk.store.connection import Database

MOST = 100_000
CHUNK = 2_000
HEADS = ("日時", "だれ", "何を", "どの記録", "内容", "端末")
WIDTHS = (20.0, 16.0, 18.0, 48.0, 30.0, 18.0)


def write_excel(
    db: Database,
    wanted: Wanted,
    conditions: str,
    today: date,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Made:
    """The rows, the newest first, at most 100,000; a warning says when there are more."""
    from zaitaku_desk.store import audit, audit_words

    title = f"操作の記録（{wareki.era_date(today)}）"
    total = audit.count(db, wanted)
    book = excel.Book(title, today=today)
    sheet = book.sheet("操作の記録", WIDTHS, landscape=True, freeze="A4", repeat="3:3", footer=title)
    sheet.heading("操作の記録", conditions)
    sheet.row(HEADS, "head")
    done = 0
    rows = audit.page(db, wanted, limit=CHUNK)
    while rows and done < MOST:
        for line in audit_words.lines(db, rows):
            sheet.row([f"{line.when:%Y-%m-%d %H:%M:%S}", *line[1:]], "text")
        done += len(rows)
        progress(done, min(total, MOST))
        rows = audit.page(db, wanted, rows[-1], limit=CHUNK)
    more = (f"新しいものから{MOST:,}行を出しました（全部で{total:,}行）。期間を区切ってください。",)
    return Made(book.data(), title, more if total > MOST else ())
