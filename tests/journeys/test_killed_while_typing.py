"""kill -9 while she types: no committed character older than a second is missing, and the file is whole."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zaitaku_desk import paths
from zaitaku_desk.store import check, desk, lists

LOST_AT_MOST = 1.0  # seconds of typing
LANES = 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and one clock for two processes")


def test_nothing_older_than_a_second_is_lost_in_ten_kills(desk_template: Path, tmp_path: Path) -> None:
    assert killed(desk_template, tmp_path, rounds=10) == []


@pytest.mark.nightly
def test_nothing_older_than_a_second_is_lost_in_a_hundred_kills(desk_template: Path, tmp_path: Path) -> None:
    assert killed(desk_template, tmp_path, rounds=100) == []


def killed(template: Path, place: Path, rounds: int) -> list[str]:
    """What went wrong in that many rounds, typed and killed in lanes beside each other."""

    def lane(number: int) -> list[str]:
        folder = Path(shutil.copytree(template, place / f"lane-{number}"))
        dice = random.Random(number)
        return [
            wrong
            for _ in range(number, rounds, LANES)
            for wrong in missing(folder, *type_and_kill(folder, dice.uniform(1.1, 2.3)))
        ]

    with ThreadPoolExecutor(LANES) as lanes:
        return [wrong for found in lanes.map(lane, range(LANES)) for wrong in found]


def type_and_kill(folder: Path, after: float) -> tuple[list[tuple[float, str]], float]:
    """(when, character) of what was committed, and when the process was killed, `after` s of typing."""
    told = folder.with_suffix(".txt")
    with (
        told.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.typist", str(folder)],
            cwd=paths.root(),
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as typist,
    ):
        assert typist.stdout is not None
        first = typist.stdout.readline()
        assert first, told.read_text()
        time.sleep(after)
        typist.kill()
        at = time.monotonic()
        rest = typist.stdout.read()  # communicate() would pass over what readline() has taken in
    lines = (line.split(" ") for line in (first + rest).splitlines() if line.count(" ") == 1)
    return [(float(when), character) for when, character in lines], at


def missing(folder: Path, typed: list[tuple[float, str]], at: float) -> list[str]:
    """What is not as it should be after the kill."""
    times = [when for when, _ in typed] + [at]
    waited = max(later - earlier for earlier, later in itertools.pairwise(times))  # by a busy machine
    sure = "".join(character for when, character in typed if when < at - LOST_AT_MOST - waited)
    db = desk.open_desk(folder)
    try:
        stored = [one.content or "" for one in lists.everything(db, "consultations")]
        found = [] if any(text.startswith(sure) for text in stored) else [f"lost: {sure!r} of {stored!r}"]
        return found + list(check.check(db).problems)
    finally:
        db.close()
