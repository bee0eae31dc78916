"""確認の回 in the database: whom to ask, what came back, what is too old (A7, A264)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.confirmations import Confirmation, ConfirmationRound
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.rules import confirmations as rules
from zaitaku_desk.store import codes, desk, institutions, lists, merging, save
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


_NOTHING = (None, "unknown")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One institution of a round."""

    confirmation: Confirmation
    institution: Institution


class Candidate(NamedTuple):
    """An institution that a round may ask, as a list shows it."""

    id: str
    name: str
    kind: str
    district: str
    telephone: str
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """A fact that nobody has confirmed for long: of an institution, or (with `code`) one capability of it."""

    institution_id: str
    name: str
    kind: str
    district: str
    telephone: str
    code: str
    confirmed_on: date | None

    @property
    def key(self) -> str:
        """What a list knows the line by."""
        return f"{self.institution_id} {self.code}"


def due(
    db: Database, before: date, *, kinds: Sequence[str] = (), districts: Sequence[str] = (), limit: int = 2000
) -> list[Due]:
    """What was last confirmed on `before` or earlier, never confirmed first, then the oldest."""
    where, params = _narrowed(kinds, districts)
    iso = before.isoformat()
    columns = "i.id, i.name, i.kind, i.district, i.telephone"
    rows = db.rows(
        f"SELECT {columns}, '', i.confirmed_on AS day, i.kana FROM institutions i"
        f" WHERE {where} AND (i.confirmed_on IS NULL OR i.confirmed_on <= ?)"
        f" UNION ALL SELECT {columns}, c.code, c.confirmed_on, i.kana FROM capabilities c"
        f" JOIN institutions i ON i.id = c.institution_id WHERE {where} AND c.deleted = 0"
        " AND c.state IN ('can', 'conditional', 'cannot') AND (c.confirmed_on IS NULL OR c.confirmed_on <= ?)"
        " ORDER BY day NULLS FIRST, 8, 1, 6 LIMIT ?",
        (*params, iso, *params, iso, limit),
    )
    found = []
    for institution_id, name, kind, district, telephone, code, day, _kana in rows:
        words = (institution_id, name or "", kind or "", district or "", telephone or "", code)
        found.append(Due(*words, _day(day)))
    return found


def candidates(
    db: Database,
    *,
    kinds: Sequence[str] = (),
    districts: Sequence[str] = (),
    before: date | None = None,
    ids: Collection[str] | None = None,
) -> list[Candidate]:
    """The listed institutions that a round would ask, in the order of the list: kind, district, ふりがな.

    `before`: only those last confirmed on that day or earlier, or never; `ids`: only these.
    """
    where, params = _narrowed(kinds, districts)
    if before is not None:
        where += " AND (i.confirmed_on IS NULL OR i.confirmed_on <= ?)"
        params = (*params, before.isoformat())
    rows = db.rows(
        "SELECT i.id, i.name, i.kind, i.district, i.telephone, i.confirmed_on FROM institutions i"
        f" LEFT JOIN search_doc d ON d.id = i.id WHERE {where} ORDER BY d.rank",
        params,
    )
    places = {key: at for at, key in enumerate(codes.labels(db)["institution_kinds"])}
    found = []
    for record_id, name, kind, district, telephone, day in rows:
        if ids is None or record_id in ids:
            words = (record_id, name or "", kind or "", district or "", telephone or "")
            found.append(Candidate(*words, _day(day)))
    last = len(places)
    return sorted(found, key=lambda one: (places.get(one.kind, last), not one.district, one.district))


def start(db: Database, made: ConfirmationRound, asked: Sequence[Candidate]) -> ConfirmationRound:
    """Store a round with a numbered sheet for each institution; UserError when there is none."""
    if not asked:
        raise UserError("この条件に当てはまる機関がありません。", "種別・地区・期間を変えてください。")
    sheets = [
        Confirmation(
            id=pair_id("confirmation", made.id, one.id),
            round_id=made.id,
            institution_id=one.id,
            number=number,
        )
        for number, one in enumerate(asked, 1)
    ]
    save.save_many(db, [made, *sheets])
    return made


