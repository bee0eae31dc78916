"""A world in memory for the sync: laptops without tables, and a share that can do everything wrong."""

from __future__ import annotations

import errno
import hashlib
import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from zaitaku_desk.sharing import segments, sync
from zaitaku_desk.sharing.folder import TEMPORARY, Folder
from zaitaku_desk.sharing.place import DEVICES, Device
from zaitaku_desk.sharing.sync import Outcome
from zaitaku_desk.store import journal
from zaitaku_desk.store.journal import Op
from zaitaku_desk.store.ledger import Ledger
from zaitaku_desk.store.mapping import metadata

KEY = bytes(range(32))
VAULT = "5" * 32


class Killed(BaseException):
    """kill -9: nothing after this line happens."""


class Memory:
    """The few calls of a Database that journal and ledger need, over a file in memory."""

    def __init__(self, device: str, image: bytes | None = None) -> None:
        self.device, self.staff, self.clock, self.skew = device, "", 0, 0
        self.raw = sqlcipher.connect(":memory:", isolation_level=None)
        for line in image.decode().split("\x00") if image else _SCHEMA:
            self.raw.execute(line)

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.raw.execute(sql, tuple(params)).fetchall()

    def row(self, sql: str, params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        return self.raw.execute(sql, tuple(params)).fetchone()

    @contextmanager
    def begin_raw(self) -> Iterator[Any]:
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            yield self.raw
            self.raw.execute("COMMIT")
        except BaseException:
            self.raw.execute("ROLLBACK")
            raise

    def copy(self, device: str) -> Memory:
        """The same file on another disk."""
        other = Memory(device)
        other.raw.close()
        other.raw = sqlcipher.connect(":memory:", isolation_level=None)
        for line in _SCHEMA:
            other.raw.execute(line)
        for table in _TABLES:
            rows = self.rows(f"SELECT * FROM {table}")
            if rows:
                marks = ",".join("?" * len(rows[0]))
                other.raw.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        other.clock = self.clock
        return other


def take(db: Memory, ops: Sequence[Op], also: Any) -> int:
    """Take operations in without tables and index, in one transaction."""
    known = journal.by_ids(db, [op.id for op in ops])
    fresh = [op for op in ops if op.id not in known]
    with db.begin_raw() as raw:
        driver = Driver(raw)
        journal.insert(driver, fresh)
        if fresh:
            journal.heard(db, max(op.hlc for op in fresh))
        also(driver)
    return len(fresh)


class Driver:
    """SQLAlchemy's one call over a raw connection."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def exec_driver_sql(self, sql: str, params: Any = ()) -> Any:
        if isinstance(params, list):
            return self._raw.executemany(sql, params)
        return self._raw.execute(sql, params)


class Laptop:
    """A device with its journal, and the form it has open."""

    def __init__(self, device: str, db: Memory | None = None) -> None:
        self.db = db or Memory(device)
        self.device = Device(device, device[:4], KEY, VAULT)
        self.ledger = Ledger(self.db, take)
        self.form: tuple[str, tuple[str, ...]] | None = None

    def open(self, record: str) -> None:
        """A form opens and remembers what it shows."""
        self.form = (record, journal.heads(self.db, record).ids("text"))

    def edit(self, chance: random.Random) -> str:
        """Save what is typed in the form; what it had seen when it opened counts (sync.md 4.2)."""
        if self.form is None:
            self.open(f"r{chance.randrange(6)}")
        record, seen = self.form
        value = {"text": chance.random()}
        op = journal.new_op(self.db, "notes", record, "text", value, batch="b", prev=seen)
        with self.db.begin_raw() as raw:
            journal.insert(Driver(raw), [op])
        self.form = (record, (op.id,))
        return op.id

    def retired(self) -> frozenset[str]:
        """Devices that somebody has retired, as the journal here tells."""
        return frozenset(
            row[0] for row in self.db.rows("SELECT DISTINCT record FROM op WHERE kind = 'devices'")
        )

    def take_new_id(self, chance: random.Random) -> None:
        """Retire the id that somebody else uses too, and go on under another."""
        op = journal.new_op(
            self.db, "devices", self.device.id, "retired", {"retired": True}, batch="b", prev=()
        )
        with self.db.begin_raw() as raw:
            journal.insert(Driver(raw), [op])
        self.device = self.device._replace(id=f"{chance.getrandbits(128):032x}")
        self.db.device = self.device.id

    def ids(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.db.rows("SELECT id FROM op"))

    def own(self) -> frozenset[str]:
        """The operations this laptop has to bring to the share."""
        return frozenset(
            row[0]
            for row in self.db.rows(
                "SELECT o.id FROM op o JOIN segment s ON s.id = o.segment WHERE s.mine = 1"
            )
        )

    def heads(self) -> dict[str, tuple[str, ...]]:
        records = [row[0] for row in self.db.rows("SELECT DISTINCT record FROM op")]
        return {record: journal.heads(self.db, record).ids("text") for record in sorted(records)}


def meet(desk: Laptop, share: Share | Folder) -> Outcome:
    """One sync."""
    return sync.sync(desk.ledger, share, desk.device, now_ms=0)


def edit(desk: Laptop, record: str = "r") -> None:
    """Change a record as a form does that opened just now."""
    desk.open(record)
    desk.edit(random.Random(1))


class Share:
    """The files of a share; `chance` of None is a share without faults. Answers as `Folder` does."""

    def __init__(self, chance: random.Random | None = None, rate: float = 0.0) -> None:
        self.files: dict[str, bytes] = {}
        self.old: dict[str, bytes] = {}
        self.chance, self.rate, self.gone, self.calls = chance, rate, False, 0
        self.born: dict[str, str] = {}
        self.changed: list[str] = []
        self.remembered: dict[str, bytes] = {}
        """What a reader was answered from memory although something else lies there."""

    def names(self, path: str) -> list[str]:
        self._call()
        files = self.old if self._happens(0.1) else self.files
        start = f"{path}/"
        return sorted({name[len(start) :].split("/")[0] for name in files if name.startswith(start)})

    def read(self, path: str) -> bytes:
        self._call()
        files = self.old if self._happens(0.05) else self.files
        if path not in files:
            raise FileNotFoundError(errno.ENOENT, "gone", path)
        data = files[path]
        if self.files.get(path) != data:
            self.remembered[path] = data
        return data[: self.chance.randrange(len(data) + 1)] if self._happens(0.05) else data

    def size(self, path: str) -> int:
        self._call()
        if path not in self.files:
            raise FileNotFoundError(errno.ENOENT, "gone", path)
        return len(self.files[path])

    def sizes(self, path: str) -> dict[str, int]:
        self._call()
        files = self.old if self._happens(0.1) else self.files
        start = f"{path}/"
        return {
            name[len(start) :]: len(data)
            for name, data in files.items()
            if name.startswith(start) and "/" not in name[len(start) :]
        }

    def make(self, path: str) -> None:
        self._call()

    def write_new(self, path: str, data: bytes) -> None:
        self._call()
        temporary = path.rpartition("/")[0] + f"/{TEMPORARY}{len(self.files)}"
        if self._happens(0.3):
            self.files[temporary] = data[: self.chance.randrange(len(data) + 1)]
            raise OSError(errno.ENOSPC, "full")
        if self._happens(0.2):
            self.files[temporary] = data
            raise Killed
        if path in self.files:
            raise FileExistsError(path)
        torn = self._happens(0.2)
        self.files[path] = data[: self.chance.randrange(len(data))] if torn else data
        self._bear(path)
        if self._happens(0.2):
            raise Killed  # complete, and nobody was told

    def put(self, path: str, data: bytes) -> None:
        self._call()
        self.files[path] = data

    def remove(self, path: str) -> None:
        self._call()
        self.files.pop(path, None)

    # --- what the world does to the share

    def remember(self) -> None:
        """From now on a stale reader sees what is there now."""
        self.old = dict(self.files)

    def damage(self) -> str:
        """Something happens to a segment; returns what."""
        names = [name for name in self.files if name.endswith(".zsg")]
        if not names:
            return ""
        name = self.chance.choice(names)
        data = self.files[name]
        what = self.chance.choice(("flip", "cut", "zero", "delete", "double", "astray", "junk"))
        if what == "flip" and data:
            at = self.chance.randrange(len(data))
            self.files[name] = data[:at] + bytes([data[at] ^ 1 << self.chance.randrange(8)]) + data[at + 1 :]
        elif what == "cut":
            self.files[name] = data[: self.chance.randrange(len(data) + 1)]
        elif what == "zero" and data:
            at = self.chance.randrange(len(data))
            self.files[name] = data[:at] + bytes(len(data[at : at + 40])) + data[at + 40 :]
        elif what == "delete":
            del self.files[name]
        elif what == "double":
            self.files[name.replace(".zsg", " - コピー.zsg")] = data
        elif what == "astray":
            owner = self.chance.choice(sorted({one.split("/")[2] for one in names}))
            self.files.setdefault(f"{DEVICES}/{owner}/{name.rpartition('/')[2]}", data)
        else:
            self.files[f"{DEVICES}/{'f' * 32}/~$liste.tmp"] = b"junk"
        self.born.pop(name, None)
        return what

    def rot(self, owner: str) -> None:
        """One byte of each segment of a device becomes another; sizes stay."""
        for name, data in self.files.items():
            if name.startswith(f"{DEVICES}/{owner}/") and name.endswith(".zsg"):
                self.files[name] = data[:-40] + bytes([data[-40] ^ 1]) + data[-39:]

    def whole_ops(self, remembered: Mapping[str, bytes] | None = None) -> set[str]:
        """What a fault-free reader finds now, or one who gets these files as they are `remembered`."""
        found: set[str] = set()
        for name, data in (self.files | dict(remembered or {})).items():
            base = name.rpartition("/")[2]
            if segments.NAME.fullmatch(base):
                try:
                    read = segments.decode(KEY, VAULT, data)
                except segments.Invalid:
                    continue
                if read.hash == base.split("-")[1]:
                    found |= {op.id for op in read.ops}
        return found

    def watch(self) -> None:
        """I4: no file that was once whole has other bytes, but by the world's doing."""
        for name, digest in self.born.items():
            if name in self.files and hashlib.sha256(self.files[name]).hexdigest() != digest:
                self.changed.append(name)

    def _bear(self, path: str) -> None:
        self.born[path] = hashlib.sha256(self.files[path]).hexdigest()

    def _call(self) -> None:
        self.calls += 1
        if self.gone:
            raise OSError(errno.ENOTCONN, "vanished")
        if self._happens(0.15):
            raise Killed
        if self._happens(0.3):
            self.gone = True
            raise OSError(errno.EIO, "vanished")

    def _happens(self, share: float) -> bool:
        return self.chance is not None and self.chance.random() < self.rate * share


def server_has_it_otherwise(monkeypatch: Any, wanted: Callable[[str], bool]) -> None:
    """A network drive on real files: this machine reads what it has written until it forgets that; what the
    server has of the `wanted` names is damaged. As seen on CIFS with its default options.
    """

    def forget(descriptor: int, start: int, length: int, advice: int) -> None:
        assert (start, length, advice) == (0, 0, os.POSIX_FADV_DONTNEED)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if wanted(path.name):
            with path.open("r+b") as file:
                file.write(b"torn")

    monkeypatch.setattr(os, "posix_fadvise", forget, raising=False)


def _schema() -> list[str]:
    from sqlalchemy import create_engine
    from sqlalchemy.schema import CreateIndex, CreateTable

    engine = create_engine("sqlite://")
    lines = []
    for name in _TABLES:
        table = metadata().tables[name]
        lines.append(str(CreateTable(table).compile(engine)))
        lines.extend(str(CreateIndex(index).compile(engine)) for index in table.indexes)
    return lines


_TABLES = ("op", "superseded", "segment", "local")
_SCHEMA = _schema()
