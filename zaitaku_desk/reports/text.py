"""Text on its way onto paper: what no file format can hold is replaced and counted, never lost in silence."""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> tuple[str, int]:
    """The text as XML can hold it, and how many characters had to be replaced; line ends become \\n."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.subn(REPLACEMENT, text)


def replacement_warning(replaced: int) -> tuple[str, ...]:
    """What she is told about unprintable characters; nothing when there were none."""
    if not replaced:
        return ()
    return (f"印字できない制御文字が{replaced}文字あり、「{REPLACEMENT}」に置き換えました。",)


def lines(text: str | None) -> list[str]:
    """The lines of a text without empty ones at the ends."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n") if text else []
