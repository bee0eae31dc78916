"""区域: 二次医療圏 > 市町村 > 日常生活圏域 > 地区・学区, one tree for every list and figure (A138, A284)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zaitaku_desk.records.fields import Choices, Record, field

LEVELS: Choices = (
    ("secondary_medical_area", "二次医療圏"),
    ("municipality", "市町村"),
    ("daily_living_area", "日常生活圏域"),
    ("district", "地区・学区"),
)
"""From the widest to the smallest; a level may be left out."""

LAYER = "areas"
"""The source under which the tree says in which 地区 an institution lies; hers is above it (decisions 18)."""


@dataclass(slots=True, kw_only=True)
class Area(Record):
    """One area. An institution lies where its address holds the `words`, unless she says otherwise.

    `words` are 町名 and other parts of an address; the longest that fits wins.
    """

    KIND: ClassVar[str] = "areas"
    TITLE: ClassVar[str] = "区域"
    PARENT: ClassVar[str] = "parent_id"
    ORDER: ClassVar[tuple[str, ...]] = ("order", "name")

    name: str | None = field("名称", required=True)
    level: str | None = field("階層", choices=LEVELS)
    parent_id: str | None = field("上の区域", refers="areas")
    words: list[str] = field("住所に含まれる町名など", default=list)
    order: int | None = field("並び順")
