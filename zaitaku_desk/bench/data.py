"""The big invented desks the bench measures on, made once and kept in `out/bench/`."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from zaitaku_desk import bench_data, paths
from zaitaku_desk.store import desk, save, vault
from zaitaku_desk.store.connection import FILE_NAME, Database

PASSPHRASE = "つくえ の かぎ 2026"
VISITS = 400
_FIRST_VISIT = date(2023, 4, 3)


def folder(
    institutions: int, consultations: int, told: Callable[[str], None], where: Path | None = None
) -> Path:
    """The data folder with that many records, unprotected; the first call takes a minute per 100,000."""
    code = Path(bench_data.__file__).read_bytes() + (paths.db_folder() / "schema.sql").read_bytes()
    name = f"{institutions}-{consultations}-{hashlib.sha256(code).hexdigest()[:8]}"
    place = (where or paths.root() / "out" / "bench") / name
    if not place.is_dir():
        half = place.with_name(f"{name}.new")
        shutil.rmtree(half, ignore_errors=True)
        told(f"Making {institutions:,} institutions and {consultations:,} consultations (once) ...")
        db = bench_data.build(half, institutions=institutions, consultations=consultations)
        add_visits(db)
        db.close()
        half.rename(place)
    return place


def add_visits(db: Database) -> None:
    """What the first tab shows: some hundred hearings."""
    dice = random.Random(2)
    words = bench_data.vocabulary(dice)
    places = [row[0] for row in db.rows("SELECT id FROM institutions ORDER BY id LIMIT ?", (VISITS,))]
    day = _FIRST_VISIT
    visits = []
    for number, place in enumerate(places):
        day += timedelta(days=dice.choice((1, 2, 5)))
        values = {"start": "14:00", "end": "15:00", "status": "done", "interviewee": "事務長"}
        purpose = dice.choice(("在宅医療の実施状況", "連携のご相談", "名簿の確認", "新規開業のごあいさつ"))
        visits.append(
            save.new(
                "visits",
                institution_id=place,
                visited_on=day,
                purpose=purpose,
                note=f"{number}件目。{bench_data.text(dice, words)}",
                **values,
            )
        )
    save.save_many(db, visits)


def protected(data: Path) -> Path:
    """The same file behind a passphrase: a folder of its own with a link to it and another `vault.key`."""
    place = data.with_name(f"{data.name}-protected")
    if not place.is_dir():
        half = place.with_name(f"{place.name}.new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        for name in (vault.FILE_NAME, vault.COPY_NAME):
            shutil.copyfile(data / name, half / name)
        (half / FILE_NAME).symlink_to(data / FILE_NAME)
        vault.set_passphrase(half, vault.unlock(data), PASSPHRASE)
        half.rename(place)
    return place


def raw_key(data: Path) -> str:
    """The key of the file itself as SQLCipher takes it, in hexadecimal."""
    return vault.derive(vault.unlock(data), "database").hex()


def open_desk(data: Path) -> Database:
    """The big desk, open."""
    return desk.open_desk(data)
