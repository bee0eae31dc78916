"""A fault of the program, written down without a word of what the records hold."""

from __future__ import annotations

import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path

FILE_NAME = "error.log"
_LARGEST = 512 * 1024


def write(folder: Path, error: BaseException) -> str:
    """Append where it happened (type and lines, never the message: it may quote a record).

    Returns the number under which it stands there, "" when it could not be written. The log stays under
    512 KB: a full one is begun anew.
    """
    path, number = folder / FILE_NAME, "-".join((secrets.token_hex(2), secrets.token_hex(2))).upper()
    try:
        if not folder.is_dir():
            return ""
        full = path.exists() and path.stat().st_size > _LARGEST
        when = datetime.now(UTC).isoformat(timespec="seconds")
        with path.open("w" if full else "a", encoding="utf-8") as log:
            log.write("\n".join([f"{when} {number}", *trace(error), "", ""]))
    except OSError:
        return ""
    return number


def trace(error: BaseException) -> list[str]:
    """Type and places of an error and of what caused it, the outermost call first."""
    lines = [
        f'  File "{Path(frame.filename).name}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    before = error.__cause__ or error.__context__
    return [*(trace(before) if before else []), *lines, type(error).__name__]
