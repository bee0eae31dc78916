"""CSV and its relatives as rows of text: any delimiter, any line end; a quote never closed is refused."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import unguarded
from zaitaku_desk.intake.encoding import GETA, detect, pieces

MAX_BYTES = 300 * 2**20
MAX_ROWS = 500_000
MAX_LINES = 3_000_000  # with blank lines and line breaks in cells
MAX_COLUMNS = 400
MAX_FIELD = 2_000_000
DELIMITERS = (",", "\t", ";", "，")
_FORMULA = re.compile(r'="(.*)"')  # ="0877": how a CSV keeps Excel from taking text for a number
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_END = "\ue0ffend\ue0ff"

Row = tuple[int, list[str]]


def rows(path: Path, step: Callable[[], None] = lambda: None, codec: str = "") -> Iterator[Row]:
    """(line number where the row begins, cells) of every row that holds anything; NUL bytes are dropped, and
    the ' with which our own CSV guards a cell.

    With a `codec` that she chose, characters it cannot read become 〓. UserError for what cannot be a table:
    broken encoding, an unclosed quote, too many rows or columns.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UserError(
            f"ファイルが大きすぎます(上限 {MAX_BYTES // 2**20} MB)。",
            "市町村や都道府県ごとに分けたファイルにしてから選んでください。",
        )
    chosen, codec = bool(codec), codec or detect(path, step)
    csv.field_size_limit(MAX_FIELD)
    with path.open("r", encoding=codec, errors=GETA if chosen else "strict", newline="") as file:
        head = list(itertools.islice(_lines(file), 200))
        said = _SEPARATOR.fullmatch(head[0]) if head else None
        if said is not None:
            head[0] = "\n"
        mark = said[1] if said is not None else delimiter(head)
        yield from _parsed(itertools.chain(head, _lines(file)), mark, step)


def delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most of the sample rows into the same number of cells; a comma in doubt."""
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines[:100], delimiter=candidate) if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: ((item[0] > 1) * item[1], item[0]))
        score = (width - 1) * count / sum(widths.values())
        if score > best_score:
            best, best_score = candidate, score
    return best


def _parsed(lines: Iterator[str], mark: str, step: Callable[[], None]) -> Iterator[Row]:
    reader = csv.reader(itertools.chain(lines, [_END]), delimiter=mark)
    begins, count = 1, 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise UserError(
                f'{begins}行目から始まる行を読めませんでした。1つの欄が長すぎるか、引用符(")が閉じていません。',
                "Excel で開いてその行を直し、保存し直してから、もう一度選んでください。",
            ) from error
        if row is None or row == [_END]:
            return
        if any(_END in cell for cell in row):
            raise UserError(
                f'{begins}行目から始まる行で、引用符(")が閉じていません。',
                'その行の「"」を直し、保存し直してから、もう一度選んでください。何も取り込んでいません。',
            )
        if any(cell.startswith('="') for cell in row):
            row = [_FORMULA.sub(r"\1", cell) for cell in row]
        while row and not row[-1]:
            row.pop()
        if row:
            count += 1
            _check_size(begins, count, len(row))
            yield begins, [unguarded(cell) for cell in row] if "'" in "\0".join(row) else row
        if begins % 2000 == 0:
            step()
        if begins > MAX_LINES:
            raise _too_many_rows()
        begins = reader.line_num + 1


def _check_size(line: int, count: int, width: int) -> None:
    if width > MAX_COLUMNS:
        raise UserError(
            f"{line}行目の列が多すぎます({width:,}列、上限 {MAX_COLUMNS}列)。",
            "1行に1機関の表かどうかを確かめてください。",
        )
    if count > MAX_ROWS:
        raise _too_many_rows()


def _too_many_rows() -> UserError:
    return UserError(
        f"行が多すぎます(上限 {MAX_ROWS:,}行)。",
        "市町村や都道府県ごとに分けたファイルにしてから選んでください。",
    )


def _lines(file: TextIO) -> Iterator[str]:
    for line in pieces(file.readline):
        yield line.replace("\x00", "") if "\x00" in line else line
