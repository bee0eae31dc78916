"""What stands around a field widget: its title above, the line for problems below."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens

if TYPE_CHECKING:
    from zaitaku_desk.records.fields import Spec


def own_undo(widget: QObject) -> bool:
    """Whether the widget itself has typing to take back."""
    if isinstance(widget, QPlainTextEdit):
        return widget.document().isUndoAvailable()
    return isinstance(widget, QLineEdit) and widget.isUndoAvailable()


def wrap(widget: QWidget, spec: Spec) -> tuple[QLabel, QLabel]:
    """Put the field's title above the widget and a line for problems below, at its place in the layout.

    Both labels are returned; the box around all three is called `<field>_box`.
    """
    parent = widget.parentWidget()
    box = QWidget(parent)
    box.setObjectName(f"{spec.name}_box")
    label = QLabel(title_of(spec), box)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setProperty("role", "label")
    label.setBuddy(widget)
    line = QLabel(box)
    line.setObjectName(f"{spec.name}_problem")
    line.setProperty("role", "problem")
    line.setWordWrap(True)
    line.hide()
    if parent is not None and parent.layout() is not None:
        parent.layout().replaceWidget(widget, box)
    inside = QVBoxLayout(box)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(tokens.SPACE_1)
    inside.addWidget(label)
    inside.addWidget(widget)
    inside.addWidget(line)
    inside.addStretch(1)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(widget.sizePolicy().hasHeightForWidth())
    box.setSizePolicy(policy)
    return label, line


def title_of(spec: Spec) -> str:
    """The title with unit and 必須, as HTML."""
    unit = f"（{spec.unit}）" if spec.unit else ""
    need = f'　<span style="color:{tokens.ERROR}">必須</span>' if spec.required else ""
    return f"{escape(spec.title + unit)}{need}"
