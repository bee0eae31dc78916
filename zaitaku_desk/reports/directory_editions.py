"""An edition on paper as it was frozen, and 変更点一覧 between two (A43)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.editions import Edition
from zaitaku_desk.reports import excel, fonts, ruled, sources
from zaitaku_desk.reports.directory import Chapter, Directory
from zaitaku_desk.reports.listed import order
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules.editions import CHANGES, Change, counts

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TO = ":"
"""Between the ids of two editions in a request; nothing behind it means the directory as it is."""

HEADS = ("区分", "種別", "地区", "名称", "項目", "変更前", "変更後")


@dataclass(frozen=True, slots=True)
class ChangeList:
    """変更点一覧: from one edition to another, or to the day it is asked for."""

    older: str
    newer: str
    office: str
    today: date
    kinds: Mapping[str, str]
    changes: Sequence[Change]


def gather(db: Database, request: Request) -> Directory:
    """The list as it was frozen, whatever has become of the institutions; UserError when it is empty."""
    from zaitaku_desk.store import editions

    edition = sources.one(db, Edition, request.id)
    kept = editions.read(db, edition.id)
    if not kept:
        raise UserError("この版には機関がありません。", "版を選び直してください。")
    frame = edition.frame
    labels = dict(frame.get("kinds", []))
    kinds = [*labels, *sorted({one.institution.kind or "" for one in kept} - set(labels))]
    chapters = []
    for kind in kinds:
        rows = sorted((one.institution for one in kept if (one.institution.kind or "") == kind), key=order)
        if rows:
            asked = tuple(
                (key, label)
                for key, label, applies in frame.get("capabilities", [])
                if not applies or kind in applies
            )
            chapters.append(Chapter(kind, labels.get(kind, kind) or "種別なし", asked, tuple(rows)))
    return Directory(
        edition.frozen_on or request.today,
        frame.get("office", ""),
        sources.profile(db).date_style or "wareki",
        tuple(chapters),
        {one.institution.id: one.capabilities for one in kept},
        sources.attributions(db),
    )


def gather_changes(db: Database, request: Request) -> ChangeList:
    """`request.id` is 「older:newer」, or one edition: it and the one before it, or it and today."""
    from zaitaku_desk.store import codes, editions

    first, given, second = request.id.partition(TO)
    edition = sources.one(db, Edition, first)
    if not given:
        earlier = editions.before(db, edition)
        first, second = (earlier.id, edition.id) if earlier else (edition.id, editions.TODAY)
    style = sources.profile(db).date_style or "wareki"
    older = sources.one(db, Edition, first)
    newer = sources.one(db, Edition, second) if second else None
    office = sources.profile(db)
    return ChangeList(
        _called(older, style),
        _called(newer, style) if newer else f"{wareki.show(request.today, style)}現在",
        office.contractor or office.placement or "",
        request.today,
        codes.labels(db)["institution_kinds"],
        editions.difference(db, first, second, request.today),
    )


def write_changes_excel(paper: ChangeList) -> Made:
    """One sheet, a line a changed field, A4 landscape with the head on every page."""
    title = f"変更点一覧（{paper.older}から{paper.newer}まで）"
    book = excel.Book(title, paper.office, paper.today)
    sheet = book.sheet(
        "変更点一覧",
        [16, 16, 9, 26, 18, 32, 32],
        landscape=True,
        freeze="A5",
        repeat="4:4",
        footer=title,
    )
    sheet.heading("関係機関情報一覧表　変更点一覧", _note(paper))
    sheet.row(HEADS, "head")
    for change in paper.changes:
        sheet.row(_cells(paper, change), "text")
    if not paper.changes:
        sheet.row(["変更はありません。", *[""] * 6], "text")
    return Made(book.data(), title, replacement_warning(book.replaced))


def write_changes_pdf(paper: ChangeList) -> Made:
    """The same as a ruled table, a heading for each kind of institution."""
    title = f"変更点一覧（{paper.older}から{paper.newer}まで）"
    rows: list[ruled.Row] = []
    shown, kind = "", ""
    for change in paper.changes:
        cells = _cells(paper, change)
        if not rows or cells[1] != kind:
            kind, shown = cells[1], ""
            rows.append(ruled.Row([kind, *[""] * 4], band=True))
        name = f"{cells[3]}\n（{cells[2]}）" if cells[2] else cells[3]
        same = change.institution.id == shown
        rows.append(ruled.Row([cells[0], "〃" if same else name, *cells[4:]]))
        shown = change.institution.id
    if not rows:
        rows = [ruled.Row(["変更はありません。", *[""] * 4], band=True)]
    table = ruled.Ruled(
        "関係機関情報一覧表　変更点一覧",
        ("区分", "名称", "項目", "変更前", "変更後"),
        (19, 43, 24, 47, 47),
        rows,
        notes=(_note(paper),),
        foot="　".join(part for part in (paper.office, title) if part),
        author=paper.office,
    )
    data, missing = ruled.draw(table)
    warning = fonts.warning(missing)
    return Made(data, title, (warning,) if warning else ())


def _note(paper: ChangeList) -> str:
    found = "、".join(f"{CHANGES[what]} {count}" for what, count in counts(paper.changes).items())
    parts = (f"{paper.older} → {paper.newer}", f"{found}（機関数）" if found else "", paper.office)
    return "　　".join(part for part in parts if part)


def _cells(paper: ChangeList, change: Change) -> tuple[str, ...]:
    place = change.institution
    kind = paper.kinds.get(place.kind or "", place.kind or "種別なし")
    return (
        CHANGES[change.what],
        kind,
        place.district or "",
        place.name or "（名称なし）",
        change.title,
        change.before,
        change.after,
    )


def _called(edition: Edition, style: str) -> str:
    """「令和7年度版（R7.11.1）」."""
    day = wareki.show(edition.frozen_on, style) if edition.frozen_on else ""
    return f"{edition.title or '名称なし'}（{day}）" if day else edition.title or "名称なし"
