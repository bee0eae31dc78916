"""Everything the sync does to the shared folder: a handful of calls, so that each of them can be failed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from zaitaku_desk.files import name_once, open_there, replace

TEMPORARY = ".tmp-"
MOST_BYTES = 64 * 2**20
"""No file of ours is larger; whatever bears the name of one is not read into memory."""


class Folder:
    """A folder on a share. Paths are relative, with "/"; every call may raise OSError.

    A file that was once written is never changed: `write_new` refuses a name that exists. `put` is for the
    one file that is replaced, vault.key.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    def names(self, path: str) -> list[str]:
        """What lies in a folder, unfinished files too; a folder that is not there is empty."""
        try:
            return sorted(entry.name for entry in (self.root / path).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []

    def read(self, path: str) -> bytes:
        """The bytes of a file as they lie on the share; OSError for one that is larger than any of ours."""
        target = self.root / path
        try:
            file = open_there(target)
        except (FileNotFoundError, PermissionError) as error:
            raise plainly(error, target, self.root) from None
        with file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise OSError(errno.EFBIG, "none of ours")
            return file.read()

    def size(self, path: str) -> int:
        """The length of a file in bytes."""
        return (self.root / path).stat().st_size

    def sizes(self, path: str) -> dict[str, int]:
        """Name → length of the files in a folder, by one look: a share is asked once, not once a file."""
        found = {}
        with (
            contextlib.suppress(FileNotFoundError, NotADirectoryError),
            os.scandir(self.root / path) as there,
        ):
            for entry in there:
                with contextlib.suppress(FileNotFoundError):  # taken away meanwhile
                    found[entry.name] = entry.stat().st_size
        return found

    def make(self, path: str) -> None:
        """A folder in one that is there; never those above it: a share that has gone would be made anew on
        this computer's own disk.
        """
        (self.root / path).mkdir(exist_ok=True)

    def write_new(self, path: str, data: bytes) -> None:
        """A new file, whole or not at all under its name: temporary, synced, then given its name.

        FileExistsError when the name is taken.
        """
        target = self.root / path
        with _written_beside(target, data) as unfinished:
            name_once(unfinished, target)

    def read_part(self, path: str, offset: int, length: int) -> bytes:
        """Some bytes of a file; fewer at its end."""
        with (self.root / path).open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def write_part(self, path: str, offset: int, data: bytes) -> None:
        """Go on with an unfinished file of our own at `offset`; what lies behind it is cut off."""
        target = self.root / path
        with target.open("r+b" if target.exists() else "xb") as out:
            out.seek(offset)
            out.write(data)
            out.truncate()
            out.flush()
            os.fsync(out.fileno())

    def finish(self, unfinished: str, path: str) -> None:
        """Give an unfinished file its name for good. FileExistsError when that is taken."""
        name_once(self.root / unfinished, self.root / path)
        with contextlib.suppress(OSError):
            (self.root / unfinished).unlink(missing_ok=True)

    def put(self, path: str, data: bytes) -> None:
        """Replace a file as a whole."""
        target = self.root / path
        with _written_beside(target, data) as unfinished:
            replace(unfinished, target)

    def remove(self, path: str) -> None:
        """Take away a file of our own: an old acknowledgement, or what a kill left unfinished."""
        (self.root / path).unlink(missing_ok=True)


def plainly(error: OSError, path: Path, root: Path) -> OSError:
    """What is wrong with a path as Linux would say it.

    Windows says of a folder read as a file that there is no right to it, and of what would lie in a file that
    it is not there.
    """
    with contextlib.suppress(OSError):
        if isinstance(error, PermissionError) and path.is_dir():
            return IsADirectoryError(errno.EISDIR, "a folder")
        above = [folder for folder in path.parents if folder.is_relative_to(root)]
        if isinstance(error, FileNotFoundError) and any(folder.is_file() for folder in above):
            return NotADirectoryError(errno.ENOTDIR, "in a file")
    return error


@contextlib.contextmanager
def _written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """The data under a temporary name in the same folder, synced; what is left of it goes again."""
    unfinished = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
    try:
        with unfinished.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        yield unfinished
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
