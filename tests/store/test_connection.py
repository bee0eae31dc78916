"""The encrypted file: readers, one writer, faults."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import exc, text

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import connection
from zaitaku_desk.store.connection import Database, create_database, open_database
from zaitaku_desk.store.faults import Damaged

KEY = bytes(range(32))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = create_database(tmp_path, KEY)
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    yield db
    db.close()


def write(db: Database, *bodies: str) -> None:
    with db.begin_raw() as raw:
        raw.executemany("INSERT INTO note (body) VALUES (?)", [(body,) for body in bodies])


def bodies(db: Database) -> list[str]:
    return [row[0] for row in db.rows("SELECT body FROM note ORDER BY id")]


def in_thread(work: Any) -> Any:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


def test_what_is_written_raw_is_there_after_reopening(db: Database, tmp_path: Path) -> None:
    write(db, "船津", "舩津")
    db.close()
    again = open_database(tmp_path, KEY)
    assert bodies(again) == ["船津", "舩津"]
    again.close()


def test_core_and_raw_transactions_see_each_other(db: Database) -> None:
    with db.begin() as core:
        core.execute(text("INSERT INTO note (body) VALUES (:body)"), {"body": "甲"})
    with db.begin_raw() as raw:
        assert raw.execute("SELECT body FROM note").fetchall() == [("甲",)]
        raw.execute("INSERT INTO note (body) VALUES ('乙')")
    with db.begin() as core:
        assert core.execute(text("SELECT count(*) FROM note")).scalar() == 2


@pytest.mark.parametrize("kind", ["begin", "begin_raw"])
def test_an_exception_takes_the_whole_transaction_back(db: Database, kind: str) -> None:
    def write_and_fail() -> None:
        with getattr(db, kind)() as transaction:
            run = transaction.exec_driver_sql if kind == "begin" else transaction.execute
            run("INSERT INTO note (body) VALUES ('甲')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert bodies(db) == []
    write(db, "乙")
    assert bodies(db) == ["乙"]


@pytest.mark.parametrize("kind", ["begin", "begin_raw"])
def test_a_transaction_reads_its_own_writes_and_nobody_else_does(db: Database, kind: str) -> None:
    with getattr(db, kind)() as transaction:
        run = transaction.exec_driver_sql if kind == "begin" else transaction.execute
        run("INSERT INTO note (body) VALUES ('甲')")
        assert bodies(db) == ["甲"]
        assert in_thread(lambda: bodies(db)) == []
    assert in_thread(lambda: bodies(db)) == ["甲"]


def test_core_begins_immediately_so_that_no_upgrade_can_fail(db: Database) -> None:
    with db.begin() as core:
        assert core.connection.dbapi_connection is not None
        assert core.connection.dbapi_connection.in_transaction


def test_a_transaction_inside_a_transaction_is_a_bug(db: Database) -> None:
    with db.begin_raw(), pytest.raises(RuntimeError), db.begin():
        pass


def test_a_second_writer_waits_and_is_told_when_it_takes_too_long(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)

    def second() -> str:
        with pytest.raises(UserError) as told:
            write(db, "乙")
        return told.value.message

    with db.begin_raw():
        assert db.writing
        assert in_thread(second) == "ほかの処理が保存中のため、保存できませんでした。"
    assert not db.writing


def test_writers_of_many_threads_lose_nothing(db: Database) -> None:
    threads = [
        threading.Thread(target=lambda n=n: [write(db, f"{n}-{i}") for i in range(20)]) for n in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(bodies(db))) == 100


def test_reading_cannot_write(db: Database) -> None:
    with pytest.raises(UserError):
        db.rows("INSERT INTO note (body) VALUES ('甲')")
    assert bodies(db) == []


def test_a_reader_is_closed_with_its_thread(db: Database) -> None:
    before = len(db._readers)
    assert in_thread(lambda: (bodies(db), len(db._readers))[1]) == before + 1
    give_up = time.monotonic() + 5
    while len(db._readers) > before and time.monotonic() < give_up:
        time.sleep(0.01)
    assert len(db._readers) == before


def test_closing_leaves_one_file_and_no_key(db: Database, tmp_path: Path) -> None:
    write(db, "甲")
    in_thread(lambda: bodies(db))
    bodies(db)
    db.close()
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]
    assert db.key == bytearray(32)
    with pytest.raises(UserError):
        bodies(db)


def test_closing_while_another_thread_reads_ends_that_read(db: Database) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    ended: list[BaseException] = []
    started = threading.Event()

    def read() -> None:
        bodies(db)
        started.set()
        try:
            db.rows(endless)
        except UserError as error:
            ended.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    started.wait()
    time.sleep(0.1)
    db.close()
    thread.join(5)
    assert len(ended) == 1


def test_an_error_of_ours_stays_an_error_and_holds_no_value(db: Database) -> None:
    with pytest.raises(exc.OperationalError) as error, db.begin() as core:
        core.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "患者甲野"})
    assert "患者甲野" not in str(error.value)


def test_the_file_and_its_wal_hold_no_plain_text(db: Database, tmp_path: Path) -> None:
    write(db, *["患者甲野花子KANARIA"] * 50)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3")
        for encoding in ("utf-8", "utf-16-le", "cp932"):
            assert "KANARIA".encode(encoding) not in content
            assert "甲野花子".encode(encoding) not in content


def test_another_key_is_told_as_damage_and_changes_nothing(db: Database, tmp_path: Path) -> None:
    db.close()
    before = db.path.read_bytes()
    with pytest.raises(Damaged):
        open_database(tmp_path, bytes(32))
    assert db.path.read_bytes() == before


def test_a_foreign_file_is_refused_untouched(db: Database, tmp_path: Path) -> None:
    with db.begin_raw() as raw:
        raw.execute("PRAGMA application_id = 7")
    db.close()
    before = db.path.read_bytes()
    with pytest.raises(UserError, match="在宅デスクのデータではありません"):
        open_database(tmp_path, KEY)
    assert db.path.read_bytes() == before


def test_a_missing_file_is_never_replaced_by_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="見つかりません"):
        open_database(tmp_path, KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_created_anew(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="既に"):
        create_database(tmp_path, KEY)


def test_an_engine_too_old_is_refused(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(UserError, match="部品"):
        connection.assert_engine(db)


def test_damage_met_while_reading_marks_the_folder(db: Database, tmp_path: Path) -> None:
    write(db, *["あ" * 500] * 200)
    db.close()
    content = bytearray(db.path.read_bytes())
    content[4096 * 20 + 100] ^= 1
    db.path.write_bytes(content)
    again = open_database(tmp_path, KEY)
    with pytest.raises(Damaged):
        bodies(again)
    again.close()
    assert (tmp_path / connection.SUSPECT).exists()


def test_closing_a_damaged_file_does_not_fail_and_marks_the_folder(db: Database, tmp_path: Path) -> None:
    write(db, "甲")
    db.close()
    again = Database(tmp_path, KEY)
    (tmp_path / "desk.db").write_bytes(bytes(8192))
    (tmp_path / "desk.db-wal").write_bytes(bytes(100))
    again.close()
    assert (tmp_path / connection.SUSPECT).exists()


def test_no_module_attaches_or_exports_the_encrypted_file() -> None:
    package = Path(connection.__file__).parent.parent
    for path in package.rglob("*.py"):
        assert not re.search(
            r"(?i)\battach\s+(database\b|['\"?:])|sqlcipher_export", path.read_text("utf-8")
        ), path


def test_reading_needs_no_sqlalchemy(db: Database, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from zaitaku_desk.store.connection import open_database\n"
        f"db = open_database(Path({str(tmp_path)!r}), bytes(range(32))); db.rows('SELECT * FROM note')\n"
        "with db.begin_raw() as raw: raw.execute('SELECT 1')\n"
        "db.close(); sys.exit('sqlalchemy' in sys.modules or 'cryptography' in sys.modules)"
    )
    db.close()
    subprocess.run([sys.executable, "-c", code], check=True)


def fill_until_full(folder: str, limit: int, results: Any) -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    db = open_database(Path(folder), KEY)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    written = 0
    try:
        while True:
            write(db, "あ" * 1000)
            written += 1
    except UserError as error:
        results.put((error.message, written, len(bodies(db))))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    write(db, "後")
    results.put(len(bodies(db)))
    db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is Unix")
def test_a_full_disk_is_told_loses_nothing_and_saving_goes_on_afterwards(
    db: Database, tmp_path: Path
) -> None:
    db.close()
    context = multiprocessing.get_context("spawn")
    results = context.SimpleQueue()
    child = context.Process(target=fill_until_full, args=(str(tmp_path), 200_000, results))
    child.start()
    message, written, readable = results.get()
    assert "保存できませんでした" in message
    assert written == readable > 0
    assert results.get() == written + 1
    child.join()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_really_full_disk_is_told_in_her_words(small_disk: Path) -> None:
    db = create_database(small_disk, KEY)
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)")
    write(db, "前")
    (small_disk / "ballast").write_bytes(bytes(300_000))
    (small_disk / "a film").write_bytes(bytes(300_000))
    with pytest.raises(UserError, match="ディスクの空きがない"):
        write(db, *["あ" * 1000] * 400)
    assert bodies(db) == ["前"]
    assert not (small_disk / "ballast").exists()
    write(db, "後")
    assert bodies(db) == ["前", "後"]
    db.close()


WRITER = """
import sys
from pathlib import Path
from zaitaku_desk.store.connection import open_database
db = open_database(Path(sys.argv[1]), bytes(range(32)))
first = db.row("SELECT coalesce(max(id), 0) FROM note")[0]
for number in range(first + 1, first + 100_000):
    with db.begin_raw() as raw:
        raw.execute("INSERT INTO note VALUES (?, ?)", (number, "あ" * 300))
    print(number, flush=True)
"""


def kill_while_committing(folder: Path, delay: float) -> int:
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(delay)
    child.kill()
    rest = child.stdout.read().split("\n")
    child.wait()
    child.stdout.close()
    whole = [line for line in rest[:-1] if line]
    return int(whole[-1]) if whole else 0


@pytest.mark.parametrize("rounds", [10, pytest.param(300, marks=pytest.mark.nightly)])
def test_a_kill_while_committing_loses_no_acknowledged_row(db: Database, tmp_path: Path, rounds: int) -> None:
    db.close()
    for number in range(rounds):
        acknowledged = kill_while_committing(tmp_path, 0.06 * (number % 10) / 10)
        again = open_database(tmp_path, KEY)
        found = again.row("SELECT count(*), max(id) FROM note")
        assert found is not None
        assert found[0] == found[1] >= acknowledged
        assert again.rows("PRAGMA integrity_check") == [("ok",)]
        again.close()
