"""Several words on one line, separated by 「、」: a list that no code list knows."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.gui.widgets.base import LineField


class WordsEdit(LineField):
    """A list of words; a comma of any width separates them, and they are shown with 「、」."""

    EXAMPLE = "「、」で区切って入力"

    def parse(self, text: str) -> list[str]:
        parts = text.replace("，", "、").replace(",", "、").split("、")
        return [part.strip() for part in parts if part.strip()]

    def display(self, value: Any) -> str:
        return "、".join(value or [])

    def typed(self) -> str:
        return ""
