"""How a confirmation sheet lies on A4: what the list says, room for corrections, where to FAX it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.pdf import HEIGHT, MM, WIDTH, Document, wrap

if TYPE_CHECKING:
    from zaitaku_desk.reports.confirmation_sheet import Asked, SheetPaper

LEFT, TOP, FOOT, GAP = 16 * MM, 12 * MM, 22 * MM, 5.0
ROOM = WIDTH - 2 * LEFT
BOTTOM = HEIGHT - FOOT
SIZES = (9.5, 9.0, 8.5)
"""Points: the largest with which a sheet lies on one page; smaller is not read from a FAX."""

FIELDS = (30 * MM, 76 * MM, ROOM - 106 * MM)
ABLE = (53 * MM, 41 * MM, 52 * MM, ROOM - 146 * MM)
CHOICES = (("可", 0.0), ("条件付", 12 * MM), ("不可", 31 * MM))
WORDS = 36.0
"""Height of the room for free words."""

_Row = tuple[str, tuple[str, ...]]
"""What the row is (field, able, or the head of either) and its cells."""


def draw(paper: SheetPaper, asked: tuple[Asked, ...]) -> tuple[bytes, set[str]]:
    """The sheets one after another in one file, and the characters no font has."""
    document = Document(paper.title, paper.sender[0] if paper.sender else "")
    for one in asked:
        size, pages = _laid_out(paper, one)
        for number, rows in enumerate(pages, 1):
            y = _letter(document, paper, one) if number == 1 else _again(document, one)
            for kind, cells in rows:
                y = _row(document, kind, cells, y, size)
            _foot(document, paper, one, f"{number} / {len(pages)}")
            document.end_page()
    return document.data(), document.missing


def _laid_out(paper: SheetPaper, one: Asked) -> tuple[float, list[list[_Row]]]:
    rows = _rows(one)
    for size in SIZES:
        pages = _pages(paper, one, rows, size)
        if len(pages) == 1:
            return size, pages
    short = _pages(paper, one, rows[:-1], size)  # a page for free words alone would be lost on the FAX
    return size, short if len(short) == 1 else pages


def _rows(one: Asked) -> list[_Row]:
    rows: list[_Row] = [("head", ("項目", "一覧表の内容", "変更後（変わったところだけ）"))]
    rows += [("field", (title, words, "")) for title, words in one.fields]
    if one.capabilities:
        rows.append(("heads", ("機能・処置", "一覧表の内容", "変更後（印を付ける）", "条件など")))
        rows += [("able", (title, words, "", "")) for title, words in one.capabilities]
    return [*rows, ("words", ("その他、お知らせいただきたいこと",))]


def _pages(paper: SheetPaper, one: Asked, rows: list[_Row], size: float) -> list[list[_Row]]:
    pages: list[list[_Row]] = [[]]
    y = _letter(None, paper, one)
    for kind, cells in rows:
        high = _high(kind, cells, size)
        if y + high > BOTTOM and pages[-1]:
            pages.append([])
            y = _again(None, one)
        pages[-1].append((kind, cells))
        y += high
    return pages


def _letter(document: Document | None, paper: SheetPaper, one: Asked) -> float:
    """Number, addressee, sender, what is asked; returns the y below."""
    y = TOP
    if document:
        document.frame(WIDTH - LEFT - 34 * MM, y, 34 * MM, 11 * MM, line=1.0)
        document.text(WIDTH - LEFT - 17 * MM, y + 8 * MM, f"番号 {one.number}", 15, "center")
        document.text(LEFT, y + 7 * MM, paper.title, 14, bold=True)
    y += 16 * MM
    for at, line in enumerate(paper.sender):
        if document:
            document.text(WIDTH - LEFT, y + at * 13 + 4, line, 9.5, "right")
    if document:
        size = min(13.0, 13.0 * (ROOM * 0.62) / max(fonts.width(one.name, 13), 1))
        document.text(LEFT, y + 6, one.name, size)
        document.text(LEFT, y + 22, one.under, 9)
    y += max(30, 13 * len(paper.sender) + 6)
    if document:
        document.paragraph(LEFT, y, paper.request, 9.5, ROOM, 13.5)
    y += 13.5 * len(wrap(paper.request, 9.5, ROOM)) + 4
    if document:
        document.checkbox(LEFT + 2, y + 13, 13)
        document.text(LEFT + 17, y + 13, "変更なし", 11.5)
        document.checkbox(LEFT + 78, y + 13, 13)
        document.text(LEFT + 93, y + 13, "変更あり", 11.5)
        document.text(LEFT + 170, y + 13, "記入日　　　月　　　日　　　ご記入者", 10)
        document.rule(LEFT + 350, y + 16, ROOM - 350)
    return y + 23


def _again(document: Document | None, one: Asked) -> float:
    """The top of a further page."""
    if document:
        document.text(LEFT, TOP + 10, f"番号 {one.number}　{one.name}（つづき）", 10.5)
    return TOP + 20


def _widths(kind: str) -> tuple[float, ...]:
    return {"able": ABLE, "heads": ABLE, "words": (ROOM,)}.get(kind, FIELDS)


def _high(kind: str, cells: tuple[str, ...], size: float) -> float:
    if kind == "words":
        return WORDS
    inside = [width - size for width in _widths(kind)]
    lines = max(len(wrap(text, size, width)) for text, width in zip(cells, inside, strict=True))
    return size * (1.25 * lines + 0.6) + (GAP if kind == "heads" else 0)


def _row(document: Document, kind: str, cells: tuple[str, ...], y: float, size: float) -> float:
    below = y + _high(kind, cells, size)
    y += GAP if kind == "heads" else 0
    pad, leading = size * 0.5, size * 1.25
    first = y + size * 0.3
    widths = _widths(kind)
    for text, width, x in zip(cells, widths, accumulate(widths, initial=LEFT), strict=False):
        document.frame(x, y, width, below - y, line=0.5)
        for at, line in enumerate(wrap(text, size, width - size)):
            document.line(x + pad, first + at * leading, line, size, width - size, leading, align="left")
    if kind == "able":
        left, base = LEFT + ABLE[0] + ABLE[1] + pad, first + leading - size * 0.27
        for word, step in CHOICES:
            document.checkbox(left + step, base, size)
            document.text(left + step + size * 1.1, base, word, size)
    if kind in ("head", "heads"):
        document.rule(LEFT, below, ROOM, line=1.2)
    return below


def _foot(document: Document, paper: SheetPaper, one: Asked, page: str) -> None:
    y = HEIGHT - FOOT + 4
    document.frame(LEFT, y, ROOM, 9 * MM, line=1.0)
    document.text(LEFT + 6, y + 6.4 * MM, paper.reply, 13)
    if paper.due:
        document.text(WIDTH - LEFT - 6, y + 6.4 * MM, paper.due, 11, "right")
    size = min(8.0, (ROOM - 30 * MM) / max(fonts.width(paper.contact, 1), 1))
    document.text(LEFT, HEIGHT - 7 * MM, paper.contact, size)
    document.text(WIDTH - LEFT, HEIGHT - 7 * MM, f"番号 {one.number}　{page} ページ", 8, "right")
