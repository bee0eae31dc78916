"""The one encrypted file: its connections, its transactions, its faults told in Japanese."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.errors import Unopenable, UserError
from zaitaku_desk.store import ballast
from zaitaku_desk.store.engine import BUSY_SECONDS, connect, make_engine
from zaitaku_desk.store.faults import (
    BUSY,
    CORRUPT,
    FULL,
    IO_ERROR,
    NOT_A_DATABASE,
    TOLD,
    Damaged,
    fault,
    told,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

FILE_NAME = "desk.db"
APPLICATION_ID = 0x5A44534B
OLDEST_SQLITE = (3, 51, 3)
SUSPECT = "suspect"


class Database:
    """One open data folder; everybody who reads or writes gets this object.

    `key` is the 32-byte master key, `device` and `staff` are ids (empty until store.desk knows them),
    `last_batch` the id of the last batch written (for undo), `clock` the last value of the journal's
    clock (ms), `cache` what query modules keep between reads, `unwritten` what the audit log has yet to
    write. `before_close` is called while the file is still open, `on_close` after it. Reads may come
    from any thread; writes are one at a time for the whole process.
    """

    def __init__(self, data_dir: Path, key: bytes, vault_id: str = "") -> None:
        self.data_dir = Path(data_dir)
        self.path = self.data_dir / FILE_NAME
        self.key = bytearray(key)
        self.vault_id = vault_id
        self.device = ""
        self.staff = ""
        self.last_batch = ""
        self.clock = 0
        self.cache: dict[str, Any] = {}
        self.before_close: list[Callable[[], None]] = []
        self.on_close: list[Callable[[], None]] = []
        self.unwritten: deque[Any] = deque()  # entries of the audit log
        self.audit_clock: tuple[int, int] | None = None
        self.audit_begun = False
        self.audit_taken = 0  # how many of `unwritten` this transaction has written
        self._local = threading.local()
        self._readers: weakref.WeakSet[_Reader] = weakref.WeakSet()
        self._readers_lock = threading.Lock()
        self._write_lock = threading.Lock()
        self._write_owner = 0
        self._writer: Any = None
        self._engine: Engine | None = None
        self._closed = False

    def rows(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query on this thread's own read connection.

        Inside begin() or begin_raw() of the same thread it sees what that transaction wrote.
        """
        with self._told():
            if self.in_transaction:
                return self._writer_connection().execute(sql, params).fetchall()  # type: ignore[no-any-return]
            reader = self._reader()
            with reader.lock:
                if self._closed:
                    raise closed()
                return reader.connection.execute(sql, params).fetchall()  # type: ignore[no-any-return]

    def row(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One write transaction (BEGIN IMMEDIATE) as a SQLAlchemy Core connection.

        Commits at the end, rolls back when anything is raised. UserError when the disk is full or
        another thread has been writing for 5 seconds; nesting is a bug.
        """
        with self._writing(), self._sql_engine().connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def begin_raw(self) -> Iterator[Any]:
        """The same as begin(), but yields the raw sqlcipher3 connection: the hot and narrow path."""
        with self._writing():
            raw = self._writer_connection()
            raw.execute("BEGIN IMMEDIATE")
            try:
                yield raw
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise

    def run_within(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """Run a statement in the transaction that is open on this thread."""
        if not self.in_transaction:
            raise RuntimeError("no transaction is open here")
        return self._writer_connection().execute(sql, params)

    @property
    def writing(self) -> bool:
        """True while any thread is inside a write transaction (an autosave may rather wait)."""
        return self._write_owner != 0

    @property
    def in_transaction(self) -> bool:
        """True while this thread is inside a write transaction."""
        return self._write_owner == threading.get_ident()

    def vacuum(self) -> None:
        """Writes the whole file anew, without free places, and empties the WAL."""
        with self._writing():
            raw = self._writer_connection()
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def suspect(self) -> None:
        """Leaves a mark so that the next start reads the whole file before it opens it."""
        with suppress(OSError):
            (self.data_dir / SUSPECT).touch()

    def cancel_reads(self) -> None:
        """Interrupts the queries running now on other threads; they raise UserError."""
        with self._readers_lock:
            readers = list(self._readers)
        for reader in readers:
            reader.connection.interrupt()

    def close(self) -> None:
        """Closes the connections of all threads, folds the WAL into the file and forgets the key.

        UserError when another thread is still writing after 5 seconds; may be called twice.
        """
        if self._closed:
            return
        for finish in self.before_close:
            with suppress(Exception):  # nothing may keep the file open
                finish()
        with self._writing():
            self._closed = True
            with self._readers_lock:
                readers = list(self._readers)
            for reader in readers:
                reader.connection.interrupt()
                with reader.lock:
                    reader.connection.close()
            self._fold_wal()
            self._drop_writer()
            self.key[:] = bytes(len(self.key))
        for let_go in self.on_close:
            let_go()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told():
                yield
        except Damaged:
            self.suspect()
            raise

    def _fold_wal(self) -> None:
        """At the end; when it cannot (full disk), the WAL stays and the next start folds it in."""
        wal = self.path.with_name(self.path.name + "-wal")
        try:
            if self._writer is not None or (wal.exists() and wal.stat().st_size):
                self._writer_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (sqlcipher.Error, UserError) as error:
            if isinstance(error, Damaged) or fault(error) in (CORRUPT, NOT_A_DATABASE):
                self.suspect()

    def _reader(self) -> _Reader:
        if self._closed:
            raise closed()
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = _Reader(connect(self.path, self.key, read_only=True))
            with self._readers_lock:
                self._readers.add(reader)
            self._local.reader = reader
        return reader

    def _writer_connection(self) -> Any:
        if self._writer is None:
            self._writer = connect(self.path, self.key)
        return self._writer

    def _sql_engine(self) -> Engine:
        if self._engine is None:
            self._engine = make_engine(self._writer_connection)
        return self._engine

    def _drop_writer(self) -> None:
        """The next write starts on a fresh connection: a codec or disk error sticks to the old one."""
        if self._engine is not None:
            self._engine.dispose()
        if self._writer is not None:
            self._writer.close()
        self._writer = None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        me = threading.get_ident()
        if self._write_owner == me:
            raise RuntimeError("a write transaction inside a write transaction")
        if not self._write_lock.acquire(timeout=BUSY_SECONDS):
            raise UserError(*TOLD[BUSY])
        self._write_owner = me
        self.audit_taken = 0
        try:
            if self._closed:
                raise closed()
            with self._told():
                try:
                    yield
                    for _ in range(self.audit_taken):
                        self.unwritten.popleft()
                except Exception as error:
                    code = fault(error)
                    if code in (FULL, IO_ERROR, CORRUPT, NOT_A_DATABASE):
                        self._drop_writer()
                    if code == FULL:
                        ballast.drop(self.data_dir)
                    raise
        finally:
            self._write_owner = 0
            self._write_lock.release()


class _Reader:
    """A thread's read connection; closed when the thread ends or the database closes."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.lock = threading.Lock()

    def __del__(self) -> None:
        self.connection.close()


def open_database(data_dir: Path, key: bytes, vault_id: str = "") -> Database:
    """Opens the existing file of a data folder with the master key; start-up assertions included.

    UserError when the file is missing, not ours or made by an engine that cannot be trusted;
    Damaged when it does not read (the key is known to be right: it came from the vault).
    """
    db = Database(data_dir, key, vault_id)
    if not db.path.exists():
        raise Unopenable(
            "データのファイルが見つかりません。",
            "データのフォルダーが正しいかを確かめてください。バックアップがあれば、そこから始められます。",
        )
    try:
        if application_id(db) != APPLICATION_ID:
            raise UserError(
                "このファイルは在宅デスクのデータではありません。",
                "別のフォルダーを選んでください。ファイルには手を加えていません。",
            )
        assert_engine(db)
    except BaseException:
        db.close()
        raise
    return db


def create_database(data_dir: Path, key: bytes, vault_id: str = "") -> Database:
    """Makes the empty encrypted file; UserError when one is there already (it is left alone)."""
    db = Database(data_dir, key, vault_id)
    if db.path.exists():
        raise UserError(
            "このフォルダーには既にデータがあります。",
            "別のフォルダーを選ぶか、既にあるデータを開いてください。",
        )
    with db.begin_raw() as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    assert_engine(db)
    return db


def application_id(db: Database) -> int:
    """The mark that says whose file this is."""
    found = db.row("PRAGMA application_id")
    return int(found[0]) if found else 0


def assert_engine(db: Database) -> None:
    """Raises UserError unless SQLite is new enough, FTS5 is there and the file is really encrypted."""
    version = tuple(int(part) for part in sqlcipher.sqlite_version.split("."))
    cipher = db.row("PRAGMA cipher_version")
    fts = db.row("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    with db.path.open("rb") as file:
        plain = file.read(15) == b"SQLite format 3"
    if version < OLDEST_SQLITE or not cipher or not cipher[0] or not fts or plain:
        raise UserError(
            "データを暗号化して保存する部品が正しく働いていません。",
            "プログラムを入れ直してください。データには手を加えていません。",
        )


def closed() -> UserError:
    """What a late reader hears after close()."""
    return UserError("データは閉じられています。", "プログラムを開き直してください。")
