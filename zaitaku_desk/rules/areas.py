"""In which area an address lies, and what lies under an area (A138). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.numbers import arabic, plain
from zaitaku_desk.records.areas import LEVELS, Area

SMALL = ("daily_living_area", "district")
"""Levels whose name an institution's 地区 may hold."""

_DEPTH = {key: depth for depth, (key, _) in enumerate(LEVELS)}
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十]+(?=丁目)")
_BLOCK = re.compile(r"(?<=\d)(?:丁目|番地|番|号|[-の])")
_SUFFIX = re.compile("(?:日常生活圏域|圏域|中学校区|小学校区|学区|校区|地区|地域|区域)$")
_PREFECTURE = re.compile(r".{2,3}[都道府県]")
_BEFORE_CITY = re.compile(r"^.{2,3}[都道府県](?=.+[市区町村])")


class Place(NamedTuple):
    """Where an institution is, as far as it is known; the address may repeat the other two."""

    prefecture: str
    municipality: str
    address: str


class Tree:
    """All areas. A parent that is not there counts as none, and a ring of parents is cut."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = {area.id: area for area in areas}
        self._children: dict[str | None, list[Area]] = {}
        for area in self.areas.values():
            self._children.setdefault(self._parent(area), []).append(area)
        self._municipalities = {
            area.id: tuple(_city_key(name) for name in (area.name, *area.words) if name)
            for area in self.areas.values()
            if area.level == "municipality"
        }
        self._words: dict[str, list[tuple[str, Area]]] = {}
        for area in self.areas.values():
            for word in self._words_of(area):
                self._words.setdefault(word[0], []).append((word, area))
        self._paths = {area.id: self.path(area.id) for area in self.areas.values()}

    def children(self, area_id: str | None = None) -> list[Area]:
        """The areas right below one; without an id those at the top."""
        return self._children.get(area_id, [])

    def path(self, area_id: str) -> list[Area]:
        """From the top down to the area itself; empty when there is no such area."""
        found: list[Area] = []
        area = self.areas.get(area_id)
        while area is not None and area not in found:
            found.insert(0, area)
            area = self.areas.get(area.parent_id or "")
        return found

    def under(self, area_id: str) -> list[Area]:
        """The area and all below it, in the order of the screen."""
        area = self.areas.get(area_id)
        if area is None:
            return []
        return [area, *(more for child in self.children(area_id) for more in self.under(child.id))]

    def siblings(self, area_id: str) -> list[Area]:
        """The area and those beside it, in their order."""
        area = self.areas.get(area_id)
        return list(self.children(self._parent(area))) if area is not None else []

    def every(self) -> Iterator[Area]:
        """All areas from the top, each before those below it."""
        for top in self.children():
            yield from self.under(top.id)

    def find(self, place: Place) -> Area | None:
        """The smallest area the place lies in: the longest word within its address wins.

        Municipality (and prefecture, where a 二次医療圏 names one) must agree. None when nothing fits or two
        areas fit equally well.
        """
        municipality, rest = self._split(place)
        prefecture = place_key(place.prefecture)
        number = re.search(r"\d", rest)
        end = number.start() if number else len(rest)
        best: tuple[int, ...] = ()
        found: list[Area] = []
        for at, letter in enumerate(rest):
            for word, area in self._words.get(letter, ()):
                if not rest.startswith(word, at) or not self._agrees(area, prefecture, municipality):
                    continue
                rank = (int(at < end), len(word), -at, _DEPTH.get(area.level or "", 0))
                if rank > best:
                    best, found = rank, [area]
                elif rank == best and area not in found:
                    found.append(area)
        if not found and municipality:
            found = [
                area
                for area in self.areas.values()
                if area.level == "municipality" and self._agrees(area, prefecture, municipality)
            ]
        return found[0] if len(found) == 1 else None

    def named(self, name: str, municipality: str = "") -> Area | None:
        """The small area of that name, in that municipality when there are several."""
        found = [area for area in self.areas.values() if area.level in SMALL and area.name == name]
        if len(found) > 1:
            key = _city_key(municipality)
            found = [area for area in found if self._agrees(area, "", key)]
        return found[0] if found else None

    def _parent(self, area: Area) -> str | None:
        """The parent, unless going up from it comes back to the area."""
        above = [found.id for found in self.path(area.parent_id or "")]
        return area.parent_id if above and area.id not in above else None

    def _words_of(self, area: Area) -> list[str]:
        """Of a small area; one without words and without parts goes by its name."""
        if area.level not in SMALL:
            return []
        own = [word for word in map(place_key, area.words) if word]
        if own or self._children.get(area.id):
            return own
        return [key] if (key := place_key(_SUFFIX.sub("", area.name or ""))) else []

    def _split(self, place: Place) -> tuple[str, str]:
        """Municipality, and the address after it."""
        rest = place_key(place.address).removeprefix(place_key(place.prefecture))
        said = place_key(place.municipality).removeprefix(place_key(place.prefecture))
        if said:
            bare = _without_county(_BEFORE_CITY.sub("", said))
            return bare, rest.removeprefix(said).removeprefix(bare)
        for name in (name for names in self._municipalities.values() for name in names):
            before, found, after = rest.partition(name)
            if found and (not before or before.endswith(("都", "道", "府", "県", "郡"))):
                return name, after
        return "", rest

    def _agrees(self, area: Area, prefecture: str, municipality: str) -> bool:
        for above in self._paths[area.id]:
            if municipality and not municipality.startswith(self._municipalities.get(above.id, "")):
                return False
            if above.level == "secondary_medical_area" and prefecture:
                named = [word for word in above.words if _PREFECTURE.fullmatch(word)]
                if named and prefecture not in map(place_key, named):
                    return False
        return True


def place_key(text: str | None) -> str:
    """A place name or address as it is compared: 一丁目2番3号 = 1-2-3, 霧ヶ沢 = 霧ケ沢, 大字 left out."""
    key = _KANJI_NUMBER.sub(lambda run: arabic(run[0]), plain(text or "").replace("大字", ""))
    key = _BLOCK.sub("/", key)
    return fold(key + "/" if key[-1:].isdigit() else key)


def _city_key(name: str | None) -> str:
    """香川県木田郡三木町 → 三木町."""
    return _without_county(_BEFORE_CITY.sub("", place_key(name)))


def _without_county(municipality: str) -> str:
    """木田郡三木町 → 三木町; a city's own 郡 (郡山市) stays."""
    return re.sub(r"^.{1,4}郡(?=.+[町村]$)", "", municipality)
