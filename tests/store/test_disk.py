"""Small files that are never half there."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import disk


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "file"
    disk.write_whole(path, b"old")
    disk.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_her_words() -> None:
    told = disk.failed(OSError(errno.ENOSPC, "No space left on device"))
    assert "空きがない" in told.message
    assert "権限" in disk.failed(OSError(errno.EACCES, "denied")).hint


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        disk.write_whole(tmp_path / "nowhere" / "file", b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be replaced")
def test_the_bytes_of_an_old_secret_are_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"old secret")
    still_open = path.open("rb")
    disk.overwrite_secret(path, b"new secret")
    assert path.read_bytes() == b"new secret"
    assert os.pread(still_open.fileno(), 100, 0) != b"old secret"
    still_open.close()


def test_what_a_kill_left_behind_is_swept_and_nothing_else(tmp_path: Path) -> None:
    disk.temporary(tmp_path, ".zbk").write_bytes(b"half")
    disk.temporary(tmp_path).mkdir()
    (tmp_path / ".vault.key.12345678.tmp").write_bytes(b"half")
    (tmp_path / "desk.db").write_bytes(b"whole")
    disk.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["desk.db"]
