"""vCard 4.0 (RFC 6350): the list for a telephone or an address book, with readings (A213)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person
from zaitaku_desk.reports import addressees, listed
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import clean

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_OURS = uuid.UUID("3f3b4f4e-6d1e-4a52-9a39-5a1c7c4d8e21")
LINE = 75
"""Octets of a line; a longer one goes on in the next after a space."""


def institutions(db: Database, request: Request) -> Made:
    """A card per institution of the list, of the kind 「org」."""
    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    kinds = codes.labels(db)["institution_kinds"]
    cards = [_institution(one, kinds.get(one.kind or "", "")) for one in found.records]
    return Made(_file(cards), f"関係機関 連絡先（{wareki.era_date(request.today)}）", found.warnings)


def people(db: Database, request: Request) -> Made:
    """A card per person of the list, with the post of today."""
    from zaitaku_desk.store import codes

    found = listed.people(db, request)
    places = addressees.places_of(db, request.today)
    professions = codes.labels(db)["professions"]
    cards = [
        _person(person, *places.get(person.id, ("", None)), professions.get(person.profession or "", ""))
        for person in found.records
    ]
    return Made(_file(cards), f"人 連絡先（{wareki.era_date(request.today)}）", found.warnings)


def _institution(one: Institution, kind: str) -> list[str]:
    name, reading = _said(one.name), _said(one.kana)
    sort = _sorted_as((one.kana or "").strip())
    return [
        "KIND:org",
        f"FN:{name}",
        f"N{sort}:{name};;;;",
        f"ORG{sort}:{name}",
        *([f"X-PHONETIC-ORG:{reading}"] if reading else []),
        *_numbers(
            ("work,voice", one.telephone),
            ("work,fax", one.fax),
            ("work,voice", one.night_telephone),
            ("work,cell", one.mobile),
        ),
        *_one("EMAIL;TYPE=work", one.email),
        *_address(one),
        *_one("URL", one.url),
        *_one("CATEGORIES", kind),
        f"UID:urn:uuid:{uuid.uuid5(_OURS, one.id)}",
    ]


def _person(person: Person, title: str, place: Institution | None, profession: str) -> list[str]:
    family, given = _parts(person.name)
    family_kana, given_kana = _parts(person.kana)
    sort = f';SORT-AS="{_quoted(family_kana)},{_quoted(given_kana)}"' if family_kana else ""
    return [
        "KIND:individual",
        f"FN:{_said(person.name)}",
        f"N{sort}:{_said(family)};{_said(given)};;;",
        *_one("X-PHONETIC-LAST-NAME", family_kana),
        *_one("X-PHONETIC-FIRST-NAME", given_kana),
        *_one("ORG", place.name if place else ""),
        *_one("TITLE", title),
        *_one("ROLE", profession),
        *_numbers(
            ("work,voice", person.telephone or (place.telephone if place else None)),
            ("cell", person.mobile),
            ("work,fax", person.fax or (place.fax if place else None)),
        ),
        *_one("EMAIL;TYPE=work", person.email),
        *(_address(place) if place else ()),
        f"UID:urn:uuid:{uuid.uuid5(_OURS, person.id)}",
    ]


def _file(cards: Iterable[list[str]]) -> bytes:
    lines = []
    for card in cards:
        lines += ["BEGIN:VCARD", "VERSION:4.0", *card, "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8", "replace")


def _folded(line: str) -> str:
    """Cut after 75 octets, never inside a character."""
    found, used = [], 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if used + size > LINE:
            found.append("\r\n ")
            used = 1
        found.append(character)
        used += size
    return "".join(found)


def _numbers(*numbers_: tuple[str, str | None]) -> list[str]:
    found = []
    for kind, number in numbers_:
        shown = numbers.show_telephone(number or "")
        if shown:
            found.append(f'TEL;VALUE=text;TYPE="{kind}":{_said(shown)}')
    return list(dict.fromkeys(found))


def _address(one: Institution) -> list[str]:
    """Street, town, prefecture, postal code and country of ADR."""
    street = one.address or ""
    town, prefecture = one.municipality or "", one.prefecture or ""
    street = street.removeprefix(prefecture).removeprefix(town) if town else street
    postal = numbers.postal(one.postal_code or "") or one.postal_code or ""
    if not (street or town):
        return []
    parts = ("", "", street, town, prefecture, postal, "日本")
    return [f"ADR;TYPE=work:{';'.join(map(_said, parts))}"]


def _one(name: str, value: str | None) -> list[str]:
    said = _said(value)
    return [f"{name}:{said}"] if said else []


def _said(text: str | None) -> str:
    """A value with what has a meaning in a card escaped."""
    plain = clean(text or "")[0].strip()
    plain = plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return plain.replace("\n", "\\n")


def _quoted(text: str) -> str:
    """A parameter's value: no quotes, no line ends."""
    return clean(text)[0].replace('"', "").replace("\n", " ").replace(",", " ")


def _sorted_as(reading: str) -> str:
    return f';SORT-AS="{_quoted(reading)}"' if reading else ""


def _parts(name: str | None) -> tuple[str, str]:
    """Family and given name where a space parts them; else all is the family name."""
    family, _, given = (name or "").replace("　", " ").strip().partition(" ")
    return family, given.strip()
