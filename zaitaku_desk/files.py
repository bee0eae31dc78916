"""Files: written whole or not at all, names that every system takes, cells of CSV."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
import unicodedata
from io import BufferedReader
from pathlib import Path

PRIVATE = 0o700
"""Mode of a new data folder: another account of the computer cannot even take its lock."""
SECRET = 0o600

_TRIES = 8
_FIRST_WAIT = 0.02  # seconds, doubled each time: 2.5 s in all, as long as a virus scanner holds a file


def atomic_write(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Put `data` in the place of `path`; OSError leaves the old file untouched and no rubbish behind.

    `mode` is less the umask of the user. The folder must exist. Windows refuses the swap while a scanner or
    Excel holds the old file: it is tried again for about 2.5 seconds, then PermissionError.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace(source: Path, target: Path) -> None:
    """Rename `source` over `target` for good: bounded retry on PermissionError, then the folder is synced."""
    for attempt in range(_TRIES):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(_FIRST_WAIT * 2**attempt)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last through a power cut; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # sticks and shares that sync no folders
            raise
    finally:
        os.close(descriptor)


def name_once(source: Path, target: Path) -> None:
    """Give a file its name unless that is taken (FileExistsError); for good where folders can be synced.

    A link, so that `source` may stay behind; where there are none (Windows, FAT) it is a rename.
    """
    if os.name == "nt":
        source.rename(target)  # which refuses a name that is taken
        return
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target.name) from None
        source.rename(target)
    with contextlib.suppress(OSError):  # it has its name
        sync_folder(target.parent)


def open_there(path: Path) -> BufferedReader:
    """Open a file for reading where it lies: not what this computer still remembers of it.

    A network drive answers from the memory of this machine what this machine has written; a read-back that is
    to be believed must come from the server. Windows has no call for it that Python knows.
    """
    file = path.open("rb")
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return file


_UNFIT = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_ENDING = re.compile(r"\.[0-9A-Za-z]{1,8}$")
_MOST_UNITS = 120
_MOST_BYTES = 240  # Linux takes 255, and atomic_write puts something around it


def safe_name(name: str) -> str:
    """A file name every system takes, whoever chose it; its ending stays (S15).

    NFC, at most 120 UTF-16 units, no separators, no marks that turn the reading around, no name of a device.
    """
    plain = _UNSEEN.sub("", _UNFIT.sub("_", unicodedata.normalize("NFC", name)))
    found = _ENDING.search(plain.rstrip(" ."))
    ending = found.group() if found else ""
    stem = plain.rstrip(" .").removesuffix(ending).strip(" .　").removeprefix("~$") or "書類"
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    for code, most in (("utf-16-le", 2 * _MOST_UNITS), ("utf-8", _MOST_BYTES)):
        stem = stem.encode(code)[: most - len(ending.encode(code))].decode(code, "ignore")
    return stem.rstrip(" .") + ending


_FORMULA = re.compile(r"(^|[;\n\r])(?=[=+\-@\t\r＝＋－＠])")
_GUARDED = re.compile(r"(^|[;\n\r])'(?=[=+\-@\t\r＝＋－＠])")


def guarded(cell: str) -> str:
    """A cell of CSV that no spreadsheet takes for a formula: ' before what could begin one (S10).

    Also behind a semicolon or a line end, where another delimiter would begin a cell.
    """
    return _FORMULA.sub(r"\1'", cell) if cell else cell


def unguarded(cell: str) -> str:
    """The reverse, for reading such a file again."""
    return _GUARDED.sub(r"\1", cell) if "'" in cell else cell
