"""Numbers as they are typed: full width, kanji, with units; telephone numbers and postal codes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from zaitaku_desk.japanese import area_codes

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─━﹘﹣－ｰ", "-") | dict.fromkeys("～〜∼", "~"))
_KANJI_DIGITS: Final = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
_KANJI_RUN = re.compile("[〇一二三四五六七八九十百千]+")
_COUNT = re.compile(
    r"([-+▲△]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?"
    r"(?:名|人|回|件|床|台|分|円|日|年|歳|才|時間|箇所|か所|ヶ所|カ所|ヵ所|施設|世帯|部|枚|通|校|組|%)?(?:様)?"
)

_LEAD_IN = re.compile(r"^\s*(?:tel|℡|電話|☎|代表|本社|直通|携帯|fax)?(?:番号)?\s*[.:：]?\s*", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"\(?\s*(?:内線|内|ext|fax|[x#])|[,、;；/／\n]", re.IGNORECASE)
_RUN = re.compile(r"[\d+][\d\-().\s+]*")
_ABROAD = re.compile(r"\+\s*81|\(\+81\)|010-?81-")
_ONLY_NUMBER = re.compile(r"\s*\+?[\d\-().\s]*\d\s*")


def plain(text: str) -> str:
    """NFKC without spaces, every hyphen as "-" and every wave as "~": the form the parsers here read."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())


def digits(text: str) -> str:
    """Only the digits, of any width, as ASCII: "１２-3" → "123"."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if "0" <= letter <= "9")


def arabic(text: str) -> str:
    """Runs of kanji numerals below 10,000 become ASCII digits: 二十一 → 21, 二〇二〇 → 2020."""
    return _KANJI_RUN.sub(lambda run: str(_kanji_value(run[0])), text)


def to_int(text: str) -> int | None:
    """A whole number with its everyday unit (12名, 1,234人, 三回, １０床, 12.0), else None."""
    match = _COUNT.fullmatch(arabic(plain(text)))
    if match is None:
        return None
    value = int(match[2].replace(",", ""))
    return -value if match[1] in ("-", "▲", "△") else value


def postal(text: str) -> str | None:
    """Postal code as "720-0001" from 〒7200001, 720－0001 …; None unless it is exactly seven digits."""
    match = re.fullmatch(r"〒?(\d{3})-?(\d{4})", plain(text))
    return f"{match[1]}-{match[2]}" if match else None


def telephone(text: str) -> str:
    """The digits by which a telephone number is compared: 0847325211; "" when there is no number.

    Any hyphen, bracket and width; 内線, 代表 and a second number are left out; +81 becomes 0, and
    the 0 that Excel dropped from a bare number comes back.
    """
    number = _first_number(text)
    return number[: _usual_length(number)] if number.startswith("0") else number


def looks_like_telephone(text: str) -> bool:
    """Whether the text is nothing but one Japanese telephone number with its area code."""
    number = _first_number(text)
    whole = _ONLY_NUMBER.fullmatch(_spaced(text)) is not None and len(number) == _usual_length(number)
    return whole and number[0] == "0" and number[1] != "0"


def show_telephone(text: str) -> str:
    """A number as it is printed, 0847-32-5211; what was typed when the division is not certain."""
    typed = text.strip()
    if not looks_like_telephone(typed):
        return typed
    number = telephone(typed)
    parts = [digits(part) for part in re.split(r"[-().\s]+", _spaced(typed)) if part]
    if len(parts) == 3 and "".join(parts) == number and 2 <= len(parts[0]) <= 5 and len(parts[2]) >= 3:
        return "-".join(parts)
    if re.match(r"0120|0570|0990", number):
        return f"{number[:4]}-{number[4:7]}-{number[7:]}"
    first = _mobile_or_toll_free(number) or area_codes.length(number)
    return f"{number[:first]}-{number[first:-4]}-{number[-4:]}" if first else typed


def _first_number(text: str) -> str:
    main = _AFTER_NUMBER.split(_LEAD_IN.sub("", _spaced(text)), maxsplit=1)[0]
    runs = [digits(run) for run in _RUN.findall(main)]
    number = next((run for run in runs if len(run) >= 6), "".join(runs))
    if _ABROAD.match(main.strip()) or (len(number) in (11, 12) and number.startswith("81")):
        number = "0" + number.removeprefix("010").removeprefix("81").removeprefix("0")
    if re.fullmatch(r"[1-9]\d{8}|[5789]0\d{8}", number):
        number = "0" + number
    return number


def _spaced(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES).replace("~", "-")


def _usual_length(number: str) -> int:
    return 11 if re.match(r"0[56789]0[1-9]|020|0800", number) else 10


def _mobile_or_toll_free(number: str) -> int | None:
    if len(number) != 11:
        return None
    return 4 if number.startswith("0800") else 3


def _kanji_value(run: str) -> int:
    if not any(letter in "十百千" for letter in run):
        return int("".join(str(_KANJI_DIGITS[letter]) for letter in run))
    total, pending = 0, ""
    for letter in run:
        if letter in _KANJI_DIGITS:
            pending += str(_KANJI_DIGITS[letter])
            continue
        total += int(pending or "1") * {"十": 10, "百": 100, "千": 1000}[letter]
        pending = ""
    return total + int(pending or "0")
