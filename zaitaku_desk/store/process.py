"""What this process must not leave behind in plain text: temporary files and memory dumps (S16, S22)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from zaitaku_desk.files import PRIVATE

FOLDER = "tmp"
VARIABLES = ("TMPDIR", "TEMP", "TMP")
_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 0x1, 0x2


@contextlib.contextmanager
def temporary_files_in(data_dir: Path) -> Iterator[None]:
    """Meanwhile libraries and child processes put their temporary files into the data folder.

    openpyxl, for one, writes the sheets of an export there in plain text. Where the folder cannot be made,
    the system's place stays.
    """
    folder = data_dir / FOLDER
    before = {name: os.environ.get(name) for name in VARIABLES}
    with contextlib.suppress(OSError):
        data_dir.mkdir(PRIVATE, parents=True, exist_ok=True)
        folder.mkdir(PRIVATE, exist_ok=True)
        if os.name != "nt":
            folder.chmod(PRIVATE)
        os.environ.update(dict.fromkeys(VARIABLES, str(folder)))
    tempfile.tempdir = None  # asked for again
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        tempfile.tempdir = None


def wipe_temporary(data_dir: Path) -> None:
    """Remove what lies there; only while the lock of the folder is held."""
    folder = data_dir / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):  # Windows: somebody still has it open; the next start comes
                path.unlink()


def no_memory_dumps() -> None:
    """A crash writes no core file, and no other process of the user may read our memory (Linux)."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
