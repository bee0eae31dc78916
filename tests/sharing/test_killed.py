"""Two real processes edit one record set and sync one folder, both killed -9 at random (T4)."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.sharing import desks
from zaitaku_desk.store import cache, desk, search
from zaitaku_desk.store.connection import Database

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Told:
    """What the processes said before they died."""

    ops: set[str] = field(default_factory=set)
    refused: int = 0
    kills: int = 0


def rounds(one: Path, other: Path, drive: Path, count: int, seed: int = 4) -> Told:
    """Start both, let them work for a moment, kill both; `count` times."""
    chance, told = random.Random(seed), Told()
    for _ in range(count):
        running = [_start(place, drive) for place in (one, other)]
        for process in running:
            assert process.stdout.readline() == "ready\n"
        for process in sorted(running, key=lambda _process: chance.random()):
            time.sleep(chance.random() * 0.4)
            process.kill()
        for process in running:
            said, _ = process.communicate()
            words = said.split("\n")[:-1]  # the last line may be torn
            told.ops |= {word for word in words if len(word) == 32}
            told.refused += words.count("refused")
            told.kills += 1
    return told


def settled(places: list[Path], drive: Path, third: Path, told: Told) -> None:
    """Nobody is killed any more: after some rounds everything is everywhere, on a fresh device too."""
    found = [desk.open_desk(place, desks.PASSPHRASE) for place in places]
    for _ in range(4):
        for db in found:
            desks.meet(db, drive)
    found.append(desks.join(third, drive))
    for _ in range(2):
        for db in found:
            desks.meet(db, drive)
    sets = [ids(db) for db in found]
    assert told.ops - sets[0] == set()
    assert sets[0] == sets[1] == sets[2]
    assert desks.tables(found[0]) == desks.tables(found[1]) == desks.tables(found[2])
    assert [(cache.differences(db), search.problems(db)) for db in found] == [([], 0)] * 3
    for db in found:
        db.close()


def ids(db: Database) -> set[str]:
    return {row[0] for row in db.rows("SELECT id FROM op")}


def _start(place: Path, drive: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.sharing.worker", str(place), str(drive)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Two data folders that share; the drive lies beside them."""
    db, _ = desks.found(tmp_path / "one", tmp_path / "drive")
    for number in range(12):
        desks.add(db, f"{number}番目の医院")
    desks.meet(db, tmp_path / "drive")
    db.close()
    desks.join(tmp_path / "other", tmp_path / "drive").close()
    return tmp_path / "one", tmp_path / "other"


def test_ten_rounds_of_kills_lose_nothing(places: tuple[Path, Path], tmp_path: Path) -> None:
    told = rounds(*places, tmp_path / "drive", 10)
    assert len(told.ops) > 50
    settled(list(places), tmp_path / "drive", tmp_path / "third", told)


@pytest.mark.nightly
def test_150_rounds_of_kills_lose_nothing(
    places: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = rounds(*places, tmp_path / "drive", 150)
    rubbish = len(list((tmp_path / "drive").rglob(".tmp-*")))
    settled(list(places), tmp_path / "drive", tmp_path / "third", told)
    with capsys.disabled():
        sys.stdout.write(
            f"\n150 rounds, {len(told.ops):,} operations, {rubbish} unfinished files: none lost\n"
        )


def fill(file: Path, *, but: int) -> None:
    """Take all the room there is, but for so many bytes."""
    with file.open("wb", buffering=0) as out:
        with contextlib.suppress(OSError):
            while out.write(bytes(4096)):
                pass
        out.truncate(max(0, file.stat().st_size - but))


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 600 KB."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    drive = tmp_path / "drive"
    drive.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(drive)]).returncode:
        pytest.skip("mounting is not allowed here")
    yield drive
    subprocess.run(["umount", "-l", str(drive)], check=True)


@pytest.mark.nightly
def test_a_drive_that_is_always_full_loses_nothing(
    small_drive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, _ = desks.found(tmp_path / "one", small_drive)
    for number in range(12):
        desks.add(db, f"{number}番目の医院")
    desks.meet(db, small_drive)
    db.close()
    desks.join(tmp_path / "other", small_drive).close()
    fill(small_drive / "filler", but=60_000)
    told = rounds(tmp_path / "one", tmp_path / "other", small_drive, 40)
    assert told.refused > 0
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_drive)], check=True)
    settled([tmp_path / "one", tmp_path / "other"], small_drive, tmp_path / "third", told)
    with capsys.disabled():
        sys.stdout.write(f"\n40 rounds, {told.refused:,} refusals, {len(told.ops):,} operations: none lost\n")
