"""A small table of child records to type into: the list under a form.

Typing starts editing, Enter and Tab go on to the next cell, the last row is always empty: a new record.
Alt+↑ ↓ moves a row, Ctrl+Delete takes it away, Ctrl+Z brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.autosave import Autosave
from zaitaku_desk.gui.child_delegate import ENTER, CellDelegate, put_cell
from zaitaku_desk.gui.child_model import ChildModel, Children

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


class ChildTable(QWidget):
    """Table plus its buttons; name it in the .ui file and declare its `Children` in the tab."""

    saved = Signal(str)
    undo_wanted = Signal()
    open_wanted = Signal(str, str)
    quieted = Signal()
    MODEL = ChildModel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quiet = False
        self._invite: QPushButton | None = None
        self.view = ChildView(self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(tokens.SPACE_2)
        self._up = self._button("上へ", "Alt+↑", lambda: self.view.move_row(-1))
        self._down = self._button("下へ", "Alt+↓", lambda: self.view.move_row(1))
        self._away = self._button("行を外す", "Ctrl+Delete", self.view.remove_row)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self.view, 1)
        layout.addLayout(self.buttons)
        self.setFocusProxy(self.view)
        self.model: ChildModel | None = None

    def attach(self, office: Office, children: Children, title: str = "") -> None:
        """Learn what to show; called once by the tab."""
        self.model = self.MODEL(office, children, self)
        self.view.attach(office, self.model, title or self.model.record_type.TITLE)
        self.model.saved.connect(self.saved)
        self._order = children.order
        if children.invite:
            self._make_invitation(children.invite)
        if children.retires:
            self._away.setText("使う・使わない")
            self._away.setToolTip("使う・使わない（Ctrl+Delete）")
        for button in (self._up, self._down):
            button.setVisible(bool(children.order))
        self._office = office
        office.changes.saved.connect(self._on_saved_elsewhere)

    def load(self, parent_id: str | None) -> None:
        """Show the children of a record, after saving what is being typed."""
        self.flush()
        self.setEnabled(parent_id is not None)
        self.model.load(parent_id)
        self._show_rows(not self._invite or bool(self.model.rows))
        if not self.quiet:
            self.view.fit()

    def open(self) -> None:
        """The table in the place of its invitation, ready to type."""
        self._show_rows(True)
        self.view.fit()
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Save and seal what is being typed."""
        self.view.flush()
        if self.model is not None and self._office.db is not None:
            self.model.seal()

    def add_button(self, text: str, action: Any) -> QPushButton:
        """One more button under the table (「構成員から写す」 …)."""
        button = self._button(text, "", action)
        self.buttons.insertWidget(0, button)
        return button

    def show_row(self, record_id: str) -> None:
        """The keyboard on the row of that record."""
        at = next((row for row, record in enumerate(self.model.rows) if record.id == record_id), None)
        if at is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.view.setCurrentIndex(self.model.index(at, 0))

    def _make_invitation(self, words: str) -> None:
        self._invite = QPushButton(f"＋ {words}", self)
        self._invite.setProperty("quiet", True)
        self._invite.setAutoDefault(False)
        self._invite.clicked.connect(lambda _on=False: self.open())
        self.layout().insertWidget(0, self._invite, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_rows(False)

    def _show_rows(self, on: bool) -> None:
        """The table itself, or only the button that invites to begin one."""
        if self.quiet is not on:
            return
        self.quiet = not on
        self.setFocusProxy(self.view if on else self._invite)
        self._invite.setVisible(not on)
        self.view.setVisible(on)
        for at in range(self.buttons.count()):
            part = self.buttons.itemAt(at).widget()
            if part is not None:
                part.setVisible(on and (part not in (self._up, self._down) or bool(self._order)))
        self.quieted.emit()

    def _button(self, text: str, keys: str, action: Any) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.setToolTip(f"{text}（{keys}）" if keys else text)
        button.clicked.connect(lambda _on=False: action())
        self.buttons.addWidget(button)
        return button

    def _on_saved_elsewhere(self, kind: str, _ids: list[str]) -> None:
        model = self.model
        if kind == model.children_of.kind and not model._own and model.parent_id and not self.view.editing:
            keep = self.view.currentIndex()
            model.load(model.parent_id)
            self._show_rows(not self._invite or bool(model.rows) or self.view.hasFocus())
            self.view.setCurrentIndex(
                model.index(min(keep.row(), model.rowCount() - 1), max(keep.column(), 0))
            )
            self.view.fit()


class ChildView(QTableView):
    """The table itself; `editor_opened(widget)` when one begins to write in a cell."""

    editor_opened = Signal(object)

    def __init__(self, table: ChildTable) -> None:
        super().__init__(table)
        self._table = table
        self.editing: QWidget | None = None
        self._editing_at = QModelIndex()
        self._autosave = Autosave(self)
        self._autosave.due.connect(self._store_typing)
        self.setEditTriggers(  # not SelectedClicked: for 0.4 s after such a click, typing would be lost
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setMinimumSectionSize(tokens.TARGET)
        self.verticalHeader().setMinimumWidth(tokens.TARGET)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self.fit)

    def attach(self, office: Office, model: ChildModel, title: str) -> None:
        self.setModel(model)
        self.setAccessibleName(title)
        self.setItemDelegate(CellDelegate(office, self))
        header = self.horizontalHeader()
        stretch = model.children_of.stretch or model.children_of.columns[-1]
        for at, item in enumerate(model.specs):
            wide = model.children_of.widths.get(item.name, 70 if item.type in (int, bool) else 120)
            header.resizeSection(at, wide)
            if item.name == stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged, model.modelReset):
            signal.connect(lambda *_: self._fit_soon.start())
        header.sectionResized.connect(lambda *_: self._fit_soon.start())

    def fit(self) -> None:
        """Take the height of the rows, between the fewest and the most that the tab asked for."""
        model = self.model()
        if model is None:
            return
        self.resizeRowsToContents()
        if not model.children_of.most:
            return
        count = max(model.children_of.least, min(model.rowCount(), model.children_of.most))
        rows = sum(self.rowHeight(row) for row in range(min(count, model.rowCount())))
        rows += max(0, count - model.rowCount()) * tokens.TARGET
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 2)

    def sizeHintForRow(self, row: int) -> int:
        return max(tokens.TARGET, super().sizeHintForRow(row))

    # --- editing

    def opened(self, editor: Any, index: QModelIndex) -> None:
        """The delegate made an editor."""
        self.editing, self._editing_at = editor, QModelIndex(index)
        editor.edited.connect(self._autosave.touch)
        self.editor_opened.emit(editor)

    def flush(self) -> None:
        """Store what is typed in the open cell and close it."""
        if self.editing is not None:
            editor = self.editing
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        if editor is self.editing:
            self.editing = None
            self._autosave._rest.stop()
            self._autosave._most.stop()
        super().closeEditor(editor, hint)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Writing on goes over the cells that the tab says are seldom needed (`Children.passed`)."""
        index = super().moveCursor(action, modifiers)
        model = self.model()
        on = action == QAbstractItemView.CursorAction.MoveNext and self.editing is None
        while on and index.isValid() and self._passed(index):
            row, column = divmod(index.row() * model.columnCount() + index.column() + 1, model.columnCount())
            index = model.index(row, column)
        return index

    def _passed(self, index: QModelIndex) -> bool:
        name = self.model().specs[index.column()].name
        return self.model().children_of.passed(self.model().record_at(index.row()), name)

    def _store_typing(self) -> None:
        if self.editing is not None and self._editing_at.isValid():
            put_cell(self.editing, self.model(), self._editing_at, sealed=False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text an IME commits without composing first opens the editor too, and is not lost."""
        opening = self.editing is None
        committed = event.commitString()
        super().inputMethodEvent(event)
        if opening and committed and self.editing is not None:
            again = QInputMethodEvent("", [])
            again.setCommitString(committed)
            QApplication.sendEvent(self.editing.focusProxy() or self.editing, again)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self._table.undo_wanted.emit()
        elif control and event.key() == Qt.Key.Key_Delete:
            self.remove_row()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_row(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in ENTER and self.currentIndex().isValid() and not event.modifiers():
            self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self._clear_cell()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the cells and leaves the table at its end.

        From an editor it comes here where Qt leaves it to the editor: several lines, or a list hanging down.
        """
        at, model = self.currentIndex(), self.model()
        if self.editing is not None:
            editor, ends = self.editing, QStyledItemDelegate.EndEditHint
            self.commitData(editor)
            self.closeEditor(editor, ends.EditNextItem if forward else ends.EditPreviousItem)
            return True
        step = 1 if forward else -1
        if model is None or not at.isValid() or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        place = at.row() * model.columnCount() + at.column() + step
        if not 0 <= place < model.rowCount() * model.columnCount():
            return super().focusNextPrevChild(forward)
        self.setCurrentIndex(model.index(*divmod(place, model.columnCount())))
        return True

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if self.model() is None or not self.model().rowCount():
            return
        at = self.currentIndex() if self.currentIndex().isValid() else self.model().index(0, 0)
        self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def move_row(self, step: int) -> None:
        """Move the current row."""
        self.flush()
        at = self.currentIndex()
        if at.isValid():
            self.setCurrentIndex(self.model().index(self.model().move(at.row(), step), at.column()))

    def remove_row(self) -> None:
        """Take the current row away."""
        at = self.currentIndex()
        if at.isValid():
            self.flush()
            self.model().remove(at.row())
            self.setCurrentIndex(self.model().index(min(at.row(), self.model().rowCount() - 1), at.column()))

    def _clear_cell(self) -> None:
        at = self.currentIndex()
        if at.isValid() and not self.model().is_blank(at.row()):
            item = self.model().specs[at.column()]
            self.model().put(at.row(), item, item.type() if item.type is list else None)
