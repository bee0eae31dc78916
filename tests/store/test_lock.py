"""One process per data folder."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store.lock import FolderLock

HOLDER = """
import sys, time
from pathlib import Path
from zaitaku_desk.errors import UserError
from zaitaku_desk.store.lock import FolderLock
sys.stdin.readline() if len(sys.argv) > 2 else None
try:
    lock = FolderLock(Path(sys.argv[1]))
    print("held", flush=True)
except UserError:
    print("refused", flush=True)
sys.stdin.readline()
"""


def holder(folder: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def end(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.communicate()


def test_a_second_opener_is_told_the_reason(tmp_path: Path) -> None:
    with FolderLock(tmp_path), pytest.raises(UserError) as told:
        FolderLock(tmp_path)
    assert told.value.message == "このデータは別の在宅デスクで開かれています。"
    assert told.value.hint


def test_another_process_is_refused_while_the_folder_is_held(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        child = holder(tmp_path)
        assert said(child) == "refused"
        end(child)


def test_after_release_the_next_one_gets_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "new folder")
    lock.release()
    lock.release()
    with FolderLock(tmp_path / "new folder"):
        pass


def test_after_a_kill_the_next_start_succeeds_at_once(tmp_path: Path) -> None:
    child = holder(tmp_path)
    assert said(child) == "held"
    with pytest.raises(UserError):
        FolderLock(tmp_path)
    end(child)
    FolderLock(tmp_path).release()


def test_two_folders_do_not_know_each_other(tmp_path: Path) -> None:
    with FolderLock(tmp_path / "a"), FolderLock(tmp_path / "b"):
        pass


def test_reading_the_lock_file_does_not_free_the_folder(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        (tmp_path / "app.lock").read_bytes()
        child = holder(tmp_path)
        assert said(child) == "refused"
        end(child)


def test_on_windows_the_byte_that_was_locked_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    windows = types.SimpleNamespace(
        LK_NBLCK=2,
        LK_UNLCK=0,
        locking=lambda number, mode, count: told.append((mode, os.lseek(number, 0, os.SEEK_CUR), count)),
    )
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    FolderLock(tmp_path).release()
    (taken, at, count), given_back = told
    assert (taken, count) == (2, 1) and given_back == (0, at, 1)
    assert at > (tmp_path / "app.lock").stat().st_size  # what is locked cannot be read


@pytest.mark.skipif(sys.platform == "win32", reason="fork is Unix")
def test_a_forked_child_does_not_keep_the_folder(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path; from zaitaku_desk.store.lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1]))\n"
        "if os.fork() == 0: print('child', flush=True); time.sleep(20)\n"
        "else: os._exit(0)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert said(parent) == "child"
    parent.wait()
    FolderLock(tmp_path).release()
    import signal

    os.killpg(parent.pid, signal.SIGKILL)
    parent.communicate()


@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.nightly)])
def test_of_two_starts_at_the_same_moment_exactly_one_wins(tmp_path: Path, rounds: int) -> None:
    for number in range(rounds):
        pair = [holder(tmp_path / str(number), "wait") for _ in range(2)]
        for child in pair:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        assert sorted(said(child) for child in pair) == ["held", "refused"]
        for child in pair:
            end(child)
