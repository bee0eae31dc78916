"""Generations: whole or not at all, opened once, thinned with age, restored without deleting."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from tests.store import vaults
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, slots, vault
from zaitaku_desk.store.connection import Database, create_database, open_database
from zaitaku_desk.store.engine import connect
from zaitaku_desk.store.faults import Damaged

PHRASE = "青い鳥が三羽とんで山をこえた"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "SCRYPT_N", 2**4)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    key, _code = vaults.made(tmp_path / "desk", PHRASE)
    db = create_database(tmp_path / "desk", key)
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE op (id TEXT PRIMARY KEY, hlc INTEGER, value TEXT)")
    write(db, 1, 50)
    yield db
    db.close()


def write(db: Database, first: int, last: int) -> None:
    with db.begin_raw() as raw:
        raw.executemany(
            "INSERT INTO op VALUES (?, ?, ?)",
            [(f"op{number}", number, "あ" * 300) for number in range(first, last + 1)],
        )


def count(db: Database) -> int:
    found = db.row("SELECT count(*) FROM op")
    assert found is not None
    return int(found[0])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_generation_is_a_whole_encrypted_file_with_its_key_file_beside(db: Database) -> None:
    made = backups.make(db, "exit")
    assert backups.NAME.fullmatch(made.name)
    assert backups.verify(made, db.key) == 50
    assert not made.read_bytes().startswith(b"SQLite format 3")
    assert names(made.parent) == sorted([made.name, made.with_suffix(".key").name, "last.json"])


def test_a_backup_can_be_made_while_a_form_is_being_saved(db: Database) -> None:
    with db.begin_raw() as raw:
        raw.execute("INSERT INTO op VALUES ('half', 99, '')")
        with ThreadPool(1) as pool:
            made = pool.apply(backups.make, (db,))
        with pytest.raises(RuntimeError):
            backups.make(db)
    assert backups.verify(made, db.key) == 50


def test_generations_are_listed_newest_first_and_other_files_passed_over(db: Database) -> None:
    made = [backups.make(db, why) for why in ("exit", "", "import")]
    (made[0].parent / "desk-20261301-000000.zbk").write_bytes(b"")
    (made[0].parent / "メモ.txt").write_bytes(b"")
    found = backups.list_generations(db.data_dir)
    assert [generation.path for generation in found] == made[::-1]
    assert [generation.why for generation in found] == ["import", "", "exit"]
    assert found[0].size > 0


def test_only_a_change_makes_a_backup_at_exit(db: Database) -> None:
    first = backups.make_if_changed(db)
    assert first is not None
    assert backups.make_if_changed(db) is None
    write(db, 51, 51)
    assert backups.make_if_changed(db) is not None
    with db.begin_raw() as raw:
        raw.execute("UPDATE op SET hlc = 99, value = 'autosaved again' WHERE id = 'op51'")
    last = backups.make_if_changed(db)
    assert last is not None
    last.unlink()
    assert backups.make_if_changed(db) is not None


ODD = "a_b#c%20d" if sys.platform == "win32" else "a?b#c%20d"


@pytest.mark.parametrize("name", ["共有 控え", ODD, "mode=ro&x"])
def test_whatever_a_folder_is_called_a_backup_goes_into_it(db: Database, tmp_path: Path, name: str) -> None:
    made = backups.make(db, folder=tmp_path / name)
    assert made.parent == tmp_path / name
    assert backups.verify(made, db.key) > 0
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ""] == []


def test_a_backup_to_another_folder_is_complete_and_thins_nothing_there(db: Database, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    old = [stick / f"desk-2001010{day}-000000.zbk" for day in range(1, 9)]
    for path in old:
        path.write_bytes(b"")
    made = backups.make(db, folder=stick)
    assert made.with_suffix(".key").exists()
    assert all(path.exists() for path in old)


def test_restore_brings_back_that_moment_and_keeps_what_was_there(db: Database) -> None:
    made = backups.make(db)
    write(db, 51, 60)
    key, folder = bytes(db.key), db.data_dir
    db.close()
    aside = backups.restore(folder, made, key)
    again = open_database(folder, key)
    assert count(again) == 50
    again.close()
    assert names(aside) == ["desk.db"]
    assert made.exists()
    assert backups.verify(aside / "desk.db", key) == 60


def test_restore_after_a_kill_takes_the_old_wal_away(db: Database, tmp_path: Path) -> None:
    made = backups.make(db)
    write(db, 51, 60)
    wal = db.path.with_name("desk.db-wal").read_bytes()
    key, folder = bytes(db.key), db.data_dir
    db.close()
    db.path.with_name("desk.db-wal").write_bytes(wal)
    aside = backups.restore(folder, made, key)
    again = open_database(folder, key)
    assert count(again) == 50
    again.close()
    assert names(aside) == ["desk.db"]  # folded in: one file to go back to
    assert backups.verify(aside / "desk.db", key) == 60


def test_what_a_restore_set_aside_can_be_gone_back_to(db: Database) -> None:
    made = backups.make(db)
    write(db, 51, 60)
    key, folder = bytes(db.key), db.data_dir
    db.close()
    backups.restore(folder, made, key)
    [before] = backups.replaced(folder)
    assert before.why == "replaced"
    backups.restore(folder, before.path, key)
    again = open_database(folder, key)
    assert count(again) == 60
    again.close()
    assert len(backups.replaced(folder)) == 2


def test_a_backup_of_a_newer_program_is_refused_and_nothing_is_touched(db: Database) -> None:
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
        raw.execute("INSERT INTO alembic_version VALUES ('9999')")
    backups._vacuum_into(db, made := db.data_dir / "desk-20260101-000000.zbk")
    key, folder = bytes(db.key), db.data_dir
    db.close()
    before = (folder / "desk.db").read_bytes()
    with pytest.raises(backups.Unusable, match="より新しい版"):
        backups.restore(folder, made, key)
    assert (folder / "desk.db").read_bytes() == before
    assert not list(folder.glob("replaced-*"))


def test_the_newer_passphrase_stays_in_force_after_a_restore(db: Database) -> None:
    made = backups.make(db)
    key, folder = bytes(db.key), db.data_dir
    vault.set_passphrase(folder, key, "別のことばを13文字よりも長く")
    db.close()
    backups.restore(folder, made, key)
    assert vault.unlock(folder, "別のことばを13文字よりも長く") == key


def test_on_a_new_laptop_a_backup_and_its_passphrase_are_enough(db: Database, tmp_path: Path) -> None:
    made = backups.make(db, folder=tmp_path / "stick")
    new = tmp_path / "new laptop"
    new.mkdir()
    with pytest.raises(vault.WrongPassphrase):
        backups.key_of(made, "違う")
    key = backups.key_of(made, PHRASE)
    backups.restore(new, made, key)
    assert vault.unlock(new, PHRASE) == key
    again = open_database(new, key)
    assert count(again) == 50
    again.close()


def test_a_backup_of_another_desk_replaces_the_key_file_and_keeps_the_old_one(
    db: Database, tmp_path: Path
) -> None:
    made = backups.make(db, folder=tmp_path / "stick")
    other_key, _code = vaults.made(tmp_path / "other", "別のことばを13文字よりも長く")
    create_database(tmp_path / "other", other_key).close()
    aside = backups.restore(tmp_path / "other", made, backups.key_of(made, PHRASE))
    assert vault.unlock(tmp_path / "other", PHRASE) == bytes(db.key)
    assert vault.belongs(aside / "vault.key", other_key)


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "foreign", "missing"])
def test_a_bad_backup_is_refused_and_nothing_is_touched(db: Database, harm: str) -> None:
    made = backups.make(db)
    key, folder = bytes(db.key), db.data_dir
    db.close()
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    harmed = {"flip": bytes(content), "cut": bytes(content[:9000]), "empty": b"", "foreign": b"PK" * 5000}
    if harm == "missing":
        made.unlink()
    else:
        made.write_bytes(harmed[harm])
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(UserError):
        backups.restore(folder, made, key)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_restore_cut_off_at_any_step_is_finished_at_the_next_start(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.make(db)
    write(db, 51, 60)
    key, folder = bytes(db.key), db.data_dir
    db.close()
    counts = set()
    for step in range(6):
        calls = iter(range(100))

        def cut_off(source: Path, target: Path, *, step: int = step, calls: Iterator[int] = calls) -> None:
            if next(calls) == step:
                raise KeyboardInterrupt
            source.replace(target)

        with monkeypatch.context() as killed:
            killed.setattr(backups, "replace", cut_off)
            try:
                backups.restore(folder, made, key)
            except KeyboardInterrupt:
                backups.finish_restore(folder)
        again = open_database(folder, key)
        counts.add(count(again))
        again.close()
    assert counts == {50, 60}
    assert not (folder / backups.NEW_FILE).exists()


def test_a_damaged_database_gives_no_generation(db: Database) -> None:
    key, folder = bytes(db.key), db.data_dir
    db.close()
    content = bytearray((folder / "desk.db").read_bytes())
    content[4096 * 4 + 50] ^= 1
    (folder / "desk.db").write_bytes(content)
    again = open_database(folder, key)
    with pytest.raises(Damaged):
        backups.make(again)
    again.close()
    assert (folder / "suspect").exists()  # the next start reads all of it
    assert backups.list_generations(folder) == []


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can make a small disk")
def test_a_disk_that_fills_up_in_the_middle_leaves_no_half_generation(db: Database, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40k", "none", str(stick)], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(UserError, match="空きが足りない"):
            backups.make(db, folder=stick)
        assert names(stick) == []
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_a_removable_medium_that_is_gone_is_told(db: Database, tmp_path: Path) -> None:
    (tmp_path / "stick").write_bytes(b"a file where a folder should be")
    with pytest.raises(UserError):
        backups.make(db, folder=tmp_path / "stick")


def test_a_backup_alone_in_a_read_only_place_can_be_verified(db: Database, tmp_path: Path) -> None:
    made = backups.make(db, folder=tmp_path / "stick")
    raw = connect(made, db.key, read_only=True)
    assert raw.execute("SELECT count(*) FROM op").fetchone() == (50,)
    raw.close()
    assert names(tmp_path / "stick") == sorted([made.name, made.with_suffix(".key").name])


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (errno.ENOSPC, "空きが足りない"),
        (errno.EROFS, "書き込めませんでした"),
        (errno.ENODEV, "書き込めませんでした"),
    ],
)
def test_a_medium_that_refuses_is_told_as_a_medium(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int, told: str
) -> None:
    def refuse(_path: Path) -> None:
        raise OSError(fault, "refused")

    monkeypatch.setattr(backups, "sync_file", refuse)
    with pytest.raises(UserError, match=told) as error:
        backups.make(db, folder=tmp_path / "stick")
    assert "USBメモリー" in error.value.hint
    assert names(tmp_path / "stick") == []


def test_what_a_medium_does_not_give_back_is_no_backup_and_no_fault_of_the_data(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rotten(made: Path, _key: bytes) -> int:
        raise Damaged

    monkeypatch.setattr(backups, "verify", rotten)
    with pytest.raises(backups.Unusable, match="読み返せません"):
        backups.make(db, folder=tmp_path / "stick")
    assert not (db.data_dir / "suspect").exists()


def test_a_stick_that_was_pulled_out_is_not_made_of_this_disk(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="書き込めません"):
        backups.make(db, folder=tmp_path / "pulled out" / "usb")
    assert not (tmp_path / "pulled out").exists()
