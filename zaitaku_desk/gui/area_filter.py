"""A list filtered by an area of any level: a 圏域 lets the districts below it through (A138)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.lookup import Choice

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

_AREA = "area:"


def areas_and_districts(office: Office) -> list[Choice]:
    """The tree from the top, then districts in use that it does not know."""
    from zaitaku_desk.rules.areas import SMALL
    from zaitaku_desk.store import areas, institutions

    tree = areas.tree(office.db)
    found = [
        Choice(
            (area.name or "") if area.level in SMALL and not tree.children(area.id) else f"{_AREA}{area.id}",
            "　" * (len(tree.path(area.id)) - 1) + (area.name or ""),
        )
        for area in tree.every()
        if area.name
    ]
    known = {area.name for area in tree.every()}
    return found + [Choice(name, name) for name in institutions.districts(office.db) if name not in known]


def within(office: Office, key: str) -> Any:
    """What a Listing filters by: the district itself, or all districts of an area."""
    from zaitaku_desk.store import areas

    if not key.startswith(_AREA):
        return key
    return frozenset(areas.districts_under(office.db, key.removeprefix(_AREA)))


def districts(office: Office, key: str) -> list[str]:
    """The names of the districts a choice lets through; none for no choice."""
    found = within(office, key) if key else []
    return [found] if isinstance(found, str) else sorted(found) or [key] * bool(key)


DISTRICT = Filter("district", "地区", choices=areas_and_districts, meaning=within)
