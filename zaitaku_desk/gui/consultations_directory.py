"""The directory inside the consultation form, asked while she talks: chips and words, answers with their age
(A7, A99, A169, A245, A268, A291).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from zaitaku_desk.gui import institutions_filters, show, tokens
from zaitaku_desk.gui.filters import Filters
from zaitaku_desk.gui.institutions_answer import AT, facts
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

FIRST, LAST = ("name", "telephone"), ("reach", "district", "kind", "confirmed_on")
"""What a row always says; between them stands what was asked."""

ASKED = ("abilities", "room", "distance")
TITLES = {column.name: column.title for column in Institution.COLUMNS}
MOST = 50
HOW = "Enterで紹介先に加え、伝えたことを確認日つきで「対応」に書きます。Ctrl+Enterで関係機関を開きます。"
TYPING_MS = 120
MINUTE_MS = 60_000


class DirectoryPanel(QWidget):
    """Finds institutions while she talks; Enter or a double click refers the caller to one (`chosen`).

    `chosen` gives the id and what is known of it, with the age of each fact.
    """

    chosen = Signal(str, str)
    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self.filters: Filters | None = None
        self.words = TextEdit(self)
        self.words.setPlaceholderText("名称・ふりがな・町名・電話で探す")
        self.words.setAccessibleName("関係機関を探す")
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self.find)
        self.words.edited.connect(self._soon.start)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self.found = FoundList(self)
        self.found.taken.connect(self._on_taken)
        self.found.wanted.connect(lambda record_id: self.open_wanted.emit("institutions", record_id))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.SPACE_1)
        self._layout.addWidget(self.words)
        self._layout.addWidget(self.found)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self._layout.addWidget(self.said)
        self.found.hide()
        self.said.hide()

    def attach_office(self, office: Office) -> None:
        """Learn where to look."""
        self._office = office
        self.filters = Filters(office, Institution, institutions_filters.FINDING, self)
        self.filters.changed.connect(self.find)
        for box in self._typed_boxes():
            box.lineEdit().editingFinished.connect(self._explain)
        self._layout.insertWidget(1, self.filters)
        office.changes.saved.connect(self._on_saved)
        self._minute.start()

    def clear(self) -> None:
        """Another consultation: nothing looked for yet; districts and capabilities as they are by now."""
        if self._office is None or self._office.db is None:
            return
        if self._stale:
            self._stale = False
            self.filters.fill()
        self.filters.blockSignals(True)
        self.filters.lift()
        self.filters.blockSignals(False)
        self.words.value = None
        self.found.hide()
        self._explain()

    def find(self) -> None:
        """Show who fits; nothing asked, nothing shown."""
        from zaitaku_desk.store import consultations

        self._soon.stop()
        if self._office is None or self._office.db is None:
            return
        filters, words = self.filters.values(), self.words.text()
        if not (filters or words.strip()):
            self.found.hide()
            self._explain()
            return
        now = institutions_filters.this_minute(self._office)
        rows = consultations.candidates(self._office.db, words, filters, now, limit=MOST)
        self.found.fill(rows, self._office.date_style)
        self._explain()

    _stale = True

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        self._stale = self._stale or kind in ("institutions", "codes", "areas")

    def _on_minute(self) -> None:
        """Whom one may telephone changes with the clock (A291)."""
        if self.isVisible() and self.found.isVisible() and not self.found.hasFocus():
            self.find()

    def _on_taken(self, record_id: str) -> None:
        self.chosen.emit(record_id, self.found.told(record_id))

    def _typed_boxes(self) -> list[Any]:
        return [part for part in self.filters.parts.values() if hasattr(part, "lineEdit")]

    def _explain(self) -> None:
        """What Enter does here; a word that is in no list does not narrow, and says so."""
        unknown = [box.typed() for box in self._typed_boxes() if box.typed() and not box.hasFocus()]
        words = f"「{'」「'.join(unknown)}」は一覧にないため、絞り込みに使っていません。" if unknown else HOW
        give_role(self.said, "problem" if unknown else "secondary")
        self.said.setText(words)
        self.said.setVisible(bool(unknown) or not self.found.isHidden())


class FoundList(QTreeWidget):
    """The institutions found, with the age of what is known; Ctrl+Enter opens one in the directory."""

    taken = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, tuple[Any, ...]] = {}
        self._style = ""
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName("見つかった関係機関")
        self.setToolTip(HOW)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(True)
        self.itemDoubleClicked.connect(lambda item: self._take(item))

    def fill(self, rows: list[tuple[Any, ...]], style: str) -> None:
        """Show these rows of the directory's list."""
        current = self.currentItem()
        kept = current.data(0, Qt.ItemDataRole.UserRole) if current is not None else None
        QTreeWidget.clear(self)
        self._rows, self._style = {row[0]: row for row in rows}, style
        names = [*FIRST, *(name for name in ASKED if any(_words(row, name, style) for row in rows)), *LAST]
        self.setColumnCount(len(names))
        self.setHeaderLabels([TITLES[name] for name in names])
        for row in rows:
            item = QTreeWidgetItem([_words(row, name, style) for name in names])
            item.setSizeHint(0, QSize(0, tokens.TARGET))
            item.setData(0, Qt.ItemDataRole.UserRole, row[0])
            for at, name in enumerate(names):
                item.setToolTip(at, item.text(at))
                if getattr(row[AT[name]], "old", False):
                    item.setForeground(at, QColor(tokens.WARNING))
            self.addTopLevelItem(item)
            if row[0] == kept:
                self.setCurrentItem(item)
        if not rows:
            item = QTreeWidgetItem(["条件に合う機関はありません。条件を減らしてください。"])
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        self._fit(names)
        height = max(tokens.TARGET, self.sizeHintForRow(0))
        shown = min(max(self.topLevelItemCount(), 1), 6)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.header().sizeHint().height() + shown * height + 2 * self.frameWidth() + bar)
        self.show()

    def told(self, record_id: str) -> str:
        """What she can tell of an institution that was found, each fact with its age (A7)."""
        row = self._rows.get(record_id)
        if row is None:
            return ""
        abilities = row[AT["abilities"]]
        known = [(item.label, item) for item in abilities.items] if abilities else []
        known += [(title, fact) for title, fact in facts(row) if title == TITLES["room"]]
        said = [f"{title} {fact.words(self._style)}" for title, fact in known if fact.words(self._style)]
        said.append(f"{TITLES['confirmed_on']} {_words(row, 'confirmed_on', self._style)}")
        place = "　".join(part for part in (row[AT["name"]], row[AT["telephone"]]) if part)
        return f"{place}（{'、'.join(said)}）"

    def _fit(self, names: list[str]) -> None:
        """As wide as the words, within reason."""
        measure = self.fontMetrics()
        for at, name in enumerate(names):
            texts = [
                TITLES[name],
                *(self.topLevelItem(row).text(at) for row in range(self.topLevelItemCount())),
            ]
            wide = max(measure.horizontalAdvance(text) for text in texts) + tokens.SPACE_4
            self.setColumnWidth(at, min(wide, measure.height() * (22 if name == "abilities" else 14)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.wanted.emit(item.data(0, Qt.ItemDataRole.UserRole) or "")
            else:
                self._take(item)
        else:
            super().keyPressEvent(event)

    def _take(self, item: QTreeWidgetItem) -> None:
        record_id = item.data(0, Qt.ItemDataRole.UserRole)
        if record_id:
            self.taken.emit(record_id)


def _words(row: tuple[Any, ...], name: str, style: str) -> str:
    value = row[AT[name]]
    if name == "confirmed_on":
        return show.moment(value, style).partition("（")[0] if value else "未確認"
    if hasattr(value, "words"):
        return str(value.words(style))
    return str(value or "")
