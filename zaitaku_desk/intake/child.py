"""Opens a workbook in a process of its own, so that a hostile file can only kill this one.

Run as a script (or by the frozen program with `--intake-child`). It imports nothing of the program.
Standard output carries frames: 4 bytes length, 1 byte kind, body.
`H` JSON {"sheet", "sheets", "height", "merged"} · `R` JSON [[line, row]…], a row of text `packed`, any other
[cell…] · `C` the same, compressed · `Z` JSON {"rows"} · `E` JSON {"code", "detail"}.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import struct
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

MAX_MEMBERS = 2_000
MAX_UNPACKED = 400 * 2**20
MAX_RATIO = 100
MAX_ROWS = 200_000
MAX_COLUMNS = 400
MAX_MEMORY = 448 * 2**20
JOB_EXTENDED_LIMITS, JOB_PROCESS_MEMORY, JOB_DIE_ON_EXCEPTION = 9, 0x100, 0x400
MAX_PLAIN = 32 * 2**20
ROWS_PER_FRAME = 500
MAX_MERGES = 20_000
BETWEEN = "\ufdd0"
"""Between the cells of a packed row; a noncharacter, so no text holds it."""


class Refused(Exception):
    """A reason, as a code the parent knows how to say in Japanese."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def main(argv: list[str]) -> int:
    """`argv` = [path, sheet name or ""]; always ends with a `Z` or an `E` frame unless it is killed."""
    limit_memory()
    out = sys.stdout.buffer
    try:
        check_container(argv[0])
        send_sheet(argv[0], argv[1] if len(argv) > 1 else "", out)
    except Refused as refused:
        frame(out, b"E", encode({"code": refused.code, "detail": refused.detail}))
    except MemoryError:
        frame(out, b"E", encode({"code": "memory", "detail": ""}))
    except BaseException as error:  # pyo3's PanicException is no Exception
        code = "password" if type(error).__name__ == "PasswordError" else "broken"
        frame(out, b"E", encode({"code": code, "detail": type(error).__name__}))
    out.flush()
    return 0


def limit_memory() -> None:
    """Caps the address space; on Windows what this process may commit."""
    if sys.platform == "win32":
        import ctypes

        limit_by_job(ctypes.WinDLL("kernel32"))
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_by_job(kernel: Any) -> None:
    """Put this process into a job with a limit (JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h).

    `kernel`: kernel32. Where Windows refuses, the parent's clock remains.
    """
    from ctypes import (
        POINTER,
        Structure,
        byref,
        c_int,
        c_int64,
        c_size_t,
        c_uint32,
        c_uint64,
        c_void_p,
        sizeof,
    )

    class Limits(Structure):
        _fields_ = (
            ("process_time", c_int64),
            ("job_time", c_int64),
            ("flags", c_uint32),
            ("least_working_set", c_size_t),
            ("most_working_set", c_size_t),
            ("processes", c_uint32),
            ("affinity", c_size_t),
            ("priority", c_uint32),
            ("scheduling", c_uint32),
            ("io_counters", c_uint64 * 6),
            ("process_memory", c_size_t),
            ("job_memory", c_size_t),
            ("peak_of_process", c_size_t),
            ("peak_of_job", c_size_t),
        )

    create, ours = kernel.CreateJobObjectW, kernel.GetCurrentProcess
    tell, join = kernel.SetInformationJobObject, kernel.AssignProcessToJobObject
    create.argtypes, create.restype = [c_void_p, c_void_p], c_void_p
    ours.argtypes, ours.restype = [], c_void_p
    tell.argtypes, tell.restype = [c_void_p, c_int, POINTER(Limits), c_uint32], c_int
    join.argtypes, join.restype = [c_void_p, c_void_p], c_int
    limits = Limits(flags=JOB_PROCESS_MEMORY | JOB_DIE_ON_EXCEPTION, process_memory=MAX_MEMORY)
    job = create(None, None)
    if job and tell(job, JOB_EXTENDED_LIMITS, byref(limits), sizeof(limits)):
        join(job, ours())


def check_container(path: str) -> None:
    """Limits of decision 31, judged on the zip directory before anything is unpacked."""
    with Path(path).open("rb") as file:
        magic = file.read(8)
        if magic.startswith(b"\xd0\xcf\x11\xe0"):
            check_ole(magic + file.read(50 * 2**20))
            return
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise Refused("broken", "zip") from error
    with archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1):
            raise Refused("bomb", f"{len(members)} {unpacked} {packed}")
        if any(member.flag_bits & 1 for member in members):
            raise Refused("password")
        check_parts(archive, {member.filename.lstrip("/").lower() for member in members})


