"""The list on the screen as an Excel file: the same columns, filters and order, all rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Column
from zaitaku_desk.reports import excel
from zaitaku_desk.reports.request import Made
from zaitaku_desk.reports.text import replacement_warning

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database
    from zaitaku_desk.store.lists import Listing

CHUNK = 1_000
HEAD = 4


def write_excel(db: Database, listing: Listing, today: date) -> Made:
    """Every row of a list in its order; dates are dates, codes are their labels, A4 landscape."""
    from zaitaku_desk.store import lists

    record = KINDS[listing.kind]
    columns = lists.columns(listing)
    places = [record.COLUMNS.index(column) + 1 for column in columns]
    title = f"{record.TITLE}一覧（{wareki.era_date(today)}現在）"
    book = excel.Book(title, today=today)
    sheet = book.sheet(
        record.TITLE,
        [5.5, *(column.width + 2.0 for column in columns)],
        landscape=True,
        freeze=f"C{HEAD + 1}",
        repeat=f"{HEAD}:{HEAD}",
        footer=title,
    )
    sheet.heading(f"{record.TITLE}一覧", _conditions(db, listing, today))
    sheet.row(["№", *(column.title for column in columns)], "head")
    number = 0
    while rows := lists.page(db, listing, number, CHUNK):
        for row in rows:
            number += 1
            sheet.row([number, *map(_value, columns, (row[place] for place in places))], "text")
    return Made(book.data(), title, replacement_warning(book.replaced))


def _conditions(db: Database, listing: Listing, today: date) -> str:
    from zaitaku_desk.store import narrowing

    return "　　".join([f"{wareki.era_date(today)}現在", *narrowing.words(db, listing)])


def _value(column: Column, value: Any) -> Any:
    if hasattr(value, "words"):
        return value.words("wareki")
    if isinstance(value, datetime):
        return excel.Styled(value, "moment")
    if isinstance(value, date):
        return excel.Styled(value, "date")
    if isinstance(value, bool):
        return excel.Styled(value, "centre")
    if isinstance(value, int):
        return excel.Styled(value, "number")
    if isinstance(value, list):
        return "、".join(map(str, value))
    return excel.Styled(value or "", "centre") if column.align == "right" else value or ""
