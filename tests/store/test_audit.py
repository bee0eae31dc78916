"""The audit log: one row for each thing done, and a chain that tells of any row changed or taken out (S6)."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import paths
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import audit, backups, desk, passphrases, save, sources, vault
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sources import SourceValues

PHRASE = "みなと の あさ は はやい 7"
CANARY = "カナリア"


def whats(db: Database) -> list[str]:
    audit.flush(db)
    return [row[0] for row in db.rows("SELECT what FROM audit ORDER BY seq")]


def last(db: Database) -> audit.Noted:
    audit.flush(db)
    return audit.page(db, audit.Wanted(), limit=1)[0]


@pytest.fixture
def consultation(db: Database) -> str:
    record = save.new("consultations", content=CANARY)
    save.save(db, record)
    return record.id


def test_a_session_begins_with_unlocking_and_ends_with_locking(data_dir: Path) -> None:
    desk.open_desk(data_dir).close()
    again = desk.open_desk(data_dir)
    assert whats(again)[-3:] == ["unlock", "lock", "unlock"]
    again.close()


def test_an_edit_names_record_and_batch_and_nothing_of_what_it_says(db: Database, consultation: str) -> None:
    row = last(db)
    assert (row.what, row.kind, row.record, row.batch) == (
        "edit",
        "consultations",
        consultation,
        db.last_batch,
    )
    assert CANARY not in str(db.rows("SELECT * FROM audit"))


def test_deleting_restoring_and_undoing_are_told_apart(db: Database, consultation: str) -> None:
    batch = save.delete(db, "consultations", consultation)
    save.undo(db, batch)
    save.delete(db, "consultations", consultation)
    save.restore(db, "consultations", consultation)
    assert whats(db)[-4:] == ["delete", "undo", "delete", "undelete"]


def test_an_import_is_one_row_however_much_comes(db: Database) -> None:
    said = [SourceValues(str(n), "navii", "2026-04-01", {"name": str(n)}) for n in range(3)]
    batch = sources.write(db, said)
    assert last(db)[4:] == ("import", "institutions", "", batch, "")


def test_a_refused_write_leaves_no_row(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    before = whats(db)
    with monkeypatch.context() as patch:
        patch.setattr(audit, "_hash", fail)
        with pytest.raises(RuntimeError):
            save.save(db, save.new("visits"))
    assert whats(db) == before and db.row("SELECT count(*) FROM visits") == (0,)


def test_wrong_passphrases_are_noted_at_the_next_opening(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    desk.create_desk(folder, PHRASE)[0].close()
    before = time.time_ns() // 1_000_000
    with pytest.raises(vault.WrongPassphrase):
        desk.open_desk(folder, "ちがう")
    db = desk.open_desk(folder, PHRASE)
    assert whats(db)[-2:] == ["unlock_failed", "unlock"]
    failed = audit.page(db, audit.Wanted(what="unlock_failed"))
    assert len(failed) == 1 and before <= failed[0].at <= time.time_ns() // 1_000_000
    assert not (folder / audit.FAILED_FILE).exists()
    db.close()


def test_a_kill_right_after_the_opening_loses_no_wrong_passphrase(data_dir: Path) -> None:
    audit.failed_unlock(data_dir)
    code = (
        "import os, sys; from pathlib import Path; from zaitaku_desk.store import desk\n"
        "desk.open_desk(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(data_dir)], check=False, cwd=paths.root())
    db = desk.open_desk(data_dir)
    assert audit.count(db, audit.Wanted(what="unlock_failed")) == 1
    db.close()


def test_a_disk_that_refuses_the_rows_keeps_the_wrong_passphrases(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit.failed_unlock(data_dir)

    def full(*_: Any, **__: Any) -> None:
        raise UserError("ディスクの空きがありません。")

    with monkeypatch.context() as disk:
        disk.setattr(audit, "_append", full)
        db = desk.open_desk(data_dir)
    assert (data_dir / audit.FAILED_FILE).exists()
    db.close()


def test_the_file_of_wrong_passphrases_does_not_grow_for_ever(tmp_path: Path) -> None:
    for at in range(3 * audit.FAILED_MOST):
        audit.failed_unlock(tmp_path, 1_000_000_000_000 + at)
    assert (tmp_path / audit.FAILED_FILE).stat().st_size < 20 * audit.FAILED_MOST


def test_a_backup_is_noted_and_holds_the_log(db: Database) -> None:
    audit.flush(db)
    made = backups.make(db, "manual")
    assert last(db)[4:] == ("backup", "", "", "", "manual")
    other = Database(made.parent, bytes(db.key))
    other.path = made
    assert other.row("SELECT count(*) FROM audit WHERE what = 'unlock'") == (2,)
    other.close()


# ---------------------------------------------------------------- the chain


@pytest.fixture
def chain(db: Database) -> Database:
    for number in range(8):
        audit.say(db, "view", "people", str(number))
    audit.flush(db)
    assert audit.problems(db) == []
    return db


def test_altering_any_column_of_any_row_is_reported(chain: Database) -> None:
    rows = chain.rows(f"SELECT {audit._COLUMNS} FROM audit")
    columns = audit._COLUMNS.split(", ")[1:]
    for row in rows:
        for column, value in zip(columns, row[1:], strict=True):
            other = value + 1 if isinstance(value, int) else value + "x"
            with chain.begin_raw() as raw:
                raw.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (other, row[0]))
            assert audit.problems(chain), (row, column)
            with chain.begin_raw() as raw:
                raw.execute(f"UPDATE audit SET {column} = ? WHERE seq = ?", (value, row[0]))
    assert audit.problems(chain) == []


def test_taking_out_any_row_is_reported(chain: Database) -> None:
    for row in chain.rows("SELECT * FROM audit"):
        with chain.begin_raw() as raw:
            raw.execute("DELETE FROM audit WHERE seq = ?", (row[0],))
        assert audit.problems(chain), row
        with chain.begin_raw() as raw:
            raw.execute(f"INSERT INTO audit VALUES ({','.join('?' * len(row))})", row)
    assert audit.problems(chain) == []


def test_taking_out_all_of_it_is_reported(chain: Database) -> None:
    with chain.begin_raw() as raw:
        raw.execute("DELETE FROM audit")
    assert audit.problems(chain) == ["最後の記録が取り除かれています。"]


def test_two_rows_cannot_change_places(chain: Database) -> None:
    with chain.begin_raw() as raw:
        for old, new in ((3, 99), (4, 3), (99, 4)):
            raw.execute("UPDATE audit SET seq = ? WHERE seq = ?", (new, old))
    assert len(audit.problems(chain)) >= 2


def test_another_device_id_begins_a_chain_that_names_the_head_of_the_old_one(chain: Database) -> None:
    old, seq = chain.device, last(chain).seq
    desk.new_device(chain)
    audit.say(chain, "restore")
    audit.flush(chain)
    begin = audit.page(chain, audit.Wanted(what="begin"))[0]
    assert begin.detail.startswith(f"{old} {seq}:") and audit.problems(chain) == []
    with chain.begin_raw() as raw:
        raw.execute("DELETE FROM audit WHERE seq = ?", (seq,))
    assert audit.problems(chain)


# ---------------------------------------------------------------- the clock


def test_a_clock_that_was_set_is_itself_noted(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    audit.say(db, "view")
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() - 3600 * 10**9)
    audit.say(db, "view")
    audit.flush(db)
    assert last(db).what == "view"
    (clock,) = audit.page(db, audit.Wanted(what="clock"))
    assert abs(int(clock.detail) + 3600) <= 1


def test_a_clock_set_back_while_the_desk_was_closed_is_noted(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open_desk(data_dir).close()
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() - 3600 * 10**9)
    db = desk.open_desk(data_dir)
    assert whats(db)[-2:] == ["clock", "unlock"]
    db.close()


def test_a_night_of_sleep_is_no_jump(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    audit.say(db, "view")
    real, steady = time.time_ns, audit._steady
    monkeypatch.setattr(time, "time_ns", lambda: real() + 8 * 3600 * 10**9)
    monkeypatch.setattr(audit, "_steady", lambda: steady() + 8 * 3600 * 1000)
    audit.say(db, "view")
    assert "clock" not in whats(db)


# ---------------------------------------------------------------- reading


def test_pages_come_newest_first_and_miss_nothing(db: Database) -> None:
    for number in range(25):
        audit.say(db, "view", "people", str(number))
    audit.flush(db)
    found: list[audit.Noted] = []
    while more := audit.page(db, audit.Wanted(what="view"), found[-1] if found else None, limit=7):
        found += more
    assert [row.record for row in found] == [str(number) for number in reversed(range(25))]


def test_the_rows_of_a_record_are_those_that_name_it_and_the_batches_that_wrote_it(db: Database) -> None:
    visits = [save.new("visits") for _ in range(2)]
    save.save_many(db, visits)
    audit.say(db, "view", "visits", visits[0].id)
    audit.flush(db)
    assert [row.what for row in audit.page(db, audit.Wanted(record=visits[0].id))] == ["view", "edit"]
    assert audit.count(db, audit.Wanted(record=visits[1].id)) == 1


def test_days_staff_and_what_narrow_the_rows(db: Database) -> None:
    desk.sit_down(db, "tanaka")
    audit.say(db, "print")
    audit.flush(db)
    at = last(db).at
    assert [row.staff for row in audit.page(db, audit.Wanted(staff="tanaka"))] == ["tanaka"]
    assert audit.page(db, audit.Wanted(since=at + 1)) == []
    assert all(row.what != "print" for row in audit.page(db, audit.Wanted(until=at)))
    assert audit.staff_seen(db)[-1] == "tanaka"


def test_passphrases_and_the_log_count_the_same_wrong_tries(tmp_path: Path) -> None:
    passphrases.count_wrong(tmp_path)
    assert len((tmp_path / audit.FAILED_FILE).read_text().split()) == 1