def sheets(db: Database, round_id: str) -> list[Sheet]:
    """The sheets of a round by number; an institution that lies in the bin is left out.

    The sheet of one that was joined to another is the other's, unless that was asked itself.
    """
    found: list[Confirmation] = lists.children(db, "confirmations", round_id)
    joined = dict(db.rows("SELECT id, merged_into FROM institutions WHERE merged_into IS NOT NULL"))
    asked = {one.institution_id or "" for one in found}
    owners = {
        one.id: joined.get(one.institution_id or "", one.institution_id or "")
        for one in found
        if joined.get(one.institution_id or "") not in asked
    }
    places: dict[str, Institution] = {}
    for chunk in chunks(list(owners.values()), CHUNK):
        marks = ",".join("?" * len(chunk))
        places.update(
            (one.id, one) for one in lists.everything(db, "institutions", f"t.id IN ({marks})", tuple(chunk))
        )
    living = [Sheet(one, places[owners[one.id]]) for one in found if owners.get(one.id) in places]
    return sorted(living, key=lambda sheet: (sheet.confirmation.number or 0, sheet.institution.name or ""))


def rounds(db: Database) -> list[tuple[ConfirmationRound, rules.Tally]]:
    """The rounds, newest first, and how far each has come."""
    found: list[ConfirmationRound] = lists.everything(db, "confirmation_rounds")
    found.sort(key=lambda one: one.starts_on or date.min, reverse=True)
    rows = db.rows(
        "SELECT round_id, count(*), sum(sent_on IS NOT NULL OR returned_on IS NOT NULL),"
        " sum(returned_on IS NOT NULL) FROM confirmations c WHERE deleted = 0 AND EXISTS (SELECT 1 FROM"
        " institutions i WHERE i.id = c.institution_id AND i.deleted = 0 AND NOT EXISTS (SELECT 1 FROM"
        " confirmations o WHERE o.round_id = c.round_id AND o.institution_id = i.merged_into))"
        " GROUP BY round_id"
    )
    tallies = {round_id: rules.Tally(*counts) for round_id, *counts in rows}
    return [(one, tallies.get(one.id, rules.Tally(0, 0, 0))) for one in found]


def mark_sent(db: Database, asked: Iterable[Confirmation], day: date | None, how: str | None) -> None:
    """Note that sheets went out; None takes the note back."""
    save.save_many(db, [replace(one, sent_on=day, sent_by=how if day else None) for one in asked])


def answered(db: Database, one: Confirmation, day: date, how: str, typed: date | None = None) -> None:
    """Nothing (more) has changed: the institution and every known capability are confirmed as of the day.

    One batch, together with the note that the sheet came back. What was said on `typed`, without a word on
    how, was just typed from this very sheet.
    """
    place = save.get(db, "institutions", merging.winner_of(db, "institutions", one.institution_id or ""))
    if not isinstance(place, Institution):
        raise UserError("この機関は見つかりません。", "ごみ箱に入っていないか確かめてください。")
    back = replace(one, returned_on=day, returned_by=how)
    known: list[Any] = [one for one in institutions.capabilities(db, place) if one.state not in _NOTHING]
    for record in known:
        if record.confirmed_on == typed and not record.confirmed_how:
            record.confirmed_on = None
    save.save_many(db, [*(_said(db, record, day, how) for record in (place, *known)), back])


def taken_back(db: Database, one: Confirmation) -> None:
    """The sheet has not come back after all; what was confirmed stays (undo takes that back, too)."""
    save.save(db, replace(one, returned_on=None, returned_by=None))


def confirm(db: Database, facts: Sequence[Due], day: date, how: str) -> list[str]:
    """Say of single facts that they still hold; returns the ids of the institutions."""
    written: list[Record] = []
    for fact in facts:
        kind = "capabilities" if fact.code else "institutions"
        record_id = (
            pair_id("capability", fact.institution_id, fact.code) if fact.code else fact.institution_id
        )
        record: Any = save.get(db, kind, record_id) or _by_code(db, fact)
        if record is not None:
            written.append(_said(db, record, day, how))
    save.save_many(db, written)
    return sorted({fact.institution_id for fact in facts})


def _said(db: Database, record: Institution | Capability, day: date, how: str) -> Record:
    """As confirmed on the day by whoever sits here; a later confirmation is not made older."""
    if record.confirmed_on is not None and record.confirmed_on > day:
        return record
    who = desk.staff_member(db)
    return replace(record, confirmed_on=day, confirmed_how=how, confirmed_by=who.name if who else None)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _by_code(db: Database, fact: Due) -> Record | None:
    """A capability whose id is of an older making."""
    found = lists.children(db, "capabilities", fact.institution_id) if fact.code else []
    return next((one for one in found if one.code == fact.code), None)


def _narrowed(kinds: Sequence[str], districts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Living, listed, and of these kinds and districts."""
    where = "i.deleted = 0 AND i.merged_into IS NULL AND i.listed IS NOT 0"
    for name, wanted in (("kind", kinds), ("district", districts)):
        if wanted:
            where += f" AND i.{name} IN ({','.join('?' * len(wanted))})"
    return where, (*kinds, *districts)
