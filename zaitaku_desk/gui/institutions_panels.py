"""Parts that only the directory's page has: what the lists say, whom one reaches how, where she met them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tokens
from zaitaku_desk.gui.institutions_sheet import in_words
from zaitaku_desk.gui.widgets.short_label import ShortLabel
from zaitaku_desk.records.fields import is_empty, specs
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.origins import Origins
    from zaitaku_desk.store.sources import SourceValues

NO_LIST = "取り込んだ一覧はありません。ここにあるのはすべて、この事務所で入力した内容です。"


class SourcePanel(QWidget):
    """「出典では…」: what each list says; where it is something else, one click takes it over (A6)."""

    take_over = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_1)
        self._office: Office | None = None
        self.summary = ""
        self._key: Any = None

    def attach_office(self, office: Office) -> None:
        """Learn how to put values in words."""
        self._office = office

    def show_of(self, institution: Institution | None, origins: Origins | None) -> None:
        """What each list says of the institution; nothing is drawn anew where nothing changed."""
        key = _key(institution, origins)
        if key == self._key:
            return
        self._key = key
        while self._layout.count():
            part = self._layout.takeAt(0).widget()
            part.hide()
            part.deleteLater()
        self.summary = ""
        if institution is None or origins is None:
            return
        titles = []
        for said in origins.sources:
            titles.append(self._title(said))
            self._say(titles[-1], "label")
            self._show_list(institution, said)
        if not titles:
            self._say(NO_LIST)
        self.summary = "、".join(titles) or "この事務所の入力"

    def _title(self, said: SourceValues) -> str:
        from zaitaku_desk.store import codes

        assert self._office is not None and self._office.db is not None
        day = show.moment(said.edition, self._office.date_style) if said.edition else ""
        gone = "（最新の一覧にはありません）" if said.gone else ""
        return f"{codes.label(self._office.db, 'sources', said.source)}　{day}{gone}"

    def _show_list(self, institution: Institution, said: SourceValues) -> None:
        """What differs line by line; what is the same only by its titles."""
        same = []
        for item in specs(Institution):
            value = said.values.get(item.name)
            if is_empty(value):
                continue
            if value == getattr(institution, item.name):
                same.append(item.title)
            else:
                self._offer(item.name, item.title, value)
        if same:
            self._say(f"同じ内容：{'、'.join(same)}")

    def _say(self, words: str, role: str = "secondary") -> None:
        label = QLabel(words, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._layout.addWidget(label)

    def _offer(self, name: str, title: str, value: Any) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(tokens.SPACE_4, 0, 0, 0)
        label = QLabel(f"{title}：出典では「{in_words(self._office, name, value)}」", line)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        button = QPushButton("この値にする", line)
        button.setProperty("quiet", True)
        button.setAccessibleName(f"{title}を出典の値にする")
        button.clicked.connect(lambda _on=False: self.take_over.emit(name, value))
        row.addWidget(label, 1)
        row.addWidget(button)
        self._layout.addWidget(line)


def _key(institution: Institution | None, origins: Origins | None) -> Any:
    """What the panel shows depends on."""
    if institution is None or origins is None:
        return ""
    return [
        (said.source, said.edition, said.gone, item.name, value, value == getattr(institution, item.name))
        for said in origins.sources
        for item in specs(Institution)
        if not is_empty(value := said.values.get(item.name))
    ]


class LinkLines(QWidget):
    """A few lines of text under a title, each with a button that opens its record."""

    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._title = QLabel(self)
        self._title.setProperty("role", "label")
        self._layout.addWidget(self._title)
        self.lines: list[tuple[QPushButton, ShortLabel, QWidget]] = []
        self.count = 0

    def show_lines(self, title: str, lines: list[tuple[str, str, str, str]]) -> None:
        """(kind, id, name on the button, words) a line."""
        self.count = len(lines)
        self._title.setText(title)
        while len(self.lines) < len(lines):
            self._make_line()
        for at, (button, label, row) in enumerate(self.lines):
            row.setVisible(at < len(lines))
            if at < len(lines):
                kind, record_id, name, words = lines[at]
                button.setText(name)
                button.setProperty("points_to", (kind, record_id))
                label.setText(words)

    def _make_line(self) -> None:
        row = QWidget(self)
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(tokens.SPACE_2)
        button, label = QPushButton(row), ShortLabel(row)
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: self.open_wanted.emit(*button.property("points_to")))
        label.setTextFormat(Qt.TextFormat.PlainText)
        inside.addWidget(button)
        inside.addWidget(label, 1)
        self._layout.addWidget(row)
        self.lines.append((button, label, row))


class ReachPanel(LinkLines):
    """How each person here likes to be reached (A68): seen before one dials."""


class PartnerPanel(LinkLines):
    """What other institutions have agreed with this one (A75, A82): the other half of its own table."""


WORDS = {"visits": "訪問", "consultations": "相談", "meetings": "会議", "contacts": "連絡"}


class RelatedList(QListWidget):
    """会った記録: visits, consultations, contacts and meetings, newest first; Enter opens one (A178)."""

    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self.setAccessibleName("会った記録")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._open)

    def attach_office(self, office: Office) -> None:
        """Learn where to read."""
        self._office = office
        office.changes.saved.connect(self._on_saved)

    def show_of(self, institution_id: str) -> None:
        """The records of an institution ("" = none)."""
        from zaitaku_desk.store import institutions

        self.clear()
        self._of = institution_id
        if institution_id and self._office is not None and self._office.db is not None:
            for hit in institutions.met(self._office.db, institution_id):
                title = "" if hit.kind == "visits" else hit.title
                words = show.dated(hit.subtitle, self._office.date_style)
                item = QListWidgetItem(f"{WORDS[hit.kind]}　{words}　{title}".rstrip())
                item.setData(Qt.ItemDataRole.UserRole, (hit.kind, hit.id))
                self.addItem(item)
        if not self.count():
            item = QListWidgetItem("会った記録はまだありません。")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        height = max(tokens.TARGET, self.sizeHintForRow(0))
        self.setFixedHeight(min(self.count(), 6) * height + 2 * self.frameWidth() + 2)

    _of = ""

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind in (*WORDS, "attendances"):
            self.show_of(self._of)

    def _open(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        if found:
            self.open_wanted.emit(*found)
