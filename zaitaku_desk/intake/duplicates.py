"""名寄せ within the desk: which of its records may mean one (A33, A272). Pure; it joins nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

from zaitaku_desk.intake.cleaning import address_key, name_keys, telephone_key
from zaitaku_desk.japanese.fold import fold

MOST = 6
"""More records than this under one key say nothing (「本店」, a telephone of a town hall)."""


class Entry(NamedTuple):
    """What is compared of a record; for a person `place` is where he or she works."""

    id: str
    name: str
    telephone: str = ""
    address: str = ""
    kind: str = ""
    place: str = ""


class Pair(NamedTuple):
    """Two records that may mean one, why, and how strongly that speaks for it (3 to 1)."""

    left: Entry
    right: Entry
    why: str
    strength: int


def institutions(entries: Iterable[Entry], step: Callable[[], None] = lambda: None) -> list[Pair]:
    """Pairs of the same name, or of one telephone number and address where one name holds the other.

    Two kinds under one roof (a hospital and its 訪問看護ステーション) are two institutions.
    """
    return _pairs(list(entries), _institution_keys, _judge_institutions, step)


def people(entries: Iterable[Entry], step: Callable[[], None] = lambda: None) -> list[Pair]:
    """Pairs of people of the same name, variant characters and blanks aside."""
    return _pairs(list(entries), lambda entry: {f"n{fold(entry.name)}"}, _judge_people, step)


def _pairs(
    entries: list[Entry],
    keys: Callable[[Entry], set[str]],
    judge: Callable[[Entry, Entry], tuple[str, int]],
    step: Callable[[], None],
) -> list[Pair]:
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in keys(entry):
            if len(key) > 1:
                by_key.setdefault(key, []).append(entry)
    found: dict[frozenset[str], Pair] = {}
    for number, group in enumerate(by_key.values()):
        if number % 1000 == 0:
            step()
        if not 2 <= len(group) <= MOST:
            continue
        for left, right in combinations(group, 2):
            both = frozenset((left.id, right.id))
            if len(both) == 2 and both not in found:
                why, strength = judge(left, right)
                if why:
                    found[both] = Pair(left, right, why, strength)
    return sorted(found.values(), key=lambda pair: (-pair.strength, pair.left.name, pair.right.name))


def _institution_keys(entry: Entry) -> set[str]:
    keys = {f"n{key}" for key in name_keys(entry.name)}
    number, place = telephone_key(entry.telephone), address_key(entry.address)
    if number:
        keys.add(f"t{number}")
    if number and place:
        keys.add(f"a{place}")
    return keys


def _judge_institutions(left: Entry, right: Entry) -> tuple[str, int]:
    same_name = not name_keys(left.name).isdisjoint(name_keys(right.name))
    one, other = fold(left.name), fold(right.name)
    related = same_name or one in other or other in one
    number = telephone_key(left.telephone)
    place = address_key(left.address)
    same_number = bool(number) and number == telephone_key(right.telephone)
    same_place = bool(place) and place == address_key(right.address)
    if not related or (
        left.kind and right.kind and left.kind != right.kind and not (same_name and same_number)
    ):
        return "", 0
    reasons = [
        word for word, holds in (("名称", same_name), ("電話", same_number), ("住所", same_place)) if holds
    ]
    if not same_name and not (same_number and same_place):
        return "", 0
    if same_name and not same_number and not same_place:
        known = bool(number and right.telephone) or bool(place and right.address)
        return ("", 0) if known and left.kind != right.kind else ("名称が同じ", 1)
    return f"{'・'.join(reasons)}が同じ", len(reasons)


def _judge_people(left: Entry, right: Entry) -> tuple[str, int]:
    if left.place and left.place == right.place:
        return "氏名と所属が同じ", 3
    if left.kind and right.kind and left.kind != right.kind:
        return "", 0
    return "氏名が同じ", 2 if left.kind and left.kind == right.kind else 1
