"""版: what of an institution is frozen, and what changed from one edition to the next (A43).

Trivial differences (width, spaces, hyphens, 丁目・番地 or -) are no changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from zaitaku_desk.japanese import kana, numbers
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.editions import EditionEntry
from zaitaku_desk.records.fields import by_name, from_json, is_empty, label_of, specs, to_json
from zaitaku_desk.records.institutions import CAPABILITY_STATES, Capability, Institution
from zaitaku_desk.records.people import Post
from zaitaku_desk.rules import hours

HERS = frozenset(
    (
        *("note", "next_contact_on", "open_questions", "cooperation", "cooperation_note"),
        *("participation", "participation_on", "participation_note", "listed"),
        *("mobile", "alternate_contact"),
    )
)
"""Her notes and private numbers do not stand in a list that is handed round: they are not frozen."""

CHANGES: Mapping[str, str] = {
    "new": "新規",
    "gone": "廃止・掲載取りやめ",
    "renamed": "名称変更",
    "moved": "移転",
    "contact": "連絡先",
    "capability": "機能・処置",
    "people": "担当者",
    "other": "診療時間ほか",
}
"""What a change is called, in the order in which an institution's changes are listed."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "renamed": ("name", "kana", "kind", "corporation"),
    "moved": ("postal_code", "address", "district"),
    "contact": ("telephone", "fax", "email", "url", "call_hours", "no_call_hours", "night_telephone"),
    "capability": ("support_class", "regular_home_visit_status", "services", "home_services"),
    "people": ("director", "liaison_contact", "liaison_telephone"),
    "other": ("opening_hours", "closed_days", "beds", "open_beds", "service_area"),
}
"""The fields that are compared; what moves from day to day (空き情報) is not."""

_BETWEEN = re.compile(r"(?<=\d)(?:丁目|番地の?|番|号室?|の)(?=\d|$)|(?<=\d)(?:丁目|番地|番|号)")

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Frozen:
    """One institution as it stands in a list: its fields, capabilities by code, people in protocol order."""

    institution: Institution
    capabilities: Mapping[str, Capability] = field(default_factory=dict)
    posts: Sequence[Post] = ()


class Change(NamedTuple):
    """One changed field; `what` is a key of CHANGES, `before` and `after` are words, "" for nothing."""

    what: str
    institution: Institution
    title: str
    before: str
    after: str


def entry(edition_id: str, frozen: Frozen, counted: Sequence[str]) -> EditionEntry:
    """The record that keeps an institution in an edition; empty fields take no room."""
    place = frozen.institution
    values = {
        item.name: to_json(getattr(place, item.name)) for item in specs(Institution) if item.name not in HERS
    }
    return EditionEntry(
        id=pair_id("edition_entry", edition_id, place.id),
        edition_id=edition_id,
        institution_id=place.id,
        values={name: value for name, value in values.items() if not is_empty(value)},
        capabilities={code: _state(one) for code, one in frozen.capabilities.items() if _is_said(one)},
        posts=[
            _without_empty(name=one.name, title=one.title, profession=one.profession) for one in frozen.posts
        ],
        counted=list(counted),
    )


def thaw(kept: EditionEntry) -> Frozen:
    """The reverse of `entry`; fields a newer version wrote are left out."""
    place = Institution(id=kept.institution_id or "")
    known = by_name(Institution)
    for name, value in kept.values.items():
        if name in known:
            setattr(place, name, from_json(known[name], value))
    states = {code: _capability(place.id, code, value) for code, value in kept.capabilities.items()}
    posts = [
        Post(
            id="",
            institution_id=place.id,
            **{name: one.get(name) for name in ("name", "title", "profession")},
        )
        for one in kept.posts
    ]
    return Frozen(place, states, posts)


def changes(
    before: Iterable[Frozen], after: Iterable[Frozen], labels: Labels, merged: Mapping[str, str] | None = None
) -> list[Change]:
    """What changed, field by field, by kind, district and ふりがな; kinds in the order of their labels.

    `merged` is id → id of the institution it was joined to: such a one is not said to have been closed.
    """
    old = {one.institution.id: one for one in before}
    new = {one.institution.id: one for one in after}
    found: list[Change] = []
    for record_id, one in old.items():
        if record_id not in new:
            found.append(_gone(one, new.get((merged or {}).get(record_id, ""))))
    for record_id, one in new.items():
        was = old.get(record_id)
        found += _differences(was, one, labels) if was else [_new(one)]
    kinds = {kind: at for at, kind in enumerate(labels.get("institution_kinds", {}))}
    steps = {what: at for at, what in enumerate(CHANGES)}
    return sorted(found, key=lambda change: (_place(change.institution, kinds), steps[change.what]))


