"""kill -9 while something is brought back or put away: afterwards all of it is there, or none (T11, §3)."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk import paths
from zaitaku_desk.store import backups, desk, migrate, salvaged, save, thinning
from zaitaku_desk.store.connection import FILE_NAME, SUSPECT
from zaitaku_desk.store.pages import PAGE

BEFORE, AFTER = 150, 150
ROUNDS = [pytest.param(2), pytest.param(50, marks=pytest.mark.nightly)]
WORK = """
import sys
from pathlib import Path
from zaitaku_desk import paths
folder, program = Path(sys.argv[1]), sys.argv[2]
if program:
    paths.db_folder = lambda: Path(program)
from zaitaku_desk.store import backups, desk, mapping, migrate, returning, salvaged, save, vault
import sqlalchemy, alembic.command
mapping.metadata()
key = vault.unlock(folder) if vault.exists(folder) else b""
{before}
print("now", flush=True)
{work}
print("done", flush=True)
"""
RESTORE = ("file = backups.list_generations(folder)[-1].path", "returning.restore(folder, file, key).close()")
MAKE = ("db = desk.open_desk(folder)", "backups.make(db)")
OPEN = ("", "desk.open_desk(folder).close()")
TAKE = (
    "db = desk.open_desk(folder)",
    "[salvaged.take(db, waiting) for waiting in salvaged.waiting(folder)]",
)


BEGIN = ("", "desk.create_desk(folder)[0].close()")


@pytest.fixture
def day(data_dir: Path) -> Path:
    """A desk with a backup and a morning's work after it."""
    db = desk.open_desk(data_dir)
    save.save_many(db, [person(number) for number in range(BEFORE)])
    backups.make(db)
    save.save_many(db, [person(number) for number in range(BEFORE, BEFORE + AFTER)])
    db.close()
    return data_dir


def person(number: int) -> object:
    return save.new("people", id=f"p{number}", name=f"人{number}", note="あ" * 300)


def people(db: object) -> int:
    return int(db.row("SELECT count(*) FROM people WHERE deleted = 0")[0])


def run(folder: Path, work: tuple[str, str], after: float | None = None, program: str = "") -> float:
    """Do it in a process of its own, killed so many seconds into it (None: not at all); how long it took."""
    code = WORK.format(before=work[0], work=work[1])
    command = [sys.executable, "-c", code, str(folder), program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "now\n"
        begun = time.monotonic()
        if after is not None:
            time.sleep(after)
            child.kill()
        child.stdout.read()
    return time.monotonic() - begun


def killed(
    day: Path, work: tuple[str, str], rounds: int, stands: Callable[[Path], None], program: str = ""
) -> None:
    """Kill it all over the time it takes, and look at what the next start finds."""
    folder = day.with_name("round")
    longest = run(Path(shutil.copytree(day, folder)), work, program=program)
    dice = random.Random(9)
    for number in range(rounds):
        shutil.rmtree(folder)
        shutil.copytree(day, folder)
        run(folder, work, longest * (number + dice.random()) / rounds, program)
        stands(folder)
        assert not list(folder.rglob(".tmp-*"))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_first_start_is_done_or_made_once_more(tmp_path: Path, rounds: int) -> None:
    def stands(folder: Path) -> None:
        db = desk.open_desk(folder) if desk.exists(folder) else desk.create_desk(folder)[0]
        assert desk.recovery(db) == ""
        save.save(db, person(1))
        db.close()
        db = desk.open_desk(folder)
        assert people(db) == 1
        assert is_whole(db)
        db.close()
        assert not list(folder.glob("damaged-*"))
        assert (folder / "vault.key.bak").read_bytes() == (folder / "vault.key").read_bytes()

    empty = tmp_path / "empty"
    empty.mkdir()
    killed(empty, BEGIN, rounds, stands)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_restore_is_done_or_not_begun(day: Path, rounds: int) -> None:
    def stands(folder: Path) -> None:
        db = desk.open_desk(folder)
        found, key = people(db), bytes(db.key)
        assert found in (BEFORE, BEFORE + AFTER)
        assert is_whole(db)
        db.close()
        assert not list(folder.glob("damaged-*"))
        if found == BEFORE:
            [aside] = backups.replaced(folder)
            assert backups.verify(aside.path, key) >= BEFORE + AFTER

    killed(day, RESTORE, rounds, stands)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_generation_is_whole_or_not_there(day: Path, rounds: int) -> None:
    def stands(folder: Path) -> None:
        db = desk.open_desk(folder)
        assert desk.recovery(db) == ""
        assert people(db) == BEFORE + AFTER
        for made in backups.list_generations(folder):
            assert backups.verify(made.path, db.key) > 0
        db.close()

    killed(day, MAKE, rounds, stands)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_recovery_goes_on_at_the_next_start(day: Path, rounds: int) -> None:
    with (day / FILE_NAME).open("r+b") as file:  # a page between the two halves of the morning
        file.seek(PAGE * 3 + 100)
        file.write(b"\xff\x00\xff")
    (day / SUSPECT).touch()

    def stands(folder: Path) -> None:
        db = desk.open_desk(folder)
        for waiting in salvaged.waiting(folder):
            salvaged.take(db, waiting)
        assert people(db) >= BEFORE + AFTER - 8  # no page of the journal holds more of these
        assert is_whole(db)
        db.close()
        assert len(list(folder.glob("damaged-*"))) == 1
        assert not (folder / SUSPECT).exists()

    killed(day, OPEN, rounds, stands)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_taking_in_what_was_read_is_done_once_and_wholly(day: Path, rounds: int) -> None:
    (day / FILE_NAME).write_bytes((day / FILE_NAME).read_bytes()[: -PAGE // 2])
    db = desk.open_desk(day)
    expected = len({line.id for folder in salvaged.waiting(day) for line in salvaged.lines(db, folder)})
    assert expected > AFTER // 2
    db.close()

    def stands(folder: Path) -> None:
        db = desk.open_desk(folder)
        for waiting in salvaged.waiting(folder):
            salvaged.take(db, waiting)
        assert people(db) == BEFORE + expected
        assert is_whole(db)
        db.close()

    killed(day, TAKE, rounds, stands)


SECOND = '''"""second"""
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{last}"
branch_labels = depends_on = None


def upgrade():
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    op.execute("UPDATE people SET name = 'half done'")


def downgrade():
    raise NotImplementedError
'''


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_migration_is_done_or_not_begun(
    day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    program = Path(shutil.copytree(paths.db_folder(), tmp_path / "db"))
    text = SECOND.format(last=migrate.revisions()[-1])
    (program / "migrations" / "versions" / "9000_second.py").write_text(text, "utf-8")
    monkeypatch.setattr(paths, "db_folder", lambda: program)

    def stands(folder: Path) -> None:
        db = desk.open_desk(folder)  # with the new program: the migration, a rebuild that was cut off
        assert desk.recovery(db) == ""
        assert migrate.version(db) == "9000"
        assert people(db) == BEFORE + AFTER
        assert db.rows("SELECT 1 FROM people WHERE name = 'half done'") == []
        assert is_whole(db)
        key = bytes(db.key)
        db.close()
        before = [made for made in backups.list_generations(folder) if made.why == thinning.NEVER_THINNED]
        assert before
        assert all(backups.verify(made.path, key) for made in before)

    killed(day, OPEN, rounds, stands, str(program))
