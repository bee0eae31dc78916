"""Rows of a 名簿 as what they say of people: names, posts with terms, trainings (A32, A77). Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zaitaku_desk.intake import marks
from zaitaku_desk.intake.cleaning import one_line, or_nothing
from zaitaku_desk.intake.column_fields import TRAINING
from zaitaku_desk.intake.mapping import cell_of, labels
from zaitaku_desk.intake.rows import MAX_TEXT, services_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese import fuzzy
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.numbers import plain, to_int
from zaitaku_desk.japanese.wareki import parse_date

_HONORIFIC = re.compile(r"[ \u3000]+(?:様|殿|先生|氏)$|様$")
_SEVERAL = re.compile(r"[、，,／/]")
_SEVERAL_JOBS = re.compile(r"[・、，,／/兼]|及び")
_NOBODY = re.compile(r"(?:合|小|総)?\s*計|総数|以上|以下余白|[※*＊].*|欠員|未定|調整中|[\d\s]+")
_SPOKEN = (
    ("ケアマネ", "care_manager"),
    ("介護支援専門員", "care_manager"),
    ("歯科医師", "dentist"),
    ("MSW", "medical_social_worker"),
    ("ソーシャルワーカー", "medical_social_worker"),
    ("PSW", "psychiatric_social_worker"),
    ("看護師", "nurse"),
    ("理学療法", "therapist"),
    ("作業療法", "therapist"),
    ("言語聴覚", "therapist"),
    ("栄養士", "dietitian"),
    ("事務", "clerk"),
    ("コーディネータ", "coordinator"),
)


class PostSaid(NamedTuple):
    """A post as the list names it; days are ISO text or ""."""

    institution: str = ""
    title: str = ""
    starts_on: str = ""
    ends_on: str = ""
    order: int | None = None


class TrainingSaid(NamedTuple):
    """A training as the list names it."""

    title: str
    held_on: str = ""
    completed: bool | None = None


@dataclass(slots=True)
class PersonRow:
    """One row. `reason` is set when it cannot be taken in; `remark` is worth telling."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    posts: list[PostSaid] = field(default_factory=list)
    trainings: list[TrainingSaid] = field(default_factory=list)
    reason: str = ""
    remark: str = ""


def rows(
    table: Table, columns: Mapping[str, int], professions: Mapping[str, str], today: dt.date
) -> Iterator[PersonRow]:
    """Every row of the table; `professions` is the code list, key → label."""
    reader = _Reader(columns, labels(table), professions, today)
    for line, cells in table.rows:
        yield reader.row(line, cells)


class _Reader:
    def __init__(
        self, columns: Mapping[str, int], heads: list[str], professions: Mapping[str, str], today: dt.date
    ) -> None:
        self._columns, self._heads, self._today = columns, heads, today
        self._professions = {fold(label): key for key, label in professions.items()}
        self._keys = frozenset(professions)

    def row(self, line: int, cells: list[str]) -> PersonRow:
        said = {
            name: text
            for name, column in self._columns.items()
            if (text := or_nothing(one_line(cell_of(cells, column)))[:MAX_TEXT])
        }
        name = _name(said)
        if reason := _reason(name):
            return PersonRow(line, reason=reason)
        row = PersonRow(line, {"name": name})
        left: list[str] = []
        if kana := said.get("kana") or _joined(said, "family_kana", "given_kana"):
            row.values["kana"] = kana
        self._profession(row, said, left)
        for field_name in ("telephone", "mobile", "fax", "email"):
            if field_name in said:
                row.values[field_name] = said[field_name]
        if (member := marks.yes(said.get("member", ""))) is not None:
            row.values["member"] = member
        self._post(row, said, left)
        self._trainings(row, said, left)
        if note := "\n".join([said.get("note", ""), *left]).strip():
            row.values["note"] = note[:MAX_TEXT]
        row.remark = "分からない言葉の欄があります。メモに残します。" if left else ""
        return row

    def _profession(self, row: PersonRow, said: Mapping[str, str], left: list[str]) -> None:
        text = said.get("profession", "")
        if not text:
            return
        key = self._professions.get(fold(text)) or next(
            (key for word, key in _SPOKEN if word in plain(text) and key in self._keys), None
        )
        if key is not None:
            row.values["profession"] = key
        if key is None or _SEVERAL_JOBS.search(text):
            left.append(f"職種：{text}")

    def _post(self, row: PersonRow, said: Mapping[str, str], left: list[str]) -> None:
        title = "　".join(said[name] for name in ("department", "title") if name in said)
        if not title and "institution" not in said:
            return
        days = {
            name: self._day(name, title_of, said, left)
            for name, title_of in (("starts_on", "就任"), ("ends_on", "退任"))
        }
        order = to_int(said.get("order", ""))
        row.posts.append(
            PostSaid(said.get("institution", ""), title, days["starts_on"], days["ends_on"], order)
        )

    def _trainings(self, row: PersonRow, said: Mapping[str, str], left: list[str]) -> None:
        day = self._day(f"{TRAINING}on", "受講日", said, left)
        done = marks.yes(said.get(f"{TRAINING}done", ""))
        for title in services_of(said.get(f"{TRAINING}title", "")):
            row.trainings.append(TrainingSaid(title, day, done))
        for name, text in said.items():
            if not re.fullmatch(rf"{TRAINING}\d", name):
                continue
            title, on, yes = self._heads[self._columns[name]], self._read(text), marks.yes(text)
            if on or yes or text in ("修了", "受講", "受講済", "修了済"):
                row.trainings.append(TrainingSaid(title, on, completed=True))
            elif yes is None:
                left.append(f"{title}：{text}")

    def _day(self, name: str, title: str, said: Mapping[str, str], left: list[str]) -> str:
        text = said.get(name, "")
        found = self._read(text, last=name == "ends_on")
        if text and not found:
            left.append(f"{title}：{text}")
        return found

    def _read(self, text: str, *, last: bool = False) -> str:
        """A day, the first (or last) one of a month or year that is said without a day; else ""."""
        if not text:
            return ""
        if day := parse_date(text, self._today):
            return day.isoformat()
        span = fuzzy.parse(text, self._today)
        day = (span[1] if last else span[0]) if span is not None else None
        return day.isoformat() if day is not None and day != fuzzy.EVER else ""


def _name(said: Mapping[str, str]) -> str:
    name = said.get("name") or _joined(said, "family", "given")
    return _HONORIFIC.sub("", name).strip(" \u3000")


def _joined(said: Mapping[str, str], *names: str) -> str:
    return "　".join(said[name] for name in names if name in said)


def _reason(name: str) -> str:
    if not name:
        return "氏名が空です。"
    if _NOBODY.fullmatch(name):
        return "氏名ではない行です。"
    return "1つの欄に2人以上の氏名があります。行を分けてください。" if _SEVERAL.search(name) else ""
