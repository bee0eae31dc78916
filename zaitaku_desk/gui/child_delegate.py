"""Edits the cells of a child table with the widgets of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.child_model import ChildModel
from zaitaku_desk.gui.field_box import own_undo
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.gui.widgets.picker import RecordPicker
from zaitaku_desk.gui.widgets.text import NoteEdit

if TYPE_CHECKING:
    from zaitaku_desk.gui.child_table import ChildView
    from zaitaku_desk.gui.office import Office

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Edits a cell with the widget of its field."""

    def __init__(self, office: Office, view: ChildView) -> None:
        super().__init__(view)
        self._office = office
        self._view = view

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        item = index.model().specs[index.column()]
        own = index.model().children_of.editors.get(item.name)
        editor = (own or widget_class(item))(parent)
        editor.attach(self._office, item)
        editor.setAccessibleName(item.title)
        editor.setProperty("cell", True)
        editor.setAutoFillBackground(True)
        if isinstance(editor, RecordPicker):
            editor.text_field = index.model().words_of(item)
        for part in editor.findChildren(QLineEdit):
            part.installEventFilter(self)
        self._view.opened(editor, index)
        return editor

    def setEditorData(self, editor: Any, index: QModelIndex) -> None:
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        model = index.model()
        record, item = model.record_at(index.row()), model.specs[index.column()]
        kept = model.words_of(item)
        if item.name in record.as_typed:
            editor.show_typed(record.as_typed[item.name])
        elif isinstance(editor, RecordPicker) and kept:
            editor.show_words(getattr(record, item.name), getattr(record, kept))
        else:
            editor.value = getattr(record, item.name)
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        if line is not None:
            QTimer.singleShot(0, line, line.selectAll if line.text() else line.deselect)

    def setModelData(self, editor: Any, model: ChildModel, index: QModelIndex) -> None:
        if hasattr(editor, "tidy"):
            editor.tidy()
        put_cell(editor, model, index, sealed=True)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        area = option.rect
        if isinstance(editor, NoteEdit):
            editor.setMinimumWidth(area.width())
        editor.setGeometry(
            area.x(), area.y(), area.width(), max(area.height(), editor.minimumSizeHint().height())
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(tokens.TARGET, hint.height() + tokens.SPACE_1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not own_undo(editor):
                return True
            if event.key() in ENTER:
                return self._enter(editor, event)
        if isinstance(editor, QLineEdit) and editor is not self._view.editing:
            return False  # a line inside the editor: only its keys matter here
        return super().eventFilter(editor, event)

    def _enter(self, editor: QObject, event: QKeyEvent) -> bool:
        if isinstance(editor, NoteEdit) and event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            editor.insertPlainText("\n")
            return True
        whole = self._view.editing
        if isinstance(whole, ChoiceBox) and whole.view().isVisible():
            return False
        self.commitData.emit(whole)
        self.closeEditor.emit(whole, QStyledItemDelegate.EndEditHint.EditNextItem)
        return True


def put_cell(editor: Any, model: ChildModel, index: QModelIndex, *, sealed: bool) -> None:
    """Write what an editor holds into its cell."""
    item = model.specs[index.column()]
    words = editor.words if isinstance(editor, RecordPicker) else None
    model.put(index.row(), item, editor.value, typed=editor.typed(), words=words, sealed=sealed)
