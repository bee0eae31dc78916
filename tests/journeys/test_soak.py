"""Two windows share a drive for an hour, and five times a minute something happens to it (T16)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import pytest

from tests.sharing import desks
from tests.sharing.test_killed import Told, fill, settled
from zaitaku_desk import paths, settings
from zaitaku_desk.settings import SHARED_FOLDER
from zaitaku_desk.sharing.place import DEVICES

LOOK_EVERY = 2.0
FLAT = 1.1  # the last quarter against the second, the first being the warming up


@dataclass
class Soaked:
    """What it came to: faults of the program, MB of the window that was never killed, what happened."""

    told: Told = field(default_factory=Told)
    wrong: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Desk:
    """A window in a process of its own."""

    def __init__(self, place: Path, soaked: Soaked) -> None:
        self._place, self._soaked = place, soaked
        self.start()

    def start(self) -> None:
        self._errors = self._place.with_suffix(".txt").open("a")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.soaker", str(self._place)],
            cwd=paths.root(),
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )
        self._reader = threading.Thread(target=self._listen, args=(self._process.stdout,))
        self._reader.start()

    def _listen(self, said: Iterator[str]) -> None:
        for line in said:
            word = line.removesuffix("\n")
            if word.startswith("dialog"):
                self._soaked.wrong.append(word)
            elif len(word) == 32 and word != line:
                self._soaked.told.ops.add(word)

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    @property
    def memory(self) -> float:
        """Resident MB."""
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * 4096 / 2**20

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        self._errors.close()


class Drive:
    """A file system of its own, to which things happen; `chance` decides."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.place, self.chance = place, chance

    def pulled(self) -> Callable[[], object]:
        away = self.place.rename(self.place.with_name("unplugged"))
        return lambda: away.rename(self.place)

    def full(self) -> Callable[[], object]:
        filler = self.place / "filler"
        fill(filler, but=self.chance.randrange(4096))
        return filler.unlink

    def read_only(self) -> Callable[[], object]:
        self._mount("remount,ro")
        return lambda: self._mount("remount,rw")

    def flipped(self) -> Callable[[], object]:
        if one := self._segment():
            data = bytearray(one.read_bytes())
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
            one.write_bytes(data)
        return int

    def cut(self) -> Callable[[], object]:
        if one := self._segment():
            os.truncate(one, self.chance.randrange(one.stat().st_size))
        return int

    def deleted(self) -> Callable[[], object]:
        if one := self._segment():
            one.unlink()
        return int

    def key_torn(self) -> Callable[[], object]:
        for one in self.place.rglob("vault.key"):
            os.truncate(one, 40)
        return int

    def _segment(self) -> Path | None:
        found = [one for one in self.place.rglob("*.zsg") if DEVICES in str(one)]
        return self.chance.choice(found) if found else None

    def _mount(self, how: str) -> None:
        subprocess.run(["mount", "-o", how, str(self.place.parent)], check=True)


def soak(place: Path, minutes: float, every: float, seed: int = 16) -> Soaked:
    """Work for so long, with a fault `every` so many seconds; then everything is killed."""
    soaked, chance = Soaked(), random.Random(seed)
    drive = Drive(place / "in" / "drive", chance)
    faults = (
        drive.pulled,
        drive.full,
        drive.read_only,
        drive.flipped,
        drive.cut,
        drive.deleted,
        drive.key_torn,
    )
    office, laptop = Desk(place / "one", soaked), Desk(place / "other", soaked)
    began = time.monotonic()
    next_fault = began + every
    while time.monotonic() < began + 60 * minutes:
        time.sleep(LOOK_EVERY)
        assert office.lives and laptop.lives
        soaked.memory.append(office.memory)
        if time.monotonic() < next_fault:
            continue
        next_fault += every
        happens = chance.choice((*faults, laptop.kill))
        soaked.faults.append(happens.__name__)
        if happens == laptop.kill:
            laptop.kill()
            laptop.start()
        else:
            over = happens()
            time.sleep(chance.uniform(0.5, 6.0))
            over()
    office.kill()
    laptop.kill()
    for said in place.glob("*.txt"):
        soaked.wrong += [
            line for line in said.read_text("utf-8").splitlines() if "propagateSizeHints" not in line
        ]
    return soaked


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Two data folders that share a drive of 64 MB, which is a file system of its own."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount")
    drive = tmp_path / "in" / "drive"
    drive.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(drive.parent)]).returncode:
        pytest.skip("mounting is not allowed here")
    drive.mkdir()
    db, _ = desks.found(tmp_path / "one", drive)
    for number in range(200):
        desks.add(db, f"{number}番目の医院")
    desks.meet(db, drive)
    db.close()
    desks.join(tmp_path / "other", drive).close()
    for name in ("one", "other"):
        kept = settings.load(tmp_path / name)
        kept.set(SHARED_FOLDER, str(drive))
        kept.save()
    yield tmp_path
    subprocess.run(["umount", "-l", str(drive.parent)], check=True)


def test_two_windows_and_a_bad_drive_for_a_while(place: Path) -> None:
    soaked = soak(place, minutes=0.3, every=4.0)
    assert soaked.wrong == []
    assert len(soaked.told.ops) > 20 and soaked.faults
    settled([place / "one", place / "other"], place / "in" / "drive", place / "third", soaked.told)


@pytest.mark.nightly
def test_an_hour_of_five_faults_a_minute_loses_nothing_and_memory_stays_flat(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soaked = soak(place, minutes=60, every=12.0)
    assert soaked.wrong == []
    settled([place / "one", place / "other"], place / "in" / "drive", place / "third", soaked.told)
    quarter = len(soaked.memory) // 4
    second, last = median(soaked.memory[quarter : 2 * quarter]), median(soaked.memory[-quarter:])
    with capsys.disabled():
        sys.stdout.write(
            f"\n1 hour, {len(soaked.faults)} faults, {len(soaked.told.ops):,} operations: none lost; "
            f"memory {second:.0f} MB in the second quarter, {last:.0f} MB in the last\n"
        )
    assert last < FLAT * second
