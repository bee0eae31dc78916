"""Reading a field from typed text, and saying it in words: the command line and the forms use the same
rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import numbers, wareki
from zaitaku_desk.records.fields import Spec

_YES = {"1", "はい", "yes", "true", "○", "あり", "する", "有"}
_NO = {"0", "いいえ", "no", "false", "×", "なし", "しない", "無"}


def parse(item: Spec, text: str, *, today: date, codes: Mapping[str, Mapping[str, str]] | None = None) -> Any:
    """The value that `text` means for the field; empty text means nothing (None, or an empty list).

    A choice is taken by its key or its label; `codes` gives, per code list, key → label. Several values are
    separated by 「、」 or a comma. Raises UserError, in words, when the text cannot be that kind of value.
    """
    text = text.strip()
    if item.type is list:
        return _parse_list(item, text, codes)
    if not text:
        return {} if item.type is dict else None
    if item.type is date:
        found = wareki.parse_date(text, today)
        return found if found else _refuse(item, text, "日付は「R8.4.1」「2026/4/1」「4/1」のように")
    if item.type is datetime:
        return _parse_moment(item, text, today)
    if item.type is int:
        number = numbers.to_int(text)
        return number if number is not None else _refuse(item, text, "数字で")
    if item.type is bool:
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        return _refuse(item, text, "「はい」か「いいえ」で")
    if item.type is dict:
        return _parse_json(item, text)
    return _choice(item, text, codes)


def _parse_list(item: Spec, text: str, codes: Mapping[str, Mapping[str, str]] | None) -> list[Any]:
    if text.startswith("["):
        found = _parse_json(item, text)
        return list(found)
    parts = [part.strip() for part in text.replace("、", ",").replace("，", ",").split(",")]
    return [_choice(item, part, codes) for part in parts if part]


def _parse_json(item: Spec, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return _refuse(item, text, "JSONで")


def _parse_moment(item: Spec, text: str, today: date) -> datetime | None:
    day, _, clock = text.replace("T", " ").replace("　", " ").partition(" ")
    found = wareki.parse_date(day, today)
    time = wareki.parse_time(clock) if clock.strip() else "00:00"
    if found is None or time is None:
        _refuse(item, text, "日時は「2026/4/1 10:30」のように")
    assert found and time
    return datetime(found.year, found.month, found.day, int(time[:2]), int(time[3:]))


def _choice(item: Spec, text: str, codes: Mapping[str, Mapping[str, str]] | None) -> str:
    options = dict(item.choices) if item.choices else dict((codes or {}).get(item.codes, {}))
    if not options or text in options:
        return text
    for key, label in options.items():
        if label == text:
            return key
    if item.codes:
        return text
    return str(_refuse(item, text, f"{'・'.join(options.values())} のどれかで"))


def _refuse(item: Spec, text: str, how: str) -> Any:
    raise UserError(f"「{item.title}」に「{text[:40]}」は入れられません。", f"{how}入力してください。")
