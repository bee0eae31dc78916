"""Rows out of a damaged file."""

from __future__ import annotations

from pathlib import Path

from zaitaku_desk.store import journal, save
from zaitaku_desk.store.connection import FILE_NAME, Database, create_database
from zaitaku_desk.store.salvage import salvage

KEY = bytes(range(32))


def make(folder: Path, rows: int) -> Path:
    db = create_database(folder, KEY)
    with db.begin_raw() as raw:
        raw.execute("CREATE TABLE op (id TEXT PRIMARY KEY, value TEXT)")
        raw.executemany("INSERT INTO op VALUES (?, ?)", [(f"op{n}", "あ" * 100) for n in range(rows)])
    db.close()
    return db.path


def harm(path: Path, *pages: int) -> None:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[page * 4096 + 99] ^= 1
    path.write_bytes(content)


def test_a_whole_file_gives_all_rows_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    make(tmp_path / "damaged", 3000)
    found = salvage(tmp_path / "damaged", KEY, FILE_NAME)
    assert [row["id"] for row in found.rows] == [f"op{n}" for n in range(3000)]
    assert found.lost == []
    assert not found.open_end


def test_three_bad_pages_cost_only_their_own_rows(tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    path = make(tmp_path / "damaged", 3000)
    harm(path, 40, 90, 150)
    before = path.read_bytes()
    found = salvage(tmp_path / "damaged", KEY, FILE_NAME)
    assert len(found.rows) + len(found.lost) == 3000
    assert len(found.lost) < 100
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["damaged"]


def test_a_file_of_another_key_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    make(tmp_path / "damaged", 10)
    assert salvage(tmp_path / "damaged", bytes(32), FILE_NAME).rows == []


def test_a_missing_journal_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    make(tmp_path / "damaged", 10)
    assert salvage(tmp_path / "damaged", KEY, FILE_NAME, "nowhere").rows == []


def test_pages_whose_way_is_lost_are_read_by_themselves(data_dir: Path, db: Database) -> None:
    save.save_many(db, [save.new("people", name=f"人{n}", note="あ" * 900) for n in range(1500)])
    key, whole = bytes(db.key), journal.everything(db)
    root = db.row("SELECT rootpage FROM sqlite_master WHERE name = 'op'")[0]
    raw = db._writer_connection()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.close()
    harm(data_dir / FILE_NAME, root - 1)
    found = salvage(data_dir, key, FILE_NAME)
    assert journal.from_rows(found.rows) == whole
    assert (found.lost, found.open_end) == ([], True)
