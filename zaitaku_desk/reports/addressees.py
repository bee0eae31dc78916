"""To whom a letter goes: institution, liaison office, head or person, with address and 敬称 (A74)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import numbers
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.reports import listed
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.records.people import Person
    from zaitaku_desk.store.connection import Database

TO = (
    ("institution", "機関（御中）"),
    ("liaison", "地域連携室・窓口担当者"),
    ("head", "代表者"),
)
"""Whom at an institution a letter is meant for."""

DOCTORS = (("sensei", "先生"), ("sama", "様"))
"""敬称 of physicians and dentists; everybody else is 様, an institution 御中."""

_SENSEI = ("physician", "dentist")
_SENSEI_PLACES = ("hospital", "clinic", "dental")


@dataclass(frozen=True, slots=True)
class Addressee:
    """What stands on a label or an envelope; `above` are the lines over the name."""

    postal: str
    address: str
    above: tuple[str, ...]
    name: str
    honorific: str
    missing: str = ""

    @property
    def line(self) -> str:
        """The name with its 敬称."""
        return f"{self.name}　{self.honorific}"


def of_institution(one: Institution, to: str = "institution", doctors: str = "sensei") -> Addressee:
    """The addressee at an institution; where nobody is named the institution itself, 御中."""
    name = one.name or "（名称なし）"
    if to == "liaison" and one.liaison_contact:
        office = ("地域連携室",) if _has_office(one) else ()
        return _made(one, (name, *office), one.liaison_contact, "様")
    if to == "liaison" and _has_office(one):
        return _made(one, (name,), "地域連携室", "御中")
    if to == "head" and one.director:
        sensei = doctors == "sensei" and one.kind in _SENSEI_PLACES
        return _made(one, (name,), one.director, "先生" if sensei else "様")
    return _made(one, (), name, "御中")


def of_person(person: Person, title: str, place: Institution | None, doctors: str = "sensei") -> Addressee:
    """A person at the institution where they work."""
    sensei = doctors == "sensei" and person.profession in _SENSEI
    above = tuple(part for part in (place.name if place else "", title) if part)
    return _made(place, above, person.name or "（氏名なし）", "先生" if sensei else "様")


def institutions(db: Database, request: Request) -> tuple[list[Addressee], tuple[str, ...]]:
    """The addressees of the list on the screen (or all), and what she should know of that."""
    found = listed.institutions(db, request)
    to, doctors = _options(request)
    return [of_institution(one, to, doctors) for one in found.records], found.warnings


def people(db: Database, request: Request) -> tuple[list[Addressee], tuple[str, ...]]:
    """The people of the list on the screen (or all) at their places of work."""
    found = listed.people(db, request)
    places = places_of(db, request.today)
    doctors = _options(request)[1]
    made = [of_person(person, *places.get(person.id, ("", None)), doctors) for person in found.records]
    return made, found.warnings


def places_of(db: Database, day: date) -> dict[str, tuple[str, Institution | None]]:
    """person → title and institution of the first post in protocol order that is held on the day."""
    from zaitaku_desk.store import lists

    known = {one.id: one for one in lists.everything(db, "institutions")}
    joined = listed.joined(db)
    found: dict[str, tuple[str, Institution | None]] = {}
    for post in lists.everything(db, "posts"):
        held = (post.starts_on is None or post.starts_on <= day) and (
            post.ends_on is None or day <= post.ends_on
        )
        if held and post.person_id and post.person_id not in found:
            place = post.institution_id or ""
            found[post.person_id] = (post.title or "", known.get(joined.get(place, place)))
    return found


def _has_office(one: Institution) -> bool:
    return bool(one.liaison_office or (one.kind == "hospital" and one.liaison_office is not False))


def _made(place: Institution | None, above: tuple[str, ...], name: str, honorific: str) -> Addressee:
    address = listed.street(place) if place else ""
    postal = numbers.postal(place.postal_code or "") or "" if place else ""
    missing = "住所" if not address else "郵便番号" if not postal else ""
    return Addressee(postal, address, above, name, honorific, missing)


def _options(request: Request) -> tuple[str, str]:
    return request.options.get("to", "institution"), request.options.get("doctors", "sensei")
