"""After damage the shared folder gives back what was sent; after a restore too (§3, 4.4)."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.sharing import desks
from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing.sync import EQUAL
from zaitaku_desk.store import backups, check, copies, desk, returning
from zaitaku_desk.store.connection import FILE_NAME, Database

NOW = dt.datetime(2026, 11, 27, 9, 0)


@pytest.mark.parametrize("harm", ["zeros", "gone"])
def test_without_any_backup_the_share_alone_gives_all_of_it_back(
    office_pc: Database, laptop: Database, drive: Path, harm: str
) -> None:
    for number in range(20):
        desks.add(laptop, f"診療所{number}")
    desks.meet(laptop, drive)
    desks.meet(office_pc, drive)
    folder, key = laptop.data_dir, bytes(laptop.key)
    laptop.close()
    shutil.rmtree(folder / backups.FOLDER, ignore_errors=True)
    size = (folder / FILE_NAME).stat().st_size
    (folder / FILE_NAME).write_bytes(bytes(size))
    if harm == "gone":
        (folder / FILE_NAME).unlink()
        check.recover(folder, key)  # as a start does where there is a backup, none of which can be read
    again = desk.open_with(folder, lambda: key)
    assert "空のデータから始めました" in desk.recovery(again)
    assert desk.may_be_missing(again)
    desks.meet(again, drive)
    desks.meet(office_pc, drive)
    desks.meet(again, drive)
    assert len(again.rows("SELECT id FROM institutions WHERE name LIKE '診療所%'")) == 20
    assert desks.tables(again) == desks.tables(office_pc)
    again.close()


def test_what_was_sent_after_the_backup_comes_again_after_a_restore(
    office_pc: Database, laptop: Database, drive: Path
) -> None:
    before = desks.add(laptop, "まえの診療所")
    made = backups.make(laptop)
    sent = desks.add(laptop, "送った診療所")
    desks.meet(laptop, drive)
    unsent = desks.add(laptop, "送らなかった診療所")
    folder, key = laptop.data_dir, bytes(laptop.key)
    laptop.close()
    again = returning.restore(folder, made, key)
    assert desks.shown(again, before, "name") == "まえの診療所"
    desks.meet(again, drive)
    assert desks.shown(again, sent, "name") == "送った診療所"
    [aside] = backups.replaced(folder)
    again.close()
    back = returning.restore(folder, aside.path, key)
    assert desks.shown(back, unsent, "name") == "送らなかった診療所"
    desks.meet(back, drive)
    for _ in range(2):  # that nobody need wait for the ids in between has to be heard, too
        desks.meet(office_pc, drive)
        outcome = desks.meet(back, drive).outcome
    assert outcome.state == EQUAL
    assert desks.shown(office_pc, unsent, "name") == "送らなかった診療所"
    back.close()


def test_a_share_that_goes_in_the_middle_of_a_generation_leaves_none(laptop: Database, drive: Path) -> None:
    def unplugged(_done: int, _of: int) -> None:
        if drive.exists():
            drive.rename(drive.with_name("unplugged"))

    with pytest.raises(UserError):
        copies.to_share(laptop, drive, NOW, unplugged)
    assert not drive.exists()
    drive.with_name("unplugged").rename(drive)
    assert backups.generations_in(copies.place(laptop, drive)) == []
    made = copies.to_share(laptop, drive, NOW + dt.timedelta(minutes=3))
    assert made is not None
    assert backups.verify(made, laptop.key) > 0
    assert not list(made.parent.glob(".tmp-*"))
