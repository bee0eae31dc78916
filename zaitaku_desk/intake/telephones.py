"""Telephone numbers of a list that lack their area code, and the area code its other rows have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from zaitaku_desk.intake.cleaning import one_line, split_address
from zaitaku_desk.japanese import area_codes
from zaitaku_desk.japanese.numbers import digits, plain

_LOCAL = re.compile(r"[1-9]\d{0,3}-?\d{4}")
_WITHOUT_ZERO = re.compile(r"[1-9]\d{8}|[5789]0\d{8}")
_ENOUGH = 3


def area_codes_of(rows: Iterable[list[str]], columns: Mapping[str, int]) -> dict[str, str]:
    """Municipality → area code, when some row lacks it and the others of the municipality agree on one.

    The municipality "" stands for the whole list. Empty when no number lacks its area code.
    """
    if "telephone" not in columns:
        return {}
    seen: dict[str, Counter[str]] = {}
    wanting = False
    for cells in rows:
        text = cells[columns["telephone"]]
        if is_local(text):
            wanting = True
        elif code := _area_code(text):
            for place in {"", _place(cells, columns)}:
                seen.setdefault(place, Counter())[code] += 1
    found: dict[str, str] = {}
    for place, codes in seen.items():
        code, count = codes.most_common(1)[0]
        if count >= _ENOUGH and count >= 0.9 * codes.total():
            found[place] = code
    return found if wanting else {}


def is_local(text: str) -> bool:
    """Whether the text is a number without its area code: 「865-3330」."""
    return len(text) < 16 and _LOCAL.fullmatch(plain(text)) is not None


def completed(text: str, municipality: str, known: Mapping[str, str]) -> str:
    """「(087)865-3330」, the added part in brackets; "" when no area code fits."""
    if not is_local(text):
        return ""
    code = known.get(municipality) or known.get("", "")
    return f"({code}){text}" if code and len(code) + len(digits(text)) == 10 else ""


def with_zero(text: str) -> str:
    """The leading zero that Excel took from a number that it held for one."""
    return f"0{text}" if _WITHOUT_ZERO.fullmatch(text) else text


def _area_code(text: str) -> str:
    number = digits(text[:20])[:10]
    length = area_codes.length(number) if number.startswith("0") and len(number) == 10 else None
    return number[:length] if length else ""


def _place(cells: list[str], columns: Mapping[str, int]) -> str:
    if "municipality" in columns and (said := one_line(cells[columns["municipality"]])):
        return split_address(said)[1] or said
    return split_address(cells[columns["address"]])[1] if "address" in columns else ""
