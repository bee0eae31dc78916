"""地域設定を読み込む: what the file would change, before it does (A301)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.intake import region

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

FILES = "地域設定 (*.json)"
NAME = "地域設定.json"


class RegionPage(QWidget):
    """The lines of the plan and one button; `closed` when she goes back, `done(words)` once it is written."""

    closed = Signal()
    done = Signal(str)

    def __init__(self, office: Office, plan: region.RegionPlan, path: Path) -> None:
        super().__init__()
        self._office = office
        self._plan = plan
        title = QLabel(f"地域設定を読み込む：{path.name}", self)
        title.setProperty("role", "head")
        self.button = QPushButton("この内容にする", self)
        self.button.setProperty("primary", True)
        self.button.setEnabled(bool(plan.changes))
        self.button.clicked.connect(self.apply)
        back = QPushButton("やめる（Esc）", self)
        back.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(title, 1)
        top.addWidget(self.button)
        top.addWidget(back)
        self.told = QLabel(self)
        self.told.setProperty("role", "secondary")
        self.told.setWordWrap(True)
        self.told.setText(
            f"次の{len(plan.changes):,}か所が変わります。このファイルにない区分や区域はそのまま残ります。"
            if plan.changes
            else "このファイルの内容は、もう全部このとおりになっています。"
        )
        self.rows = QListWidget(self)
        self.rows.setAccessibleName("変わるところ")
        self.rows.setWordWrap(True)
        for change in plan.changes:
            item = QListWidgetItem(f"{change.what}：{change.words}")
            self.rows.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_2)
        layout.addLayout(top)
        layout.addWidget(self.told)
        layout.addWidget(self.rows, 1)
        tab_order.begin_at(self, self.button if plan.changes else self.rows)

    def apply(self) -> None:
        """Write it in one step, and go back."""
        try:
            region.apply(self._office.db, self._plan)
        except UserError as error:
            self._office.dialogs.failure(error)
            return
        for kind in dict.fromkeys(record.KIND for record in self._plan.records):
            self._office.saved(kind, [])
        self.done.emit(f"地域設定を読み込みました（{len(self._plan.changes):,}か所）。Ctrl+Zで元に戻せます。")
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def give_out(office: Office) -> str:
    """Ask where, write the file; what to say of it."""
    path = office.dialogs.save_file("地域設定を書き出す", NAME, FILES)
    if path is None:
        return ""
    try:
        region.give_out(office.db, path)
    except UserError as error:
        office.dialogs.failure(error)
        return ""
    office.audit("export", detail="地域設定 json")
    return f"{path.name} に書き出しました。"


def take_in(office: Office) -> RegionPage | None:
    """Ask for the file; the page with its plan, None when there is none."""
    path = office.dialogs.choose_file("地域設定を読み込む", FILES)
    if path is None:
        return None
    try:
        return RegionPage(office, region.plan_file(office.db, path), path)
    except UserError as error:
        office.dialogs.failure(error)
        return None
