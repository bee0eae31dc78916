from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from zaitaku_desk.store import desk, process


def test_temporary_files_lie_in_the_data_folder_meanwhile(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with process.temporary_files_in(tmp_path):
        assert Path(tempfile.gettempdir()) == tmp_path / "tmp"
        assert os.environ["TEMP"] == os.environ["TMPDIR"] == str(tmp_path / "tmp")
    assert tempfile.gettempdir() == before


def test_they_are_wiped_at_the_start_and_at_the_end_of_the_file(data_dir: Path) -> None:
    folder = data_dir / "tmp"
    (folder / "deep").mkdir(parents=True)
    for path in (folder / "openpyxl.abc", folder / "deep" / "x"):
        path.write_text("みどり台")
    db = desk.open_desk(data_dir)
    assert list(folder.iterdir()) == []
    (folder / "late").write_text("みどり台")
    db.close()
    assert list(folder.iterdir()) == []


def test_a_link_in_the_place_of_the_folder_is_not_followed(tmp_path: Path, links: None) -> None:
    (tmp_path / "hers").mkdir()
    (tmp_path / "hers" / "letter").write_text("x")
    (tmp_path / "tmp").symlink_to(tmp_path / "hers")
    process.wipe_temporary(tmp_path)
    assert (tmp_path / "hers" / "letter").exists()


def test_an_export_killed_in_the_middle_leaves_nothing_after_the_next_start(data_dir: Path) -> None:
    code = (
        "import sys, openpyxl; from pathlib import Path; from zaitaku_desk.store import process\n"
        "with process.temporary_files_in(Path(sys.argv[1])):\n"
        "    sheet = openpyxl.Workbook(write_only=True).create_sheet()\n"
        "    for n in range(10**9):\n"
        "        sheet.append(['みどり台クリニック' * 20])\n"
        "        if n == 2000: print('half', flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(data_dir)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "half\n"
    time.sleep(0.1)
    child.kill()
    child.communicate()
    assert sum(path.stat().st_size for path in (data_dir / "tmp").rglob("*")) > 1000
    desk.open_desk(data_dir).close()
    assert list((data_dir / "tmp").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="core files are Unix")
def test_a_crash_writes_no_core_file(tmp_path: Path) -> None:
    code = (
        "import resource, os; from zaitaku_desk.store import process\n"
        "process.no_memory_dumps()\n"
        "import ctypes as c\n"
        "print(c.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))\n"
        "import sys; sys.stdout.flush(); os.abort()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "0 (0, 0)\n" and done.returncode == -signal.SIGABRT
