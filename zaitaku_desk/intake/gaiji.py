"""外字: private-use characters of a list. They are kept; what they probably are is only suggested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SHOWN = 5
PRIVATE = re.compile("[\ue000-\uefff]")

# Where the lists of the 地方厚生局 put the forms of JIS X 0213:2004 that their fonts draw otherwise.
_LIKELY = {"\ue192": "辻", "\ue18d": "榊"}


def note(rows: Iterable[tuple[int, list[str]]], columns: Sequence[int]) -> str:
    """Which values hold 外字, by line, and what is suggested for them; "" when there are none."""
    found: dict[str, int] = {}
    for line, cells in rows:
        for column in columns:
            if column < len(cells) and PRIVATE.search(cells[column]):
                found.setdefault(cells[column].strip(), line)
    if not found:
        return ""
    shown = "、".join(_told(text, line) for text, line in list(found.items())[:SHOWN])
    more = f"、ほか{len(found) - SHOWN}件" if len(found) > SHOWN else ""
    return (
        f"外字（別のパソコンでは見えない文字）が{len(found)}件あります。そのまま取り込みます：{shown}{more}"
    )


def suggestion(text: str) -> str:
    """The text with the characters its 外字 probably are (辻, 榊); "" when one of them is not known."""
    likely = PRIVATE.sub(lambda char: _LIKELY.get(char[0], char[0]), text)
    return "" if likely == text or PRIVATE.search(likely) else likely


def _told(text: str, line: int) -> str:
    likely = "・".join(
        dict.fromkeys(_LIKELY.get(char, f"U+{ord(char):04X}") for char in PRIVATE.findall(text))
    )
    return f"{line}行目「{PRIVATE.sub('〓', text)}」の〓は{likely}{'か' if suggestion(text) else ''}"
