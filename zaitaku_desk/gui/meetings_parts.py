"""案内・出欠・議事: the parts of the meeting's form, one shown at a time under a bar that stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QTabBar, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens

PARTS = (("part_invitation", "案内"), ("part_attendance", "出欠"), ("part_minutes", "議事"))
INVITATION, ATTENDANCE, MINUTES = range(3)


class PartBar(QWidget):
    """`chosen(part)` after another part is shown, `turned` when the keyboard was in the one before,
    `wide_wanted(on)` when the list is to go or come back.
    """

    chosen = Signal(int)
    turned = Signal()
    wide_wanted = Signal(bool)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._parts = [page.findChild(QWidget, name) for name, _ in PARTS]
        self.tabs = QTabBar(self, objectName="part_tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("会議の案内・出欠・議事")
        for at, (_, title) in enumerate(PARTS):
            self.tabs.addTab(title)
            self.tabs.setTabToolTip(at, f"{title}（Ctrl+PageUp / PageDown で切り替え）")
        self.wide_button = QPushButton("広く書く", self, objectName="wide_button")
        self.wide_button.setProperty("chip", True)
        self.wide_button.setCheckable(True)
        self.wide_button.setAutoDefault(False)
        self.wide_button.setToolTip("一覧を隠して、画面いっぱいに書く（F9）")
        self.wide_button.clicked.connect(self.wide_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(tokens.SPACE_4, 0, tokens.SPACE_4, tokens.SPACE_1)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.wide_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        self.tabs.currentChanged.connect(self._on_changed)
        self._show(INVITATION)

    @property
    def part(self) -> int:
        """Which part is shown."""
        return self.tabs.currentIndex()

    def show_part(self, part: int) -> None:
        """Show a part."""
        self.tabs.setCurrentIndex(part)

    def set_count(self, words: str) -> None:
        """What stands behind 出欠."""
        self.tabs.setTabText(ATTENDANCE, PARTS[ATTENDANCE][1] + (f"　{words}" if words else ""))

    def keys_on(self, widget: QWidget) -> None:
        """Ctrl+PageUp and Ctrl+PageDown anywhere in `widget`."""
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._turn(step))

    def _turn(self, step: int) -> None:
        focused = QApplication.focusWidget()
        writing = focused is not None and any(part.isAncestorOf(focused) for part in self._parts)
        self.show_part((self.part + step) % len(PARTS))
        if writing:
            self.turned.emit()

    def _on_changed(self, part: int) -> None:
        self._show(part)
        self.chosen.emit(part)

    def _show(self, part: int) -> None:
        for at, widget in enumerate(self._parts):
            widget.setVisible(at == part)
