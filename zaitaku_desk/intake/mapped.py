"""Plans of lists whose columns she assigned: now on the page, or once before for the same header (A6)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from itertools import islice

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import mapping_memory, people_apply, people_rows, words
from zaitaku_desk.intake.columns import looks_like, samples
from zaitaku_desk.intake.directory import Directory
from zaitaku_desk.intake.mapping import source_of
from zaitaku_desk.intake.people_plan import PeoplePlan, plan_people
from zaitaku_desk.intake.plan import Plan, plan
from zaitaku_desk.intake.sources import SAMPLE, WrongKind
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.store import codes
from zaitaku_desk.store.connection import Database

_PEOPLE = re.compile("(?:ご|お|御)?(?:氏名|名前)|(?:委員|会員|受講者|参加者|出席者|職員|担当職員)氏?名")
_ABOUT_PEOPLE = re.compile("職種|役職|職名|所属|勤務先|肩書|研修|就任")


class Unrecognised(UserError):
    """A table that no recogniser knows; its columns can be assigned by hand.

    `likely` says that it may well be ours; a list of parks is not.
    """

    def __init__(self, error: UserError, table: Table, *, likely: bool) -> None:
        super().__init__(error.message, error.hint)
        self.table, self.likely = table, likely


def unrecognised(error: UserError, table: Table) -> Unrecognised:
    """The refusal together with its table."""
    return Unrecognised(error, table, likely=not isinstance(error, WrongKind) and is_ours(table))


def is_ours(table: Table) -> bool:
    """Whether the words of the table are of our institutions, or of people."""
    if looks_like_people(table) or any(words.MEDICAL.search(heading) for heading in table.header):
        return True
    rows = [cells for _, cells in islice(table.rows, SAMPLE)]
    ours = sum(1 for cells in rows if any(words.MEDICAL.search(cell) for cell in cells))
    return bool(rows) and ours * 3 >= len(rows)


def looks_like_people(table: Table) -> bool:
    """A 名簿: a column headed 氏名 that holds names, and another about the work of people."""
    if not any(_ABOUT_PEOPLE.search(heading) for heading in table.header):
        return False
    cells = samples(table)
    return any(
        _PEOPLE.fullmatch(words.key(heading)) and looks_like("person", cells[column]) >= 0.5
        for column, heading in enumerate(table.header)
    )


def refuse_people(table: Table) -> None:
    """A list of people has names and telephones too, and is none of institutions."""
    if looks_like_people(table):
        error = UserError(
            "人の名簿のようです。",
            "画面の「一覧を取り込む」で列の対応を一度決めると、次からは同じ見出しの名簿をそのまま読みます。",
        )
        raise unrecognised(error, table)


def plan_remembered(
    db: Database,
    table: Table,
    read: Callable[[str], Table] | None,
    *,
    city: str,
    today: dt.date,
    step: Callable[[int], None],
) -> Plan | PeoplePlan | None:
    """The plan by a mapping she made for this header; None when there is none.

    `read` gives another sheet of the workbook, where it may be.
    """
    known = mapping_memory.remembered(db, table) if read is None else mapping_memory.find(db, table, read)
    if known is None or known.columns is None:
        return None
    return plan_mapped(db, known.table, known.target, known.columns, city=city, today=today, step=step)


def plan_mapped(
    db: Database,
    table: Table,
    target: str,
    columns: Mapping[str, int],
    *,
    today: dt.date,
    city: str = "",
    edition: str = "",
    title: str = "",
    step: Callable[[int], None] = lambda _: None,
) -> Plan | PeoplePlan:
    """What taking the list in by these columns would do. UserError when the name has no column."""
    source = source_of(table, target, columns, today=today, edition=edition, title=title)
    step(0)
    if target == "people":
        professions = dict(codes.choices(db, "professions"))
        rows = people_rows.rows(table, columns, professions, today)
        return plan_people(source, rows, people_apply.existing(db, source.layer), step=step)
    return plan(source, source.rows(table), Directory(db, source), city=city, step=step)
