"""Where an institution of a list lies: coordinates, codes of prefectures, the place a whole list is of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from zaitaku_desk.japanese.numbers import plain

PREFECTURES = (
    *("北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県"),
    *("埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県"),
    *("岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県"),
    *("鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県"),
    *("佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県"),
)
"""In the order of their codes, 01 to 47."""

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_LATITUDES, _LONGITUDES = (20.0, 46.0), (122.0, 154.5)


def prefecture(code: str) -> str:
    """The name of the prefecture with the code ("37", "3", "372013"), or ""."""
    text = plain(code)
    number = int(text[:-4] if len(text) in (5, 6) else text) if text.isascii() and text.isdigit() else 0
    return PREFECTURES[number - 1] if 1 <= number <= len(PREFECTURES) else ""


def prefecture_code(code: str) -> str:
    """The code with two digits ("3" → "03"), or "" when there is no such prefecture."""
    name = prefecture(code)
    return f"{PREFECTURES.index(name) + 1:02}" if name else ""


def position(latitude: str, longitude: str) -> str:
    """ "緯度,経度" in degrees with at most six decimals; "" for 0/0, half of it, or a place outside Japan."""
    north, east = plain(latitude), plain(longitude)
    if not _NUMBER.fullmatch(north) or not _NUMBER.fullmatch(east):
        return ""
    a, b = float(north), float(east)
    if a > b:
        a, b = b, a
    inside = _LATITUDES[0] <= a <= _LATITUDES[1] and _LONGITUDES[0] <= b <= _LONGITUDES[1]
    return f"{_degrees(a)},{_degrees(b)}" if inside else ""


def common(rows: Iterable[Mapping[str, Any]]) -> str:
    """Prefecture and municipality that most of the rows lie in, or ""."""
    seen = Counter(f"{values.get('prefecture', '')}{values.get('municipality', '')}" for values in rows)
    place, count = seen.most_common(1)[0] if seen else ("", 0)
    return place if count * 2 > sum(seen.values()) else ""


def _degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
