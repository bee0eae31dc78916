"""Straight-line distance between two places on the map: what is near, not how long one drives (A268)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

EARTH_KM = 6371.0088
"""Mean radius."""

_PAIR = re.compile(r"\s*\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,、\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?\s*")


class Point(NamedTuple):
    """Degrees of latitude and longitude."""

    latitude: float
    longitude: float


class Straight(NamedTuple):
    """A straight-line distance as it is said: 「0.4km」; nothing where a place is not known."""

    km: float | None

    @property
    def old(self) -> bool:
        """A distance does not age."""
        return False

    def words(self, _style: str = "") -> str:
        """Kilometres to one place, from 10 on whole ones."""
        if self.km is None:
            return ""
        return f"{self.km:.1f}km" if self.km < 9.95 else f"{self.km:.0f}km"


@lru_cache(maxsize=65_536)
def read(text: str | None) -> Point | None:
    """「34.34,134.04」; None for anything else, for 0/0 and for what lies on no map."""
    match = _PAIR.fullmatch(unicodedata.normalize("NFKC", text or ""))
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude == 0 and longitude == 0):
        return None
    return Point(latitude, longitude)


def km(one: Point, other: Point) -> float:
    """By the haversine formula, on a sphere: within 0.5 % of the distance on the earth."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    part = (
        math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, part)))


def between(one: str | None, other: Point | None) -> float | None:
    """From a place given as text; None where either is not known."""
    point = read(one) if one else None
    return km(point, other) if point and other else None


def middle(points: Iterable[Point]) -> Point | None:
    """The mean of places that lie near each other, as of a 町; None of none."""
    found = list(points)
    if not found:
        return None
    latitudes, longitudes = zip(*found, strict=True)
    return Point(sum(latitudes) / len(found), sum(longitudes) / len(found))
