"""Whether the pages of a file read as they were written: the seal of each, then the structure of all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.faults import INTERRUPTED, Damaged, fault, told

PAGE = 4096
SEALS = 35  # of 100: what part of the time the seals take
STEPS = 100  # of SQLite's between two calls; it counts about 60 of them per page
CALLS_PER_PAGE = 0.6

Progress = Callable[[int, int], None]


def file_problems(path: Path, key: bytes | bytearray, progress: Progress | None = None) -> list[str]:
    """What is wrong with the pages of a file, in Japanese; empty when nothing is.

    About 1 s per 100 MB. What `progress` raises ends it and is passed on.
    """
    try:
        with told():
            raw = connect(path, key, read_only=True)
            try:
                if progress:
                    progress(0, 100)
                pages = raw.execute("PRAGMA cipher_integrity_check").fetchall()
                if pages:
                    return [f"データのファイルが{len(pages)}か所壊れています。"]
                if _structure(raw, progress) != [("ok",)]:
                    return ["データのファイルの構造が壊れています。"]
            finally:
                raw.close()
    except Damaged as error:
        return [error.message]
    return []


def fold_wal(path: Path, key: bytes | bytearray) -> None:
    """A page half written by a checkpoint lies whole in the WAL: fold it in before looking at pages."""
    with told():
        raw = connect(path, key)
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            raw.execute("SELECT count(*) FROM sqlite_master").fetchall()
        finally:
            raw.close()


def _structure(raw: Any, progress: Progress | None) -> list[tuple[Any, ...]]:
    """SQLite's own check of every page, with its progress."""
    if progress is None:
        return raw.execute("PRAGMA integrity_check").fetchall()  # type: ignore[no-any-return]
    total = max(1, int(raw.execute("PRAGMA page_count").fetchone()[0] * CALLS_PER_PAGE))
    calls, stopped = 0, None

    def step() -> int:
        nonlocal calls, stopped
        calls += 1
        try:
            progress(min(99, SEALS + (100 - SEALS) * calls // total), 100)
        except BaseException as error:  # SQLite would swallow it
            stopped = error
            return 1
        return 0

    raw.set_progress_handler(step, STEPS)
    try:
        return raw.execute("PRAGMA integrity_check").fetchall()  # type: ignore[no-any-return]
    except sqlcipher.Error as error:
        if stopped is not None and fault(error) == INTERRUPTED:
            raise stopped from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
