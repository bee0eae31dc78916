"""区分の編集: every list the program offers choices from is the region's own (A301, A169)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import region_page, tab_order, tokens
from zaitaku_desk.gui.code_table import CodeTable, children
from zaitaku_desk.records.codes import LISTS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

HIDDEN = ("sources",)
"""Named by the lists that were taken in, not by hand."""
LIST_WIDTH = 180
NOTE = (
    "どの欄の選択肢も、この地域の言葉に直せます。使った区分は消えません。"
    "「使わない」にすると新しい記録の選択肢から外れ、前の記録はそのまま読めます。"
)


class CodesPage(QWidget):
    """The lists on the left, the entries of one on the right; `closed` when she goes back."""

    closed = Signal()
    said = Signal(str)
    cover_wanted = Signal(QWidget)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.lists = QListWidget(self)
        self.lists.setObjectName("code_lists")
        self.lists.setAccessibleName("区分の一覧")
        self.lists.setFixedWidth(LIST_WIDTH)
        for name, title in LISTS.items():
            if name not in HIDDEN:
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, name)
                item.setSizeHint(QSize(0, tokens.TARGET))
                self.lists.addItem(item)
        self.lists.currentItemChanged.connect(lambda *_: self._show())
        self.lists.itemActivated.connect(lambda _item: self.table.setFocus())
        self.table = CodeTable()
        self._ground = QVBoxLayout()
        self._lay_out()
        self.lists.setCurrentRow(0)
        self.closed.connect(self.flush)

    @property
    def list_name(self) -> str:
        """The list that is shown."""
        return str(self.lists.currentItem().data(Qt.ItemDataRole.UserRole))

    def show_list(self, name: str) -> None:
        """Show one of the lists."""
        for at in range(self.lists.count()):
            if self.lists.item(at).data(Qt.ItemDataRole.UserRole) == name:
                self.lists.setCurrentRow(at)

    def flush(self) -> None:
        """Store and seal what is being typed."""
        self.table.flush()

    def give_out(self) -> None:
        """Lists, areas and thresholds as a file."""
        self.flush()
        self.said.emit(region_page.give_out(self._office))

    def take_in(self) -> None:
        """The plan of such a file in the place of this page."""
        self.flush()
        page = region_page.take_in(self._office)
        if page is not None:
            page.done.connect(self.said)
            self.cover_wanted.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _show(self) -> None:
        """Each list has its own columns: the table is made anew."""
        self.table.flush() if self.table.model is not None else None
        self._ground.removeWidget(self.table)
        self.table.hide()
        self.table.deleteLater()
        self.table = CodeTable(self)
        self.table.setObjectName("codes")
        self.table.attach(self._office, children(self.list_name), LISTS[self.list_name])
        self.table.undo_wanted.connect(self._undo)
        self.table.load(self.list_name)
        self._ground.addWidget(self.table)

    def _undo(self) -> None:
        try:
            self._office.undo.undo()
        except UserError as error:
            self._office.dialogs.failure(error)

    def _lay_out(self) -> None:
        title = QLabel("区分の編集", self)
        title.setProperty("role", "head")
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(title, 1)
        for text, call in (("地域設定を書き出す…", self.give_out), ("地域設定を読み込む…", self.take_in)):
            button = QPushButton(text, self)
            button.setToolTip(
                "区分・区域・めやすの期間を1つのファイルで、ほかのパソコンや地域と分け合います。"
            )
            button.clicked.connect(lambda _on=False, call=call: call())
            top.addWidget(button)
        back = QPushButton("戻る（Esc）", self)
        back.clicked.connect(self.closed)
        top.addWidget(back)
        note = QLabel(NOTE, self)
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        self._ground.setContentsMargins(tokens.SPACE_3, 0, 0, 0)
        body = QHBoxLayout()
        body.addWidget(self.lists)
        body.addLayout(self._ground, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(note)
        layout.addLayout(body, 1)
        tab_order.begin_at(self, self.lists)
