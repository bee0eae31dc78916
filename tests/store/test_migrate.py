"""Bringing a file to this program's schema, or refusing it untouched."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.laptops import is_whole, state
from zaitaku_desk import paths
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, cache, desk, lists, local, migrate, save
from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.lists import Listing

NEWEST = migrate.revisions()[-1]

NEXT = '''"""second"""

import os

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    op.execute("UPDATE people SET name = 'half done'")
    {kill}


def downgrade():
    raise NotImplementedError
'''


def next_text(kill: str) -> str:
    """One migration after the newest."""
    return NEXT.format(kill=kill, last=NEWEST)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's db folder with one more migration in it."""
    folder = Path(shutil.copytree(paths.db_folder(), tmp_path / "db"))
    (folder / "migrations" / "versions" / "9000_second.py").write_text(next_text("pass"), "utf-8")
    monkeypatch.setattr(paths, "db_folder", lambda: folder)
    return folder


def filled(data_dir: Path) -> None:
    db = desk.open_desk(data_dir)
    save.save(db, save.new("people", id="p", name="見本"))
    db.close()


def digest(data_dir: Path) -> str:
    return hashlib.sha256((data_dir / FILE_NAME).read_bytes()).hexdigest()


def test_records_and_migrations_agree(db):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from zaitaku_desk.store.mapping import metadata

    def is_ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
        return not (kind == "table" and (name or "").startswith(("search_text", "sqlite_")))

    with db.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        assert compare_metadata(context, metadata()) == []


def test_a_column_may_be_empty_so_that_a_row_can_arrive_group_by_group(db):
    from zaitaku_desk.records import KINDS

    for kind in KINDS:
        for _, name, _, not_null, default, key in db.rows(f'PRAGMA table_info("{kind}")'):
            assert key or not not_null or default is not None, (kind, name)
    assert db.rows("SELECT 1 FROM sqlite_master WHERE sql LIKE '%REFERENCES%'") == []


def test_a_newer_file_is_refused_untouched(data_dir: Path):
    db = desk.open_desk(data_dir)
    with db.begin_raw() as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    before = digest(data_dir)
    with pytest.raises(UserError, match="より新しい"):
        desk.open_desk(data_dir)
    assert digest(data_dir) == before
    assert backups.list_generations(data_dir) == []
    with pytest.raises(UserError, match="より新しい"):
        desk.open_desk(data_dir)


def test_the_start_of_a_current_file_does_without_alembic(data_dir: Path):
    code = (
        "import sys; from pathlib import Path; from zaitaku_desk.store import desk;"
        f"desk.open_desk(Path({str(data_dir)!r})).close();"
        "sys.exit(any(name.startswith(('alembic', 'sqlalchemy')) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_older_file_is_backed_up_and_brought_forward(data_dir: Path, next_version: Path):
    filled_with_old(data_dir, next_version)
    db = desk.open_desk(data_dir)
    assert migrate.version(db) == "9000"
    assert [generation.why for generation in backups.list_generations(data_dir)] == ["migration"]
    assert db.rows("SELECT name, shoe_size FROM people") == [("見本", None)]  # made anew from the journal
    assert is_whole(db)
    assert local.get(db, migrate.REBUILD) == ""
    db.close()


def filled_with_old(data_dir: Path, folder: Path) -> None:
    """Fill the file while the second migration is not there yet."""
    second = folder / "migrations" / "versions" / "9000_second.py"
    text = second.read_text("utf-8")
    second.unlink()
    filled(data_dir)
    second.write_text(text, "utf-8")


def test_a_rebuild_that_was_cut_off_is_made_up_for(data_dir: Path, next_version: Path, monkeypatch):
    filled_with_old(data_dir, next_version)

    def fail(*_args: object) -> None:
        raise UserError("切れた")

    with monkeypatch.context() as patch:
        patch.setattr(cache, "rebuild_within", fail)
        with pytest.raises(UserError):
            desk.open_desk(data_dir)
    db = desk.open_desk(data_dir)
    assert db.rows("SELECT name FROM people") == [("見本",)]
    assert is_whole(db)
    db.close()


KILLED = """
import sys
from pathlib import Path
from zaitaku_desk import paths
paths.db_folder = lambda: Path(sys.argv[2])
from zaitaku_desk.store import desk
desk.open_desk(Path(sys.argv[1]))
"""


def test_a_kill_in_the_middle_leaves_the_old_state(data_dir: Path, next_version: Path):
    filled_with_old(data_dir, next_version)
    second = next_version / "migrations" / "versions" / "9000_second.py"
    second.write_text(next_text("os.kill(os.getpid(), 9)"), "utf-8")
    done = subprocess.run([sys.executable, "-c", KILLED, str(data_dir), str(next_version)], check=False)
    assert abs(done.returncode) == 9  # Windows knows no signals, the number is the exit code
    second.unlink()
    db = desk.open_desk(data_dir)
    assert migrate.version(db) == NEWEST
    assert db.rows("SELECT name FROM people") == [("見本",)]
    assert "shoe_size" not in {row[1] for row in db.rows("PRAGMA table_info(people)")}
    assert is_whole(db)
    db.close()


def test_a_migration_that_fails_leaves_the_old_state(data_dir: Path, next_version: Path):
    filled_with_old(data_dir, next_version)
    second = next_version / "migrations" / "versions" / "9000_second.py"
    second.write_text(next_text("raise OSError"), "utf-8")
    with pytest.raises(OSError):
        desk.open_desk(data_dir)
    second.unlink()
    db = desk.open_desk(data_dir)
    assert (migrate.version(db), lists.count(db, Listing("people"))) == (NEWEST, 1)
    db.close()


DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.mark.parametrize("folder", sorted(DATA.glob("schema-*")), ids=lambda folder: folder.name)
def test_files_of_every_released_schema_open(folder: Path, tmp_path: Path):
    """One unprotected data folder per released schema lies in tests/data/schema-NNNN."""
    db = desk.open_desk(Path(shutil.copytree(folder, tmp_path / "desk")))
    assert migrate.is_current(db)
    before = state(db)
    cache.rebuild(db)
    assert state(db) == before
    assert is_whole(db)
    db.close()


def test_revisions_are_read_in_order_without_importing_them(next_version: Path):
    assert migrate.revisions()[-2:] == [NEWEST, "9000"]
