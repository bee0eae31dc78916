"""One column in the middle of a page that stands before the tabs; it scrolls where the window is low."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.parts import label

COLUMN = 640  # pixels wide


def middle_column(title: str, page: QWidget) -> QVBoxLayout:
    """Fills the page; what is added to the layout stands below the title."""
    inside = QWidget()
    inside.setMaximumWidth(COLUMN)
    column = QVBoxLayout(inside)
    column.setContentsMargins(tokens.SPACE_2, tokens.SPACE_5, tokens.SPACE_2, tokens.SPACE_4)
    column.setSpacing(tokens.SPACE_3)
    column.addWidget(label(title, inside, "head", wrapped=True))
    middle = QWidget()
    across = QHBoxLayout(middle)
    across.addStretch(1)
    across.addWidget(inside, 20)
    across.addStretch(1)
    area = QScrollArea(page)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(middle)
    outside = QVBoxLayout(page)
    outside.setContentsMargins(0, 0, 0, 0)
    outside.addWidget(area)
    return column
