"""What happens to one person in April: unchanged, leaves, moves, another title, or arrives (A272)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.picker import RecordPicker
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.people import Person, Post

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.transfers import Held, Move

KINDS = (("", "変わらない"), ("leaves", "退任"), ("moves", "異動"), ("retitled", "役職の変更"))
KEY = Qt.ItemDataRole.UserRole


class PlainTable(QTableWidget):
    """A table to read: whole rows, no editing, the keyboard leaves it by Tab."""

    def __init__(self, columns: tuple[str, ...], title: str, parent: QWidget) -> None:
        super().__init__(0, len(columns), parent)
        self.setHorizontalHeaderLabels(columns)
        self.setAccessibleName(title)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(tokens.TARGET)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def put_row(self, row: int, key: str, texts: tuple[str, ...]) -> None:
        """The texts of a row, each whole in its tooltip; `key` is what it stands for."""
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            self.setItem(row, column, cell)
        self.item(row, 0).setData(KEY, key)

    def key_at(self, row: int) -> str:
        """What a row stands for, "" without one."""
        item = self.item(row, 0) if row >= 0 else None
        return item.data(KEY) if item is not None else ""


class TransferDetails(QWidget):
    """The change of one person. `edited` after each of her changes, `next_wanted` on Enter."""

    edited = Signal()
    next_wanted = Signal()
    removed = Signal()

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self.who = QLabel(self)
        self.who.setProperty("role", "head")
        self.who.setWordWrap(True)
        self.buttons: dict[str, QPushButton] = {}
        choices = QHBoxLayout()
        choices.setSpacing(tokens.SPACE_1)
        for number, (key, text) in enumerate(KINDS, 1):
            button = QPushButton(text, self)
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setToolTip(f"{text}（一覧で {number}）")
            button.clicked.connect(lambda _on=False, key=key: self.choose(key))
            choices.addWidget(button)
            self.buttons[key] = button
        choices.addStretch(1)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.name = self._field(office, TextEdit, spec(Person, "name"))
        self.kana = self._field(office, TextEdit, spec(Person, "kana"))
        self.profession = self._field(office, ChoiceBox, spec(Person, "profession"))
        self.institution = self._field(office, RecordPicker, spec(Post, "institution_id"), "新しい機関")
        self.post = self._field(office, TextEdit, spec(Post, "title"), "新しい役職")
        self.next_button = QPushButton("決めて次へ（Enter）", self)
        self.next_button.clicked.connect(self.next_wanted)
        self.remove_button = QPushButton("この人を予定から外す", self)
        self.remove_button.setProperty("quiet", True)
        self.remove_button.clicked.connect(self.removed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_1, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.who)
        layout.addLayout(choices)
        layout.addLayout(self.form)
        for button in (self.next_button, self.remove_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.show_held(None, None)

    def show_held(self, held: Held | None, move: Move | None) -> None:
        """Somebody who holds a post, with what is planned so far."""
        self._new = False
        self.setEnabled(held is not None)
        parts = (held.name, held.institution, held.title) if held is not None else ()
        self.who.setText("　".join(part for part in parts if part))
        self._load(move)

    def show_new(self, move: Move | None = None) -> None:
        """Somebody who arrives."""
        self._new = True
        self.setEnabled(True)
        self.who.setText("新任の人")
        self._load(move)
        self.name.setFocus()

    def choose(self, what: str) -> None:
        """Say what happens, and go where the next word is typed."""
        self._check(what)
        self.edited.emit()
        target = {"moves": self.institution, "retitled": self.post}.get(what)
        if target is not None:
            target.setFocus()

    def move(self, post_id: str) -> Move | None:
        """What is filled in; None when nothing is planned."""
        from zaitaku_desk.store.transfers import Move

        what = "arrives" if self._new else self._what
        made = Move(
            what,
            post_id,
            (self.name.value or "") if self._new else "",
            (self.kana.value or "") if self._new else "",
            (self.profession.value or "") if self._new else "",
            (self.institution.value or "") if what in ("moves", "arrives") else "",
            (self.post.value or "") if what in ("moves", "retitled", "arrives") else "",
        )
        return made if what and (not self._new or any(made[2:])) else None

    _new = False
    _what = ""

    def _load(self, move: Move | None) -> None:
        for widget, value in (
            (self.name, move.name if move else ""),
            (self.kana, move.kana if move else ""),
            (self.profession, move.profession if move else ""),
            (self.institution, move.institution_id if move else ""),
            (self.post, move.title if move else ""),
        ):
            widget.value = value or None
        for part in (self.name, self.kana, self.profession):
            self.form.setRowVisible(part, self._new)
        for button in self.buttons.values():
            button.setVisible(not self._new)
        self.remove_button.setVisible(self._new)
        self._check(move.what if move is not None and not self._new else "")

    def _check(self, what: str) -> None:
        self._what = what
        for key, button in self.buttons.items():
            button.setChecked(key == what)
        self.form.setRowVisible(self.institution, self._new or what == "moves")
        self.form.setRowVisible(self.post, self._new or what in ("moves", "retitled"))
        self.post.setPlaceholderText("空欄なら、いまの役職のまま" if what == "moves" else "")

    def _field(self, office: Office, kind: type[Any], item: Any, title: str = "") -> Any:
        widget = kind(self)
        widget.attach(office, item)
        widget.setAccessibleName(title or item.title)
        widget.edited.connect(self.edited)
        label = QLabel(title or item.title, self)
        label.setProperty("role", "label")
        label.setBuddy(widget)
        self.form.addRow(label, widget)
        return widget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)
