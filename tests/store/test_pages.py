"""Whether the pages of a file read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.store.connection import FILE_NAME
from zaitaku_desk.store.desk import open_desk
from zaitaku_desk.store.pages import PAGE, file_problems
from zaitaku_desk.store.vault import unlock


def test_a_whole_file_has_no_problems_and_says_how_far_it_is(data_dir: Path) -> None:
    said: list[int] = []
    assert file_problems(data_dir / FILE_NAME, unlock(data_dir), lambda done, _of: said.append(done)) == []
    assert said == sorted(said)
    assert len(said) > 10


def test_a_flipped_byte_is_a_problem(data_dir: Path) -> None:
    with (data_dir / FILE_NAME).open("r+b") as file:
        file.seek(20 * PAGE + 7)
        file.write(b"\x00\xff")
    assert file_problems(data_dir / FILE_NAME, unlock(data_dir)) == ["データのファイルが1か所壊れています。"]


def test_whoever_wants_it_to_stop_is_heard(data_dir: Path) -> None:
    def stop(done: int, _of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        file_problems(data_dir / FILE_NAME, unlock(data_dir), stop)
    open_desk(data_dir).close()
