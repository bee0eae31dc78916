"""名寄せの判断: what she decided while taking lists in, to look through and to take back (A33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableWidget, QTableWidgetItem

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.tools import ToolPage

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

COLUMNS = ("判断した日", "一覧", "一覧での名称", "判断")
EMPTY = (
    "まだ判断はありません。一覧を取り込むとき、同じ機関かどうか決められない行を「要確認」で決めると、"
    "ここに並び、次の取り込みからは尋ねません。"
)


class DecisionsPage(ToolPage):
    """Newest first; Delete takes a decision back: the next import asks again. Enter opens the record."""

    TITLE = "名寄せの判断"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._found: list[Any] = []
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "secondary")
        self.rows = QTableWidget(0, len(COLUMNS), self)
        self.rows.setObjectName("match_decisions")
        self.rows.setAccessibleName("名寄せの判断")
        self.rows.setHorizontalHeaderLabels(list(COLUMNS))
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.rows.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.rows.setTabKeyNavigation(False)
        self.rows.verticalHeader().hide()
        self.rows.verticalHeader().setDefaultSectionSize(tokens.TARGET)
        header = self.rows.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate((120, 230)):
            header.resizeSection(column, width)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.rows.itemSelectionChanged.connect(self._buttons)
        self.rows.itemActivated.connect(lambda _cell: self.open())
        self.back_to_ask = QPushButton("判断を取り消す（Delete）", self)
        self.back_to_ask.clicked.connect(self.take_back)
        self.open_button = QPushButton("機関を開く（Enter）", self)
        self.open_button.clicked.connect(self.open)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.open_button)
        bottom.addWidget(self.back_to_ask)
        self.body.addWidget(self.words)
        self.body.addWidget(self.rows, 1)
        self.body.addLayout(bottom)
        tab_order.begin_at(self, self.rows)
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        """Read the decisions anew."""
        from zaitaku_desk.store import codes, matching

        db = self.office.db
        at = max(0, self.rows.currentRow())
        self._found = matching.made(db) if db is not None else []
        self.rows.setRowCount(len(self._found))
        for row, one in enumerate(self._found):
            day = show.moment(one.day, self.office.date_style) if one.day else ""
            source = (
                "重複をまとめる" if one.layer.startswith("desk/") else codes.label(db, "sources", one.layer)
            )
            for column, words in enumerate((day, source, one.name, _words(one))):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self.rows.setItem(row, column, cell)
        count = len(self._found)
        self.words.setText(
            f"{count:,}件。取り消した判断は、次の取り込みで改めて尋ねます（Ctrl+Zで元に戻せます）。"
            if count
            else EMPTY
        )
        self.rows.setVisible(bool(count))
        if count:
            self.rows.setCurrentCell(min(at, count - 1), 2)
        self._buttons()

    def take_back(self) -> None:
        """Ask again at the next import."""
        from zaitaku_desk.store import save

        row = self.rows.currentRow()
        if 0 <= row < len(self._found) and self.office.db is not None:
            id_ = self._found[row].id
            save.delete(self.office.db, "match_decisions", id_)
            self.office.saved("match_decisions", [id_])
            self.said.emit("判断を取り消しました。Ctrl+Zで元に戻せます。")

    def open(self) -> None:
        """The institution that was chosen."""
        row = self.rows.currentRow()
        if 0 <= row < len(self._found) and self._found[row].institution:
            self.open_wanted.emit("institutions", self._found[row].institution)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.take_back()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _buttons(self) -> None:
        row = self.rows.currentRow()
        self.back_to_ask.setEnabled(bool(self.rows.selectionModel().selectedRows()))
        self.open_button.setEnabled(0 <= row < len(self._found) and bool(self._found[row].institution))

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind == "match_decisions" and self.isVisible():
            self.start()


def _words(one: Any) -> str:
    if one.layer.startswith("desk/"):
        return "別の記録（重複ではない）"
    if one.skip:
        return "取り込まない"
    return f"「{one.institution_name}」と同じ機関" if one.institution else "新しい機関"
