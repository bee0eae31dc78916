"""写真・ファイル: what is kept beside a record; its content lies encrypted in `blobs/` (decisions 27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Record, field

PARENTS = ("visits", "institutions", "meetings", "consultations")
"""The kinds a photo or file can be put to."""


@dataclass(slots=True, kw_only=True)
class Attachment(Record):
    """One photo or file of a record. `content` names it in `blobs/`: a keyed hash, the same for the same
    bytes, and it never changes; another content is another attachment. `size` is in bytes.
    """

    KIND: ClassVar[str] = "attachments"
    TITLE: ClassVar[str] = "写真・ファイル"
    ORDER: ClassVar[tuple[str, ...]] = ("added_on", "name")
    INDEXED: ClassVar[tuple[str | tuple[str, ...], ...]] = ("parent_id", "content")

    parent_kind: str | None = field("記録の種類", group="owner")
    parent_id: str | None = field("記録", group="owner")
    name: str | None = field("名前")
    media_type: str | None = field("形式", group="content")
    size: int | None = field("大きさ", group="content")
    content: str | None = field("内容", group="content")
    added_on: date | None = field("追加した日", group="content")
