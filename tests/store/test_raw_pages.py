"""Operations from single pages, without SQLite finding its way to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.store import desk, journal, save
from zaitaku_desk.store.connection import FILE_NAME, Database
from zaitaku_desk.store.pages import PAGE
from zaitaku_desk.store.raw_pages import COLUMNS, operations


@pytest.fixture
def written(db: Database) -> list[journal.Op]:
    """A desk with short and very long texts (these overflow their page), closed."""
    save.save_many(db, [save.new("people", name=f"人{n}", note="あ" * (n * 90)) for n in range(60)])
    ops = journal.everything(db)
    db.close()
    return ops


def test_the_columns_are_those_of_the_table(db: Database) -> None:
    found = [row[1] for row in db.rows("PRAGMA table_info(op)")]
    assert tuple(found[: len(COLUMNS)]) == COLUMNS


def test_every_operation_of_a_whole_file_is_read_as_sqlite_reads_it(
    data_dir: Path, db: Database, written: list[journal.Op]
) -> None:
    assert journal.from_rows(operations(data_dir / FILE_NAME, desk.vault.unlock(data_dir))) == written


def test_what_is_only_in_the_wal_is_read_too(data_dir: Path, db: Database) -> None:
    save.save(db, save.new("people", name="人"))
    assert (data_dir / f"{FILE_NAME}-wal").stat().st_size
    found = operations(data_dir / FILE_NAME, bytes(db.key))
    assert journal.from_rows(found) == journal.everything(db)


@pytest.mark.parametrize("harm", ["header", "salt", "first page"])
def test_without_its_beginning_the_rest_still_reads(
    data_dir: Path, db: Database, written: list[journal.Op], harm: str
) -> None:
    file = data_dir / FILE_NAME
    content = bytearray(file.read_bytes())
    size = {"header": 100, "salt": 16, "first page": PAGE}[harm]
    content[:size] = bytes(size)
    file.write_bytes(content)
    assert journal.from_rows(operations(file, desk.vault.unlock(data_dir))) == written


def test_a_foreign_file_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PK" * 50_000)
    assert operations(tmp_path / "x", bytes(32)) == []
