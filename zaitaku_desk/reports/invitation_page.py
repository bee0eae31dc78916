"""How an invitation lies on its A4 page: the letter above, the FAX reply slip under the cut line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from zaitaku_desk.reports import fonts
from zaitaku_desk.reports.pdf import HEIGHT, MM, WIDTH, Document, wrap

if TYPE_CHECKING:
    from zaitaku_desk.reports.invitation import Addressee, InvitationPaper

LEFT, TOP, BOTTOM = 23 * MM, 20 * MM, 13 * MM
ROOM = WIDTH - 2 * LEFT
SLIP = 72 * MM
"""Height of the reply slip with its cut line."""

_SCALES = (1.0, 0.95, 0.9, 0.85)


def draw(paper: InvitationPaper) -> tuple[bytes, set[str]]:
    """The PDF and the characters no font has.

    A long letter is set a little smaller (down to 85 %) to leave room for the slip; else the slip has a
    page of its own.
    """
    document = Document(paper.title, paper.sender[0] if paper.sender else "")
    for addressee in paper.addressees:
        scale = _scale(paper, addressee)
        letter = _Letter(document, paper, addressee, scale or 1.0)
        letter.draw()
        if scale is None:
            document.end_page()
            _slip(document, paper, addressee, TOP)
        else:
            _slip(document, paper, addressee, HEIGHT - BOTTOM - SLIP)
        document.end_page()
    return document.data(), document.missing


def _scale(paper: InvitationPaper, addressee: Addressee) -> float | None:
    """The largest setting with room for the slip below; None when there is none."""
    for scale in _SCALES:
        if _Letter(None, paper, addressee, scale).draw() <= HEIGHT - BOTTOM - SLIP - 4:
            return scale
    return None


class _Letter:
    """The letter at one scale; without a document it only measures."""

    def __init__(
        self, document: Document | None, paper: InvitationPaper, addressee: Addressee, scale: float
    ) -> None:
        self.document = document
        self.paper = paper
        self.addressee = addressee
        self.size = 10.5 * scale
        self.leading = 17.0 * scale
        self.y = TOP

    def draw(self) -> float:
        """Draw from the top; returns the y below the last line."""
        paper = self.paper
        for line in (paper.number, paper.date):
            if line:
                self._line(line, "right")
        self._gap(0.4)
        for line in self.addressee.above:
            self._line(line)
        self._line(self.addressee.line, larger=1.12)
        self._gap(0.5)
        for line in paper.sender:
            self._line(line, "right")
        self._gap(0.9)
        self._title()
        self._gap(0.7)
        for paragraph in (paper.greeting, *paper.body):
            self._paragraph(paragraph, LEFT, ROOM)
        self._line("敬具", "right")
        self._catchphrase()
        self._gap(0.2)
        self._line("記", "center")
        self._gap(0.3)
        for label, values in paper.details:
            self._detail(label, values)
        self._line("以上", "right")
        if paper.contact:
            self._line(f"【問い合わせ先】{paper.contact}", smaller=0.9)
        return self.y

    def _line(self, text: str, align: str = "left", *, larger: float = 1.0, smaller: float = 1.0) -> None:
        size = self.size * larger * smaller
        at = {"left": LEFT, "right": LEFT + ROOM, "center": WIDTH / 2}[align]
        self._room(self.leading)
        if fonts.width(text, size) > ROOM:
            self._paragraph(text, LEFT, ROOM)
            return
        if self.document:
            base = self.y + (self.leading + size * 0.76) / 2
            self.document.text(at, base, text, size, align)  # type: ignore[arg-type]
        self.y += self.leading * larger

    def _paragraph(self, text: str, x: float, width: float) -> None:
        size = self.size
        for line in wrap(text, size, width):
            self._room(self.leading)
            if self.document:
                self.document.line(x, self.y, line, size, width, self.leading)
            self.y += self.leading

    def _title(self) -> None:
        """In one line where 85 % of the size does it, else （ご案内） begins the second line."""
        text, size = self.paper.title, self.size * 1.42
        one_line = size * ROOM / fonts.width(text, size)
        if one_line < size:
            size = max(one_line, size * 0.85)
        if one_line < size:
            text = text.replace("（ご案内）", "\n（ご案内）")
        for line in wrap(text, size, ROOM + 0.1):
            if self.document:
                self.document.text(WIDTH / 2, self.y + size * 1.1, line.text, size, "center", bold=True)
            self.y += size * 1.5

    def _catchphrase(self) -> None:
        if not self.paper.catchphrase:
            return
        self._gap(0.2)
        text = "\n".join(self.paper.catchphrase)
        found = wrap(text, self.size, ROOM - 24)
        height = len(found) * self.leading + 10
        self._room(height)
        if self.document:
            self.document.frame(LEFT, self.y, ROOM, height)
            align = "center" if len(found) <= 2 else "justify"
            self.document.paragraph(
                LEFT + 12,
                self.y + 5,
                text,
                self.size,
                ROOM - 24,
                self.leading,
                align=align,  # type: ignore[arg-type]
            )
        self.y += height
        self._gap(0.3)

    def _detail(self, label: str, values: tuple[str, ...]) -> None:
        indent = self.size * 6
        self._room(self.leading)
        if self.document:
            base = self.y + (self.leading + self.size * 0.76) / 2
            self.document.spread(LEFT + self.size, base, label, self.size, self.size * 3)
        for value in values:
            self._paragraph(value, LEFT + indent, ROOM - indent)

    def _gap(self, part: float) -> None:
        self.y += self.leading * part

    def _room(self, height: float) -> None:
        """A letter longer than its page goes on; when measuring it just grows."""
        if self.document and self.y + height > HEIGHT - BOTTOM:
            self.document.end_page()
            self.y = TOP


def _slip(document: Document, paper: InvitationPaper, addressee: Addressee, top: float) -> None:
    """FAX header, title, a form with what we know filled in, and the day it should be back."""
    size = 10.0
    _cut_line(document, top)
    y = top + 22
    fax = f"FAX　{paper.fax}" if paper.fax else "FAX　　　　　　　　　　　　"
    document.text(LEFT, y, fax, 12, bold=True)
    if paper.reply_to:
        to = f"{paper.reply_to}　行"
        room = ROOM - fonts.width(fax, 12) - 12
        document.text(LEFT + ROOM, y, to, min(11.0, 11.0 * room / fonts.width(to, 11.0)), "right")
    y += 25
    title = f"{paper.meeting}　出欠回答票"
    document.text(WIDTH / 2, y, title, min(13.0, 13.0 * ROOM / fonts.width(title, 13.0)), "center", bold=True)
    y += 10
    rows: list[tuple[str, float, Callable[[float, float], None]]] = [
        ("日時", 18, lambda x, base: _fitted(document, x, base, paper.when, size)),
        ("ご所属", 20, lambda x, base: _fitted(document, x, base, addressee.organisation, size)),
        ("お名前", 20, lambda x, base: _fitted(document, x, base, addressee.name, size)),
        ("出欠", 24, lambda x, base: _choices(document, x, base, size)),
        ("通信欄", 34, lambda _x, _base: None),
    ]
    for label, height, fill in rows:
        document.frame(LEFT, y, 72, height)
        document.frame(LEFT + 72, y, ROOM - 72, height)
        base = y + height / 2 + size * 0.38
        document.spread(LEFT + 14, base, label, size, 44)
        fill(LEFT + 84, base)
        y += height
    until = (
        f"{paper.reply_by}までにご返信ください。"
        if paper.reply_by
        else "お手数ですが、ご返信をお願いいたします。"
    )
    document.text(LEFT + ROOM, y + 16, f"{until}（送信票は不要です）", 9.5, "right")


def _fitted(document: Document, x: float, base: float, text: str, size: float) -> None:
    """One line, set smaller where it would leave its box."""
    text = text.replace("\n", "　")
    room = LEFT + ROOM - x - 6
    document.text(x, base, text, min(size, size * room / max(fonts.width(text, size), 1.0)))


def _choices(document: Document, x: float, base: float, size: float) -> None:
    for label in ("出席", "欠席", "代理出席（お名前：　　　　　　　　　　　　）"):
        document.checkbox(x, base, size * 1.15)
        x += size * 1.5
        document.text(x, base, label, size)
        x += fonts.width(label, size) + size * 2.2


def _cut_line(document: Document, y: float) -> None:
    label = "切　り　取　り　線"
    width = fonts.width(label, 8) + 12
    half = (ROOM - width) / 2
    document.rule(LEFT, y, half, dashed=True)
    document.rule(LEFT + half + width, y, half, dashed=True)
    document.text(WIDTH / 2, y + 3, label, 8, "center")
