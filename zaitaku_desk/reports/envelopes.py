"""封筒: 長形3号 and 角形2号, across or downwards, with the boxes of the postal code (A74)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.reports import address_block, addressees, fonts, sources
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.labels import number, sendable, told
from zaitaku_desk.reports.pdf import MM, Document
from zaitaku_desk.reports.request import Made, Request

if TYPE_CHECKING:
    from zaitaku_desk.records.office import Profile
    from zaitaku_desk.store.connection import Database

BOX_WIDTH, BOX_HEIGHT, BOXES_WIDTH = 5.7, 8.0, 47.7
BOX_PLACES = (0.0, 7.0, 14.0, 21.6, 28.4, 35.2, 42.0)
BOX_TOP, BOX_RIGHT = 12.0, 8.0
"""Millimetres: where the post wants the seven digits, from the upper right corner of an upright envelope."""


SMALLEST_NAME = 14.0
"""Points: a name that would be smaller is written in two columns."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Millimetres, standing upright."""

    key: str
    title: str
    width: float
    height: float


ENVELOPES = (
    Envelope("naga3", "長形3号（120×235 mm）", 120.0, 235.0),
    Envelope("kaku2", "角形2号（240×332 mm）", 240.0, 332.0),
)

WAYS = (("down", "縦書き（縦長の封筒）"), ("across", "横書き（封筒を横にして）"))
BOXES = (
    ("draw", "郵便番号の枠も印刷する"),
    ("printed", "枠は封筒に印刷済み（数字だけ）"),
    ("none", "枠を使わず「〒」で印刷する"),
)


def institutions(db: Database, request: Request) -> Made:
    """Envelopes for the institutions of the list."""
    return write(*addressees.institutions(db, request), request, sources.profile(db))


def people(db: Database, request: Request) -> Made:
    """Envelopes for the people of the list, at their places of work."""
    return write(*addressees.people(db, request), request, sources.profile(db))


def write(to: Sequence[Addressee], said: Sequence[str], request: Request, office: Profile) -> Made:
    """A page per envelope. UserError when nobody has an address; who has none is left out and named."""
    envelope = _chosen(request.options.get("envelope", ENVELOPES[0].key))
    across = request.options.get("way", "down") == "across"
    size = (envelope.height, envelope.width) if across else (envelope.width, envelope.height)
    title = f"封筒（{wareki.era_date(request.today)}）"
    document = Document(title, size=(size[0] * MM, size[1] * MM))
    found, warnings = sendable(to)
    tight = [one.name for one in found if not _envelope(document, one, request, office, across=across)]
    if tight:
        warnings += (f"文字が小さくても収まりません。角形2号か横書きにしてください：{told(tight)}",)
    missing = fonts.warning(document.missing)
    return Made(document.data(), title, (*said, *warnings, *((missing,) if missing else ())))


def _envelope(document: Document, to: Addressee, request: Request, office: Profile, *, across: bool) -> bool:
    options = request.options
    boxes = options.get("boxes", "draw")
    shift = number(options, "shift_x") * MM, number(options, "shift_y") * MM
    if boxes != "none":
        _postal(document, to.postal, shift, drawn=boxes == "draw")
    if across:
        fits = _across(document, to, postal=boxes == "none")
    else:
        fits = _down(document, to, postal=boxes == "none")
    if options.get("sender", "yes") == "yes":
        _sender(document, office, across=across)
    document.end_page()
    return fits


def _postal(document: Document, postal: str, shift: tuple[float, float], *, drawn: bool) -> None:
    left = document.width - (BOX_RIGHT + BOXES_WIDTH) * MM + shift[0]
    top = BOX_TOP * MM + shift[1]
    digits = numbers.digits(postal)
    for place, offset in enumerate(BOX_PLACES):
        x = left + offset * MM
        if drawn:
            document.frame(x, top, BOX_WIDTH * MM, BOX_HEIGHT * MM, line=0.8 if place < 3 else 0.4)
        if place < len(digits):
            middle = x + BOX_WIDTH * MM / 2
            document.text(middle, top + BOX_HEIGHT * MM * 0.74, digits[place], 15, "center")


