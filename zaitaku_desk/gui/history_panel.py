"""変更履歴 of one record: who, when, what it was, what it became, and taking a value back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.show import moment

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

MOST = 200


class HistoryPanel(QWidget):
    """Stands in the place of the form; `closed` when she goes back."""

    closed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._shown: tuple[str, str] | None = None
        title = QLabel("変更履歴", self)
        title.setProperty("role", "head")
        back = QPushButton("記録に戻る（Esc）", self)
        back.setProperty("quiet", True)
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(back)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName("変更履歴")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_3)
        layout.addLayout(top)
        layout.addWidget(self._area, 1)
        office.changes.saved.connect(self._on_saved)

    def load(self, kind: str, record_id: str) -> None:
        """Show the history of a record, newest first."""
        from zaitaku_desk.store import history

        self._shown = (kind, record_id)
        changes = history.of(self._office.db, kind, record_id)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        rows.setSpacing(0)
        for change in changes[:MOST]:
            rows.addWidget(self._row(change))
        if not changes:
            empty = QLabel("この記録はまだ変更されていません。", page)
            empty.setProperty("role", "secondary")
            rows.addWidget(empty)
        rows.addStretch(1)
        self._area.setWidget(page)

    def _row(self, change: Any) -> QWidget:
        row = QFrame()
        row.setProperty("role", "row")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, tokens.SPACE_2, 0, tokens.SPACE_2)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setColumnStretch(1, 1)
        head = QLabel(f"{moment(change.when, self._office.date_style)}　{change.who or ''}", row)
        head.setProperty("role", "secondary")
        grid.addWidget(head, 0, 0, 1, 2)
        title = QLabel(change.what, row)
        title.setProperty("role", "label")
        grid.addWidget(title, 1, 0, 1, 2)
        said = [("前", change.before), ("後", change.after)] if change.before or change.after else []
        for at, (word, text) in enumerate(said, 2):
            name = QLabel(word, row)
            name.setProperty("role", "secondary")
            value = QLabel(text or "（空）", row)
            value.setWordWrap(True)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        if change.can_put_back:
            take = QPushButton("「後」の内容に戻す", row)
            take.setProperty("quiet", True)
            take.setAccessibleName(f"{change.what}を「{change.after}」に戻す")
            take.clicked.connect(lambda: self._put_back(change))
            grid.addWidget(take, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _put_back(self, change: Any) -> None:
        from zaitaku_desk.store import history

        kind, record_id = self._shown
        try:
            history.put_back(self._office.db, change.op)
        except UserError as error:
            self._office.dialogs.failure(error)
            return
        self._office.saved(kind, [record_id])

    def _on_saved(self, kind: str, ids: list[str]) -> None:
        if self.isVisible() and self._shown and self._shown[0] == kind and self._shown[1] in ids:
            self.load(*self._shown)
