"""Which column is which field: guessed from its heading and from what its cells look like. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from zaitaku_desk.intake import marks, words
from zaitaku_desk.intake.cleaning import address_key, one_line, split_address, telephone_key
from zaitaku_desk.intake.column_fields import CAPABILITY, TRAINING, MapField
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.tables import Table
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.kana import looks_like_kana
from zaitaku_desk.japanese.numbers import digits, plain, postal, to_int
from zaitaku_desk.japanese.wareki import parse_date

SAMPLE = 200
SURE, LIKELY = 0.75, 0.3
_SOME_DAY = date(2000, 1, 1)
_PERSON = re.compile(r"[一-鿿々ヶぁ-ヿ]{1,4}[ \u3000][ぁ-ヿ一-鿿々]{1,5}(?:[ \u3000]*(?:様|殿|先生))?")
_AREA_CODE = re.compile(r"(?:^|[^\d.])0\d")
_LOCAL = re.compile(r"\d{1,4}-?\d{4}")
_CODE = re.compile("(?:コード|番号|code|id|no)$")
_SHORT_NAME = re.compile(r"[一-鿿々]{2,4}[ぁ-ヿ]{0,3}")
_TITLE = re.compile(
    "長$|理事|監事|代表|委員|主任|室長|課長|係長|部長|管理者|会長|顧問|参事|事務局|主査|主事|補佐"
)
_PROFESSION = re.compile(
    "医師|歯科|薬剤師|看護師|保健師|専門員|ケアマネ|ワーカー|社会福祉士|介護福祉士|理学|作業療法|言語聴覚|栄養士|事務|"
    "MSW|PSW|PT|OT|ST|相談員|衛生士|助産師|行政"
)
_OURS = (
    *("病院", "医院", "クリニック", "診療所", "薬局", "ステーション", "センター"),
    *("事業所", "歯科", "医師会", "協議会", "市役所", "役場", "株式会社"),
)
_FROM_CONTENT = frozenset(
    (
        "institution",
        "person",
        "kana",
        "kind",
        "telephone",
        "postal",
        "address",
        "email",
        "url",
        "profession",
        "hours",
    )
)
_WRITTEN = frozenset({"telephone", "postal", "address", "email", "url", "kana", "date", "hours"})
"""Tests that a column under a wrong heading fails for certain."""


class Guess(NamedTuple):
    """A column for a field; `confidence` 0–1, `why` in words for her."""

    column: int
    confidence: float
    why: str


def samples(table: Table) -> list[list[str]]:
    """The first filled cells of every column."""
    rows = [cells for _, cells in islice(table.rows, SAMPLE)]
    width = max([len(table.header), *map(len, rows)], default=0)
    return [
        [text for cells in rows if at < len(cells) and (text := one_line(cells[at]))] for at in range(width)
    ]


def guess(table: Table, fields: Sequence[MapField]) -> dict[str, Guess]:
    """Field → the column it probably is. No column serves two fields, no field has two columns."""
    cells = samples(table)
    heads = [*table.header, *[""] * (len(cells) - len(table.header))]
    rated: list[tuple[float, int, int, str]] = []
    ratios: dict[tuple[str, int], float] = {}
    for at, field in enumerate(fields):
        for column, heading in enumerate(heads):
            said = _heading(field, heading)
            if not said and (not _by_content(field) or not cells[column]):
                continue
            test = "local" if said and field.test == "telephone" else field.test
            key = (test, column)
            if key not in ratios:
                ratios[key] = looks_like(test, cells[column])
            score, why = _score(field, said, ratios[key], empty=not cells[column])
            if score >= LIKELY:
                rated.append((score, at, column, why))
    found: dict[str, Guess] = {}
    taken: set[int] = set()
    for score, at, column, why in sorted(rated, key=lambda one: (-one[0], one[1], one[2])):
        if column not in taken and fields[at].name not in found:
            found[fields[at].name] = Guess(column, round(score, 2), why)
            taken.add(column)
    _trainings(found, heads, cells, taken, fields)
    return found


def looks_like(test: str, cells: Sequence[str]) -> float:
    """The share of the cells that look like it, 0–1; 0 without cells or without such a test."""
    if not cells or test not in _TESTS:
        return 0.0
    share = sum(1 for text in cells if _TESTS[test](text)) / len(cells)
    if test == "kind" and len(set(cells)) > max(3, len(cells) * 0.6):
        return 0.0  # names of institutions hold the words, too
    return share


def _by_content(field: MapField) -> bool:
    """Whether the cells alone may tell: of several people or numbers none is more likely than another."""
    only = {"person": "name", "telephone": "telephone"}.get(field.test, field.name)
    return field.test in _FROM_CONTENT and field.name == only


def _score(field: MapField, said: float, ratio: float, *, empty: bool) -> tuple[float, str]:
    if not said:
        return (0.55 * ratio, "中身から推測") if ratio >= 0.7 else (0.0, "")
    if empty or not field.test:
        return said * 0.9, "見出しから"
    if ratio >= 0.5:
        return min(1.0, said * 0.8 + ratio * 0.2), "見出しと中身から"
    if field.name.startswith(CAPABILITY):
        return 0.0, ""
    if field.test in _WRITTEN:
        return said * 0.4, "見出しから（中身は違うようです）"
    return said * 0.8, "見出しから"


def _heading(field: MapField, heading: str) -> float:
    """How well a heading names the field: 1 exactly, less where only a part of it does."""
    word = words.key(heading)
    if not word:
        return 0.0
    bare = word.split("(")[0].lstrip("#*※◎")
    if word in field.words or bare in field.words:
        return 1.0 if word in field.words else 0.9
    if field.name.startswith(CAPABILITY):
        return 0.8 if _is_short_for(fold(heading), fold(field.title)) else 0.0
    if field.name.startswith(TRAINING):
        return 0.0
    ends = max((len(known) for known in field.words if len(known) > 1 and bare.endswith(known)), default=0)
    if _CODE.search(bare):
        return 0.75 * ends / len(bare)
    begins = max(
        (len(known) for known in field.words if len(known) > 1 and bare.startswith(known)), default=0
    )
    return max(0.75 * ends, 0.6 * begins) / len(bare) if ends or begins else 0.0


def _is_short_for(heading: str, label: str) -> bool:
    """人工呼吸器 for 人工呼吸器の使用; 歯科 is a department and not 訪問歯科診療."""
    if len(heading) < 2 or heading.endswith("科"):
        return False
    longer = max(len(heading), len(label))
    inside = heading in label or label in heading
    return label.startswith(heading) or (inside and min(len(heading), len(label)) * 2 >= longer)


def _trainings(
    found: dict[str, Guess],
    heads: Sequence[str],
    cells: Sequence[Sequence[str]],
    taken: set[int],
    fields: Sequence[MapField],
) -> None:
    """Columns that are headed by the name of a training and say ○ or the day (A77)."""
    names = [field.name for field in fields if re.fullmatch(rf"{TRAINING}\d", field.name)]
    for column, heading in enumerate(heads):
        if not names:
            return
        if column in taken or not re.search("研修|講習|講座", heading) or not cells[column]:
            continue
        if (
            sum(marks.yes(text) is not None or _is_date(text) for text in cells[column])
            >= len(cells[column]) / 2
        ):
            found[names.pop(0)] = Guess(column, 0.7, "見出しと中身から")
            taken.add(column)


def _is_date(text: str) -> bool:
    return len(digits(text)) >= 3 and parse_date(text, _SOME_DAY) is not None


def _is_telephone(text: str) -> bool:
    return bool(telephone_key(text)) and _AREA_CODE.search(plain(text)) is not None and len(text) <= 40


def _is_local(text: str) -> bool:
    """A telephone number, perhaps without its area code: not enough where no heading says so."""
    return _is_telephone(text) or _LOCAL.fullmatch(plain(text)) is not None


def _is_address(text: str) -> bool:
    return bool(any(split_address(text)) or "丁目" in text) and bool(address_key(text)) and len(text) > 5


def _is_institution(text: str) -> bool:
    word = unicodedata.normalize("NFKC", text)
    return words.MEDICAL.search(word) is not None or word.endswith(_OURS)


def _is_person(text: str) -> bool:
    if _is_institution(text) or _TITLE.search(text) or _PROFESSION.search(text) or looks_like_kana(text):
        return False
    return _PERSON.fullmatch(text) is not None or (
        _SHORT_NAME.fullmatch(text) is not None and not any(split_address(text))
    )


_TESTS: Mapping[str, Callable[[str], bool]] = {
    "institution": _is_institution,
    "person": _is_person,
    "kana": looks_like_kana,
    "kind": lambda text: len(text) <= 20 and kind_of(text) != "other",
    "profession": lambda text: len(text) <= 20 and _PROFESSION.search(text) is not None,
    "title": lambda text: len(text) <= 30 and _TITLE.search(text) is not None,
    "telephone": _is_telephone,
    "local": _is_local,
    "postal": lambda text: postal(text) is not None,
    "address": _is_address,
    "email": lambda text: re.fullmatch(r"\S+@\S+\.\S+", text) is not None,
    "url": lambda text: re.match(r"https?://|www\.", text) is not None,
    "date": _is_date,
    "mark": lambda text: marks.state(text) is not None,
    "count": lambda text: to_int(text) is not None,
    "number": lambda text: len(digits(text)) >= 7,
    "hours": lambda text: re.search(r"\d\s*[:：時].*[~～〜\-－ー―から]", text) is not None,
}
