"""Large lists: flat memory, and reading that costs little more than the library alone."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table

ROWS = 250_000
FLAT = 1.3  # of ten times the rows, the compressed rows themselves apart
PEAK = 160  # MB above the interpreter: the file itself is kept compressed
WALK = """
import datetime as dt, resource, sys
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import read_table
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read_table(sys.argv[1])
source = recognise(table, today=dt.date(2026, 5, 1))
print(sum(row.key is not None for row in source.rows(table)))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
TAKE = """
import sys
from pathlib import Path
from zaitaku_desk.bench.child import memory
from zaitaku_desk.intake import apply as taking
from zaitaku_desk.store import desk, save
db, _ = desk.create_desk(Path(sys.argv[2]))
read, packed = taking.read_table, []
def kept(*how, **more):
    table = read(*how, **more)
    packed.append(sum(len(body) for _, body in table.rows.blocks) // 1024)
    return table
taking.read_table = kept
made = taking.plan_file(db, sys.argv[1])
packed.append(made.new.shelf.size // 1024)
batch = taking.apply(db, made)
there = db.rows("SELECT count(*) FROM institutions")[0][0]
save.undo(db, save.undo(db, batch))
again = db.rows("SELECT count(*) FROM search_doc WHERE kind = 'institutions'")[0][0]
db.close()
print(there, again, memory("VmHWM") - sum(packed))
"""
CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
"""


def written(path: Path, care: Any, count: int) -> Path:
    rows = (care.row(f"37{number:08}", f"みなと野ケア{number}") for number in range(1, count + 1))
    with path.open("w", encoding="utf-8-sig") as file:
        file.writelines(f"{row}\n" for row in (care.HEADER, *rows))
    return path


def best(work: Callable[[], Any], times: int = 7) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


@pytest.mark.nightly
def test_a_quarter_of_a_million_care_rows_are_read_in_flat_memory(tmp_path: Path, care: Any) -> None:
    pytest.importorskip("resource")
    path = written(tmp_path / "all.csv", care, ROWS)
    done = subprocess.run([sys.executable, "-c", WALK, str(path)], capture_output=True, check=True, text=True)
    keys, peak = map(int, done.stdout.split())
    assert (keys, peak < PEAK) == (ROWS, True), peak


@pytest.mark.nightly
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_quarter_of_a_million_are_taken_in_and_back_in_the_memory_of_a_tenth(
    tmp_path: Path, care: Any
) -> None:
    peaks = []
    for count in (ROWS // 10, ROWS):
        path = written(tmp_path / f"{count}.csv", care, count)
        command = [sys.executable, "-c", TAKE, str(path), str(tmp_path / f"desk{count}")]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        there, again, peak = map(int, done.stdout.split())
        assert there == again == count
        peaks.append(peak)
    assert peaks[1] <= FLAT * peaks[0], peaks


@pytest.mark.nightly
def test_reading_a_list_of_filings_costs_little_more_than_the_library(shared: Path) -> None:
    path = next((shared / "data" / "bureau_filings").glob("02_01*"))
    alone = best(lambda: subprocess.run([sys.executable, "-c", CALAMINE, str(path)], check=True))
    ours = best(lambda: recognise(read_table(path), today=dt.date(2026, 5, 1)))
    assert ours <= 1.3 * alone, ours / alone
