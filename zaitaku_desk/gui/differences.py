"""What one text says and another does not, marked for the eye (sync.md §4.7)."""

from __future__ import annotations

import difflib
import html
import re

from zaitaku_desk.gui import tokens

EMPTY = "（空欄）"
MOST_COMPARED = 10**6
"""Characters of one text times those of the other, compared one by one: some hundredths of a second."""

AROUND = 60
"""So many characters of what both say stand before and after a difference."""

_SENTENCE = re.compile(r"[^。\n]*[。\n]|[^。\n]+")


def marked(text: str, other: str) -> str:
    """The text as HTML, with what the other does not say on a ground and underlined."""
    if not text:
        return html.escape(EMPTY)
    found = pieces(text, other)
    last = len(found) - 1
    return "".join(
        f'<u style="background-color: {tokens.WARNING_GROUND}">{html.escape(part)}</u>'
        if own
        else html.escape(_shortened(part, before=at > 0, after=at < last))
        for at, (part, own) in enumerate(found)
    )


def _shortened(part: str, *, before: bool, after: bool) -> str:
    """What both say, only around differences where it is long; whether one stands before and after it."""
    head, tail = part[:AROUND] if before or not after else "", part[-AROUND:] if after else ""
    left_out = len(part) - len(head) - len(tail)
    return f"{head}…（同じ内容 {left_out:,}文字）…{tail}" if left_out > AROUND else part


def pieces(text: str, other: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether only this side says it: character by character.

    Of long texts whole sentences are compared first, and characters where sentences differ: comparing all
    characters of two texts takes time with the square of their length.
    """
    if len(text) * len(other) <= MOST_COMPARED:
        return _compared(text, other)
    found: list[tuple[str, bool]] = []
    ours, theirs = (_SENTENCE.findall(one) for one in (text, other))
    for what, start, end, from_, to in difflib.SequenceMatcher(None, ours, theirs).get_opcodes():
        mine, said = "".join(ours[start:end]), "".join(theirs[from_:to])
        if what == "replace" and len(mine) * len(said) <= MOST_COMPARED:
            found += _compared(mine, said)
        elif mine:
            found.append((mine, what != "equal"))
    return found


def _compared(text: str, other: str) -> list[tuple[str, bool]]:
    codes = difflib.SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
    return [(text[start:end], what != "equal") for what, start, end, _, _ in codes if end > start]
