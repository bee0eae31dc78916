"""The big invented desks the bench measures on, made once and kept in `out/bench/`."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from zaitaku_desk import bench_data, paths
from zaitaku_desk.records import pair_id
from zaitaku_desk.store import codes, desk, save, sources, vault
from zaitaku_desk.store.connection import FILE_NAME, Database
from zaitaku_desk.store.sources import SourceValues

PASSPHRASE = "つくえ の かぎ 2026"
VISITS, ABLE, BATCH = 400, 5, 5_000
_FIRST_VISIT = date(2023, 4, 3)


def folder(
    institutions: int, consultations: int, told: Callable[[str], None], where: Path | None = None
) -> Path:
    """The data folder with that many records, unprotected; the first call takes a minute per 100,000."""
    made_by = (Path(bench_data.__file__), Path(__file__), paths.db_folder() / "schema.sql")
    code = b"".join(file.read_bytes() for file in made_by)
    name = f"{institutions}-{consultations}-{hashlib.sha256(code).hexdigest()[:8]}"
    place = (where or paths.root() / "out" / "bench") / name
    if not place.is_dir():
        half = place.with_name(f"{name}.new")
        shutil.rmtree(half, ignore_errors=True)
        told(f"Making {institutions:,} institutions and {consultations:,} consultations (once) ...")
        db = bench_data.build(half, institutions=institutions, consultations=consultations)
        add_visits(db)
        add_facts(db)
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


def add_facts(db: Database) -> None:
    """What each institution can do, when it sees patients, where it lies: five capabilities for each."""
    dice = random.Random(3)
    places = [row[0] for row in db.rows("SELECT id FROM institutions ORDER BY id")]
    can = [code.key or "" for code in codes.entries(db, "capabilities")]
    for start in range(0, len(places), BATCH):
        some = places[start : start + BATCH]
        sources.write(db, [_hours_and_place(dice, place) for place in some])
        able = [_able(dice, place, code) for place in some for code in dice.sample(can, ABLE)]
        sources.write(db, able)


def _hours_and_place(dice: random.Random, place: str) -> SourceValues:
    opens, noon, closes = dice.choice((8, 9)), dice.choice((0, 15, 30)), dice.choice((17, 18, 19))
    day = [[f"{opens:02}:30", f"12:{noon:02}"], ["14:00", f"{closes}:00"]]
    values: dict[str, Any] = {
        "opening_hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day),
        "position": f"{34.2 + dice.random() * 0.3:.5f},{134 + dice.random() * 0.4:.5f}",
    }
    return SourceValues(place, "bench-hours", bench_data.EDITION, values)


def _able(dice: random.Random, place: str, code: str) -> SourceValues:
    values: dict[str, Any] = {
        "institution_id": place,
        "code": code,
        "state": dice.choices(("can", "conditional", "cannot"), (5, 2, 3))[0],
        "confirmed_on": f"2026-{dice.randint(1, 9):02}-{dice.randint(1, 28):02}",
    }
    made = pair_id("capability", place, code)
    return SourceValues(made, "bench", bench_data.EDITION, values, kind="capabilities")


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
