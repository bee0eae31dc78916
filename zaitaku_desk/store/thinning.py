"""Which generations stay: many of the last days, few of the last years, and all of before a damage (S7)."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from zaitaku_desk.store.backups import STAMP, generations_in
from zaitaku_desk.store.connection import SUSPECT

NEVER_THINNED = "migration"
DAILY, WEEKLY, MONTHLY = 14, 8, 24
ALL_TOGETHER = 5 * 2**30
REST_AFTER_DAMAGE = dt.timedelta(days=60)


def keep(times: Iterable[dt.datetime], now: dt.datetime, whole_days: int = 2) -> set[dt.datetime]:
    """Which of these generations stay: all of the last `whole_days` (today and yesterday), else the newest of
    each of the last 14 days, 8 weeks and 24 months that have one."""
    newest_first = sorted(set(times), reverse=True)
    kept = {time for time in newest_first if time.date() > now.date() - dt.timedelta(days=whole_days)}
    for number, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        firsts: dict[str, dt.datetime] = {}
        for time in newest_first:
            firsts.setdefault(time.strftime(period), time)
        kept.update(list(firsts.values())[:number])
    return kept


def thin_for(data_dir: Path, folder: Path, now: dt.datetime) -> None:
    """thin(), but nothing goes while the file is suspect, and of what was made before a damage nothing for 60
    days: what was made since may be of the damaged state, only an older one is surely good.
    """
    if not (data_dir / SUSPECT).exists():
        thin(folder, now, last_damage(data_dir, now))


def thin(folder: Path, now: dt.datetime, spared: dt.datetime | None = None) -> None:
    """Removes the generations that keep() does not name, and beyond 5 GB the further ones of a day, then the
    oldest; three always stay.

    Those made before a migration stay, and those of before `spared`.
    """
    generations = [
        found
        for found in generations_in(folder)
        if found.why != NEVER_THINNED and (spared is None or found.when > spared)
    ]
    kept = keep((generation.when for generation in generations), now)
    first_of_a_period = keep((generation.when for generation in generations), now, whole_days=0)
    total = 0
    for place, generation in sorted(
        enumerate(generations), key=lambda found: found[0] >= 3 and found[1].when not in first_of_a_period
    ):
        if generation.when in kept:
            total += generation.size
            if total <= ALL_TOGETHER or place < 3:
                continue
        for path in (generation.path, generation.path.with_suffix(".key")):
            with contextlib.suppress(OSError):
                path.unlink()


def last_damage(data_dir: Path, now: dt.datetime) -> dt.datetime | None:
    """When the file was last found damaged, while that is less than 60 days ago."""
    found = []
    for path in data_dir.glob("damaged-*"):
        with contextlib.suppress(ValueError):
            found.append(dt.datetime.strptime(path.name.partition("-")[2], STAMP))
    return max((when for when in found if now - when < REST_AFTER_DAMAGE), default=None)
