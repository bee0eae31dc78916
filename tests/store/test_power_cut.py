"""T7: the power goes at any write; what was not synced is lost or torn. Old state or new, never mixed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.store import power
from tests.store.laptops import is_whole
from zaitaku_desk.store import desk, save, vault
from zaitaku_desk.store.connection import FILE_NAME

pytestmark = pytest.mark.skipif(power.library() is None, reason="SQLite's file methods cannot be reached")
CHANGES = 24
LETTERS = [chr(0x4E00 + number) for number in range(CHANGES)]


def day_of_typing(folder: Path) -> power.Recorder:
    """Every change is a letter more, sealed or not, and now and then the WAL is folded in; then it closes."""
    with power.recorded(folder) as found:
        db = desk.open_desk(folder)
        db._writer_connection().execute("PRAGMA wal_autocheckpoint = 30")
        record, seen = save.open_record(db, "consultations", "c")
        for number, letter in enumerate(LETTERS):
            record.content += letter
            seen = save.save(db, record, seen, sealed=number % 5 == 4)
            found.mark(number + 1)
        db.close()
    return found


def cut(base: Path, folder: Path, events: list[power.Event], dice: random.Random, lose: float) -> None:
    """The power goes after these events; at the next start all that was acknowledged is there, whole."""
    acknowledged = max([0, *(event.at for event in events if event.what == "mark")])
    before = {FILE_NAME: (base / FILE_NAME).read_bytes()}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (vault.FILE_NAME, vault.COPY_NAME):
        shutil.copyfile(base / name, folder / name)
    for name, content in power.after_cut(before, events, dice, lose=lose).items():
        (folder / name).write_bytes(content)
    db = desk.open_desk(folder)
    try:
        assert desk.recovery(db) == ""
        text = save.get(db, "consultations", "c").content
        assert text in ["始" + "".join(LETTERS[:count]) for count in (acknowledged, acknowledged + 1)]
        if dice.random() < 0.1:
            assert is_whole(db)
    finally:
        db.close()


def snapshots(data_dir: Path, tmp_path: Path, count: int) -> None:
    db = desk.open_desk(data_dir)
    save.save(db, save.new("consultations", id="c", content="始"))
    db.close()
    base = Path(shutil.copytree(data_dir, tmp_path / "base"))
    events = day_of_typing(data_dir).events
    writes = [at for at, event in enumerate(events) if event.what in ("write", "sync", "truncate", "delete")]
    assert len(writes) > 10 * CHANGES
    assert {event.file for event in events} >= {FILE_NAME, f"{FILE_NAME}-wal"}  # the WAL was folded in, too
    dice = random.Random(11)
    for number in range(count):
        at = dice.choice(writes)
        cut(base, tmp_path / "cut", events[: at + 1], dice, lose=(0.0, 0.5, 0.9, 1.0)[number % 4])


def test_the_power_goes_fifty_times(data_dir: Path, tmp_path: Path) -> None:
    snapshots(data_dir, tmp_path, 50)


@pytest.mark.nightly
def test_the_power_goes_five_hundred_times(data_dir: Path, tmp_path: Path) -> None:
    snapshots(data_dir, tmp_path, 500)


def test_without_syncing_such_a_cut_is_noticed(data_dir: Path, tmp_path: Path) -> None:
    """The trial of the trial: were nothing ever synced, acknowledged letters would be missing."""
    db = desk.open_desk(data_dir)
    save.save(db, save.new("consultations", id="c", content="始"))
    db.close()
    base = Path(shutil.copytree(data_dir, tmp_path / "base"))
    events = [event for event in day_of_typing(data_dir).events if event.what != "sync"]
    last = max(at for at, event in enumerate(events) if event.what == "mark")
    with pytest.raises(AssertionError):
        cut(base, tmp_path / "cut", events[: last + 1], random.Random(1), lose=1.0)
