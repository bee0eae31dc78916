"""The directory inside the consultation form: 地区 + 機能 + words, asked while she talks (A99, A245)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import lookup, show, tokens
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.institutions import Institution

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

SHOWN = ("name", "kind", "district", "telephone", "support_class", "confirmed_on")
MOST = 50
HOW = "Enterで紹介先に加えます。Ctrl+Enterで関係機関を開きます。"
TYPING_MS = 120


class DirectoryPanel(QWidget):
    """Finds institutions while she talks; Enter or a double click refers the caller to one (`chosen`)."""

    chosen = Signal(str)
    open_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self.district = ChoiceBox(self)
        self.capability = ChoiceBox(self)
        self.words = TextEdit(self)
        for box, title in ((self.district, "地区"), (self.capability, "機能")):
            box.lineEdit().setPlaceholderText(title)
            box.setAccessibleName(f"関係機関を{title}で探す")
            box.edited.connect(self.find)
            box.lineEdit().editingFinished.connect(self._explain)
        self.words.setPlaceholderText("名称・住所・電話で探す")
        self.words.setAccessibleName("関係機関を探す")
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self.find)
        self.words.edited.connect(self._soon.start)
        self.found = FoundList(self)
        self.found.taken.connect(self.chosen)
        self.found.wanted.connect(lambda record_id: self.open_wanted.emit("institutions", record_id))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        row.addWidget(self.district, 1)
        row.addWidget(self.capability, 1)
        row.addWidget(self.words, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addLayout(row)
        layout.addWidget(self.found)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        layout.addWidget(self.said)
        self.found.hide()
        self.said.hide()

    def attach_office(self, office: Office) -> None:
        """Learn where to look."""
        self._office = office
        office.changes.saved.connect(self._on_saved)

    def clear(self) -> None:
        """Another consultation: nothing looked for yet; districts and capabilities as they are by now."""
        from zaitaku_desk.store import institutions

        if self._office is None or self._office.db is None:
            return
        if self._stale or self.district.count() <= 1:  # only the empty one: a list may have come since
            self._stale = False
            names = institutions.districts(self._office.db)
            self.district.set_choices([Choice(name, name) for name in names])
            self.capability.set_choices(lookup.codes(self._office.db, "capabilities"))
        self.district.value = self.capability.value = None
        self.words.value = None
        self.found.hide()
        self._explain()

    def find(self) -> None:
        """Show who fits; nothing asked, nothing shown."""
        from zaitaku_desk.store import consultations

        if self._office is None or self._office.db is None:
            return
        district, capability = self.district.value or "", self.capability.value or ""
        words = self.words.text()
        if not (district or capability or words.strip()):
            self.found.hide()
            self._explain()
            return
        rows = consultations.candidates(
            self._office.db, words, district=district, capability=capability, limit=MOST
        )
        self.found.fill(rows, self._office.date_style)
        self._explain()

    _stale = True

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        self._stale = self._stale or kind in ("institutions", "codes")

    def _explain(self) -> None:
        """What Enter does here; a word that is in no list does not narrow, and says so."""
        unknown = [
            box.typed() for box in (self.district, self.capability) if box.typed() and not _typing(box)
        ]
        words = f"「{'」「'.join(unknown)}」は一覧にないため、絞り込みに使っていません。" if unknown else HOW
        self.said.setProperty("role", "problem" if unknown else "secondary")
        self.said.style().polish(self.said)
        self.said.setText(words)
        self.said.setVisible(bool(unknown) or not self.found.isHidden())


def _typing(box: ChoiceBox) -> bool:
    return bool(box.hasFocus())


class FoundList(QTreeWidget):
    """The institutions found, with the age of what is known; Ctrl+Enter opens one in the directory."""

    taken = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = [1 + [column.name for column in Institution.COLUMNS].index(name) for name in SHOWN]
        titles = {column.name: column.title for column in Institution.COLUMNS} | {"support_class": "支援診"}
        self.setHeaderLabels([titles[name] for name in SHOWN])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName("見つかった関係機関")
        self.setToolTip(HOW)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.itemDoubleClicked.connect(lambda item: self._take(item))

    def fill(self, rows: list[tuple[object, ...]], style: str) -> None:
        """Show these rows of the directory's list."""
        QTreeWidget.clear(self)
        for row in rows:
            values = [row[at] for at in self._at]
            texts = [str(value or "") for value in values[:-1]]
            texts.append(show.moment(values[-1], style).partition("（")[0] if values[-1] else "未確認")
            item = QTreeWidgetItem(texts)
            item.setSizeHint(0, QSize(0, tokens.TARGET))
            item.setToolTip(0, texts[0])
            item.setData(0, Qt.ItemDataRole.UserRole, row[0])
            self.addTopLevelItem(item)
        if not rows:
            item = QTreeWidgetItem(["条件に合う機関はありません。条件を減らしてください。"])
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addTopLevelItem(item)
            item.setFirstColumnSpanned(True)
        for column in range(1, len(SHOWN)):
            self.resizeColumnToContents(column)
        self.setColumnWidth(1, min(self.columnWidth(1), self.fontMetrics().height() * 6))
        height = max(tokens.TARGET, self.sizeHintForRow(0))
        shown = min(max(self.topLevelItemCount(), 1), 6)
        self.setFixedHeight(self.header().sizeHint().height() + shown * height + 2 * self.frameWidth() + 4)
        self.show()

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
