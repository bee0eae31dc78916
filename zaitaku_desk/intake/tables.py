"""Any file she may choose → a table of text, or a clear refusal. Nothing is written anywhere."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import delimited, header, workbook
from zaitaku_desk.intake.child import BETWEEN, MAX_COLUMNS, MAX_PLAIN, ROWS_PER_FRAME, encode, packed
from zaitaku_desk.intake.encoding import CHOICES
from zaitaku_desk.intake.words import field_of

Progress = Callable[[int, int], None]
"""progress(done, total); total 0 while it is not known. It may raise to stop the work."""
Cancelled = Callable[[], bool]
Row = tuple[int, list[str]]
"""(line of the file or row of the sheet, cells)."""
Merged = Sequence[int]
"""(first line, last line, column)."""

NO_HEADER = "見出しの行が見つかりませんでした。"
_PRIVATE = b"\xee"  # begins U+E000–EFFF, where 外字 are, in UTF-8
_CHOOSE = "Excel のブック(.xlsx、.xls)か CSV のファイルを選んでください。"
_EXCEL = (".xlsx", ".xls", ".xlsm", ".xlsb")
_MAGIC = (
    (b"%PDF", "PDF の文書"),
    (b"\x89PNG", "画像"),
    (b"\xff\xd8\xff", "画像"),
    (b"GIF8", "画像"),
    (b"{\\rtf", "Word の文書"),
    (b"\x1f\x8b", "圧縮ファイル"),
    (b"7z\xbc\xaf", "圧縮ファイル"),
    (b"Rar!", "圧縮ファイル"),
)


class ImportStopped(UserError):
    """She stopped it; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "取り込みを中止しました。", "何も変わっていません。もう一度選べば、初めから読みます。"
        )


class Rows:
    """The data rows below the header; may be walked through again and again, in flat memory.

    Each row has at least as many cells as the header. Titles and headers repeated on further pages are left
    out. A cell merged over several rows is said of each, except a name: its further rows are no institutions.
    """

    def __init__(
        self, blocks: workbook.Blocks, titles: list[str], above: Sequence[Row], merged: Sequence[Merged] = ()
    ) -> None:
        self.blocks, self.merged, self._width = blocks, merged, len(titles)
        self._last = above[-1][0] if above else 0
        self._again = {tuple(cells) for _, cells in above}
        names = {column for column, title in enumerate(titles) if field_of(title) in ("name", "kana")}
        self._fill = [cell for cell in merged if cell[0] > self._last and cell[2] not in names]

    def __iter__(self) -> Iterator[Row]:
        width, again, firsts = self._width, self._again, {cells[0] for cells in self._again}
        rows = _filled(_walk(self.blocks), self._fill) if self._fill else _walk(self.blocks)
        for line, cells in rows:
            if line <= self._last or (cells[0] in firsts and tuple(cells) in again):
                continue
            yield line, cells + [""] * (width - len(cells))

    def with_private_use(self) -> Iterator[Row]:
        """Rows of those blocks that hold 外字, quickly found."""
        held = [block for block in self.blocks if _PRIVATE in _body(block)]
        return (row for row in _walk(held) if row[0] > self._last)


@dataclass(slots=True)
class Table:
    """One sheet or text file. `header` is empty when no row looks like one; then `rows` holds every row.

    `name` is the file's name, `notes` what she should know about the reading, in Japanese.
    """

    name: str
    header: list[str]
    rows: Rows
    header_line: int = 0
    sheet: str = ""
    notes: list[str] = field(default_factory=list)
    sheets: tuple[str, ...] = ()
    """The other sheets of the workbook."""
    above: tuple[str, ...] = ()
    """The cells above the header: title, day, publisher."""

    def first_rows(self, count: int) -> list[Row]:
        """The first rows of the sheet with something in them, titles and header included."""
        return list(islice(_walk(self.rows.blocks), count))

    def with_header(self, line: int) -> Table:
        """The same table with the header in that line."""
        first = self.first_rows(header.LOOK_AT)
        index = next((index for index, (at, _) in enumerate(first) if at == line), 0)
        return _headed(self, first, index)

    def under(self, titles: list[str]) -> Table:
        """The same table under titles that it does not have itself."""
        return replace(
            self, header=titles, rows=Rows(self.rows.blocks, titles, (), self.rows.merged), header_line=0
        )


