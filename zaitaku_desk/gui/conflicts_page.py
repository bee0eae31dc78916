"""食い違い: what two devices said of the same thing, side by side, answered by keyboard (sync.md §4.7)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.differences import EMPTY, marked
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.viewed import Looked
from zaitaku_desk.gui.widgets.short_label import ShortLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.conflicts import Conflict, Side

WHAT = (
    "同じ項目を、2台のパソコンで別々に直しました。どちらの内容も残っています。"
    "選ばなかった内容も「変更履歴」からいつでも戻せます。"
)
NONE = "確認が必要な食い違いはありません。"
KEYS = (
    "1：左　2：右　3：両方（本文のみ）　↑↓：前へ・次へ　Ctrl+↑↓：長い文をスクロール　Ctrl+Enter：記録を開く"
)
MOST = 2_000


class ConflictsPage(ToolPage):
    """The list on top, below it what was there, what this computer says, what the other says."""

    TITLE = "確認が必要な食い違い"
    GUIDE = "sharing"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._found: dict[str, tuple[str, str, str]] = {}
        self._shown: Conflict | None = None
        self._pair = 1
        note = label(WHAT, self, "secondary")
        self.list = PlainView("食い違いの一覧", ("記録", "項目"), (420, 260), self, stretch=0)
        self.list.current.connect(self._show)
        self.list.opened.connect(lambda _key: self.open_button.click())
        self.item = ShortLabel(self)
        self.item.setProperty("role", "section")
        self.before = _Words("開いた時の内容", self)
        self.left = _Words("", self)
        self.right = _Words("", self)
        sides = QHBoxLayout()
        sides.setSpacing(tokens.SPACE_3)
        for card in (self.before, self.left, self.right):
            sides.addWidget(card, 1)
        buttons = self._row_of_buttons()
        self.keys = label(KEYS, self, "secondary")
        self.none = label(NONE, self, "secondary")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(note)
        self.body.addWidget(self.list, 2)
        self.body.addWidget(self.item)
        self.body.addLayout(sides, 3)
        self.body.addLayout(buttons)
        self.body.addWidget(self.keys)
        self.body.addWidget(self.none, 4)
        self._parts = (note, self.list, self.item, self.before, self.left, self.right, self.keys)
        tab_order.begin_at(self, self.list)
        self._listen_to_keys()
        self._looked = Looked(office, self)
        office.changes.saved.connect(self._on_saved)

    def _row_of_buttons(self) -> QHBoxLayout:
        self.left_button = button("左を採用（1）", self, lambda: self._choose(0))
        self.right_button = button("右を採用（2）", self, lambda: self._choose(self._pair))
        self.both_button = button("両方残す（3）", self, self._keep_both)
        self.later_button = button("あとで（↓）", self, lambda: self._step(1))
        self.more_button = button("もう1台の内容を見る", self, self._next_side)
        self.open_button = button("記録を開く", self, self._open)
        self._ways = (self.left_button, self.right_button, self.later_button)
        self._perhaps = (self.both_button, self.more_button, self.open_button)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        for one in (
            self.left_button,
            self.right_button,
            self.both_button,
            self.later_button,
            self.more_button,
            self.open_button,
        ):
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _listen_to_keys(self) -> None:
        for keys, call in (
            ("1", lambda: self._choose(0)),
            ("2", lambda: self._choose(self._pair)),
            ("3", self._keep_both),
            ("Ctrl+Return", self._open),
            ("Ctrl+Down", lambda: self._scroll(1)),
            ("Ctrl+Up", lambda: self._scroll(-1)),
        ):
            QShortcut(QKeySequence(keys), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def start(self) -> None:
        """Read what is to be decided; the keyboard stays where it was."""
        from zaitaku_desk.store import conflicts

        if self.office.db is None:
            return
        rows, self._found = [], {}
        for kind, record, grp in conflicts.keys(self.office.db)[:MOST]:
            key = f"{record} {grp}"
            self._found[key] = (kind, record, grp)
            name = conflicts.title_of_record(self.office.db, kind, record)
            rows.append(PlainRow(key, (name, conflicts.title_of(kind, grp))))
        at = QApplication.focusWidget()
        here = at is not None and self.isAncestorOf(at)
        for part in (*self._parts, *self._ways):
            part.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.title.setText(f"{self.TITLE} {conflicts.count(self.office.db):,}件" if rows else self.TITLE)
        if not rows:
            self._shown = None
            for one in self._perhaps:
                one.hide()
            if here:  # else it would go where Esc does not lead back
                self.back_button.setFocus()
        self.list.fill(rows)  # and shows the one the keyboard is on

    def _on_saved(self, _kind: str, _ids: list[str]) -> None:
        if self.isVisible():
            self.start()

    # --- showing

    def _show(self, key: str) -> None:
        from zaitaku_desk.store import conflicts

        if key not in self._found:
            return
        shown = conflicts.load(self.office.db, *self._found[key])
        if shown is not None and shown == self._shown:
            return  # something else was saved: what she reads stays where it is
        self._shown, self._pair = shown, 1
        self._paint()

    def _paint(self) -> None:
        from zaitaku_desk.store import conflicts

        shown = self._shown
        if shown is None or len(shown.sides) < 2:
            return
        left, right = shown.sides[0], shown.sides[self._pair]
        self.item.setText(f"{shown.name}　—　{shown.title}")
        self.before.set("開いた時の内容", "", html.escape(shown.before or EMPTY))
        for box, side, other in ((self.left, left, right), (self.right, right, left)):
            box.set(self._head(side, shown), self._when(side), marked(side.text, other.text))
        self.both_button.setVisible(shown.body)
        place = conflicts.page_of(self.office.db, shown.kind, shown.record)
        self._looked.at(place)
        self.open_button.setVisible(place is not None)
        more = len(shown.sides) - 2
        self.more_button.setVisible(more > 0)
        self.more_button.setText(f"右にほかの{more}件の内容を見る")

    def _head(self, side: Side, shown: Conflict) -> str:
        own = side.own and sum(one.own for one in shown.sides) == 1
        return "このパソコン" if own else side.device or "もう一方のパソコン"

    def _when(self, side: Side) -> str:
        return "　".join(part for part in (side.who, moment(side.when, self.office.date_style)) if part)

    # --- deciding

    def _choose(self, at: int) -> None:
        from zaitaku_desk.store import conflicts

        shown = self._shown
        if shown is not None and at < len(shown.sides):
            self._decide(lambda: conflicts.choose(self.office.db, shown, shown.sides[at].op))

    def _keep_both(self) -> None:
        from zaitaku_desk.store import conflicts

        shown = self._shown
        if shown is not None and shown.body:
            self._decide(lambda: conflicts.keep_both(self.office.db, shown))

    def _decide(self, write: Callable[[], object]) -> None:
        shown = self._shown
        if shown is None:
            return
        try:
            write()
        except UserError as error:
            self.said.emit(error.message)
            self.start()
            return
        self.said.emit(f"{shown.title}を決めました（Ctrl+Zで戻せます）")
        self.office.saved(shown.kind, [shown.record])  # and what is shown is read anew
        if self._shown is not None:
            self.list.setFocus()

    def _next_side(self) -> None:
        if self._shown is not None:
            self._pair = self._pair % (len(self._shown.sides) - 1) + 1
            self._paint()

    def _scroll(self, pages: int) -> None:
        for card in (self.before, self.left, self.right):
            card.scroll_by(pages)

    def _step(self, by: int) -> None:
        count = self.list.model().rowCount()
        if count:
            self.list.selectRow((self.list.currentIndex().row() + by) % count)

    def _open(self) -> None:
        from zaitaku_desk.store import conflicts

        shown = self._shown
        place = conflicts.page_of(self.office.db, shown.kind, shown.record) if shown is not None else None
        if place is not None:
            self.back()
            self.open_wanted.emit(*place)


class _Words(QFrame):
    """A card with a heading, who and when, and a text that scrolls."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.head = QLabel(title, self)
        self.head.setProperty("role", "label")
        self.who = QLabel(self)
        self.who.setProperty("role", "secondary")
        self.who.setWordWrap(True)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.area = QScrollArea(self)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        layout.setSpacing(tokens.SPACE_1)
        for part in (self.head, self.who):
            layout.addWidget(part)
        layout.addWidget(self.area, 1)

    def scroll_by(self, pages: int) -> None:
        """Go on in a text that is longer than the card."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def set(self, head: str, who: str, marked_text: str) -> None:
        """Show a side; `marked_text` is HTML."""
        self.head.setText(head)
        self.who.setText(who)
        self.who.setVisible(bool(who))
        self.text.setText(marked_text.replace("\n", "<br>"))
        self.text.setAccessibleName(head)
