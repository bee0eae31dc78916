"""Generations on the share: verified by reading back, never over another, thinned only while all is well."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from tests.sharing.world import server_has_it_otherwise
from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import backups, copies, save
from zaitaku_desk.store.connection import SUSPECT, Database

NOW = dt.datetime(2026, 11, 22, 17, 0)
DAY = dt.timedelta(days=1)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    (folder / "zaitaku_sync").mkdir(parents=True)
    return folder


def change(db: Database) -> None:
    save.save(db, save.new("people", name="人"))


def test_the_copy_is_the_generation_and_bears_its_hash(db: Database, share: Path) -> None:
    made = copies.to_share(db, share, NOW)
    assert made is not None
    assert made.parent == share / "zaitaku_sync" / "backup" / db.device
    assert backups.verify(made, db.key) > 0
    assert made.name == f"20261122-170000-{copies.hash_of(made)[:8]}.zbk"
    assert made.with_suffix(".key").exists()
    assert [one.why for one in backups.generations_in(made.parent)] == ["share"]


def test_once_a_day_and_only_after_a_change(db: Database, share: Path) -> None:
    assert copies.to_share(db, share, NOW)
    change(db)
    assert copies.to_share(db, share, NOW + dt.timedelta(hours=2)) is None
    assert copies.to_share(db, share, NOW + DAY)
    assert copies.to_share(db, share, NOW + 2 * DAY) is None


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="this system cannot be told to forget")
def test_what_comes_back_otherwise_never_gets_a_name(
    db: Database, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.make(db)
    server_has_it_otherwise(monkeypatch, lambda name: name.endswith(".zbk"))
    with pytest.raises(UserError):
        copies.to_share(db, share, NOW)
    assert [one.suffix for one in copies.place(db, share).iterdir()] == [".key"]


def test_a_share_that_is_not_there_changes_nothing(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="共有フォルダーが見つかりません"):
        copies.to_share(db, tmp_path / "nowhere", NOW)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("suspect", [True, False])
def test_old_ones_go_but_never_while_the_file_is_suspect(db: Database, share: Path, suspect: bool) -> None:
    folder = copies.place(db, share)
    folder.mkdir(parents=True)
    for hour in ("09", "10", "11"):
        (folder / f"20200105-{hour}0000-0123abcd.zbk").write_bytes(b"old")
    if suspect:
        (db.data_dir / SUSPECT).touch()
    copies.to_share(db, share, NOW)
    left = len(backups.generations_in(folder))
    assert left == (4 if suspect else 2)


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        ("2026-11-01", "", False),
        ("2026-10-01", "", True),
        ("2026-01-01", "2026-11-01", False),
        ("2026-01-01", "2026-10-23", True),
        ("", "", True),
    ],
)
def test_thirty_days_after_the_last_medium_it_is_due(first: str, last: str, due: bool) -> None:
    assert copies.medium_due(first, last, NOW.date()) is due


def test_where_nothing_was_changed_no_large_file_is_read_again(
    db: Database, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + DAY
    assert copies.to_share(db, share, clock.now() + dt.timedelta(seconds=2))
    monkeypatch.delattr(copies, "hash_of")
    assert copies.to_share(db, share, later) is None