def check_parts(archive: zipfile.ZipFile, names: set[str]) -> None:
    """What kind of package this is, by its parts and not by its file name."""
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Refused("macro")
    if "word/document.xml" in names:
        raise Refused("kind", "Word の文書")
    if "ppt/presentation.xml" in names:
        raise Refused("kind", "PowerPoint の資料")
    if "mimetype" in names and "content.xml" in names:
        raise Refused("kind", "OpenDocument の文書")
    if not any(name.startswith("xl/") for name in names):
        raise Refused("kind", "Excel の表ではない圧縮ファイル")
    types = next((m for m in archive.infolist() if m.filename.lower() == "[content_types].xml"), None)
    if types is not None and types.file_size <= 2**20:
        try:
            text = archive.read(types)
        except Exception as error:
            raise Refused("broken", "zip") from error
        overrides = re.findall(rb"<Override[^>]*>", text)  # a Default is only a wish; real lists carry some
        if any(b"macroEnabled" in part or b"vbaProject" in part for part in overrides):
            raise Refused("macro")


def check_ole(data: bytes) -> None:
    """An old compound file: encrypted xlsx, xls, or something else altogether."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise Refused("password")
    if holds("_VBA_PROJECT"):
        raise Refused("macro")
    if holds("WordDocument"):
        raise Refused("kind", "Word の文書")
    if not holds("Workbook") and not holds("Book"):
        raise Refused("broken", "ole")


def send_sheet(path: str, wanted: str, out: BinaryIO) -> None:
    """Writes the wanted sheet, or the first visible one that holds a table."""
    import python_calamine as calamine

    with calamine.CalamineWorkbook.from_path(path) as book:
        shown, grid = calamine.SheetVisibleEnum.Visible, calamine.SheetTypeEnum.WorkSheet
        visible = [
            sheet.name for sheet in book.sheets_metadata if (sheet.visible, sheet.typ) == (shown, grid)
        ]
        names = [wanted] if wanted in book.sheet_names else visible or list(book.sheet_names)
        for name in names:
            sheet = book.get_sheet_by_name(name)
            if sheet.start is None or (sheet.height < 2 and name != names[-1]):
                continue
            send_rows(sheet, [sheet_name for sheet_name in visible if sheet_name != name], out)
            return
    raise Refused("empty")


def send_rows(sheet: Any, others: list[str], out: BinaryIO) -> None:
    """All rows that hold anything, in frames, then the count."""
    about = {"sheet": sheet.name, "sheets": others, "height": sheet.height, "merged": merged_down(sheet)}
    frame(out, b"H", encode(about))
    block: list[tuple[int, list[Any]]] = []
    total = sent = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        if not (any(row) or any(cell != "" for cell in row)):
            continue
        if len(row) > MAX_COLUMNS and any(cell != "" for cell in row[MAX_COLUMNS:]):
            raise Refused("columns", str(line))
        total += 1
        block.append((line, row))
        if len(block) == ROWS_PER_FRAME:
            sent = send_block(out, block, sent)
            block = []
        if total > MAX_ROWS:
            raise Refused("rows", str(MAX_ROWS))
    send_block(out, block, sent)
    frame(out, b"Z", encode({"rows": total}))


def merged_down(sheet: Any) -> list[tuple[int, int, int]]:
    """(first line, last line, column) of cells merged over several rows, from the top."""
    left = sheet.start[1] if sheet.start else 0
    ranges = (sheet.merged_cell_ranges or [])[:MAX_MERGES]
    return sorted(
        (top + 1, bottom + 1, column - left) for (top, column), (bottom, _) in ranges if bottom > top
    )


def send_block(out: BinaryIO, block: list[tuple[int, list[Any]]], sent: int) -> int:
    """Plain while the list is small, compressed when it grows, so that neither time nor memory runs away."""
    body = encode([(line, packed(row)) for line, row in block])
    frame(out, *((b"R", body) if sent < MAX_PLAIN else (b"C", zlib.compress(body, 1))))
    return sent + len(body)


def packed(row: list[Any]) -> Any:
    """A row that is all text as one string, without its empty end: a third of the time of a list of cells."""
    try:
        text = BETWEEN.join(row)
    except TypeError:
        return row
    return text.rstrip(BETWEEN) if text.count(BETWEEN) == len(row) - 1 else row


def as_text(cell: Any) -> str:
    """A date, time or duration as the text a person would have typed (JSON knows the other types)."""
    if isinstance(cell, dt.datetime):
        plain = cell.replace(tzinfo=None)
        return plain.date().isoformat() if plain.time() == dt.time() else plain.isoformat(timespec="minutes")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(cell)


def encode(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=as_text)
    return text.encode("utf-8", "replace")


def frame(out: BinaryIO, kind: bytes, body: bytes) -> None:
    out.write(struct.pack(">I", len(body)) + kind + body)


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)  # taking a large sheet down again would only cost time
