"""kill -9 in the middle of an import: all of it is there, or nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.store.laptops import is_whole
from zaitaku_desk.store import check, desk

ROWS = 1_500
IMPORT = """
import sys
from pathlib import Path
from zaitaku_desk.intake.apply import apply, plan_file
from zaitaku_desk.store import desk
db = desk.open_desk(Path(sys.argv[1]))
made = plan_file(db, sys.argv[2])
apply(db, made, progress=lambda done, total: print(done, flush=True))
print("end", flush=True)
"""


def test_a_killed_import_leaves_all_or_nothing(data_dir: Path, listed: Callable[..., Path]) -> None:
    path = listed([f"甲{n}医院,高松市番町{n}-1,087-{n:03}-{n:04}" for n in range(ROWS)])
    dice = random.Random(5)
    for _ in range(4):
        command = [sys.executable, "-c", IMPORT, str(data_dir), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as taking:
            assert taking.stdout is not None
            assert taking.stdout.readline()
            time.sleep(dice.random() * 0.5)
            taking.kill()
            ended = "end" in taking.stdout.read()
        db = desk.open_desk(data_dir)
        count = db.rows("SELECT count(*) FROM institutions")[0][0]
        ops = db.rows("SELECT count(*) FROM op WHERE kind = 'institutions'")[0][0]
        assert count == ops and count in ((ROWS,) if ended else (0, ROWS))
        assert check.check(db).ok and is_whole(db)
        db.close()
        if count:
            return
