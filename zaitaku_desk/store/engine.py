"""Raw connections to an encrypted file, and the SQLAlchemy engine over one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.store import sql_functions
from zaitaku_desk.store.faults import told
from zaitaku_desk.store.vault import derive

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BUSY_SECONDS = 5.0
CACHE_KILOBYTES = 16_384
"""Per connection; with SQLite's 2 MB a search decrypts its pages anew each time: measured 5 × slower."""


def connect(path: Path, key: bytes | bytearray, *, read_only: bool = False) -> Any:
    """A raw sqlcipher3 connection to `path` with the master key, in autocommit; no check of its content."""
    with told():
        raw = sqlcipher.connect(
            str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{derive(key, 'database').hex()}'\"")
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("PRAGMA temp_store = MEMORY")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            sql_functions.register(raw)
            if read_only:
                raw.execute("PRAGMA query_only = ON")
            else:
                raw.execute("PRAGMA journal_mode = WAL").fetchall()
                raw.execute("PRAGMA journal_size_limit = 16777216").fetchall()
        except BaseException:
            raw.close()
            raise
        return raw


def make_engine(creator: Callable[[], Any]) -> Engine:
    """A SQLAlchemy engine over one shared raw connection that begins with BEGIN IMMEDIATE."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=creator, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
