"""移転・名称変更: a list without ids drops one institution and brings another that is the same. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from zaitaku_desk.intake.cleaning import address_key, telephone_key
from zaitaku_desk.intake.matching import agree, bare_name
from zaitaku_desk.japanese.fold import fold

if TYPE_CHECKING:
    from zaitaku_desk.intake.items import Existing, Gone, Held, Item, Plan

T = TypeVar("T")

RENAMED, MOVED, BOTH = "名称変更", "移転", "移転・名称変更"


def how(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """In words whether name or place of an institution are others now; "" when only the writing differs."""
    named = fold(str(before.get("name", ""))) != fold(str(after.get("name", "")))
    one, other = _place(before), _place(after)
    placed = bool(one and other) and one != other
    return BOTH if named and placed else RENAMED if named else MOVED if placed else ""


def carry_names(item: Item, held: Held, *, renamed: bool = False) -> None:
    """The old names go on being found: the 旧称・別名 this list gave, and the last name when it changed."""
    known = [str(name) for name in held.values.get("aliases", ())]
    old, now = str(held.values.get("name", "")), item.name
    if renamed and old and bare_name(old) != bare_name(now):
        known.append(old)
    if known:
        values = item.values
        names = [name for name in (*values.get("aliases", ()), *known) if name != now]
        item.say({**values, "aliases": list(dict.fromkeys(names))})


def recognise(made: Plan, existing: Existing) -> None:
    """Pair what is new with what is gone, each only when nothing else could be meant; else ask.

    Same place and telephone with another name: renamed. Same name in the same municipality: moved. Same
    telephone alone: she is asked. A row with a number of its own is known by that.
    """
    if not made.gone:
        return
    pairs: tuple[tuple[Callable[[Mapping[str, Any]], str], bool], ...] = (
        (_place_and_number, True),
        (_name_and_town, True),
        (_number, False),
    )
    for key_of, sure in pairs:
        gone = _by(key_of, [gone for gone in made.gone if not gone.held.key], lambda gone: gone.held.values)
        unkeyed = [item for item in made.new if not item.key] if gone else []
        new = _by(key_of, unkeyed, lambda item: item.values)
        for key, item in new.items():
            old = gone.get(key)
            if item is not None and old is not None and not item.decided:
                _pair(made, item, old, existing, sure=sure)


def _pair(made: Plan, item: Item, old: Gone, existing: Existing, *, sure: bool) -> None:
    from zaitaku_desk.intake.plan import ask, changes

    values = item.values
    verdict = agree(str(values.get("kind", "")), str(old.held.values.get("kind", "")), item.name)
    if not verdict:
        return
    made.new.remove(item)
    made.gone.remove(old)
    existing.names.setdefault(old.id, old.name)
    if not sure or verdict == "ask":
        made.ambiguous.append(ask(item, [old.id], "moved", existing))
        return
    item.id, item.by = old.id, "moved"
    carry_names(item, old.held, renamed=True)
    item.changes = changes(item, old.held, existing)
    item.moved = how(old.held.values, values) or MOVED
    made.moved.append(item)


def _by(
    key_of: Callable[[Mapping[str, Any]], str], found: list[T], values: Callable[[T], Mapping[str, Any]]
) -> dict[str, T | None]:
    """Key → the only one that has it, None when several have."""
    made: dict[str, T | None] = {}
    for each in found:
        key = key_of(values(each))
        if key:
            made[key] = None if key in made else each
    return made


def _place(values: Mapping[str, Any]) -> str:
    return address_key(str(values.get("address") or ""))


def _number(values: Mapping[str, Any]) -> str:
    return telephone_key(str(values.get("telephone") or ""))


def _place_and_number(values: Mapping[str, Any]) -> str:
    place, number = _place(values), _number(values)
    return f"{place}|{number}" if place and number else ""


def _name_and_town(values: Mapping[str, Any]) -> str:
    name, town = str(values.get("name", "")), str(values.get("municipality") or "")
    return f"{bare_name(name)}|{town}" if name and town else ""
