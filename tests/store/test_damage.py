"""T12: damage is noticed, the file set aside untouched, the backup put in its place, the rest listed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.store import backups, desk, salvaged, save
from zaitaku_desk.store.connection import FILE_NAME, SUSPECT
from zaitaku_desk.store.pages import PAGE

BEFORE, AFTER = 60, 40
ROUNDS = [pytest.param(20), pytest.param(200, marks=pytest.mark.nightly)]
CUTS = [pytest.param(10), pytest.param(50, marks=pytest.mark.nightly)]


@pytest.fixture
def day(data_dir: Path) -> Path:
    """A desk with a backup and a morning's work after it, ended uncleanly."""
    db = desk.open_desk(data_dir)
    save.save_many(db, [person(number) for number in range(BEFORE)])
    backups.make(db)
    for number in range(BEFORE, BEFORE + AFTER):
        save.save(db, person(number))
    db.close()
    (data_dir / SUSPECT).touch()
    return data_dir


def person(number: int) -> object:
    return save.new("people", id=f"p{number}", name=f"人{number}", note="あ" * 400)


def recovered(day: Path, folder: Path, harm: Callable[[Path], None]) -> tuple[int, int, bool]:
    """People after the restore, people after taking the list in, and whether more is said to be lost."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(day, folder)
    harm(folder / FILE_NAME)
    harmed = (folder / FILE_NAME).read_bytes()
    kept = {path.name: path.read_bytes() for path in (folder / backups.FOLDER).iterdir()}
    db = desk.open_desk(folder)
    try:
        assert "壊れていました" in desk.recovery(db), "not noticed"
        [aside] = folder.glob("damaged-*")
        assert (aside / FILE_NAME).read_bytes() == harmed
        assert {path.name: path.read_bytes() for path in (folder / backups.FOLDER).iterdir()} == kept
        restored = people(db)
        for waiting in salvaged.waiting(folder):
            salvaged.take(db, waiting)
        assert backups.make(db).exists()
        assert kept.keys() <= {path.name for path in (folder / backups.FOLDER).iterdir()}
        return restored, people(db), "読み取れなかった" in desk.recovery(db)
    finally:
        db.close()


def people(db: object) -> int:
    return int(db.row("SELECT count(*) FROM people WHERE deleted = 0")[0])


def flip(path: Path, page: int, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE + place)
        byte = file.read(1)[0]
        file.seek(page * PAGE + place)
        file.write(bytes([byte ^ 1]))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_one_byte_in_any_page(day: Path, tmp_path: Path, rounds: int) -> None:
    pages = (day / FILE_NAME).stat().st_size // PAGE
    dice = random.Random(12)
    for number in dice.sample(range(pages), min(rounds, pages)):
        place = dice.randrange(PAGE)
        restored, taken, lost = recovered(
            day, tmp_path / "round", lambda path, at=(number, place): flip(path, *at)
        )
        assert restored == BEFORE
        assert taken == BEFORE + AFTER or lost
        assert taken >= BEFORE + AFTER - 3  # no page of the journal holds more of these


@pytest.mark.parametrize("rounds", CUTS)
def test_cut_off_anywhere(day: Path, tmp_path: Path, rounds: int) -> None:
    size = (day / FILE_NAME).stat().st_size
    dice = random.Random(50)
    for _ in range(rounds):
        cut = dice.randrange(size)
        restored, taken, lost = recovered(
            day, tmp_path / "round", lambda path, cut=cut: path.write_bytes(path.read_bytes()[:cut])
        )
        assert restored == BEFORE
        assert taken == BEFORE + AFTER or lost


def test_a_header_of_zeros(day: Path, tmp_path: Path) -> None:
    found = recovered(
        day, tmp_path / "round", lambda path: path.write_bytes(bytes(100) + path.read_bytes()[100:])
    )
    assert found == (BEFORE, BEFORE + AFTER, True)


def test_a_wal_that_is_gone_is_the_older_state_and_no_damage(data_dir: Path, tmp_path: Path) -> None:
    db = desk.open_desk(data_dir)
    save.save(db, person(0))
    db._writer_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    save.save(db, person(1))
    image = Path(shutil.copytree(data_dir, tmp_path / "image", ignore=lambda *_: ["desk.db-wal"]))
    db.close()
    db = desk.open_desk(image)
    assert desk.recovery(db) == ""
    assert (people(db), is_whole(db)) == (1, True)
    db.close()
