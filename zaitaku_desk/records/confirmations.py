"""年1回の確認: asking every institution whether what the directory says still holds (A7, A264)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zaitaku_desk.records.fields import Record, field


@dataclass(slots=True, kw_only=True)
class ConfirmationRound(Record):
    """One round of confirmation sheets."""

    KIND: ClassVar[str] = "confirmation_rounds"
    TITLE: ClassVar[str] = "確認の回"
    NAME: ClassVar[str] = "title"
    ORDER: ClassVar[tuple[str, ...]] = ("starts_on",)
    NEWEST_FIRST: ClassVar[bool] = True

    title: str | None = field("名称", required=True)
    starts_on: date | None = field("発送日")
    due_on: date | None = field("返信の期限")
    note: str | None = field("備考", lines=2)


@dataclass(slots=True, kw_only=True)
class Confirmation(Record):
    """One institution in a round; its id is made of round and institution.

    `number` stands on the sheet, so that it is found when the sheet comes back.
    """

    KIND: ClassVar[str] = "confirmations"
    TITLE: ClassVar[str] = "確認票"
    NAME: ClassVar[str] = "institution_id"
    PARENT: ClassVar[str] = "round_id"
    ORDER: ClassVar[tuple[str, ...]] = ("institution_id",)

    round_id: str | None = field("確認の回", group="owner", refers="confirmation_rounds")
    institution_id: str | None = field("機関", group="owner", refers="institutions")
    number: int | None = field("番号", group="owner")
    sent_on: date | None = field("送った日", group="sent")
    sent_by: str | None = field("送り方", group="sent", codes="channels")
    returned_on: date | None = field("返信日", group="returned")
    returned_by: str | None = field("返信の方法", group="returned", codes="confirmation_methods")
    note: str | None = field("メモ")
