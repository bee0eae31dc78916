"""関係機関情報一覧表: by kind, district and ふりがな; what each can do and how old that is (A43, A7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import HOME_VISIT_STATUSES, SUPPORT_CLASSES, Capability, Institution
from zaitaku_desk.reports import list_excel, list_page, list_word, listed, sources
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section, bands
from zaitaku_desk.reports.listed import NO_DISTRICT, address, mark, order, telephone
from zaitaku_desk.reports.request import Made, Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

LEGEND = "○＝可　△＝条件付（条件は右の欄）　×＝不可　空欄＝未確認"
MEDICAL = ("hospital", "clinic")
TITLE = "関係機関情報一覧表"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of institution: its rows in order, and the capabilities asked of this kind."""

    kind: str
    title: str
    capabilities: tuple[tuple[str, str], ...]
    institutions: tuple[Institution, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """関係機関情報一覧表 as of a day; `states` is institution id → code → Capability.

    `sources` are the 出典 of imported lists, `narrowed` says how the list was narrowed, if it was.
    """

    today: date
    office: str
    style: str
    chapters: tuple[Chapter, ...]
    states: Mapping[str, Mapping[str, Capability]]
    sources: tuple[str, ...] = ()
    narrowed: str = ""
    warnings: tuple[str, ...] = ()


def gather(db: Database, request: Request) -> Directory:
    """Every listed institution; with `request.id` only that kind. UserError when there is nothing to list."""
    from zaitaku_desk.store import codes

    found = listed.institutions(db, request)
    labels = codes.labels(db)["institution_kinds"]
    kinds = [*labels, *sorted({one.kind or "" for one in found.records} - set(labels))]
    chapters = []
    for kind in kinds:
        rows = sorted((one for one in found.records if (one.kind or "") == kind), key=order)
        if rows:
            asked = tuple((code.key or "", code.label or "") for code in _asked(db, kind))
            chapters.append(Chapter(kind, labels.get(kind, kind) or "種別なし", asked, tuple(rows)))
    if not chapters:
        raise UserError(
            "一覧表に載せる関係機関がありません。",
            "関係機関を登録し、「一覧表に掲載」に印を付けてから作成してください。",
        )
    office = sources.profile(db)
    return Directory(
        request.today,
        office.contractor or office.placement or "",
        office.date_style or "wareki",
        tuple(chapters),
        listed.capabilities(db),
        sources.attributions(db),
        found.narrowed,
        found.warnings,
    )


def write_pdf(paper: Directory) -> Made:
    """A4 landscape with a table of contents; each kind on its own page, by district (A43)."""
    return list_page.write_pdf(as_list(paper))


def write_word(paper: Directory) -> Made:
    """The same tables as a Word file."""
    return list_word.write_word(as_list(paper))


def write_excel(paper: Directory) -> Made:
    """A sheet per kind, A4 landscape, heads on every page, and the counts by kind and district at the end."""
    return list_excel.write_excel(as_list(paper), (_counts(paper),))


def as_list(paper: Directory) -> ListPaper:
    """The directory as a list: a section per kind, a band per district."""
    notes: tuple[str, ...] = (f"{paper.narrowed}の結果",) if paper.narrowed else ()
    if any(chapter.capabilities for chapter in paper.chapters):
        notes += (LEGEND,)
    return ListPaper(
        TITLE,
        paper.today,
        paper.office,
        paper.style,
        tuple(_section(paper, chapter) for chapter in paper.chapters),
        notes=notes,
        sources=paper.sources,
        contents=True,
        warnings=paper.warnings,
    )


def _asked(db: Database, kind: str) -> list[Code]:
    """Capabilities that apply to this kind by name, or to every kind when the list says nothing."""
    from zaitaku_desk.store import codes

    return codes.entries(db, "capabilities", kind=kind)


def _section(paper: Directory, chapter: Chapter) -> Section:
    rows = chapter.institutions
    districts = [row.district or NO_DISTRICT for row in rows]
    columns, values = zip(*_columns(paper, chapter, districts), strict=True)
    legend = LEGEND if chapter.capabilities else ""
    note = "　　".join(part for part in (f"{len(rows)}機関", legend) if part)
    return Section(chapter.title, columns, list(zip(*values, strict=True)), note, bands(districts))


def _columns(
    paper: Directory, chapter: Chapter, districts: list[str]
) -> Iterator[tuple[Column, Sequence[Any]]]:
    """The columns of a kind; one nobody has filled in is left out, except name, district and telephone."""
    rows = chapter.institutions
    yield Column("№", 4.5, "centre"), range(1, len(rows) + 1)
    yield Column("地区", 9, printed=False), districts
    yield Column("名称", 23), [row.name or "" for row in rows]
    optional: list[tuple[Column, Sequence[Any]]] = [
        (Column("ふりがな", 16, under=True), [row.kana or "" for row in rows]),
        (Column("所在地", 25), [address(row) for row in rows]),
    ]
    yield from filter(_said, optional)
    yield Column("電話", 14.5, "centre"), [telephone(row.telephone) for row in rows]
    optional = [
        (Column("FAX", 14.5, "centre", under=True), [telephone(row.fax) for row in rows]),
        (Column("代表者", 11), [row.director or "" for row in rows]),
        (Column("休診日", 11), [row.closed_days or "" for row in rows]),
    ]
    if chapter.kind in MEDICAL:
        visits = [_known(HOME_VISIT_STATUSES, row.regular_home_visit_status) for row in rows]
        supports = [_known(SUPPORT_CLASSES, row.support_class) for row in rows]
        optional += [
            (Column("支援診\n支援病", 7.5, "centre"), supports),
            (Column("訪問\n診療", 7.5, "centre"), visits),
        ]
    optional += [
        (Column("病床", 6, "number"), [row.beds for row in rows]),
        (Column("サービス", 14), ["、".join(row.services) for row in rows]),
    ]
    yield from filter(_said, optional)
    for code, label in chapter.capabilities:
        yield Column(label, 3.1, "mark"), [mark(paper.states.get(row.id, {}).get(code)) for row in rows]
    remarks: tuple[Column, Sequence[Any]] = (
        Column("条件・備考", 26),
        [_remarks(paper, chapter, row) for row in rows],
    )
    yield from filter(_said, [remarks])
    yield Column("最終確認", 10.5, "date"), [row.confirmed_on for row in rows]


def _said(column: tuple[Column, Sequence[Any]]) -> bool:
    return any(value not in (None, "") for value in column[1])


def _known(choices: tuple[tuple[str, str], ...], key: str | None) -> str:
    return "" if key in (None, "unknown") else label_of(choices, key)


def _remarks(paper: Directory, chapter: Chapter, row: Institution) -> str:
    """Conditions of what is △, in the order of the columns."""
    states = paper.states.get(row.id, {})
    return "／".join(
        f"{label}：{states[code].condition}"
        for code, label in chapter.capabilities
        if code in states and states[code].condition
    )


def _counts(paper: Directory) -> Section:
    """種別 × 地区."""
    found = sorted({row.district or "" for chapter in paper.chapters for row in chapter.institutions})
    districts = [one for one in found if one] + ([""] if "" in found else [])
    rows: list[list[Any]] = []
    for chapter in paper.chapters:
        counts = [sum((row.district or "") == one for row in chapter.institutions) for one in districts]
        rows.append([chapter.title, *(count or None for count in counts), len(chapter.institutions)])
    totals = [sum(row[place] or 0 for row in rows) for place in range(1, len(districts) + 2)]
    rows.append(["合計", *totals])
    columns = [Column(one or NO_DISTRICT, 11, "number") for one in districts]
    return Section("機関数", (Column("種別", 26), *columns, Column("合計", 9, "total")), rows, "種別・地区")
