"""Which institutions or people a list names: those on the screen, and of institutions only those listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import kana, numbers
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.people import Person
from zaitaku_desk.reports import sources
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section, bands, filled
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

NO_DISTRICT = "（地区未設定）"
MARKS: Mapping[str, str] = {"can": "○", "conditional": "△", "cannot": "×"}

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


def people(db: Database, request: Request) -> Found[Person]:
    """The people on the screen, or all."""
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


def paper(
    db: Database, request: Request, title: str, sections: Iterable[Section], found: Found[Kind], **more: Any
) -> ListPaper:
    """A list of ours: with the office, 出典, how it was narrowed. UserError when there is nothing on it."""
    kept = tuple(section for section in sections if section.rows)
    if not kept:
        raise UserError(
            f"「{title}」に載せるものがありません。",
            "検索と絞り込みを外すか、関係機関の種別・機能・サービスを入力してから作成してください。",
        )
    office = sources.profile(db)
    narrowed = (f"{found.narrowed}の結果",) if found.narrowed else ()
    return ListPaper(
        title,
        request.today,
        office.contractor or office.placement or "",
        office.date_style or "wareki",
        kept,
        notes=(*narrowed, *more.pop("notes", ())),
        sources=sources.attributions(db),
        warnings=(*found.warnings, *more.pop("warnings", ())),
        **more,
    )


def capabilities(db: Database) -> dict[str, dict[str, Capability]]:
    """institution → code → what it can do."""
    from zaitaku_desk.store import lists

    states: dict[str, dict[str, Capability]] = {}
    for capability in lists.everything(db, "capabilities"):
        states.setdefault(capability.institution_id or "", {})[capability.code or ""] = capability
    return states


def joined(db: Database) -> dict[str, str]:
    """Institutions that were joined to another one → the one that stands for them (decisions 11)."""
    from zaitaku_desk.store import merging

    return {loser: winner for loser, _, winner, _ in merging.joined(db, "institutions")}


def address(institution: Institution) -> str:
    """〒 and address in two lines, the municipality said once."""
    postal = numbers.postal(institution.postal_code or "") or institution.postal_code
    return "\n".join(part for part in (f"〒{postal}" if postal else "", street(institution)) if part)


def street(institution: Institution) -> str:
    """The address with its municipality."""
    place, town = institution.address or "", institution.municipality or ""
    return place if not town or town in place else f"{town}{place}"


def telephone(text: str | None) -> str:
    """A number as it is printed."""
    return numbers.show_telephone(text or "")


def mark(capability: Capability | None) -> str:
    """○ △ × or nothing."""
    return MARKS.get(capability.state or "", "") if capability else ""


def table(
    rows: Iterable[tuple[Institution, Sequence[Any]]],
    columns: Sequence[Column],
    title: str = "",
    note: str = "",
    *,
    all_columns: bool = False,
) -> Section:
    """A table by district and reading: №, 地区, 名称, ふりがな, then `columns` with their values.

    Columns nobody has filled in are left out, unless there is to be room for a pen. Where most districts have
    only one, the district stands under the name instead of in a band.
    """
    ordered = sorted(rows, key=lambda row: order(row[0]))
    districts = [one.district or NO_DISTRICT for one, _ in ordered]
    banded = len(set(districts)) * 2 <= len(ordered)
    head = (
        Column("№", 4.5, "centre"),
        Column("名称", 23),
        Column("ふりがな", 16, under=True),
        Column("地区", 9, under=not banded, printed=not banded),
    )
    values = [
        [number, one.name or "", one.kana or "", district, *more]
        for number, (district, (one, more)) in enumerate(zip(districts, ordered, strict=True), 1)
    ]
    always = len(head) + len(columns) if all_columns else 2
    made = filled([*head, *columns], values, always=always)
    return replace(made, title=title, note=note, bands=bands(districts) if banded else {})
