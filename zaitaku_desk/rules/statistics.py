"""Counting: months, tallies with rank and share, 延べ・実・月平均 (A234–A237), attendance (A49)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from zaitaku_desk.records.consultations import CARE_SCENES, PHYSICIAN_INFORMED, Consultation, FollowUp
from zaitaku_desk.records.meetings import Attendance, Meeting

UNSAID = ""
"""The key of what nobody filled in."""

UNSAID_LABEL = "（未入力）"

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """One row of a count: `share` is of the stated base (0–1); equal counts share a rank; unsaid has none."""

    key: str
    label: str
    count: int
    share: float
    rank: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by rank; `base` is what 100 % is, `responses` the sum of the rows (more than base in 複数回答)."""

    rows: tuple[Tally, ...]
    base: int
    responses: int

    @property
    def top(self) -> tuple[Tally, ...]:
        """The rows of rank 1; nothing when nothing was counted."""
        return tuple(row for row in self.rows if row.rank == 1)


@dataclass(frozen=True, slots=True)
class ConsultationSummary:
    """相談件数と内容のまとめ of one period; `follow_ups` are contacts of the period, on any consultation."""

    start: date
    end: date
    total: int
    distinct: int
    follow_ups: int
    months: int
    by_inquirer: Table
    by_topic: Table
    by_information: Table
    by_channel: Table
    by_scene: Table
    by_physician: Table
    by_month: tuple[tuple[date, int], ...]
    months_of: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def monthly_average(self) -> Decimal:
        """月平均 = 延べ ÷ months, to one decimal, half up (A234: 50 件 ÷ 10 か月 = 5.0)."""
        return rounded(Decimal(self.total) / self.months) if self.months else Decimal(0)


def rounded(value: Decimal | float, digits: int = 1) -> Decimal:
    """Rounded as an office rounds: half up."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def percent(count: int, base: int) -> Decimal:
    """count of base in %, one decimal; 0 when there is no base."""
    return rounded(Decimal(count) * 100 / base) if base else Decimal("0.0")


def months_between(start: date, end: date) -> list[date]:
    """The first day of every calendar month the period touches, both ends included."""
    found = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month):
        found.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def tally(answers: Iterable[Sequence[str]], labels: Labels) -> Table:
    """Count by label; each item of `answers` holds the keys of one case, several when several may be chosen.

    A case without a key is counted under （未入力）, which has no rank and stands last; the base is the
    number of cases. A key given twice in one case counts once. An unknown key is its own label.
    """
    counts: Counter[str] = Counter()
    base = 0
    for keys in answers:
        base += 1
        counts.update(set(keys) or {UNSAID})
    unsaid = counts.pop(UNSAID, 0)
    places = {key: position for position, key in enumerate(labels)}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], places.get(item[0], len(places)), item[0]))
    rows = [
        Tally(
            key,
            labels.get(key, key),
            count,
            count / base,
            1 + sum(1 for _, other in ordered if other > count),
        )
        for key, count in ordered
    ]
    responses = sum(counts.values())
    if unsaid:
        rows.append(Tally(UNSAID, UNSAID_LABEL, unsaid, unsaid / base, None))
    return Table(tuple(rows), base, responses)


def most(table: Table, what: str, unit: str = "件") -> str:
    """The sentence 「最も多かったのは…」 of A237; empty when nothing was counted."""
    top = table.top
    if not top:
        return ""
    names = "".join(f"「{row.label}」" for row in top[:3]) + (f"など{len(top)}区分" if len(top) > 3 else "")
    each = "それぞれ" if len(top) > 1 else ""
    share = percent(top[0].count, table.base)
    return f"{what}で最も多かったのは{names}の{each}{top[0].count}{unit}（{share}％）でした。"


def summarise_consultations(
    consultations: Iterable[Consultation],
    follow_ups: Iterable[FollowUp],
    start: date,
    end: date,
    labels: Mapping[str, Labels],
) -> ConsultationSummary:
    """延べ = consultations received in the period; 実 = the different patients behind them (A234).

    The breakdowns of the source add up to 延べ, so a later contact (経過) is not a consultation of its own:
    it is counted beside it. Consultations with the same 記号 are one person; one without a 記号 stands for
    itself. `labels` holds code labels by list name (inquirer_kinds, topics, information, channels).
    """
    cases = [case for case in consultations if _within(case.received_at, start, end)]
    months = months_between(start, end)
    by_month = Counter(case.received_at.date().replace(day=1) for case in cases if case.received_at)
    return ConsultationSummary(
        start=start,
        end=end,
        total=len(cases),
        distinct=len({patient(case) for case in cases}),
        follow_ups=sum(1 for contact in follow_ups if _within(contact.happened_at, start, end)),
        months=len(months),
        by_inquirer=tally((_one(case.inquirer_kind) for case in cases), labels.get("inquirer_kinds", {})),
        by_topic=tally((case.topics for case in cases), labels.get("topics", {})),
        by_information=tally((case.information_given for case in cases), labels.get("information", {})),
        by_channel=tally((_one(case.channel) for case in cases), labels.get("channels", {})),
        by_scene=tally((_one(case.care_scene) for case in cases), dict(CARE_SCENES)),
        by_physician=tally((_one(case.physician_informed) for case in cases), dict(PHYSICIAN_INFORMED)),
        by_month=tuple((month, by_month[month]) for month in months),
        months_of=_monthly_inquirers(cases, months),
    )


def patient(case: Consultation) -> str:
    """Who a consultation is about: its 記号 whatever its width and case, else the consultation itself."""
    mark = unicodedata.normalize("NFKC", case.patient_mark or "").strip().casefold()
    return f"mark:{mark}" if mark else f"id:{case.id}"


def attendance_count(meeting: Meeting, attendances: Iterable[Attendance]) -> int | None:
    """How many came: 実参加者数 where typed, else those marked 出席 or 代理; None when neither is known."""
    if meeting.head_count is not None:
        return meeting.head_count
    marks = [person.attended for person in attendances if person.attended]
    return sum(1 for mark in marks if mark in ("present", "deputy")) if marks else None


def was_held(meeting: Meeting, has_traces: bool, today: date) -> bool:
    """開催, or past with traces of it (attendance, decisions …) though still marked 予定."""
    if meeting.status in ("held", "cancelled"):
        return meeting.status == "held"
    return has_traces and meeting.held_on is not None and meeting.held_on <= today


def _monthly_inquirers(cases: Iterable[Consultation], months: Sequence[date]) -> dict[str, tuple[int, ...]]:
    counts: dict[str, Counter[date]] = {}
    for case in cases:
        if case.received_at:
            month = case.received_at.date().replace(day=1)
            counts.setdefault(case.inquirer_kind or UNSAID, Counter())[month] += 1
    return {kind: tuple(count[month] for month in months) for kind, count in counts.items()}


def _one(key: str | None) -> tuple[str, ...]:
    return (key,) if key else ()


def _within(moment: date | None, start: date, end: date) -> bool:
    if moment is None:
        return False
    day = date(moment.year, moment.month, moment.day)
    return start <= day <= end
