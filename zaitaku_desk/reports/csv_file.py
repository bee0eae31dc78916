"""The list as CSV, for other programs: UTF-8 with BOM, or Shift_JIS with all that it could not hold named."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from zaitaku_desk.files import guarded
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import Record, Spec, label_of, specs
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Institution
from zaitaku_desk.records.people import Person
from zaitaku_desk.reports import addressees, listed
from zaitaku_desk.reports.fonts import GETA
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.rules import hours

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

OURS_ONLY = frozenset(
    {
        "note",
        "cooperation",
        "cooperation_note",
        "participation",
        "participation_on",
        "participation_note",
        "next_contact_on",
        "open_questions",
        "listed",
    }
)
"""What she notes for herself and gives to nobody."""

NAMED = 20
"""So many characters that could not be written are told, each with where it stands."""

_SAME = str.maketrans({"〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"})
"""Two names of one character: Windows writes the second."""


def institutions(db: Database, request: Request) -> Made:
    """UTF-8."""
    return _made(db, request, "institutions", cp932=False)


def institutions_cp932(db: Database, request: Request) -> Made:
    """Shift_JIS as Windows knows it."""
    return _made(db, request, "institutions", cp932=True)


def people(db: Database, request: Request) -> Made:
    """UTF-8."""
    return _made(db, request, "people", cp932=False)


def people_cp932(db: Database, request: Request) -> Made:
    """Shift_JIS as Windows knows it."""
    return _made(db, request, "people", cp932=True)


def encoded(rows: Sequence[Sequence[str]], *, cp932: bool) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a CSV, cells safe from being taken for formulas; and what could not be written.

    The second column of a row is taken for its name when a character is told of.
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([map(guarded, row) for row in rows])
    text = buffer.getvalue()
    if not cp932:
        return text.encode("utf-8-sig", "replace"), ()
    text = text.translate(_SAME)
    try:
        return text.encode("cp932"), ()
    except UnicodeEncodeError:
        unfit = {character for character in set(text) if not _fits(character)}
        plain = text.translate(dict.fromkeys(map(ord, unfit), GETA))
        return plain.encode("cp932"), _told(rows, unfit)


def _fits(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _told(rows: Sequence[Sequence[str]], unfit: set[str]) -> tuple[str, ...]:
    """「𠮷」（U+20BB7）は2か所：𠮷田医院の名称."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for row in rows[1:]:
        for title, cell in zip(rows[0], row, strict=True):
            for character in unfit.intersection(cell.translate(_SAME)):
                counts[character] += cell.count(character)
                first.setdefault(character, f"{row[0]}の{title}")
    lines = [
        f"「{character}」（U+{ord(character):04X}）{count}か所：{first[character]}"
        for character, count in counts.most_common(NAMED)
    ]
    if len(counts) > NAMED:
        lines.append(f"ほか{len(counts) - NAMED}種類")
    head = f"Shift_JISで書けない文字が{len(counts)}種類あり、「{GETA}」にしました（UTF-8なら書けます）。"
    return (head, *lines)


def _made(db: Database, request: Request, kind: str, *, cp932: bool) -> Made:
    rows, said = _institution_rows(db, request) if kind == "institutions" else _people_rows(db, request)
    data, told = encoded(rows, cp932=cp932)
    title = f"{'関係機関' if kind == 'institutions' else '人'}一覧（{wareki.era_date(request.today)}現在）"
    return Made(data, title, (*said, *told))


def _institution_rows(db: Database, request: Request) -> tuple[list[list[str]], tuple[str, ...]]:
    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    states = listed.capabilities(db)
    fields = _fields(Institution)
    asked = codes.entries(db, "capabilities")
    show = _shower(db)
    rows = [[item.title for item in fields] + [code.label or "" for code in asked]]
    for one in found.records:
        able = states.get(one.id, {})
        marks = [_state(able.get(code.key or "")) for code in asked]
        rows.append([show(item, getattr(one, item.name)) for item in fields] + marks)
    return rows, found.warnings


def _people_rows(db: Database, request: Request) -> tuple[list[list[str]], tuple[str, ...]]:
    found = listed.people(db, request)
    places = addressees.places_of(db, request.today)
    fields = _fields(Person)
    show = _shower(db)
    rows = [[*(item.title for item in fields), "所属", "役職", "所属の郵便番号", "所属の住所"]]
    for person in found.records:
        title, place = places.get(person.id, ("", None))
        where = [place.postal_code or "", listed.street(place)] if place else ["", ""]
        own = [show(item, getattr(person, item.name)) for item in fields]
        rows.append([*own, (place.name or "") if place else "", title, *where])
    return rows, found.warnings


def _fields(record: type[Record]) -> list[Spec]:
    """The fields that are given to others, the name first."""
    return [item for item in specs(record) if item.name not in OURS_ONLY]


def _state(capability: Any) -> str:
    if capability is None or not capability.state:
        return ""
    state = label_of(CAPABILITY_STATES, capability.state)
    return f"{state}（{capability.condition}）" if capability.condition else state


def _shower(db: Database) -> Any:
    """How a value is written: labels of codes, dates as 2026-06-01, several joined by 、."""
    from zaitaku_desk.store import codes

    labels = codes.labels(db)

    def show(item: Spec, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        if isinstance(value, datetime):
            return value.isoformat(" ", "minutes")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return hours.show(value)
        names = dict(item.choices) or labels.get(item.codes, {})
        if isinstance(value, list):
            return _joined(names.get(one, str(one)) for one in value)
        return names.get(value, str(value))

    return show


def _joined(parts: Iterable[str]) -> str:
    return "、".join(parts)
