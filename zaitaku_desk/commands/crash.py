"""A fault of the program, written down without a word of what the records hold."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "error.log"
_LARGEST = 512 * 1024


def write(folder: Path, error: BaseException) -> Path | None:
    """Append where it happened (type and lines, never the message: it may quote a record); None if it cannot.

    The log stays under 512 KB: a full one is begun anew.
    """
    path = folder / FILE_NAME
    try:
        if not folder.is_dir():
            return None
        full = path.exists() and path.stat().st_size > _LARGEST
        with path.open("w" if full else "a", encoding="utf-8") as log:
            log.write("\n".join([datetime.now(UTC).isoformat(timespec="seconds"), *trace(error), "", ""]))
    except OSError:
        return None
    return path


def trace(error: BaseException) -> list[str]:
    """Type and places of an error and of what caused it, the outermost call first."""
    lines = [
        f'  File "{Path(frame.filename).name}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    before = error.__cause__ or error.__context__
    return [*(trace(before) if before else []), *lines, type(error).__name__]
