"""Contents of attachments on their way: sent once, read back, gone on with where it was cut (decisions 27).

<share>/zaitaku_sync/blobs/<keyed hash>; where a copy there is damaged, a second one: <keyed hash>-<6 random>.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from zaitaku_desk.files import replace
from zaitaku_desk.sharing.folder import TEMPORARY, Folder
from zaitaku_desk.sharing.place import ROOT, Device, check, unreachable
from zaitaku_desk.store import blobs, disk, local
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sealing import Unsealable

FOLDER = f"{ROOT}/blobs"
GENERATIONS = "backup"
NAME = re.compile(r"([0-9a-f]{64})(-[0-9a-f]{6})?")
CHUNK = 2**20
AUDITED_BYTES, AUDITED_SECONDS = 2 * 2**20, 1.0
"""So much of what lies there is read again by each sync, in turn, and for so long, by whoever holds it."""

_PLACE = "blobs.audited"
_PART = ".part-"

Progress = Callable[[int, int], None]


class Moved(NamedTuple):
    """What was moved. `unsent` and `missing` are for next time; `lost` contents are neither here nor there.

    `mended` copies on the share were damaged and got a whole one beside them.
    """

    sent: int = 0
    fetched: int = 0
    unsent: int = 0
    missing: int = 0
    lost: int = 0
    mended: int = 0


def send_and_fetch(
    db: Database,
    folder: Folder,
    device: Device,
    *,
    complete: bool = True,
    progress: Progress = lambda _done, _total: None,
) -> Moved:
    """Send contents that are not there, fetch those that are not here; after each `sync`, on its thread.

    `complete`: the sync before it could read everything; only then contents that nothing names any more go.
    `progress` (in MB) may raise to stop: a file that was begun is gone on with next time. Unreachable when
    the folder is not there or nothing could be moved at all.
    """
    check(folder, device.vault)
    listed = _listed(folder)
    there = _contents(listed)
    needed, here = blobs.needed(db), blobs.here(db.data_dir)
    to_send = sorted((needed & here) - there.keys())
    to_fetch = sorted((needed & there.keys()) - here)
    mover = _Mover(db, folder, device, progress)
    mover.expect(to_send, [there[name][0] for name in to_fetch])
    sent = sum(mover.send(name) for name in to_send)
    fetched = sum(mover.fetch(name, there[name]) for name in to_fetch)
    _forget_begun(db, folder, device, needed, listed)
    mended = mover.audit(sorted(needed & here & there.keys()), there)
    if mover.refused is not None and not sent and not fetched:
        check(folder, device.vault)
        if to_send or to_fetch:
            raise unreachable(mover.refused) from mover.refused
    if complete and mover.refused is None:
        _let_go(db, folder, there)
    lost = len(needed - here - there.keys())
    return Moved(sent, fetched, len(to_send) - sent, len(to_fetch) - fetched, lost, mended)


def fetch_one(db: Database, folder: Folder, device: Device, name: str) -> bool:
    """Fetch one content that somebody wants to see now; False when it is not there either."""
    check(folder, device.vault)
    files = _contents(_listed(folder)).get(name, [])
    return bool(files) and _Mover(db, folder, device, lambda _done, _total: None).fetch(name, files)


class _Mover:
    """The moving of one sync: what it has moved, and the last refusal."""

    def __init__(self, db: Database, folder: Folder, device: Device, progress: Progress) -> None:
        self._db, self._folder, self._device, self._progress = db, folder, device, progress
        self._done = self._total = 0
        self.refused: OSError | None = None

    def expect(self, to_send: Iterable[str], to_fetch: Iterable[str]) -> None:
        """How much there is to move, for the progress."""
        for name in to_send:
            with contextlib.suppress(OSError):
                self._total += blobs.path_of(self._db.data_dir, name).stat().st_size
        for file in to_fetch:
            with contextlib.suppress(OSError):
                self._total += self._folder.size(f"{FOLDER}/{file}")

    # --- sending

    def send(self, name: str, file: str = "") -> bool:
        """Send a content that is whole here; True once it was read back there."""
        try:
            content = blobs.path_of(self._db.data_dir, name).read_bytes()
            blobs.opened(self._db.key, name, content)
        except OSError:
            return False
        except Unsealable:  # damaged here: fetched when somebody has it
            blobs.set_aside(self._db, name)
            return False
        part = f"{FOLDER}/{TEMPORARY}{name}-{self._device.id[:8]}"
        try:
            self._folder.make(FOLDER)
            self._write(part, content)
            if self._folder.read(part) != content:
                self._folder.remove(part)
                return False
            try:
                self._folder.finish(part, f"{FOLDER}/{file or name}")
            except FileExistsError:  # another device was quicker
                self._folder.remove(part)
            return True
        except OSError as error:
            self.refused = error
            return False

    def _write(self, part: str, content: bytes) -> None:
        """Go on where an earlier sync was cut."""
        begun = self._size(part)
        if begun > len(content):
            begun = 0
        self._step(begun)
        while begun < len(content):
            chunk = content[begun : begun + CHUNK]
            self._folder.write_part(part, begun, chunk)
            begun += len(chunk)
            self._step(len(chunk))

    def _size(self, part: str) -> int:
        try:
            return self._folder.size(part)
        except FileNotFoundError:
            return 0

    # --- fetching

    def fetch(self, name: str, files: list[str]) -> bool:
        """Fetch a content from whichever of its copies is whole."""
        part = self._db.data_dir / blobs.FOLDER / f"{_PART}{name}"
        try:
            part.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise disk.failed(error) from None
        for file in files:
            for _fresh in range(2 if part.exists() else 1):  # what was begun may be of another copy
                if self._read(name, file, part):
                    return True
        return False

    def _read(self, name: str, file: str, part: Path) -> bool:
        try:
            size = self._folder.size(f"{FOLDER}/{file}")
            if size > blobs.MOST_SEALED:
                return False
            begun = part.stat().st_size if part.exists() else 0
            while begun < size:
                chunk = self._folder.read_part(f"{FOLDER}/{file}", begun, CHUNK)
                if not chunk:
                    return False  # it has become shorter while we looked
                _append(part, chunk)
                begun += len(chunk)
                self._step(len(chunk))
        except OSError as error:
            self.refused = error
            return False
        return _take(self._db, name, part)

    # --- looking again

    def audit(self, names: list[str], there: dict[str, list[str]]) -> int:
        """Read some of what lies there again, in turn; how many copies had to be sent anew."""
        if not names:
            return 0
        last = local.get(self._db, _PLACE)
        turn = [name for name in names if name > last] + [name for name in names if name <= last]
        looked, mended, at, until = 0, 0, last, time.monotonic() + AUDITED_SECONDS
        for name in turn:
            try:
                whole, size = self._is_whole(name, there[name])
            except OSError as error:
                self.refused = error
                break
            if not whole and self.send(name, f"{name}-{secrets.token_hex(3)}"):
                mended += 1
            at, looked = name, looked + size
            if looked >= AUDITED_BYTES or time.monotonic() > until:
                break
        if at != last:
            local.put(self._db, _PLACE, at)
        return mended

    def _is_whole(self, name: str, files: list[str]) -> tuple[bool, int]:
        read = 0
        for file in files:
            if self._folder.size(f"{FOLDER}/{file}") > blobs.MOST_SEALED:
                continue
            content = self._folder.read(f"{FOLDER}/{file}")
            read += len(content)
            with contextlib.suppress(Unsealable):
                blobs.opened(self._db.key, name, content)
                return True, read
        return False, read

    def _step(self, bytes_: int) -> None:
        self._done += bytes_
        self._progress(self._done >> 20, max(self._total, self._done) >> 20)


def _listed(folder: Folder) -> list[str]:
    try:
        return folder.names(FOLDER)
    except OSError as error:
        raise unreachable(error) from error


def _contents(listed: Iterable[str]) -> dict[str, list[str]]:
    """Content → the files that claim to be it."""
    found: dict[str, list[str]] = {}
    for file in listed:
        match = NAME.fullmatch(file)
        if match:
            found.setdefault(match[1], []).append(file)
    return found


def _forget_begun(
    db: Database, folder: Folder, device: Device, needed: set[str], listed: Iterable[str]
) -> None:
    """What was begun, sent or fetched, and is not wanted any more; only files of our own."""
    ours = re.compile(rf"{re.escape(TEMPORARY)}([0-9a-f]{{64}})-{device.id[:8]}")
    with contextlib.suppress(OSError):
        for file in listed:
            match = ours.fullmatch(file)
            if match and match[1] not in needed:
                folder.remove(f"{FOLDER}/{file}")
    for part in (db.data_dir / blobs.FOLDER).glob(f"{_PART}*"):
        if part.name.removeprefix(_PART) not in needed:
            part.unlink(missing_ok=True)


def _let_go(db: Database, folder: Folder, there: dict[str, list[str]]) -> None:
    """What nothing names any more, here and in every generation, goes: there first, at last here."""
    try:
        unneeded = blobs.unneeded(db, folder.root / ROOT / GENERATIONS)
    except OSError:  # whoever cannot say what it holds may hold it all
        return
    for name in sorted(unneeded):
        try:
            for file in there.get(name, ()):
                folder.remove(f"{FOLDER}/{file}")
        except OSError:
            continue
        blobs.remove(db, name)


def _append(part: Path, chunk: bytes) -> None:
    try:
        with part.open("ab") as out:
            out.write(chunk)
    except OSError as error:
        raise disk.failed(error) from None


def _take(db: Database, name: str, part: Path) -> bool:
    """A fetched file gets its name once it is seen to be the content; else it is begun anew."""
    try:
        blobs.opened(db.key, name, part.read_bytes())
        disk.sync_file(part)
        replace(part, blobs.path_of(db.data_dir, name))
    except Unsealable:
        part.unlink(missing_ok=True)
        return False
    except OSError as error:
        raise disk.failed(error) from None
    return True
