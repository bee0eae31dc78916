"""関係機関情報一覧表: by kind, district and ふりがな; what each can do and how old that is (A43, A7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import kana, numbers, wareki
from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import HOME_VISIT_STATUSES, SUPPORT_CLASSES, Capability, Institution
from zaitaku_desk.reports import excel, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

MARKS: Mapping[str, str] = {"can": "○", "conditional": "△", "cannot": "×"}
LEGEND = "○＝可　△＝条件付（条件は右の欄）　×＝不可　空欄＝未確認"
MEDICAL = ("hospital", "clinic")
NO_DISTRICT = "（地区未設定）"
HEAD = 4
"""The row of the column heads."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One kind of institution: its rows in order, and the capabilities asked of this kind."""

    kind: str
    title: str
    capabilities: tuple[tuple[str, str], ...]
    institutions: tuple[Institution, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """関係機関情報一覧表 as of a day; `states` is institution id → code → Capability."""

    today: date
    office: str
    style: str
    chapters: tuple[Chapter, ...]
    states: Mapping[str, Mapping[str, Capability]]


def gather(db: Database, request: Request) -> Directory:
    """Every listed institution; with `request.id` only that kind. UserError when there is nothing to list."""
    from zaitaku_desk.store import codes, lists

    found: list[Institution] = [
        institution for institution in lists.everything(db, "institutions") if institution.listed is not False
    ]
    labels = codes.labels(db)["institution_kinds"]
    kinds = [kind for kind in labels if not request.id or kind == request.id]
    kinds += sorted({institution.kind or "" for institution in found} - set(labels)) if not request.id else []
    chapters = []
    for kind in kinds:
        rows = sorted((one for one in found if (one.kind or "") == kind), key=order)
        if rows:
            asked = tuple((code.key or "", code.label or "") for code in _asked(db, kind))
            chapters.append(Chapter(kind, labels.get(kind, kind) or "種別なし", asked, tuple(rows)))
    if not chapters:
        raise UserError(
            "一覧表に載せる関係機関がありません。",
            "関係機関を登録し、「一覧表に掲載」に印を付けてから作成してください。",
        )
    office = sources.profile(db)
    states: dict[str, dict[str, Capability]] = {}
    for capability in lists.everything(db, "capabilities"):
        states.setdefault(capability.institution_id or "", {})[capability.code or ""] = capability
    name = office.contractor or office.placement or ""
    return Directory(request.today, name, office.date_style or "wareki", tuple(chapters), states)


def write_excel(paper: Directory) -> Made:
    """A sheet per kind, A4 landscape, heads on every page, and the counts by kind and district at the end."""
    day = wareki.show(paper.today, paper.style)
    title = f"関係機関情報一覧表（{day}現在）"
    book = excel.Book(title, paper.office, paper.today)
    for chapter in paper.chapters:
        _chapter(book, paper, chapter, f"{day}現在")
    _counts(book, paper, f"{day}現在")
    return Made(book.data(), title, replacement_warning(book.replaced))


def _asked(db: Database, kind: str) -> list[Code]:
    """Capabilities that apply to this kind by name, or to every kind when the list says nothing."""
    from zaitaku_desk.store import codes

    return codes.entries(db, "capabilities", kind=kind)


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


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    style: str
    values: Sequence[Any]


def _chapter(book: excel.Book, paper: Directory, chapter: Chapter, day: str) -> None:
    columns = _columns(paper, chapter)
    longest = max((len(column.title) for column in columns if column.style == "mark"), default=0)
    sheet = book.sheet(
        chapter.title,
        [column.width for column in columns],
        landscape=True,
        freeze=f"D{HEAD + 1}",
        repeat=f"{HEAD}:{HEAD}",
        footer=f"関係機関情報一覧表　{chapter.title}　{day}",
        heights={HEAD: min(260.0, 12.5 * longest + 8)} if longest else None,
    )
    sheet.heading(f"関係機関情報一覧表　{chapter.title}", _note(paper, chapter, day))
    sheet.row(
        [column.title for column in columns],
        ["head_down" if column.style == "mark" else "head" for column in columns],
    )
    looks = ["centre" if column.style == "mark" else column.style for column in columns]
    for values in zip(*(column.values for column in columns), strict=True):
        sheet.row(values, looks)


def _note(paper: Directory, chapter: Chapter, day: str) -> str:
    parts = [f"{len(chapter.institutions)}機関", day, paper.office, LEGEND if chapter.capabilities else ""]
    return "　　".join(part for part in parts if part)


def _columns(paper: Directory, chapter: Chapter) -> list[_Column]:
    """The columns of a kind; one nobody has filled in is left out, except name, district and telephone."""
    rows = chapter.institutions

    def column(title: str, width: float, style: str, values: Sequence[Any], *, always: bool = False) -> None:
        if always or any(value not in (None, "") for value in values):
            found.append(_Column(title, width, style, values))

    found: list[_Column] = []
    column("№", 4.5, "centre", list(range(1, len(rows) + 1)), always=True)
    column("地区", 9, "text", [row.district or NO_DISTRICT for row in rows], always=True)
    column("名称", 23, "text", [row.name or "" for row in rows], always=True)
    column("ふりがな", 16, "text", [row.kana or "" for row in rows])
    column("所在地", 25, "text", [_address(row) for row in rows])
    column("電話", 14.5, "centre", [numbers.show_telephone(row.telephone or "") for row in rows], always=True)
    column("FAX", 14.5, "centre", [numbers.show_telephone(row.fax or "") for row in rows])
    column("代表者", 11, "text", [row.director or "" for row in rows])
    column("休診日", 11, "text", [row.closed_days or "" for row in rows])
    if chapter.kind in MEDICAL:
        column("支援診\n支援病", 7.5, "centre", [_known(SUPPORT_CLASSES, row.support_class) for row in rows])
        visits = [_known(HOME_VISIT_STATUSES, row.regular_home_visit_status) for row in rows]
        column("訪問\n診療", 7.5, "centre", visits)
    column("病床", 6, "number", [row.beds for row in rows])
    column("サービス", 14, "text", ["、".join(row.services) for row in rows])
    for code, label in chapter.capabilities:
        marks = [MARKS.get(_state(paper, row, code), "") for row in rows]
        column(label, 3.1, "mark", marks, always=True)
    column("条件・備考", 20, "text", [_remarks(paper, chapter, row) for row in rows])
    column("最終確認", 10.5, "date", [row.confirmed_on for row in rows], always=True)
    return found


def _known(choices: tuple[tuple[str, str], ...], key: str | None) -> str:
    return "" if key in (None, "unknown") else label_of(choices, key)


def _address(row: Institution) -> str:
    place = row.address or ""
    town = row.municipality or ""
    whole = place if not town or town in place else f"{town}{place}"
    postal = numbers.postal(row.postal_code or "") or row.postal_code
    return f"〒{postal}\n{whole}" if postal else whole


def _state(paper: Directory, row: Institution, code: str) -> str:
    found = paper.states.get(row.id, {}).get(code)
    return (found.state if found else None) or "unknown"


def _remarks(paper: Directory, chapter: Chapter, row: Institution) -> str:
    """Conditions of what is △, in the order of the columns."""
    states = paper.states.get(row.id, {})
    return "\n".join(
        f"{label}：{states[code].condition}"
        for code, label in chapter.capabilities
        if code in states and states[code].condition
    )


def _counts(book: excel.Book, paper: Directory, day: str) -> None:
    """種別 × 地区."""
    districts = sorted({row.district or "" for chapter in paper.chapters for row in chapter.institutions})
    districts = [one for one in districts if one] + ([""] if "" in districts else [])
    sheet = book.sheet("機関数", [26, *[11] * len(districts), 9], landscape=True, freeze="B5", footer=day)
    sheet.heading("関係機関数（種別・地区）", day)
    sheet.row(["種別", *(one or NO_DISTRICT for one in districts), "合計"], "head")
    looks = ("text", *["number"] * len(districts), "total")
    for chapter in paper.chapters:
        counts = [sum((row.district or "") == one for row in chapter.institutions) for one in districts]
        sheet.row([chapter.title, *(count or None for count in counts), len(chapter.institutions)], looks)
    totals = [
        sum((row.district or "") == one for chapter in paper.chapters for row in chapter.institutions)
        for one in districts
    ]
    sheet.row(["合計", *totals, sum(totals)], ("total_text", *["total"] * (len(districts) + 1)))
