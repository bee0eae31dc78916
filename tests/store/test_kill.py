"""kill -9 while typing: no committed character is missing afterwards, and the file is whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.laptops import is_whole
from zaitaku_desk.store import check, desk, save

TYPING = """
import sys
from pathlib import Path
from zaitaku_desk.store import desk, save
db = desk.open_desk(Path(sys.argv[1]))
record, seen = save.open_record(db, "consultations", "c")
record.content = ""
for number in range(100_000):
    record.content += chr(0x4E00 + number % 5000)
    seen = save.save(db, record, seen, sealed=number % 7 == 6)
    print(number, flush=True)
"""


def rounds(data_dir: Path, count: int) -> None:
    db = desk.open_desk(data_dir)
    save.save(db, save.new("consultations", id="c", content="x"))
    db.close()
    dice = random.Random(7)
    for _ in range(count):
        command = [sys.executable, "-c", TYPING, str(data_dir)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
            assert typing.stdout is not None
            committed = int(typing.stdout.readline())
            time.sleep(dice.random() * 0.06)
            typing.kill()
            committed = max([committed, *(int(line) for line in typing.stdout.read().split("\n")[:-1])])
        db = desk.open_desk(data_dir)
        assert desk.recovery(db) == ""
        text = save.get(db, "consultations", "c").content
        assert len(text) >= committed + 1
        assert text == "".join(chr(0x4E00 + number % 5000) for number in range(len(text)))
        assert db.row("SELECT count(*) FROM op WHERE sealed = 0") == (0,)
        assert check.check(db).ok
        assert is_whole(db)
        db.close()


def test_nothing_committed_is_missing(data_dir: Path) -> None:
    rounds(data_dir, 10)


@pytest.mark.nightly
def test_nothing_committed_is_missing_three_hundred_times(data_dir: Path) -> None:
    rounds(data_dir, 300)
