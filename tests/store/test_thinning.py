"""Which generations stay, over years and after damage; each that stays can be gone back to (S7)."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from zaitaku_desk.store import backups, thinning
from zaitaku_desk.store.connection import Database, open_database


def simulated(days: int, per_day: int = 2) -> tuple[set[dt.datetime], dt.datetime]:
    """What is left when a generation is made `per_day` times a day and thinned each time."""
    kept: set[dt.datetime] = set()
    now = dt.datetime(2026, 4, 1, 9)
    for day in range(days):
        for turn in range(per_day):
            now = dt.datetime(2026, 4, 1, 9 + 8 * turn) + dt.timedelta(days=day)
            kept = thinning.keep(kept | {now}, now)
    return kept, now


def test_after_four_hundred_days_the_expected_generations_are_left() -> None:
    kept, now = simulated(400)
    days = {now.date() - dt.timedelta(days=back) for back in range(14)}
    assert days <= {time.date() for time in kept}
    weeks = {time.strftime("%G-%V") for time in kept}
    assert {(now - dt.timedelta(weeks=back)).strftime("%G-%V") for back in range(8)} <= weeks
    months = {time.strftime("%Y-%m") for time in kept}
    assert len(months) == 14
    assert len(kept) <= 14 + 8 + 24 + 2


def test_one_generation_a_month_is_kept_for_two_years() -> None:
    times = {dt.datetime(2020 + month // 12, month % 12 + 1, 5, 17) for month in range(60)}
    kept = thinning.keep(times, dt.datetime(2025, 1, 1))
    assert len(kept) == 24
    assert min(kept) == dt.datetime(2023, 1, 5, 17)


def test_all_of_today_and_yesterday_stays() -> None:
    now = dt.datetime(2026, 4, 2, 17)
    times = {now - dt.timedelta(hours=hours) for hours in range(40)}
    assert thinning.keep(times, now) >= {time for time in times if time.day >= 1 and time.month == 4}


def make_empty(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True)
    for name in names:
        (folder / f"{name}.zbk").write_bytes(b"")
        (folder / f"{name}.key").write_bytes(b"")


def test_thinning_takes_the_key_files_along_and_spares_migrations(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    make_empty(
        folder,
        "desk-20260103-090000",
        "desk-20260103-170000-exit",
        "desk-20260103-120000-migration",
        "desk-20260401-090000",
    )
    thinning.thin(folder, dt.datetime(2026, 4, 1, 17))
    assert [path.stem for path in sorted(folder.glob("*.zbk"))] == [
        "desk-20260103-120000-migration",
        "desk-20260103-170000-exit",
        "desk-20260401-090000",
    ]
    assert len(list(folder.glob("*.key"))) == 3


def test_after_damage_nothing_of_before_is_thinned_for_sixty_days_and_what_came_since_is(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "backups"
    before = ["desk-20260103-090000", "desk-20260103-170000"]
    make_empty(folder, *before, "desk-20260310-090000", "desk-20260310-170000")
    (tmp_path / "damaged-20260301-080000").mkdir()
    thinning.thin_for(tmp_path, folder, dt.datetime(2026, 4, 1))
    assert [path.stem for path in sorted(folder.glob("*.zbk"))] == [*before, "desk-20260310-170000"]
    thinning.thin_for(tmp_path, folder, dt.datetime(2026, 6, 1))
    assert [path.stem for path in sorted(folder.glob("*.zbk"))] == [before[1], "desk-20260310-170000"]


def test_while_the_file_is_suspect_a_new_generation_takes_no_old_one_away(db: Database) -> None:
    make_empty(db.data_dir / "backups", "desk-20200103-090000", "desk-20200103-170000")
    (db.data_dir / "suspect").touch()
    backups.make(db)
    assert len(list((db.data_dir / "backups").glob("*.zbk"))) == 3
    (db.data_dir / "suspect").unlink()
    backups.make(db)
    assert len(list((db.data_dir / "backups").glob("*.zbk"))) == 3


def test_beyond_the_size_limit_the_oldest_go_but_three_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thinning, "ALL_TOGETHER", 250)
    folder = tmp_path / "backups"
    make_empty(folder, *(f"desk-2026010{day}-090000" for day in range(1, 8)))
    for path in folder.glob("*.zbk"):
        path.write_bytes(bytes(100))
    thinning.thin(folder, dt.datetime(2026, 1, 8))
    assert [path.name[5:13] for path in sorted(folder.glob("*.zbk"))] == ["20260105", "20260106", "20260107"]


def test_beyond_the_size_limit_the_many_of_one_day_go_before_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thinning, "ALL_TOGETHER", 600)
    folder = tmp_path / "backups"
    make_empty(folder, *(f"desk-20260401-1{hour}0000" for hour in range(8)), "desk-20260201-090000")
    for path in folder.glob("*.zbk"):
        path.write_bytes(bytes(100))
    thinning.thin(folder, dt.datetime(2026, 4, 1, 20))
    kept = [path.name[5:16] for path in sorted(folder.glob("*.zbk"))]
    assert kept[0] == "20260201-09"
    assert len(kept) == 6
    assert kept[-1] == "20260401-17"


def test_each_generation_left_after_four_hundred_days_can_be_restored(db: Database, tmp_path: Path) -> None:
    made = backups.make(db, folder=tmp_path / "stick")
    key, folder, operations = bytes(db.key), db.data_dir, db.row("SELECT count(*) FROM op")
    db.close()
    there = folder / backups.FOLDER
    there.mkdir()
    days = [dt.datetime(2026, 4, 1, 17) + dt.timedelta(days=day) for day in range(400)]
    for now in days:
        for ending in (".zbk", ".key"):
            os.link(made.with_suffix(ending), there / f"desk-{now:%Y%m%d-%H%M%S}-exit{ending}")
        thinning.thin(there, now)
    left = backups.list_generations(folder)
    assert {one.when for one in left} == thinning.keep(days, days[-1])
    assert 14 + 5 + 11 <= len(left) <= 14 + 8 + 24
    for one in left:
        backups.restore(folder, one.path, key)
        again = open_database(folder, key)
        assert again.row("SELECT count(*) FROM op") == operations
        again.close()
    assert len(backups.replaced(folder)) == len(left)
