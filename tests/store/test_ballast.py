"""The file that buys room on a full disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.store import ballast


def test_it_is_made_while_room_is_plenty_and_dropped_when_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballast, "free", lambda _folder: 2**31)
    ballast.keep(tmp_path)
    assert (tmp_path / "ballast").stat().st_size == 20 * 2**20
    ballast.drop(tmp_path)
    ballast.drop(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_it_is_not_made_on_a_disk_that_is_nearly_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ballast, "free", lambda _folder: 400 * 2**20)
    ballast.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert ballast.low(tmp_path)


def test_the_free_room_is_asked_of_the_system(tmp_path: Path) -> None:
    assert ballast.free(tmp_path) > 0
