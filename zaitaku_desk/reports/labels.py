"""宛名ラベル on common A4 sheets, beginning at any label of a half-used one (A74)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import wareki
from zaitaku_desk.reports import address_block, addressees, fonts
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.label_sheets import LabelSheet, chosen
from zaitaku_desk.reports.pdf import MM, Document
from zaitaku_desk.reports.request import Made, Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

PAD = 4.0
"""Millimetres inside a label that stay white."""

NAMED = 8
"""So many names are told; of the rest only how many."""


def institutions(db: Database, request: Request) -> Made:
    """Labels for the institutions of the list."""
    return write(*addressees.institutions(db, request), request)


def people(db: Database, request: Request) -> Made:
    """Labels for the people of the list, at their places of work."""
    return write(*addressees.people(db, request), request)


def write(to: Sequence[Addressee], said: Sequence[str], request: Request) -> Made:
    """The sheets as PDF. UserError when nobody has an address; who has none is left out and named."""
    sheet = chosen(request.options)
    first = start(request.options, sheet)
    title = f"宛名ラベル（{wareki.era_date(request.today)}）"
    document = Document(title)
    found, warnings = sendable(to)
    tight: list[str] = []
    shift = number(request.options, "shift_x"), number(request.options, "shift_y")
    for position, one in enumerate(found, first - 1):
        place = position % sheet.count
        if position > first - 1 and place == 0:
            document.end_page()
        x, y = sheet.place(place)
        if not _label(document, sheet, one, x + shift[0], y + shift[1]):
            tight.append(one.name)
        if request.options.get("frames"):
            document.frame(x * MM, y * MM, sheet.width * MM, sheet.height * MM, line=0.3)
    document.end_page()
    if tight:
        warnings += (f"文字が小さくても収まりません。用紙を変えてください：{told(tight)}",)
    missing = fonts.warning(document.missing)
    return Made(document.data(), title, (*said, *warnings, *((missing,) if missing else ())))


def sheets(count: int, first: int, sheet: LabelSheet) -> int:
    """How many sheets so many labels take."""
    return -(-(count + first - 1) // sheet.count)


def sendable(to: Sequence[Addressee]) -> tuple[list[Addressee], tuple[str, ...]]:
    """Those with an address, and what is told of the others; UserError when nobody has one."""
    found = [one for one in to if one.missing != "住所"]
    warnings = []
    for what, words in (("住所", "住所がないため作っていません"), ("郵便番号", "郵便番号がありません")):
        names = [_called(one) for one in to if one.missing == what]
        if names:
            warnings.append(f"{words}（{len(names)}件）：{told(names)}")
    if not found:
        raise UserError(
            "宛名にできる住所がありません。",
            "一覧の検索と絞り込みを確かめるか、関係機関に住所を入力してください。",
        )
    return found, tuple(warnings)


def told(names: Sequence[str]) -> str:
    """The first few names, and how many more."""
    more = f" ほか{len(names) - NAMED}件" if len(names) > NAMED else ""
    return f"{'、'.join(names[:NAMED])}{more}"


def start(options: Mapping[str, str], sheet: LabelSheet) -> int:
    """The label to begin with, from 1."""
    first = int(number(options, "start", 1.0))
    if not 1 <= first <= sheet.count:
        raise UserError(
            f"{sheet.count}面の用紙に{first}番目のラベルはありません。",
            f"1から{sheet.count}までの番号を選んでください。",
        )
    return first


def number(options: Mapping[str, str], name: str, usual: float = 0.0) -> float:
    """A number among the options; UserError when it is none."""
    try:
        return float(options.get(name) or usual)
    except ValueError as error:
        raise UserError(
            f"「{options[name][:20]}」は数字として読めません。", "数字で入力してください。"
        ) from error


def _label(document: Document, sheet: LabelSheet, to: Addressee, x: float, y: float) -> bool:
    width, height = (sheet.width - 2 * PAD) * MM, (sheet.height - 2 * PAD * 0.7) * MM
    size = min(14.0, sheet.height * MM / 7.5)
    block = address_block.fitted(to, width, height, size)
    top = y * MM + (sheet.height * MM - block.height) / 2
    address_block.draw(document, block, (x + PAD) * MM, top)
    return block.fits


def _called(to: Addressee) -> str:
    return f"{to.above[0]} {to.name}" if to.above else to.name
