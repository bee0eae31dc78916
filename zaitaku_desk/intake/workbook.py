"""Excel workbooks, read by a child process with a clock; whatever happens to it is told in Japanese."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import child

MAX_BYTES = 50 * 2**20
SECONDS = 8.0
SECONDS_PER_MB = 1.0
_POLL = 0.05

Blocks = list[tuple[bytes, bytes]]
"""Frames of rows as they came: (b"R" plain or b"C" compressed, body)."""

_SPLIT = "市町村や都道府県ごとに分けるか、要らない列と行を消して、保存し直してから選んでください。"
_SAVE_AGAIN = "Excel で開けるかを確かめ、「Excel ブック(.xlsx)」で保存し直してから、もう一度選んでください。"
_TOLD: dict[str, tuple[str, str]] = {
    "broken": ("Excel のファイルが壊れているため、読めませんでした。", _SAVE_AGAIN),
    "password": (
        "パスワードで保護された Excel ファイルのため、読めませんでした。",
        "Excel で開いてパスワードを外したものを保存し、そのファイルを選んでください。",
    ),
    "macro": (
        "マクロ(プログラム)を含む Excel ファイルは、安全のため読みません。",
        "Excel で開き、「Excel ブック(.xlsx)」で保存し直したものを選んでください。",
    ),
    "bomb": ("中身が異常に大きい Excel ファイルのため、読むのをやめました。", _SPLIT),
    "memory": ("表が大きすぎるため、読むのをやめました。", _SPLIT),
    "time": ("読むのに時間がかかりすぎるため、やめました。", _SPLIT),
    "rows": (f"行が多すぎます(上限 {child.MAX_ROWS:,}行)。", _SPLIT),
    "columns": (
        f"列が多すぎます(上限 {child.MAX_COLUMNS}列)。",
        "1行に1機関の表かどうかを確かめてください。",
    ),
    "empty": ("表が空です。", "一覧の入ったシートがあるかを確かめてください。"),
}


def read(path: Path, sheet: str, step: Callable[[], None]) -> tuple[Blocks, dict[str, Any]]:
    """Rows in frames, and what the child said of the sheet: {"sheet", "sheets", "height"}.

    UserError when the workbook is too big, protected, damaged, carries macros or is none; `step` is called
    while waiting and may raise to cancel.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UserError(f"ファイルが大きすぎます(上限 {MAX_BYTES // 2**20} MB)。", _SPLIT)
    output, code = _run(path, sheet, SECONDS + SECONDS_PER_MB * (size // 2**20), step)
    blocks: Blocks = []
    about: dict[str, Any] = {}
    for kind, body in _frames(output):
        if kind in (b"R", b"C"):
            blocks.append((kind, body))
        elif kind == b"H":
            about = json.loads(body)
        elif kind == b"Z":
            return blocks, about
        elif kind == b"E":
            raise _refusal(json.loads(body))
    raise _refusal({"code": "memory" if code else "broken", "detail": ""})


def _run(path: Path, sheet: str, seconds: float, step: Callable[[], None]) -> tuple[bytes, int]:
    """The child's output and exit code; killed when its time is over or `step` raises."""
    if getattr(sys, "frozen", False):
        start = [str(_with_streams(Path(sys.executable))), "--intake-child"]
    else:
        start = [sys.executable, "-P", str(Path(child.__file__))]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    ends = time.monotonic() + seconds
    with subprocess.Popen(
        [*start, str(path.absolute()), sheet],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        pipesize=2**20,
    ) as process:
        try:
            while True:
                step()
                try:
                    output, _ = process.communicate(timeout=_POLL)
                except subprocess.TimeoutExpired:
                    if time.monotonic() > ends:
                        raise UserError(*_TOLD["time"]) from None
                else:
                    return output, process.returncode
        except BaseException:
            process.kill()
            raise


def _with_streams(program: Path) -> Path:
    """On Windows the program without a console may have no standard output; the one for commands has."""
    beside = program.with_name(f"{program.stem}-cli{program.suffix}")
    return beside if beside.exists() else program


def _frames(output: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 0
    while at + 5 <= len(output):
        length, kind = struct.unpack_from(">Ic", output, at)
        found.append((kind, output[at + 5 : at + 5 + length]))
        at += 5 + length
    return found


def _refusal(error: dict[str, str]) -> UserError:
    if error["code"] == "kind":
        return UserError(
            f"{error['detail']}です。Excel の表として読めません。",
            "一覧を Excel ブック(.xlsx)か CSV で保存したものを選んでください。",
        )
    return UserError(*_TOLD.get(error["code"], _TOLD["broken"]))


def not_a_workbook() -> tuple[str, str]:
    """Message and hint for a file whose name says Excel and whose content is something else."""
    return ("名前は Excel ブックですが、中身は Excel のブックではありません。", _SAVE_AGAIN)
