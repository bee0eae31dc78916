"""操作の記録: who looked at, changed, printed or took out what, and when; never what it said (S6, decisions
26).

Rows of this device only, in the encrypted file and in its backups; they are not shared. Each row's hash
covers the row and the hash before it, so a row that was changed or taken out is found by `problems`. Another
device id (a restored backup) begins a new chain whose first row names the head of the old one.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import journal
from zaitaku_desk.store.journal import CHUNK

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

WHATS = (
    ("unlock", "開く"),
    ("unlock_failed", "開けなかった"),
    ("lock", "閉じる・ロック"),
    ("view", "閲覧"),
    ("edit", "入力・変更"),
    ("delete", "ごみ箱へ移動"),
    ("undelete", "ごみ箱から復元"),
    ("undo", "元に戻す"),
    ("import", "取り込み"),
    ("export", "ファイルに出力"),
    ("print", "印刷"),
    ("backup", "バックアップ"),
    ("restore", "バックアップから復元"),
    ("sync", "同期"),
    ("erase", "個人の情報の消去"),
    ("settings", "設定の変更"),
    ("clock", "時計のずれ"),
    ("begin", "記録の始まり"),
)
"""Everything that is noted, in the order of the screen."""

VIEWED = ("visits", "consultations", "people")
"""Kinds of which looking is noted; the directory of institutions is public."""

JUMP_MS = 120_000
"""A clock that goes on otherwise than time itself by more than this was set."""

FAILED_FILE = "unlock_failed.txt"
"""Beside the closed file: the moments (ms of UTC) of wrong passphrases, taken in at the next opening."""

FAILED_MOST = 1_000
_LINE = 14  # characters
_HEAD = "audit.head"
_NOTHING = bytes(32)
_COLUMNS = "seq, at, device, staff, what, kind, record, batch, detail"


class Entry(NamedTuple):
    """What is about to be noted; `at` is in ms of UTC."""

    at: int
    staff: str
    what: str
    kind: str = ""
    record: str = ""
    batch: str = ""
    detail: str = ""


class Noted(NamedTuple):
    """One row as it is shown. `detail` is the name of a paper and the ending of its file, a count, or how
    far the clock was off.
    """

    seq: int
    at: int
    device: str
    staff: str
    what: str
    kind: str
    record: str
    batch: str
    detail: str


def say(
    db: Database, what: str, kind: str = "", record: str = "", *, batch: str = "", detail: str = ""
) -> None:
    """Keep an entry to be written with the next `flush`; costs nothing and may be called anywhere."""
    db.unwritten.append(Entry(_now(db), db.staff, what, kind, record, batch, detail))


def note(
    db: Database, what: str, kind: str = "", record: str = "", *, batch: str = "", detail: str = ""
) -> None:
    """Write an entry, after those that were kept, inside the transaction that is open on this thread."""
    entry = Entry(_now(db), db.staff, what, kind, record, batch, detail)
    _append(db, db.run_within, [*_kept(db), entry])


def flush(db: Database) -> None:
    """Write what was kept, in one transaction; nothing to write costs nothing."""
    if not db.unwritten:
        return
    with db.begin_raw():
        if entries := _kept(db):
            _append(db, db.run_within, entries)


def which(touched: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """Kind and record that a batch is noted under: of many records only the kind of most of them."""
    kind = max(touched, key=lambda one: len(touched[one]))
    return (kind, next(iter(touched[kind]))) if sum(map(len, touched.values())) == 1 else (kind, "")


def which_of(db: Database, batch: str, many: Mapping[str, int]) -> tuple[str, str]:
    """The same of a batch that wrote so `many` operations of each kind; it may be too large to be held."""
    if sum(many.values()) <= CHUNK:
        return which(journal.touched_by(db, batch))
    return max(many, key=lambda one: many[one]), ""


def flush_quietly(db: Database) -> None:
    """The same; what the disk refuses is kept for the next time."""
    with suppress(UserError):
        flush(db)


def opened(db: Database, way: str = "") -> None:
    """The file was opened, and what failed before; `way` says how (recovery, cli), empty by passphrase.

    Written within a second, while she looks at the first page; at once where something failed before and
    where no page follows at once.
    """
    failed = _failed(db.data_dir)
    db.unwritten.extend(Entry(at, "", "unlock_failed") for at in failed)
    say(db, "unlock", detail=way)
    db.before_close.append(lambda: _closing(db))
    if failed or way in ("cli", "recovery"):
        with suppress(UserError):
            flush(db)
            (db.data_dir / FAILED_FILE).unlink(missing_ok=True)


def failed_unlock(data_dir: Path, at: int | None = None) -> None:
    """A wrong passphrase or short code was given while the file is closed."""
    file = data_dir / FAILED_FILE
    with suppress(OSError):
        if not file.exists() or file.stat().st_size < _LINE * FAILED_MOST:
            with file.open("a", encoding="ascii") as out:
                out.write(f"{at or time.time_ns() // 1_000_000}\n")


def problems(db: Database, progress: Callable[[int, int], None] = lambda *_: None) -> list[str]:
    """What is wrong with the chain, in words; an empty list when no row was changed or taken out."""
    found: list[str] = []
    before: tuple[int, str, bytes] | None = None
    total = (db.row("SELECT count(*) FROM audit") or (0,))[0]
    for done, (entry, hash_) in enumerate(_walk(db)):
        if done % 2_000 == 0:
            progress(done, total)
        found += _misfits(entry, hash_, before)
        before = (entry.seq, entry.device, hash_)
    row = db.row("SELECT value FROM local WHERE key = ?", (_HEAD,))
    end = _head_text(before[0], before[2]) if before else ""
    if (row[0] if row else "") != end:
        found.append("最後の記録が取り除かれています。")
    return found


# ---------------------------------------------------------------- reading


class Wanted(NamedTuple):
    """Which rows: ms of UTC from (included) and to (not included), a member of staff, what, one record."""

    since: int | None = None
    until: int | None = None
    staff: str | None = None
    what: str | None = None
    record: str | None = None


def page(db: Database, wanted: Wanted, after: Noted | None = None, limit: int = 200) -> list[Noted]:
    """Rows, the newest first, that come after the last one shown."""
    where, params = _where(wanted)
    if after is not None:
        where.append("(at, seq) < (?, ?)")
        params += [after.at, after.seq]
    sql = (
        f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where) or '1'} ORDER BY at DESC, seq DESC LIMIT ?"
    )
    return [Noted(*row) for row in db.rows(sql, (*params, limit))]


def count(db: Database, wanted: Wanted) -> int:
    """How many rows are wanted."""
    where, params = _where(wanted)
    row = db.row(f"SELECT count(*) FROM audit WHERE {' AND '.join(where) or '1'}", params)
    return int(row[0]) if row else 0


def staff_seen(db: Database) -> list[str]:
    """Ids of the members of staff that appear, one step of the index each."""
    found: list[str] = []
    while row := db.row("SELECT min(staff) FROM audit WHERE staff > ?", (found[-1] if found else "",)):
        if row[0] is None:
            break
        found.append(row[0])
    return found


def _where(wanted: Wanted) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    params: list[Any] = []
    for condition, value in (
        ("at >= ?", wanted.since),
        ("at < ?", wanted.until),
        ("staff = ?", wanted.staff),
        ("what = ?", wanted.what),
    ):
        if value is not None:
            where.append(condition)
            params.append(value)
    if wanted.record is not None:
        where.append(
            "seq IN (SELECT seq FROM audit WHERE record = ? AND record <> '' UNION SELECT seq FROM audit"
            " WHERE batch <> '' AND batch IN (SELECT batch FROM op WHERE op.record = ?))"
        )
        params += [wanted.record, wanted.record]
    return where, params


# ---------------------------------------------------------------- writing


def _kept(db: Database) -> list[Entry]:
    """What this transaction has yet to write; it is forgotten when the transaction is there."""
    entries = list(db.unwritten)[db.audit_taken :]
    db.audit_taken += len(entries)
    return entries


def _append(db: Database, run: Callable[..., Any], entries: Sequence[Entry]) -> None:
    row = run("SELECT seq, at, device, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    seq, hash_ = (int(row[0]), bytes(row[3])) if row else (0, _NOTHING)
    fresh = list(entries)
    if row is None or row[2] != db.device:
        named = f"{row[2]} {_head_text(seq, hash_)}" if row else ""
        fresh.insert(0, Entry(fresh[0].at, db.staff, "begin", detail=named))
        hash_ = _NOTHING
    elif not db.audit_begun and (back := row[1] - fresh[0].at) > JUMP_MS:
        fresh.insert(0, Entry(fresh[0].at, db.staff, "clock", detail=f"{-back // 1000:+d}"))
    db.audit_begun = True
    rows = []
    for entry in fresh:
        seq += 1
        noted = Noted(seq, entry.at, db.device, *entry[1:])
        hash_ = _hash(hash_, noted)
        rows.append((*noted, hash_))
    for row in rows:
        run(f"INSERT INTO audit ({_COLUMNS}, hash) VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    run("INSERT OR REPLACE INTO local (key, value) VALUES (?, ?)", (_HEAD, _head_text(seq, hash_)))


def _now(db: Database) -> int:
    """ms of UTC; a clock that was set since the last entry is itself noted (S6)."""
    wall, steady = time.time_ns() // 1_000_000, _steady()
    if db.audit_clock is not None:
        jump = (wall - db.audit_clock[0]) - (steady - db.audit_clock[1])
        if abs(jump) > JUMP_MS:
            db.unwritten.append(Entry(wall, db.staff, "clock", detail=f"{jump // 1000:+d}"))
    db.audit_clock = (wall, steady)
    return wall


def _steady() -> int:
    """ms that nobody can set; goes on while the computer sleeps, where the system knows that."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.clock_gettime_ns(boot) if boot is not None else time.monotonic_ns()) // 1_000_000


