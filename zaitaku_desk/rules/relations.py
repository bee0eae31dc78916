"""顔の見える関係: who was not met, whose visit is due, on whom referrals lie (A56, A168, A178, A251)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

WORDS = {"visits": "訪問", "meetings": "会議", "consultations": "相談", "contacts": "連絡"}


class Relation(NamedTuple):
    """What there was between us and one institution. Days are ISO text; `year` counts are of this 年度.

    `last_visit` is the newest visit done, `next_on` the day she means to get in touch (or a visit planned),
    `referred` how often it was named as 紹介先 this year.
    """

    id: str
    name: str
    kind: str
    district: str
    last_on: str = ""
    last_what: str = ""
    last_visit: str = ""
    visits: int = 0
    meetings: int = 0
    consultations: int = 0
    contacts: int = 0
    referred: int = 0
    next_on: str = ""
    since: str = ""
    new: bool = False
    open_questions: str = ""
    prepared: int = 0
    to_prepare: int = 0


class View(NamedTuple):
    """One way to look: who is shown, in which order, and the row that asks for it."""

    key: str
    title: str
    row: str
    shows: Callable[[Relation, str], bool]
    order: Callable[[Relation], object]
    limits: str = ""


VIEWS = (
    View(
        "unmet",
        "会っていない先",
        "A178",
        lambda one, limit: one.last_on < limit,
        lambda one: one.last_on,
        "visit",
    ),
    View(
        "due",
        "訪問が遅れている先",
        "A168",
        lambda one, limit: bool(one.last_visit) and one.last_visit < limit,
        lambda one: one.last_visit,
        "visit",
    ),
    View("referrals", "紹介の偏り", "A251", lambda one, _limit: one.referred > 0, lambda one: -one.referred),
    View(
        "next",
        "次の連絡予定",
        "A56",
        lambda one, _limit: bool(one.next_on),
        lambda one: one.next_on,
    ),
    View("new", "新規参入の支援", "A56", lambda one, _limit: one.new, lambda one: one.next_on or "~"),
    View("all", "すべての機関", "A178", lambda _one, _limit: True, lambda one: one.last_on, ""),
)
"""In the order of the screen; `limits` names the threshold a view depends on."""


def view(key: str) -> View:
    """The view called `key`; KeyError when there is none."""
    return {one.key: one for one in VIEWS}[key]


def shown(relations: Iterable[Relation], key: str, *, before: str = "") -> list[Relation]:
    """The relations of a view in its order. `before` is the ISO day from which a contact is recent enough;
    "" when she has switched the threshold off: then only who was never met counts as not met.
    """
    chosen = view(key)
    found = [one for one in relations if chosen.shows(one, before or ("0" if chosen.limits else ""))]
    return sorted(found, key=lambda one: (chosen.order(one), one.name))


def shares(relations: Iterable[Relation]) -> dict[str, float]:
    """Share of all referrals that fell on each institution, in percent (特定の機関に集中していないか)."""
    found = {one.id: one.referred for one in relations if one.referred}
    total = sum(found.values())
    return {key: 100 * count / total for key, count in found.items()} if total else {}
