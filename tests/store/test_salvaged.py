"""What was read out of a damaged file waits, encrypted, until it is taken in or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.store import desk, salvaged, save
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.mapping import metadata

WORDS = "ひみつのことば"


@pytest.fixture
def folder(db: Database, data_dir: Path, tmp_path: Path) -> Path:
    """Two records of the same desk's other state, as they were read from its damaged file."""
    from shutil import copytree

    other = desk.open_desk(copytree(data_dir, tmp_path / "damaged state"))
    mark = other.row("SELECT max(seq) FROM op")
    save.save(other, save.new("people", id="p", name="浜辺 凪", note=WORDS))
    save.save(other, save.new("people", id="q", name="潮見 灯"), sealed=False)
    names = [column.name for column in metadata().tables["op"].columns]
    rows = other.rows(f"SELECT {', '.join(names)} FROM op WHERE seq > ?", mark)
    other.close()
    made = data_dir / "damaged-20261122-170000"
    made.mkdir()
    salvaged.keep(made, db.key, [dict(zip(names, row, strict=True)) for row in rows])
    return made


def test_what_waits_is_named_and_can_be_read_by_nobody_else(db: Database, folder: Path) -> None:
    assert salvaged.waiting(db.data_dir) == [folder]
    found = salvaged.lines(db, folder)
    assert [(line.name, line.changes > 0) for line in found] == [("浜辺 凪", True), ("潮見 灯", True)]
    assert f"メモ：{WORDS}" in found[0].words
    assert WORDS.encode() not in (folder / salvaged.WAITING).read_bytes()


def test_all_of_it_is_taken_in_and_the_list_is_kept(db: Database, folder: Path) -> None:
    assert salvaged.take(db, folder) > 1
    assert save.get(db, "people", "p").note == WORDS
    assert save.get(db, "people", "q").name == "潮見 灯"
    assert db.row("SELECT count(*) FROM op WHERE sealed = 0") == (0,)
    assert is_whole(db)
    assert salvaged.waiting(db.data_dir) == []
    assert (folder / salvaged.DONE).exists()


def test_one_by_one_taken_or_left(db: Database, folder: Path) -> None:
    salvaged.take(db, folder, ["p"])
    assert [line.id for line in salvaged.lines(db, folder)] == ["q"]
    salvaged.leave(db, folder, ["q"])
    assert save.get(db, "people", "q") is None
    assert salvaged.waiting(db.data_dir) == []
    assert salvaged.lines(db, folder) == []


def test_what_was_left_out_can_still_be_taken_in(db: Database, folder: Path) -> None:
    salvaged.leave(db, folder, ["q"])
    assert salvaged.with_left(db.data_dir, db.key) == [folder]
    salvaged.take(db, folder)
    assert save.get(db, "people", "q") is None
    assert [line.name for line in salvaged.lines(db, folder, left=True)] == ["潮見 灯"]
    salvaged.take(db, folder, ["q"], left=True)
    assert save.get(db, "people", "q").name == "潮見 灯"
    assert salvaged.with_left(db.data_dir, db.key) == []
    assert is_whole(db)


def test_what_came_back_another_way_is_neither_asked_about_nor_left_out(db: Database, folder: Path) -> None:
    salvaged.came_back(db, folder)
    assert salvaged.waiting(db.data_dir) == salvaged.with_left(db.data_dir, db.key) == []


def test_what_she_wrote_since_stays_in_force(db: Database, folder: Path) -> None:
    save.save(db, save.new("people", id="p", name="あとで書いた名"))
    salvaged.take(db, folder)
    assert save.get(db, "people", "p").name == "あとで書いた名"


def test_a_list_that_waits_is_not_made_again(db: Database, folder: Path) -> None:
    salvaged.take(db, folder, ["p"])
    salvaged.keep(folder, db.key, [{"record": "x"}])
    assert [line.id for line in salvaged.lines(db, folder)] == ["q"]
