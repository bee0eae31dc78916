"""Several words on one line, separated by 「、」: a list that no code list knows."""

from __future__ import annotations

import re
from typing import Any

from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.text import NoteEdit


class WordsEdit(LineField):
    """A list of words; a comma of any width separates them, and they are shown with 「、」."""

    EXAMPLE = "「、」で区切って入力"

    def parse(self, text: str) -> list[str]:
        return words(text)

    def display(self, value: Any) -> str:
        return "、".join(value or [])

    def typed(self) -> str:
        return ""


class WordsNote(NoteEdit):
    """The same where there may be many: several lines, and a new line separates too."""

    def show_typed(self, text: str) -> None:
        self._set(words(text))

    def _get(self) -> list[str]:
        return words(self._last)

    def _set(self, value: Any) -> None:
        super()._set("、".join(value or []))


def words(text: str) -> list[str]:
    """The words of a text, each once."""
    parts = re.split("[、，,\n]", text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
