"""Is the data whole; a safe start after an unclean end."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, check, thinning
from zaitaku_desk.store.connection import SUSPECT, Database, create_database, open_database

KEY = bytes(range(32))
ROWS = 2000


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = create_database(tmp_path, KEY)
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE op (id TEXT PRIMARY KEY, hlc INTEGER, value TEXT)")
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(body, content='', contentless_delete=1)")
    write(db, 1, ROWS)
    yield db
    db.close()


def write(db: Database, first: int, last: int) -> None:
    rows = [(f"op{number}", number, "あ" * 100) for number in range(first, last + 1)]
    with db.begin_raw() as raw:
        raw.executemany("INSERT INTO op VALUES (?, ?, ?)", rows)
        raw.executemany("INSERT INTO search (rowid, body) VALUES (?, ?)", [(n, body) for _, n, body in rows])


def ids(folder: Path) -> set[str]:
    db = open_database(folder, KEY)
    found = {row[0] for row in db.rows("SELECT id FROM op")}
    db.close()
    return found


def flip(path: Path, page: int, place: int = 500) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4096 + place)
        byte = file.read(1)
        file.seek(page * 4096 + place)
        file.write(bytes([byte[0] ^ 1]))


def end_uncleanly(db: Database) -> None:
    """Closes, then puts the WAL back that a kill would have left."""
    wal, db_bytes = db.path.with_name("desk.db-wal").read_bytes(), db.path.read_bytes()
    db.close()
    db.path.write_bytes(db_bytes)
    db.path.with_name("desk.db-wal").write_bytes(wal)


def test_a_whole_file_is_ok_and_counted(db: Database) -> None:
    report = check.check(db)
    assert report.ok
    assert report.problems == []
    assert report.counts["op"] == ROWS


def test_what_is_in_the_file_is_checked_by_whoever_knows_it(db: Database) -> None:
    report = check.check(db, further=[lambda _db: [], lambda _db: ["検索の索引が古くなっています。"]])
    assert not report.ok
    assert report.problems == ["検索の索引が古くなっています。"]


def test_damage_found_by_a_check_makes_the_next_start_look(db: Database, tmp_path: Path) -> None:
    db.close()
    flip(db.path, 9)
    again = open_database(tmp_path, KEY)
    report = check.check(again)
    again.close()
    assert report.problems == ["データのファイルが1か所壊れています。"]
    assert check.unclean(tmp_path)


def test_a_check_is_due_after_a_week(db: Database, tmp_path: Path) -> None:
    now = clock.now()
    assert not check.due(tmp_path, now)
    assert not check.due(tmp_path, now + dt.timedelta(days=6))
    assert check.due(tmp_path, now + dt.timedelta(days=8))
    check.check(db)
    assert not check.due(tmp_path, now + dt.timedelta(days=6))


def test_after_a_clean_end_the_start_is_silent(db: Database, tmp_path: Path) -> None:
    db.close()
    assert not check.unclean(tmp_path)
    assert check.safe_start(tmp_path, KEY) is None
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]


def test_a_new_folder_starts_silently(tmp_path: Path) -> None:
    assert check.safe_start(tmp_path, KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_after_an_unclean_end_everything_committed_is_there(db: Database, tmp_path: Path) -> None:
    end_uncleanly(db)
    assert check.unclean(tmp_path)
    assert check.safe_start(tmp_path, KEY) is None
    assert len(ids(tmp_path)) == ROWS
    assert not check.unclean(tmp_path)


def test_a_wal_torn_by_a_power_cut_costs_only_its_torn_tail(db: Database, tmp_path: Path) -> None:
    db.close()
    again = open_database(tmp_path, KEY)
    for number in range(ROWS + 1, ROWS + 11):
        write(again, number, number)
    end_uncleanly(again)
    wal = tmp_path / "desk.db-wal"
    wal.write_bytes(wal.read_bytes()[:-3000])
    assert check.safe_start(tmp_path, KEY) is None
    assert len(ids(tmp_path)) == ROWS + 9


def damaged_after_backup(db: Database, more: int) -> backups.Generation:
    backups.make(db)
    write(db, ROWS + 1, ROWS + more)
    db.close()
    (db.data_dir / SUSPECT).touch()
    return backups.list_generations(db.data_dir)[0]


def test_one_flipped_bit_restores_the_backup_and_salvages_what_came_after(
    db: Database, tmp_path: Path
) -> None:
    damaged_after_backup(db, 500)
    flip(db.path, 50)
    before = db.path.read_bytes()
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert len(ids(tmp_path)) == ROWS
    salvaged = [row["id"] for row in recovery.operations]
    assert salvaged == [f"op{number}" for number in range(ROWS + 1, ROWS + 501)]
    assert (recovery.damaged / "desk.db").read_bytes() == before
    assert "のバックアップから復元しました" in recovery.told()
    assert "500件" in recovery.told()
    assert recovery.lost == 0


def test_an_operation_that_reads_differently_is_salvaged_too(db: Database, tmp_path: Path) -> None:
    backups.make(db)
    with db.begin_raw() as raw:
        raw.execute("UPDATE op SET value = 'autosaved later' WHERE id = 'op1999'")
    db.close()
    (tmp_path / SUSPECT).touch()
    flip(db.path, 20)
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert [row["value"] for row in recovery.operations] == ["autosaved later"]


def test_a_recovery_is_told_again_until_it_is_settled(db: Database, tmp_path: Path) -> None:
    damaged_after_backup(db, 5)
    flip(db.path, 50)
    first = check.safe_start(tmp_path, KEY)
    again = check.safe_start(tmp_path, KEY)
    assert first == again
    assert first is not None
    check.settle(first)
    assert check.safe_start(tmp_path, KEY) is None


@pytest.mark.parametrize(
    ("module", "name", "call"),
    [
        (backups, "move", 1),
        (backups, "replace", 1),
        (backups, "replace", 2),
        (backups, "put_in_place", 1),
        (backups, "finish_restore", 2),
        (check, "salvage", 1),
    ],
)
def test_a_kill_in_the_middle_of_a_recovery_is_made_good(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, call: int
) -> None:
    damaged_after_backup(db, 5)
    flip(db.path, 50)
    calls = iter(range(1, 9))
    whole = getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: _killed() if next(calls) == call else whole(*args))
    with pytest.raises(KeyboardInterrupt):
        check.safe_start(tmp_path, KEY)
    monkeypatch.undo()
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert recovery.restored_from
    assert len(recovery.operations) == 5
    assert len(ids(tmp_path)) == ROWS


def _killed(*_args: object) -> None:
    raise KeyboardInterrupt


def test_without_any_backup_the_journal_alone_is_salvaged(db: Database, tmp_path: Path) -> None:
    db.close()
    (tmp_path / SUSPECT).touch()
    flip(db.path, 50)
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert recovery.restored_from == ""
    assert len(recovery.operations) + recovery.lost == ROWS
    assert recovery.lost < 40
    open_database(tmp_path, KEY).close()


def test_a_damaged_newest_backup_gives_way_to_the_one_before(db: Database, tmp_path: Path) -> None:
    older = backups.make(db)
    newest = damaged_after_backup(db, 20)
    assert newest.path != older
    flip(newest.path, 7)
    flip(db.path, 50)
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert len(ids(tmp_path)) == ROWS
    assert len(recovery.operations) == 20
    assert newest.path.exists()


@pytest.mark.parametrize("keep", [0.0, 0.01, 0.3, 0.7, 0.999])
def test_a_truncated_file_is_noticed_and_as_much_as_possible_read(
    db: Database, tmp_path: Path, keep: float
) -> None:
    db.close()
    content = db.path.read_bytes()
    db.path.write_bytes(content[: int(len(content) * keep)])
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert (recovery.damaged / "desk.db").stat().st_size == int(len(content) * keep)
    assert len(recovery.operations) >= ROWS * keep * 0.5 - 50


def test_a_lost_header_is_noticed_without_any_mark(db: Database, tmp_path: Path) -> None:
    backups.make(db)
    db.close()
    content = db.path.read_bytes()
    db.path.write_bytes(bytes(100) + content[100:])
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert len(ids(tmp_path)) == ROWS


def test_a_lost_wal_is_just_the_older_state(db: Database, tmp_path: Path) -> None:
    db.close()
    again = open_database(tmp_path, KEY)
    write(again, ROWS + 1, ROWS + 1)
    end_uncleanly(again)
    (tmp_path / "desk.db-wal").unlink()
    assert check.safe_start(tmp_path, KEY) is None
    assert len(ids(tmp_path)) == ROWS


@pytest.mark.parametrize("rounds", [8, pytest.param(200, marks=pytest.mark.nightly)])
def test_a_flipped_byte_anywhere_is_found_and_nothing_is_lost(
    db: Database, tmp_path: Path, rounds: int
) -> None:
    backups.make(db)
    write(db, ROWS + 1, ROWS + 100)
    db.close()
    whole = db.path.read_bytes()
    chance = random.Random(4)
    for number in range(rounds):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "backups", folder / "backups")
        (folder / "desk.db").write_bytes(whole)
        flip(folder / "desk.db", chance.randrange(len(whole) // 4096), chance.randrange(4096))
        (folder / SUSPECT).touch()
        recovery = check.safe_start(folder, KEY)
        assert recovery is not None
        have = ids(folder) | {row["id"] for row in recovery.operations}
        assert len(have) == ROWS + 100 or recovery.lost
        assert len(have) >= ROWS
        shutil.rmtree(folder)


def test_a_full_disk_never_ends_in_an_empty_desk(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged_after_backup(db, 5)
    flip(db.path, 50)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(backups.shutil, "copyfile", full)
        with pytest.raises(UserError, match="ディスクの空きがない"):
            check.safe_start(tmp_path, KEY)
    assert not db.path.exists()
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert len(ids(tmp_path)) == ROWS
    assert len(recovery.operations) == 5


def test_no_room_for_the_salvage_is_told_and_tried_again_next_time(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged_after_backup(db, 5)
    flip(db.path, 50)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(check, "salvage", full)
        with pytest.raises(UserError, match="ディスクの空きがない"):
            check.safe_start(tmp_path, KEY)
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert len(recovery.operations) == 5


def test_a_check_put_off_leaves_the_file_suspect_until_it_is_made(db: Database, tmp_path: Path) -> None:
    def later(_done: int, _of: int) -> None:
        raise check.Postponed

    end_uncleanly(db)
    assert check.safe_start(tmp_path, KEY, later) is None
    assert check.unclean(tmp_path)
    again = open_database(tmp_path, KEY)
    assert check.check(again).ok
    again.close()
    assert not check.unclean(tmp_path)


def test_a_kill_during_the_check_does_not_hide_that_it_was_needed(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_uncleanly(db)
    with monkeypatch.context() as killed:
        killed.setattr(check, "file_problems", _killed)
        with pytest.raises(KeyboardInterrupt):
            check.safe_start(tmp_path, KEY)
    assert check.unclean(tmp_path)


def test_a_file_that_is_gone_is_the_newest_backup_again(db: Database, tmp_path: Path) -> None:
    backups.make(db)
    db.close()
    db.path.unlink()
    recovery = check.safe_start(tmp_path, KEY)
    assert recovery is not None
    assert recovery.missing
    assert len(ids(tmp_path)) == ROWS
    first, *rest = recovery.told().split("\n")
    assert "なくなっていました" in first
    assert any("残っているか確かめてください" in line for line in rest)
    assert thinning.last_damage(tmp_path, clock.now()) is not None


def test_without_room_nothing_is_touched_and_she_hears_how_much_is_missing(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged_after_backup(db, 5)
    flip(db.path, 50)
    before = db.path.read_bytes()
    with monkeypatch.context() as disk:
        disk.setattr(check.ballast, "free", lambda _folder: 3 * 2**20)
        with pytest.raises(UserError, match="空き") as told:
            check.safe_start(tmp_path, KEY)
    assert " MB " in told.value.hint
    assert db.path.read_bytes() == before
    assert not list(tmp_path.glob("damaged-*"))
    assert check.safe_start(tmp_path, KEY) is not None


def test_a_backup_dated_in_the_future_is_the_last_to_be_taken(db: Database, tmp_path: Path) -> None:
    wrong = backups.make(db)
    for ending in (".zbk", ".key"):
        if wrong.with_suffix(ending).exists():
            wrong.with_suffix(ending).rename(wrong.parent / f"desk-20990101-000000{ending}")
    write(db, ROWS + 1, ROWS + 5)
    backups.make(db)
    db.close()
    db.path.unlink()
    assert check.safe_start(tmp_path, KEY) is not None
    assert len(ids(tmp_path)) == ROWS + 5