def read_table(
    path: Path | str,
    *,
    sheet: str = "",
    encoding: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Table:
    """Reads CSV, TSV, xlsx or xls by content, not by name; `encoding` is one of `encoding.CHOICES`, or "".

    UserError for every file that is no table: what it is instead, what is broken, and what to do.
    `progress` may raise, `cancelled` may answer True: both stop at once (ImportStopped for the latter).
    """
    path = Path(path)

    def step() -> None:
        if cancelled is not None and cancelled():
            raise ImportStopped
        if progress is not None:
            progress(0, 0)

    try:
        if _is_workbook(path):
            blocks, about = workbook.read(path, sheet, step)
            return _table(path.name, blocks, about)
        return _table(path.name, *_read_text(path, step, encoding))
    except FileNotFoundError as error:
        raise UserError("ファイルが見つかりません。", "ファイルの場所と名前を確かめてください。") from error
    except OSError as error:
        raise UserError(
            "ファイルを開けませんでした。",
            "Excel などで開いていれば閉じて、フォルダーなら中のファイルを選んでください。",
        ) from error


def _is_workbook(path: Path) -> bool:
    """True for a zip or compound file; UserError for a well-known kind that is no table."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise UserError("ファイルが空です。", _CHOOSE)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0")):
        return True
    for magic, what in _MAGIC:
        if start.startswith(magic):
            raise UserError(f"{what}です。表として読めません。", _CHOOSE)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise UserError(
            "Web ページ(HTML)です。表として読めません。",
            "Excel で開き、「Excel ブック(.xlsx)」で保存し直したものを選んでください。",
        )
    if text.startswith((b"<?xml", b"<!doctype", b"<!--")):
        raise UserError("XML のファイルです。表として読めません。", _CHOOSE)
    return False


def _read_text(path: Path, step: Callable[[], None], codec: str) -> tuple[workbook.Blocks, dict[str, Any]]:
    named_excel = path.suffix.lower() in _EXCEL
    blocks: workbook.Blocks = []
    block: list[Row] = []
    size = widest = 0
    try:
        for row in delimited.rows(path, step, codec):
            block.append(row)
            widest = max(widest, len(row[1]))
            if len(block) == ROWS_PER_FRAME:
                size += _keep(blocks, block, size)
                block = []
    except UserError as error:
        if named_excel:
            raise UserError(*workbook.not_a_workbook()) from error
        raise
    _keep(blocks, block, size)
    if named_excel and widest < 2:
        raise UserError(*workbook.not_a_workbook())
    notes = ["名前は Excel ブックですが、中身は CSV でした。CSV として読みました。"] if named_excel else []
    if codec:
        notes.append(
            f"文字コードを {dict(CHOICES).get(codec, codec)} として読みました。読めない文字は「〓」です。"
        )
    return blocks, {"notes": notes}


def _keep(blocks: workbook.Blocks, block: list[Row], size: int) -> int:
    """Adds the rows as the child would have sent them: compressed once the list is large."""
    body = encode([(line, packed(row)) for line, row in block])
    blocks.append((b"R", body) if size < MAX_PLAIN else (b"C", zlib.compress(body, 1)))
    return len(body)


def _table(name: str, blocks: workbook.Blocks, about: dict[str, Any]) -> Table:
    first: list[Row] = []
    for row in _walk(blocks):
        first.append(row)
        if len(first) == header.LOOK_AT:
            break
    if not first:
        raise UserError("表が空です。", "一覧の入ったファイルかどうかを確かめてください。")
    notes = list(about.get("notes", []))
    if about.get("sheets"):
        notes.append(f"シート「{about['sheet']}」を読みました。ほかのシートは読んでいません。")
    others = tuple(about.get("sheets", ()))
    bare = Table(
        name, [], Rows(blocks, [""], (), about.get("merged", ())), 0, about.get("sheet", ""), notes, others
    )
    index = header.find([cells for _, cells in first])
    if index is None:
        notes.append(NO_HEADER)
        return bare
    table = _headed(bare, first, index)
    twice = sorted({title for title in table.header if title and table.header.count(title) > 1})
    notes.extend(f"見出し「{title}」の列が2つ以上あります。左の列を使います。" for title in twice)
    return table


def _headed(table: Table, first: list[Row], index: int) -> Table:
    begin, end, titles = header.whole([cells for _, cells in first], index)
    above = tuple(" ".join(cell.split()) for _, cells in first[:begin] for cell in cells if cell.strip())
    rows = Rows(table.rows.blocks, titles, first[: end + 1], table.rows.merged)
    return replace(table, header=titles, rows=rows, header_line=first[end][0], above=above)


def _walk(blocks: workbook.Blocks) -> Iterator[Row]:
    for block in blocks:
        for line, cells in json.loads(_body(block)):
            if type(cells) is str:
                yield line, cells.split(BETWEEN)
                continue
            row = [cell if type(cell) is str else _as_text(cell) for cell in cells]
            while row and not row[-1]:
                row.pop()
            if row:
                yield line, row


def _filled(rows: Iterator[Row], merged: Sequence[Merged]) -> Iterator[Row]:
    """The rows, those below a merged cell with its value."""
    begins: dict[int, list[Merged]] = {}
    for cell in merged:
        begins.setdefault(cell[0], []).append(cell)
    open_: list[tuple[int, int, str]] = []
    for line, cells in rows:
        open_ = [cell for cell in open_ if cell[0] >= line]
        for _, column, text in open_:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or text
        for _, last, column in begins.get(line, ()):
            if column < len(cells) and len(open_) < MAX_COLUMNS:
                open_.append((last, column, cells[column]))
        yield line, cells


def _body(block: tuple[bytes, bytes]) -> bytes:
    kind, body = block
    return zlib.decompress(body) if kind == b"C" else body


def _as_text(cell: Any) -> str:
    """A number as it is typed (123, not 123.0)."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)
