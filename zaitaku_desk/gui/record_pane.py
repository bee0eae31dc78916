"""The right side of a page: head with what one needs on the phone, the form, or the history in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.history_panel import HistoryPanel
from zaitaku_desk.gui.parts import give_role

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

SOME = 3
"""Fields named on the button that leads to what is to be decided; a wider one would widen the window."""


class RecordPane(QWidget):
    """Head, buttons and the scrolled form."""

    copy_wanted = Signal()
    delete_wanted = Signal()
    history_wanted = Signal()
    bin_wanted = Signal()
    conflicts_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, office: Office, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._page: QWidget | None = None
        self._history: HistoryPanel | None = None
        self._title = QLabel(self, objectName="record_title")
        self._title.setProperty("role", "head")
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle = QLabel(self, objectName="record_subtitle")
        self._subtitle.setProperty("role", "secondary")
        self._subtitle.setWordWrap(True)
        self._subtitle.setTextFormat(Qt.TextFormat.PlainText)
        self._subtitle.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = QLabel(self, objectName="record_note")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._note.hide()
        self._incomplete = QLabel(self, objectName="incomplete")
        self._incomplete.setProperty("role", "warning")
        self.conflicts = self._button("", "どちらの内容にするかを決める", self.conflicts_wanted)
        self.conflicts.setProperty("role", "warning")
        self.conflicts.hide()
        self._back = self._button("← 一覧（Esc）", "一覧に戻る", self.back_wanted)
        self.copy_button = self._button("複製", "同じ内容で新しい記録を作る（Ctrl+D）", self.copy_wanted)
        self.history_button = self._button("変更履歴", "だれがいつ何を変えたか", self.history_wanted)
        self.delete_button = self._button("ごみ箱へ", "ごみ箱へ移す（Ctrl+Zで戻せます）", self.delete_wanted)
        self.papers_button = QPushButton("帳票", self)
        self.papers_button.setToolTip("帳票を出す（Ctrl+E）")
        self.bin_button = self._button("ごみ箱を見る", f"{title}のごみ箱を開く", self.bin_wanted)
        self._stack = QStackedWidget(self)
        self._area = FormArea(self._stack)
        self._hint = QLabel("一覧から選ぶと、ここに表示します。", self._stack)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setProperty("role", "secondary")
        for part in (self._area, self._hint):
            self._stack.addWidget(part)
        self._lay_out()
        self.set_head("", "", [])
        self.set_open(False)

    @property
    def ground(self) -> QWidget:
        """What the page with the field widgets stands on: its parent from the first."""
        return self._area.viewport()

    def set_page(self, page: QWidget) -> None:
        """Take in the page with the field widgets."""
        self._page = page
        self._area.setWidget(page)

    @property
    def history(self) -> HistoryPanel:
        """The history panel, made when it is first wanted."""
        if self._history is None:
            self._history = HistoryPanel(self._office)
            self._history.closed.connect(self.back_wanted)
            self._stack.addWidget(self._history)
        return self._history

    @property
    def showing_history(self) -> bool:
        """Whether the history stands in the place of the form."""
        return self._history is not None and self._stack.currentWidget() is self._history

    def set_head(self, title: str, subtitle: str, incomplete: list[str]) -> None:
        """What stands above the form; `incomplete` names what is missing (未完了)."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._incomplete.setText(f"未完了：{'、'.join(incomplete)}")
        self._incomplete.setVisible(bool(incomplete))

    def set_conflicts(self, titles: list[str]) -> None:
        """What two devices said differently of this record."""
        more = f" ほか{len(titles) - SOME}件" if len(titles) > SOME else ""
        self.conflicts.setText(f"▲ 食い違い：{'、'.join(titles[:SOME])}{more}（確かめる…）")
        self.conflicts.setVisible(bool(titles))

    def set_note(self, words: str, role: str = "secondary") -> None:
        """One line more in the head that holds for this moment; "" takes it away."""
        give_role(self._note, role)
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def set_open(self, there: bool) -> None:
        """Whether a record is shown at all."""
        for button in (self.copy_button, self.history_button, self.delete_button):
            button.setEnabled(there)
        self._stack.setCurrentWidget(self._area if there else self._hint)

    def set_papers(self, menu: QMenu | None) -> None:
        """The menu of papers; None hides the button."""
        self.papers_button.setVisible(menu is not None)
        if menu is not None:
            self.papers_button.setMenu(menu)

    def add_button(self, text: str, tip: str) -> QPushButton:
        """One more button before 複製, for what only this page can do; it may be checkable."""
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        self._bar.insertWidget(self._bar.indexOf(self.copy_button), button)
        return button

    def set_bar(self, bar: QWidget) -> None:
        """Something that stays between the head and the scrolled form (the parts of a long form)."""
        self.layout().insertWidget(1, bar)

    def show_form(self) -> None:
        """The form in the place of the history."""
        self._stack.setCurrentWidget(self._area)

    def to_top(self) -> None:
        """Another record: from its top."""
        self._area.verticalScrollBar().setValue(0)

    def show_history(self, kind: str, record_id: str) -> None:
        """The history of a record."""
        self.history.load(kind, record_id)
        self._stack.setCurrentWidget(self.history)
        self.history.setFocus()

    def show_back(self, on: bool) -> None:
        """The way back to the list, where the list is not beside."""
        self._back.setVisible(on)

    def focus_first(self) -> None:
        """The keyboard into the first field (the one with property `first`, else the first in tab order)."""
        self._area.verticalScrollBar().setValue(0)
        fields = [w for w in self._page.findChildren(QWidget) if w.isEnabled() and w.isVisibleTo(self._page)]
        marked = [w for w in fields if w.property("first")]
        tabbed = [w for w in fields if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        target = (marked or tabbed or [self._page])[0]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _button(self, text: str, tip: str, signal: Signal) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: signal.emit())
        return button

    def _lay_out(self) -> None:
        bar = self._bar = QHBoxLayout()
        bar.setSpacing(tokens.SPACE_1)
        bar.addWidget(self._back)
        bar.addStretch(1)
        for button in (self.copy_button, self.history_button, self.delete_button, self.bin_button):
            bar.addWidget(button)
        bar.addWidget(self.papers_button)
        head = QVBoxLayout()
        head.setContentsMargins(tokens.SPACE_4, tokens.SPACE_3, tokens.SPACE_4, tokens.SPACE_2)
        head.setSpacing(tokens.SPACE_1)
        head.addLayout(bar)
        for label in (self._title, self._subtitle, self._note, self._incomplete):
            head.addWidget(label)
        head.addWidget(self.conflicts, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)


class FormArea(QScrollArea):
    """Scrolls the form up and down, and keeps the field with the keyboard in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QApplication.instance().focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """The form is as high as it is at this width; its own hint is that of the narrowest it could be."""
        page = self.widget()
        if page is not None and page.layout() is not None:
            width = self.viewport().width()
            high = page.heightForWidth(width) if page.layout().hasHeightForWidth() else 0
            page.setMinimumHeight(max(high, 0))

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self.widget()
        if new is None or page is None or not page.isAncestorOf(new):
            return
        top = new.mapTo(page, new.rect().topLeft()).y()
        area = QRect(0, top - 2 * tokens.SPACE_5, 1, new.height() + 4 * tokens.SPACE_5)
        bar, view = self.verticalScrollBar(), self.viewport().height()
        if area.top() < bar.value():
            bar.setValue(area.top())
        elif area.bottom() > bar.value() + view:
            bar.setValue(min(area.bottom() - view, max(area.top(), 0)))
