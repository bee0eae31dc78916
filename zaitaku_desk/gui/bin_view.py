"""ごみ箱 of one kind: what was thrown away, to be taken back whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.record_table import RecordTable
from zaitaku_desk.gui.rows import Rows

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Record


class BinView(QWidget):
    """Stands in the place of the page; `closed` when she goes back."""

    closed = Signal()

    def __init__(self, office: Office, record: type[Record]) -> None:
        super().__init__()
        self._office = office
        self._kind = record.KIND
        title = QLabel(f"{record.TITLE}のごみ箱", self)
        title.setProperty("role", "head")
        note = QLabel(
            "ごみ箱の記録は自分で消えることはありません。戻すと、出欠や経過なども一緒に元に戻ります。", self
        )
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        self.restore_button = QPushButton("選んだ記録を戻す（Enter）", self)
        self.restore_button.setProperty("primary", True)
        self.restore_button.clicked.connect(
            lambda: self._restore(self._table.id_at(self.rows.currentIndex().row()))
        )
        back = QPushButton("一覧に戻る（Esc）", self)
        back.clicked.connect(self.closed)
        self._table = RecordTable(office, record, self)
        self.rows = Rows(self._table, office, record)
        self.rows.setObjectName("bin_rows")
        self.rows.opened.connect(self._restore)
        self._count = QLabel(self)
        self._count.setProperty("role", "secondary")
        self._table.counted.connect(self._on_counted)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.restore_button)
        top.addWidget(back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_1)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(note)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self._count)
        tab_order.begin_at(self, self.rows)

    def load(self) -> None:
        """Read what lies in the bin."""
        from zaitaku_desk.store.lists import Listing

        self._table.set_listing(Listing(self._kind, bin=True))
        if self._table.rowCount():
            self.rows.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_counted(self, count: int) -> None:
        self._count.setText(f"{count:,} 件" if count else "ごみ箱は空です。")
        self.restore_button.setEnabled(count > 0)

    def _restore(self, record_id: str | None) -> None:
        from zaitaku_desk.store import save

        if not record_id:
            return
        try:
            save.restore(self._office.db, self._kind, record_id)
        except UserError as error:
            self._office.dialogs.failure(error)
            return
        self.load()
        self._office.saved(self._kind, [record_id])
