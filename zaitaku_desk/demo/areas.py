"""区域: the tree of みなと野市, its towns as words."""

from __future__ import annotations

from zaitaku_desk.demo.world import CITY, DISTRICTS, PREFECTURE, World
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.areas import Area

_CIRCLES = {
    "錨町圏域": ("錨町", "波ノ木"),
    "椿瀬圏域": ("椿瀬", "霧ヶ沢"),
    "藍野原圏域": ("藍野原", "帆立谷"),
    "月灘圏域": ("月灘", "杉ノ戸"),
}
"""日常生活圏域, each with one 地域包括支援センター."""


def make(world: World) -> None:
    """Medical area, city, four 圏域 and their districts."""
    medical = _keep(world, "secondary_medical_area", "汐路中央", None, 1, [PREFECTURE])
    city = _keep(world, "municipality", CITY, medical, 1, [])
    for place, (name, districts) in enumerate(_CIRCLES.items(), 1):
        circle = _keep(world, "daily_living_area", name, city, place, [])
        for order, district in enumerate(districts, 1):
            _keep(world, "district", district, circle, order, list(DISTRICTS[district]))


def _keep(world: World, level: str, name: str, parent: str | None, place: int, words: list[str]) -> str:
    area = Area(
        id=pair_id("area", level, name),
        name=name,
        level=level,
        parent_id=parent,
        order=place * 10,
        words=words,
    )
    world.keep(area)
    return area.id
