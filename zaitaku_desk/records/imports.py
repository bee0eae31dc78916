"""What she decided while taking lists in, so that she is asked only once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Record, field


@dataclass(slots=True, kw_only=True)
class MatchDecision(Record):
    """Which institution a row of a list is; its id is made of layer and fingerprint of the row.

    `institution_id` None says that the row is an institution of its own; `skip` that it is never taken in.
    """

    KIND: ClassVar[str] = "match_decisions"
    TITLE: ClassVar[str] = "名寄せの判断"
    NAME: ClassVar[str] = "name"
    ORDER: ClassVar[tuple[str, ...]] = ("decided_on",)

    layer: str | None = field("一覧", group="row")
    fingerprint: str | None = field("行の見分け", group="row")
    name: str | None = field("一覧での名称", group="row")
    institution_id: str | None = field("機関", group="decision", refers="institutions")
    skip: bool | None = field("取り込まない", group="decision")
    decided_on: date | None = field("判断した日", group="decision")


@dataclass(slots=True, kw_only=True)
class ColumnMapping(Record):
    """What the columns of a header mean, as she said it; its id is made of the header's words (A6).

    `columns` is field → heading; `target` is the kind of the records, institutions or people.
    """

    KIND: ClassVar[str] = "column_mappings"
    TITLE: ClassVar[str] = "列の対応"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("title",)

    title: str | None = field("一覧の名称")
    header: list[str] = field("見出し", default=list)
    target: str | None = field("取り込み先", group="columns")
    columns: dict[str, str] = field("列の対応", group="columns", default=dict)