def _closing(db: Database) -> None:
    say(db, "lock")
    flush(db)


def _failed(data_dir: Path) -> list[int]:
    """The moments beside the file."""
    try:
        lines = (data_dir / FAILED_FILE).read_text(encoding="ascii", errors="replace").split()[:FAILED_MOST]
    except OSError:
        return []
    return [int(line) for line in lines if line.isdigit() and len(line) < 16]


# ---------------------------------------------------------------- the chain


def _walk(db: Database) -> Iterator[tuple[Noted, bytes]]:
    last = 0
    while rows := db.rows(
        f"SELECT {_COLUMNS}, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT 5000", (last,)
    ):
        for row in rows:
            yield Noted(*row[:-1]), bytes(row[-1])
        last = rows[-1][0]


def _misfits(entry: Noted, hash_: bytes, before: tuple[int, str, bytes] | None) -> list[str]:
    seq, device, head = before or (0, "", _NOTHING)
    found = []
    if entry.seq != seq + 1:
        found.append(f"{seq + 1}番から{entry.seq - 1}番までの記録が取り除かれています。")
    if entry.device != device:
        named = f"{device} {_head_text(seq, head)}" if before else ""
        if entry.what != "begin" or entry.detail != named:
            found.append(f"{entry.seq}番の記録は、その前の記録とつながりません。")
        head = _NOTHING
    if entry.seq == seq + 1 and _hash(head, entry) != hash_:
        found.append(f"{entry.seq}番の記録が書き換えられています。")
    return found


def _hash(before: bytes, noted: Noted) -> bytes:
    text = json.dumps(noted, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + text.encode("utf-8", "surrogatepass")).digest()


def _head_text(seq: int, hash_: bytes) -> str:
    return f"{seq}:{hash_.hex()}"
