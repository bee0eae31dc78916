"""Which institutions or people a list names: those on the screen, and of institutions only those listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from zaitaku_desk.japanese import kana
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

NO_DISTRICT = "（地区未設定）"

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class Found(Generic[Kind]):
    """The records of a list in its order, how they were narrowed, and what she should know of that."""

    records: tuple[Kind, ...]
    narrowed: str = ""
    warnings: tuple[str, ...] = ()


def institutions(db: Database, request: Request) -> Found[Institution]:
    """The institutions on the screen, or all; those not to be listed (掲載しない) are left out and told of.

    With `request.id` a kind of institution, only that kind.
    """
    records, narrowed = _records(db, request, Institution)
    if request.id:
        records = [one for one in records if one.kind == request.id]
    shown = tuple(one for one in records if one.listed is not False)
    warnings: tuple[str, ...] = (_narrowing(narrowed, len(shown)),) if narrowed else ()
    if len(shown) < len(records):
        warnings += (f"「一覧表に掲載」に印のない{len(records) - len(shown)}機関は載せていません。",)
    return Found(shown, narrowed, warnings)


def people(db: Database, request: Request) -> Found[Record]:
    """The people on the screen, or all."""
    from zaitaku_desk.records.people import Person

    records, narrowed = _records(db, request, Person)
    return Found(tuple(records), narrowed, (_narrowing(narrowed, len(records)),) if narrowed else ())


def order(institution: Institution) -> tuple[bool, str, bool, str, str]:
    """Districts in order, those without one last; then ふりがな, those without one last; then the name."""
    district = institution.district or ""
    return (
        not district,
        district,
        not institution.kana,
        kana.sort_key(institution.kana or ""),
        institution.name or "",
    )


def _records(db: Database, request: Request, record: type[Kind]) -> tuple[list[Kind], str]:
    from zaitaku_desk.store import lists

    listing = request.listing
    found: list[Kind] = lists.everything(db, record.KIND)
    if (
        listing is None
        or listing.kind != record.KIND
        or not (listing.text or listing.filters or listing.sort)
    ):
        return found, ""
    by_id = {one.id: one for one in found}
    wanted = [by_id[one] for one in lists.ids(db, listing) if one in by_id]
    said = [f"検索「{listing.text}」"] if listing.text else []
    return wanted, "・".join([*said, *(["絞り込み"] if listing.filters else [])])


def _narrowing(narrowed: str, count: int) -> str:
    return (
        f"表示中の一覧（{narrowed}）の{count}件で作りました。全件で作るには、検索と絞り込みを外してください。"
    )
