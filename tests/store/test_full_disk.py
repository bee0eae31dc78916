"""T6: the disk is full. Nothing acknowledged is lost, reading goes on, it is told, and it recovers."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import ballast, check, desk, save
from zaitaku_desk.store.connection import FILE_NAME

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no way to make a small disk")
ROUNDS = [pytest.param(5), pytest.param(40, marks=pytest.mark.nightly)]


@contextmanager
def small_disk(place: Path, size: int) -> Iterator[Path]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size // 1024}k", "none", str(place)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk, and not everywhere")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def type_until_full(db: Database, letters: int) -> tuple[str, UserError]:
    """Types on until a save is refused; what was acknowledged, and what she was told."""
    record, seen = save.open_record(db, "consultations", "c")
    for number in range(20_000):
        kept = record.content
        record.content = kept + chr(0x4E00 + number % 5000) * letters
        try:
            seen = save.save(db, record, seen, sealed=number % 3 == 2)
        except UserError as error:
            return kept, error
    raise AssertionError("the disk never filled up")


def stands(db: Database, text: str) -> None:
    """All that was acknowledged is read, and no half of what was refused."""
    assert save.get(db, "consultations", "c").content == text
    assert check.check(db).ok
    assert is_whole(db)


def full_and_recovered(
    folder: Path, letters: int, fill: Callable[[], object], free: Callable[[], object]
) -> None:
    db = desk.open_desk(folder)
    try:
        save.save(db, save.new("consultations", id="c", content="始"))
        fill()
        text, told = type_until_full(db, letters)
        assert "保存できませんでした" in told.message
        assert told.hint
        assert save.get(db, "consultations", "c").content == text
        free()
        stands(db, text)
        save.save(db, save.new("people", id="p", name="空きができてから"))
    finally:
        db.close()
    db = desk.open_desk(folder)
    assert desk.recovery(db) == ""
    stands(db, text)
    assert save.get(db, "people", "p").name == "空きができてから"
    db.close()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_small_disk_fills_up_and_is_given_room_again(data_dir: Path, tmp_path: Path, rounds: int) -> None:
    dice = random.Random(6)
    whole = sum(file.stat().st_size for file in data_dir.iterdir())
    with small_disk(tmp_path / "disk", whole + 8 * 2**20) as disk:
        for number in range(rounds):
            folder = Path(shutil.copytree(data_dir, disk / str(number)))
            filler = disk / "filler"
            left = dice.randrange(50, 900) * 1024
            letters = dice.choice((50, 500, 3000))
            full_and_recovered(folder, letters, partial(squeeze, filler, left), filler.unlink)
            shutil.rmtree(folder)


def test_the_ballast_lets_the_next_save_through(data_dir: Path, tmp_path: Path) -> None:
    whole = sum(file.stat().st_size for file in data_dir.iterdir())
    with small_disk(tmp_path / "disk", whole + 8 * 2**20) as disk:
        folder = Path(shutil.copytree(data_dir, disk / "desk"))
        (folder / ballast.FILE_NAME).write_bytes(bytes(4 * 2**20))
        db = desk.open_desk(folder)
        save.save(db, save.new("consultations", id="c", content="始"))
        squeeze(disk / "filler", 300 * 1024)
        text, told = type_until_full(db, 500)
        assert "空き" in told.message
        assert not (folder / ballast.FILE_NAME).exists()
        save.save(db, save.new("people", id="p", name="つづき"))
        stands(db, text)
        db.close()


def test_a_full_disk_opens_on_its_ballast_and_without_one_is_told(data_dir: Path, tmp_path: Path) -> None:
    whole = sum(file.stat().st_size for file in data_dir.iterdir())
    with small_disk(tmp_path / "disk", whole + 8 * 2**20) as disk:
        folder = Path(shutil.copytree(data_dir, disk / "desk"))
        (folder / "app.lock").touch()
        squeeze(disk / "filler", 0)
        with pytest.raises(UserError, match="空きがないため、データを開けません"):
            desk.open_desk(folder)
        (disk / "filler").unlink()
        (folder / ballast.FILE_NAME).write_bytes(bytes(4 * 2**20))
        squeeze(disk / "filler", 0)
        db = desk.open_desk(folder)
        save.save(db, save.new("people", id="p", name="つづき"))
        db.close()


@pytest.mark.parametrize("rounds", ROUNDS)
def test_files_that_may_not_grow_are_told_and_work_again_afterwards(
    data_dir: Path, tmp_path: Path, rounds: int
) -> None:
    """RLIMIT_FSIZE stands for a quota: writing fails in the middle of a page, as an error of the disk."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    dice = random.Random(66)
    for number in range(rounds):
        folder = Path(shutil.copytree(data_dir, tmp_path / str(number)))
        size = (folder / FILE_NAME).stat().st_size + dice.randrange(50, 900) * 1024

        def limit(most: int) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))

        try:
            full_and_recovered(
                folder, dice.choice((500, 3000)), lambda size=size: limit(size), lambda: limit(hard)
            )
        finally:
            limit(hard)
        shutil.rmtree(folder)


def squeeze(filler: Path, left: int) -> None:
    """Leaves only so many bytes on the disk."""
    size = shutil.disk_usage(filler.parent).free - left
    with filler.open("wb") as file:
        for _ in range(max(0, size) // 4096):
            file.write(bytes(4096))