def counts(found: Iterable[Change]) -> dict[str, int]:
    """How many institutions each sort of change concerns, in the order of CHANGES."""
    tally = Counter({(change.what, change.institution.id) for change in found})
    seen = Counter(what for what, _ in tally)
    return {what: seen[what] for what in CHANGES if seen[what]}


def _new(one: Frozen) -> Change:
    return Change("new", one.institution, "", "", _about(one.institution))


def _gone(one: Frozen, survivor: Frozen | None) -> Change:
    after = f"「{survivor.institution.name}」に統合" if survivor else ""
    return Change("gone", one.institution, "", _about(one.institution), after)


def _about(place: Institution) -> str:
    parts = (_address(place), numbers.show_telephone(place.telephone or ""))
    return "　".join(part for part in parts if part)


def _differences(old: Frozen, new: Frozen, labels: Labels) -> list[Change]:
    found = []
    for what, names in FIELDS.items():
        for name in names:
            if name != "address" and getattr(old.institution, name) == getattr(new.institution, name):
                continue
            was, now = (words(one.institution, name, labels) for one in (old, new))
            if was != now and _plain(name, was) != _plain(name, now):
                found.append(Change(what, new.institution, by_name(Institution)[name].title, was, now))
    codes = labels.get("capabilities", {})
    order = [*codes, *sorted({*old.capabilities, *new.capabilities} - set(codes))]
    for code in order:
        was, now = said(old.capabilities.get(code)), said(new.capabilities.get(code))
        if was != now and _plain("", was) != _plain("", now):
            found.append(Change("capability", new.institution, codes.get(code, code), was, now))
    was, now = people(old.posts, labels), people(new.posts, labels)
    if was != now and _plain("", was) != _plain("", now):
        found.append(Change("people", new.institution, "人と役職", was, now))
    return found


def said(one: Capability | None) -> str:
    """「条件付（日中のみ）」; 未確認 when nobody has said anything."""
    state = label_of(CAPABILITY_STATES, (one.state if one else None) or "unknown")
    return f"{state}（{one.condition}）" if one and one.condition else state


def people(posts: Sequence[Post], labels: Labels) -> str:
    """「看護部長　髙橋 花子、…」 in protocol order; the profession where there is no title."""
    professions = labels.get("professions", {})
    named = [one for one in posts if one.name]
    return "、".join(
        "　".join(part for part in (one.title or professions.get(one.profession or "", ""), one.name) if part)
        for one in named
    )


def words(place: Institution, name: str, labels: Labels) -> str:
    """A field as it is printed; "" when nothing is said."""
    item, value = by_name(Institution)[name], getattr(place, name)
    if name == "address":
        return _address(place)
    if name in ("telephone", "fax", "night_telephone", "liaison_telephone"):
        return numbers.show_telephone(value or "")
    if name == "opening_hours":
        return hours.show(value)
    if item.choices and value in (None, "unknown"):
        return ""
    if isinstance(value, list):
        return "、".join(labels.get(item.codes, {}).get(one, one) for one in value)
    if item.choices or item.codes:
        return label_of(item.choices or tuple(labels.get(item.codes, {}).items()), value)
    return "" if value is None else f"{value}{item.unit}"


def _address(place: Institution) -> str:
    address, town = place.address or "", place.municipality or ""
    return address if not town or town in address else f"{town}{address}"


def _plain(name: str, words: str) -> str:
    """What is compared: without what one does not hear when it is read aloud."""
    if name in ("telephone", "fax", "night_telephone", "liaison_telephone"):
        return numbers.telephone(words)
    plain = numbers.plain(words).casefold()
    if name == "postal_code":
        return numbers.digits(plain)
    if name == "address":
        return _BETWEEN.sub("-", numbers.arabic(plain)).strip("-")
    return plain


def _place(place: Institution, kinds: Mapping[str, int]) -> tuple[Any, ...]:
    district = place.district or ""
    reading = kana.sort_key(place.kana or "")
    return (
        kinds.get(place.kind or "", len(kinds)),
        not district,
        district,
        not place.kana,
        reading,
        place.name or "",
        place.id,
    )


def _is_said(one: Capability) -> bool:
    return one.state not in (None, "unknown") or bool(one.condition)


def _state(one: Capability) -> dict[str, Any]:
    return _without_empty(
        state=one.state,
        condition=one.condition,
        confirmed_on=to_json(one.confirmed_on),
        confirmed_by=one.confirmed_by,
        confirmed_how=one.confirmed_how,
    )


def _capability(institution_id: str, code: str, value: Mapping[str, Any]) -> Capability:
    day = value.get("confirmed_on")
    return Capability(
        id=pair_id("capability", institution_id, code),
        institution_id=institution_id,
        code=code,
        state=value.get("state"),
        condition=value.get("condition"),
        confirmed_on=date.fromisoformat(day) if day else None,
        confirmed_by=value.get("confirmed_by"),
        confirmed_how=value.get("confirmed_how"),
    )


def _without_empty(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not is_empty(value)}
