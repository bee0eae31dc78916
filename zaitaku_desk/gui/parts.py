"""Push buttons and labels as the pages have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

WRAPPED = ("secondary", "problem", "warning")


def button(
    text: str, parent: QWidget, call: Callable[[], Any], *, primary: bool = False, quiet: bool = False
) -> QPushButton:
    """A push button; `call` gets nothing."""
    made = QPushButton(text, parent)
    made.setProperty("primary", primary)
    made.setProperty("quiet", quiet)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on=False: call())
    return made


def label(text: str, parent: QWidget | None, role: str = "", *, wrapped: bool = False) -> QLabel:
    """A label; roles are those of the theme, and those of whole sentences are wrapped anyway."""
    made = QLabel(text, parent)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrapped or role in WRAPPED)
    return made


def give_role(widget: QWidget, role: str) -> None:
    """Another look from now on: a stylesheet is not asked again by itself."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().polish(widget)