def _across(document: Document, to: Addressee, *, postal: bool) -> bool:
    left, top = document.width * 0.24, document.height * 0.3
    width, height = document.width - left - 14 * MM, document.height * 0.48
    block = address_block.fitted(
        to, width, height, 21.0 if document.height < 130 * MM else 25.0, postal=postal
    )
    address_block.draw(document, block, left, top + (height - block.height) / 2)
    return block.fits


def _down(document: Document, to: Addressee, *, postal: bool) -> bool:
    """Columns from right to left: the address, the place and title, the name in the middle."""
    top = (BOX_TOP + BOX_HEIGHT + 9) * MM
    room = document.height - top - 26 * MM
    large = document.width > 150 * MM
    name_size = 30.0 if large else 24.0
    address = f"〒{to.postal}　{to.address}" if postal and to.postal else to.address
    columns = [(part, name_size * 0.58) for part in _columns(address, name_size * 0.58, room)]
    lines = [
        (part, name_size * 0.66) for above in to.above for part in _columns(above, name_size * 0.66, room)
    ]
    used = sum(high * 1.35 for _, high in (*columns, *lines))
    names, size = _name(to, name_size, room - 16 * MM)
    middle = document.width / 2
    space = document.width - BOX_RIGHT * MM - 4 * MM - middle - size * (0.9 if len(names) == 1 else 1.7)
    shrink = min(1.0, space / used) if used else 1.0
    x = document.width - BOX_RIGHT * MM - 4 * MM
    for words, high in columns:
        x -= high * shrink * 1.35
        document.down(x + high * shrink * 0.5, top, words, high * shrink)
    for words, high in lines:
        x -= high * shrink * 1.35
        small = min(high * shrink, _fit(words, room - 12 * MM))
        document.down(x + high * shrink * 0.5, top + 12 * MM, words, small)
    begin = top + (16 * MM if to.above else 8 * MM)
    for place, words in enumerate(names):
        at = middle + size * 1.3 * ((len(names) - 1) / 2 - place)
        document.down(at, begin, words, size)
    return size >= SMALLEST_NAME * 0.8 and shrink >= 0.55


def _name(to: Addressee, size: float, room: float) -> tuple[list[str], float]:
    """The name in one column, in two where it would get too small; the 敬称 stands below the last."""
    names = [f"{to.name}　　{to.honorific}"]
    if _fit(names[0], room) < SMALLEST_NAME:
        half = len(to.name) // 2 + 2
        names = [to.name[:half], f"　{to.name[half:]}　{to.honorific}"]
    return names, min(size, *(_fit(name, room) for name in names))


def _fit(words: str, room: float) -> float:
    """The type in which words written downwards take the room."""
    return room / (max(len(words), 1) * 1.02)


def _columns(text: str, size: float, room: float) -> list[str]:
    """Text cut into columns of the room's height, where a word ends if one does near the middle."""
    if len(text) * size * 1.02 <= room:
        return [text]
    count = -(-len(text) * size * 1.02 // room)
    step = int(len(text) / count) + 1
    cut = max((text.rfind(mark, step - 6, step + 4) for mark in " 　"), default=-1)
    cut = cut if cut > 0 else step
    return [text[:cut].rstrip(" 　"), *_columns(text[cut:].lstrip(" 　"), size, room)]


def _sender(document: Document, office: Profile, *, across: bool) -> None:
    """Who sends it, small: at the foot, left."""
    name = office.contractor or office.placement or ""
    lines = [f"〒{office.postal_code}" if office.postal_code else "", office.address or "", name]
    if office.placement and office.placement != name:
        lines.append(office.placement)
    lines.append(f"電話 {office.telephone}" if office.telephone else "")
    kept = [line for line in lines if line]
    if len(kept) < 2:
        return
    large = max(document.width, document.height) > 300 * MM
    size = 10.5 if large else 8.5
    room = document.width * (0.5 if across else 0.86)
    y = document.height - 9 * MM - len(kept) * size * 1.35
    for line in kept:
        y += size * 1.35
        document.text(9 * MM, y, line, min(size, size * room / max(fonts.width(line, size), 1.0)))


def _chosen(key: str) -> Envelope:
    for envelope in ENVELOPES:
        if envelope.key == key:
            return envelope
    raise UserError(
        f"「{key[:40]}」という封筒はありません。",
        f"使える封筒は次のとおりです：{'、'.join(envelope.key for envelope in ENVELOPES)}",
    )
