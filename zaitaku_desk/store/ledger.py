"""What of the journal has left this file, and what has come from the shared folder (sync.md §4.4).

An operation belongs to the first segment it was met in (`op.segment`); without one it has not been sent. A
segment's digest is that of its operations, so the digest of all published segments is that of everything a
fault-free reader can find in the shared folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.store import journal, local, save
from zaitaku_desk.store.journal import PRESET, Op

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

Encode = Callable[[int, Sequence[Op]], bytes]
"""Number and operations → the bytes of a segment."""

_WORDS, _AUDITED = "sharing.acks", "sharing.audited"
WORDS_KEPT = 50
MOST_TEXT = 16 * 2**20
"""Characters of the values in one segment; whoever reads it holds all of it in memory."""
NOTHING = "0"
"""The digest of a segment whose operations all lie in others."""

_UNSENT = f"segment IS NULL AND sealed = 1 AND device <> '{PRESET}'"


@dataclass(frozen=True, slots=True)
class Held:
    """A segment as this file knows it; `digest` is that of its operations."""

    id: int
    hash: str
    device: str
    name: str
    number: int
    ops: int
    size: int
    mine: bool
    published: bool
    digest: str

    @property
    def guards(self) -> bool:
        """Some operations are known to lie on the share only in this segment."""
        return self.digest != NOTHING


class Fetched(NamedTuple):
    """A segment as it was read from the shared folder: in whose folder it lies and how it is called there,
    its size in bytes.
    """

    hash: str
    device: str
    name: str
    number: int
    size: int
    ops: Sequence[Op]


class Total(NamedTuple):
    """How many operations are known to lie in the shared folder, and their digest."""

    ops: int
    digest: int


class Ledger:
    """The sending side of one open file. `apply` takes operations in and runs `also` in the same
    transaction; the tests put one in its place that makes no tables.
    """

    def __init__(self, db: Database, apply: Callable[..., int] = save.apply) -> None:
        self.db = db
        self._apply = apply

    # --- what is still to be sent

    def unsent(self) -> int:
        """Sealed operations that no other device can have yet: uncut, or cut and not published."""
        row = self.db.row(
            f"SELECT (SELECT count(*) FROM op WHERE {_UNSENT}),"
            " (SELECT coalesce(sum(count), 0) FROM segment WHERE mine = 1 AND published = 0)"
        )
        return int(row[0]) + int(row[1]) if row else 0

    def cut(self, device: str, encode: Encode, new_name: Callable[[int, bytes], str], most: int) -> int:
        """Make segments of everything unsent, each with its bytes in one transaction; how many."""
        made = 0
        while True:
            ops = self._some_unsent(most)
            if not ops:
                return made
            self.add_own(device, ops, encode, new_name)
            made += 1

    def add_own(
        self, device: str, ops: Sequence[Op], encode: Encode, new_name: Callable[[int, bytes], str]
    ) -> str:
        """A segment of our own with these operations, to be published; returns its name."""
        row = self.db.row("SELECT coalesce(max(number), 0) + 1 FROM segment WHERE mine = 1")
        number = int(row[0]) if row else 1
        data = encode(number, ops)
        name = new_name(number, data)
        with self.db.begin_raw() as raw:
            raw.execute(
                "INSERT INTO segment (hash, device, name, number, count, digest, size, mine, published, body)"
                " VALUES (?, ?, ?, ?, ?, '0', ?, 1, 0, ?)",
                (hash_in(name), device, name, number, len(ops), len(data), data),
            )
            self._claim(raw, hash_in(name), [op.id for op in ops])
        return name

    def outbox(self) -> list[tuple[Held, bytes]]:
        """Own segments that are not published, oldest first, with their bytes."""
        rows = self.db.rows(f"SELECT {_HELD}, body FROM segment WHERE mine = 1 AND published = 0 ORDER BY id")
        return [(_held(row[:-1]), bytes(row[-1])) for row in rows]

    def rename(self, segment_id: int, name: str) -> None:
        """Try again under a name nobody has seen."""
        with self.db.begin_raw() as raw:
            raw.execute("UPDATE segment SET name = ? WHERE id = ?", (name, segment_id))

    def publish(self, segment_id: int, device: str) -> None:
        """It was read back from this device's folder, whole."""
        with self.db.begin_raw() as raw:
            raw.execute("UPDATE segment SET published = 1, device = ? WHERE id = ?", (device, segment_id))

    def unpublish(self, segment_id: int, name: str) -> None:
        """It is gone from the share, or damaged there: publish it once more, under this name."""
        with self.db.begin_raw() as raw:
            raw.execute("UPDATE segment SET published = 0, name = ? WHERE id = ?", (name, segment_id))

    def settle(self, segment_ids: Sequence[int]) -> None:
        """Every device has these: their bytes need not be kept."""
        kept = {row[0] for row in self.db.rows("SELECT id FROM segment WHERE body IS NOT NULL")}
        gone = [(one,) for one in segment_ids if one in kept]
        if gone:
            with self.db.begin_raw() as raw:
                raw.executemany("UPDATE segment SET body = NULL WHERE id = ?", gone)

    def body(self, segment_id: int) -> bytes | None:
        """The bytes of an own segment while they are kept."""
        row = self.db.row("SELECT body FROM segment WHERE id = ?", (segment_id,))
        return bytes(row[0]) if row and row[0] is not None else None

    # --- what has come

    def known(self) -> set[str]:
        """Hashes of every segment whose operations are here."""
        return {row[0] for row in self.db.rows("SELECT hash FROM segment")}

    def take(self, segments: Sequence[Fetched]) -> int:
        """Take segments of the share in: all their operations and that they are known, in one transaction."""

        def also(connection: Any) -> None:
            for one in segments:
                connection.exec_driver_sql(
                    "INSERT INTO segment (hash, device, name, number, count, digest, size, mine, published)"
                    " VALUES (?, ?, ?, ?, ?, '0', ?, 0, 1) ON CONFLICT (hash) DO NOTHING",
                    (one.hash, one.device, one.name, one.number, len(one.ops), one.size),
                )
                self._claim(_Driver(connection), one.hash, [op.id for op in one.ops])

        return self._apply(self.db, [op for one in segments for op in one.ops], also)

    def held(self) -> list[Held]:
        """Every segment, by the device in whose folder it lies and its number."""
        return [
            _held(row) for row in self.db.rows(f"SELECT {_HELD} FROM segment ORDER BY device, number, id")
        ]

    def move(self, one: Held, device: str, encode: Encode, new_name: Callable[[int, bytes], str]) -> bool:
        """Send the operations of a segment once more, in a new one of our own that stands for it from now on.

        False when all of them lie in other segments already.
        """
        ops = self.operations(one.id)
        if not ops:
            return False
        name = self.add_own(device, ops, encode, new_name)
        with self.db.begin_raw() as raw:
            raw.execute(
                "UPDATE op SET segment = (SELECT id FROM segment WHERE hash = ?) WHERE segment = ?",
                (hash_in(name), one.id),
            )
            raw.execute(
                "UPDATE segment SET digest = (SELECT o.digest FROM segment o WHERE o.id = ?) WHERE hash = ?",
                (one.id, hash_in(name)),
            )
            raw.execute("UPDATE segment SET digest = ? WHERE id = ?", (NOTHING, one.id))
        return True

    def operations(self, segment_id: int) -> list[Op]:
        """The operations first met in a segment."""
        ids = [row[0] for row in self.db.rows("SELECT id FROM op WHERE segment = ?", (segment_id,))]
        found = journal.by_ids(self.db, ids)
        return [found[one] for one in ids if one in found]

    def total(self) -> Total:
        """What a fault-free reader finds in the shared folder, as far as this device knows."""
        count = digest_of = 0
        for row in self.db.rows("SELECT digest FROM segment WHERE published = 1"):
            size, _, value = row[0].partition(":")
            count += int(size)
            digest_of ^= int(value or "0", 16)
        return Total(count, digest_of)

    def words(self) -> list[str]:
        """Names of the last acknowledgements this file has written or tried to write, newest last."""
        return local.get(self.db, _WORDS).split()

    def add_word(self, name: str) -> None:
        """Remember one more; whoever finds another one in our folder shares our id."""
        local.put(self.db, _WORDS, " ".join([*self.words(), name][-WORDS_KEPT:]))

    def audited(self, which: str) -> int:
        """The segment with which the last look at what lies there of this sort ended."""
        return int(local.get(self.db, f"{_AUDITED}.{which}") or 0)

    def audit_from(self, which: str, segment_id: int) -> None:
        """The next look begins behind this one."""
        local.put(self.db, f"{_AUDITED}.{which}", str(segment_id))

    # --- inside

    def _some_unsent(self, most: int) -> list[Op]:
        ids: list[str] = []
        text = 0
        for op_id, length in self.db.rows(
            f"SELECT id, length(value) FROM op WHERE {_UNSENT} ORDER BY seq LIMIT ?", (most,)
        ):
            text += length
            if ids and text > MOST_TEXT:
                break
            ids.append(op_id)
        found = journal.by_ids(self.db, ids)
        return [found[one] for one in ids]

    def _claim(self, raw: Any, hash_: str, op_ids: Sequence[str]) -> None:
        """Operations that no segment has yet belong to this one; its digest is made of them."""
        segment_id = raw.execute("SELECT id FROM segment WHERE hash = ?", (hash_,)).fetchone()[0]
        fresh: list[str] = []
        for chunk in journal.chunks(op_ids, journal.CHUNK):
            marks = ",".join("?" * len(chunk))
            rows = raw.execute(f"SELECT id FROM op WHERE segment IS NULL AND id IN ({marks})", tuple(chunk))
            fresh += [row[0] for row in rows.fetchall()]
        for chunk in journal.chunks(fresh, journal.CHUNK):
            marks = ",".join("?" * len(chunk))
            raw.execute(f"UPDATE op SET segment = ? WHERE id IN ({marks})", (segment_id, *chunk))
        if fresh:
            text = f"{len(fresh)}:{digest(fresh):032x}"
            raw.execute("UPDATE segment SET digest = ? WHERE id = ?", (text, segment_id))


class _Driver:
    """The few calls of a raw connection over a SQLAlchemy one."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, sql: str, params: tuple[Any, ...] = ()) -> Any:
        return self._connection.exec_driver_sql(sql, params)


_HELD = "id, hash, device, name, number, count, size, mine, published, digest"


def _held(row: tuple[Any, ...]) -> Held:
    id_, hash_, device, name, number, ops, size, mine, published, digest_of = row
    return Held(id_, hash_, device, name, number, ops, size, bool(mine), bool(published), digest_of)


def digest(op_ids: Iterable[str]) -> int:
    """XOR of the hashes of operation ids: the same for the same set, in any order."""
    found = 0
    for op_id in op_ids:
        found ^= int.from_bytes(hashlib.sha256(op_id.encode()).digest()[:16], "big")
    return found


def hash_in(name: str) -> str:
    """The hash that stands in the name of a segment."""
    return name.split("-")[1]
