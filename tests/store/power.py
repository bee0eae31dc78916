"""A power cut: every write and sync of SQLite recorded below SQLite, and the disk as it might be found after.

The methods of the default VFS are exchanged for ones that write down what they are told before passing it on.
"""

from __future__ import annotations

import ctypes
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

SECTOR = 512

_POINTER, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _POINTER, _INT, _POINTER)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = (
        *(("version", _INT), ("file_size", _INT), ("longest", _INT), ("next", _POINTER)),
        *(("name", ctypes.c_char_p), ("data", _POINTER), ("open", _OPEN), ("delete", _DELETE)),
    )


class _Methods(ctypes.Structure):
    """sqlite3_io_methods of version 3."""

    _fields_ = (
        *(("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _WRITE)),
        *(("truncate", _TRUNCATE), ("sync", _SYNC), ("rest", _POINTER * 13)),
    )


class Event(NamedTuple):
    """write (at, data), truncate (at), sync, delete — of a file by its name — or a mark of the test's own."""

    what: str
    file: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Recorder:
    """The events in their order; `mark` adds what the program had acknowledged by then."""

    folder: Path
    events: list[Event] = field(default_factory=list)

    def mark(self, number: int) -> None:
        """So many changes are acknowledged."""
        self.events.append(Event("mark", at=number))


def library() -> Any:
    """SQLCipher's own functions; None where they cannot be reached."""
    from sqlcipher3 import _sqlite3

    if sys.platform == "win32":
        return None
    found = ctypes.CDLL(_sqlite3.__file__)
    return found if hasattr(found, "sqlite3_vfs_find") else None


@contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Everything SQLite does to files of this folder; connections must be opened and closed inside."""
    find = library().sqlite3_vfs_find
    find.restype = ctypes.POINTER(_Vfs)
    vfs = find(None).contents
    found = Recorder(folder)
    names: dict[int, str] = {}
    copies: dict[int, _Methods] = {}
    plain_open, plain_delete = _OPEN.from_buffer_copy(vfs.open), _DELETE.from_buffer_copy(vfs.delete)

    def methods_of(address: int) -> _Methods:
        if address not in copies:
            plain = _Methods.from_address(address)
            mine = _Methods.from_buffer_copy(plain)

            def write(file: int, data: int, size: int, at: int) -> int:
                found.events.append(Event("write", names[file], at, ctypes.string_at(data, size)))
                return int(plain.write(file, data, size, at))

            def truncate(file: int, at: int) -> int:
                found.events.append(Event("truncate", names[file], at))
                return int(plain.truncate(file, at))

            def sync(file: int, flags: int) -> int:
                found.events.append(Event("sync", names[file]))
                return int(plain.sync(file, flags))

            mine.write, mine.truncate, mine.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
            copies[address] = mine
        return copies[address]

    def opened(this: int, name: bytes, file: int, flags: int, out: int) -> int:
        code = int(plain_open(this, name, file, flags, out))
        path = Path(name.decode()) if name else None
        if code == 0 and path is not None and path.parent == folder:
            names[file] = path.name
            slot = ctypes.c_void_p.from_address(file)
            slot.value = ctypes.addressof(methods_of(int(slot.value or 0)))
        return code

    def deleted(this: int, name: bytes, sync_folder: int) -> int:
        path = Path(name.decode())
        if path.parent == folder:
            found.events.append(Event("delete", path.name))
        return int(plain_delete(this, name, sync_folder))

    vfs.open, vfs.delete = _OPEN(opened), _DELETE(deleted)
    try:
        yield found
    finally:
        vfs.open, vfs.delete = plain_open, plain_delete


def after_cut(
    before: dict[str, bytes], events: list[Event], dice: random.Random, *, lose: float
) -> dict[str, bytes]:
    """The files as they may be found: what was synced is there; of the rest each write is lost with the
    probability `lose`, or torn between sectors.
    """
    disk = {name: bytearray(content) for name, content in before.items()}
    loose: dict[str, list[Event]] = {}
    for event in events:
        if event.what == "sync":
            for kept in loose.pop(event.file, []):
                _apply(disk, kept)
        elif event.what == "delete":
            loose.pop(event.file, None)
            disk.pop(event.file, None)
        elif event.what != "mark":
            loose.setdefault(event.file, []).append(event)
    for name, waiting in loose.items():
        for event in waiting:
            if event.what == "truncate" and dice.random() < lose:
                continue
            if event.what == "truncate" or lose == 0:
                _apply(disk, event)
                continue
            for start in range(0, len(event.data), SECTOR):
                if dice.random() >= lose:
                    part = event.data[start : start + SECTOR]
                    _apply(disk, Event("write", name, event.at + start, part))
    return {name: bytes(content) for name, content in disk.items()}


def _apply(disk: dict[str, bytearray], event: Event) -> None:
    content = disk.setdefault(event.file, bytearray())
    if event.what == "truncate":
        del content[event.at :]
        return
    if len(content) < event.at:
        content.extend(bytes(event.at - len(content)))
    content[event.at : event.at + len(event.data)] = event.data
