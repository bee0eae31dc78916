"""Two real desks meet (sync.md §4.4)."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sharing import desks
from zaitaku_desk.sharing import meeting, membership, segments
from zaitaku_desk.sharing.place import Unreachable
from zaitaku_desk.sharing.sync import ALONE, EQUAL
from zaitaku_desk.store import backups, cache, desk, erasing, returning, save
from zaitaku_desk.store.connection import Database


def test_what_one_wrote_the_other_has_in_its_tables(
    office_pc: Database, laptop: Database, drive: Path
) -> None:
    place = desks.add(laptop, "みなと診療所")
    desks.meet(laptop, drive)
    met = desks.meet(office_pc, drive)
    assert (met.touched["institutions"], desks.shown(office_pc, place, "name")) == ([place], "みなと診療所")
    assert desks.meet(laptop, drive).outcome.state == EQUAL
    assert desks.tables(laptop) == desks.tables(office_pc)


def test_what_is_being_typed_is_sent_too(office_pc: Database, laptop: Database, drive: Path) -> None:
    save.save(laptop, save.new("institutions", name="途中"), sealed=False)
    assert meeting.unsent(laptop) > 0
    desks.meet(laptop, drive)
    desks.meet(office_pc, drive)
    assert office_pc.rows("SELECT name FROM institutions") == [("途中",)]


def test_a_drive_that_is_not_there_changes_nothing(office_pc: Database, drive: Path) -> None:
    desks.add(office_pc, "みなと診療所")
    shutil.rmtree(drive)
    with pytest.raises(Unreachable):
        desks.meet(office_pc, drive)
    assert meeting.unsent(office_pc) > 0
    assert not drive.exists()


def test_the_folder_inside_is_taken_for_the_one_around_it(drive: Path) -> None:
    assert meeting.open_folder(drive / "zaitaku_sync").root == meeting.open_folder(drive).root == drive


def test_every_device_is_known_by_its_name(office_pc: Database, laptop: Database, drive: Path) -> None:
    desks.meet(office_pc, drive)
    known = meeting.devices(office_pc)
    assert [(one.name, one.own) for one in known] == [("事務所のパソコン", True), ("ノートパソコン", False)]
    assert known[1].at > 0


def test_nobody_waits_for_a_retired_device(office_pc: Database, laptop: Database, drive: Path) -> None:
    desks.add(office_pc, "みなと診療所")
    assert desks.meet(office_pc, drive).outcome.behind > 0
    meeting.retire(office_pc, laptop.device)
    assert desks.meet(office_pc, drive).outcome.behind == 0


def test_a_retired_device_that_comes_back_goes_on_under_a_new_id(
    office_pc: Database, laptop: Database, drive: Path
) -> None:
    old = laptop.device
    meeting.retire(office_pc, old)
    desks.meet(office_pc, drive)
    place = desks.add(laptop, "まだ送っていない")
    desks.meet(laptop, drive)
    assert desks.meet(laptop, drive).new_id
    assert laptop.device != old
    desks.meet(office_pc, drive)
    assert desks.shown(office_pc, place, "name") == "まだ送っていない"


def test_a_copied_data_folder_loses_nothing(office_pc: Database, drive: Path, tmp_path: Path) -> None:
    office_pc.close()
    shutil.copytree(tmp_path / "office", tmp_path / "copy")
    one = desk.open_desk(tmp_path / "office", desks.PASSPHRASE)
    other = desk.open_desk(tmp_path / "copy", desks.PASSPHRASE)
    desks.add(one, "こちら"), desks.add(other, "あちら")
    for _ in range(3):
        desks.meet(one, drive), desks.meet(other, drive)
    assert one.device != other.device
    assert desks.tables(one)["institutions"] == desks.tables(other)["institutions"]
    assert len(desks.tables(one)["institutions"]) == 2
    one.close(), other.close()


def test_naming_a_device_is_not_what_ctrl_z_takes_back(office_pc: Database) -> None:
    desks.add(office_pc, "みなと診療所")
    batch = office_pc.last_batch
    meeting.call(office_pc, "受付")
    assert (office_pc.last_batch, meeting.name_of(office_pc)) == (batch, "受付")


def test_operations_of_a_newer_version_are_kept_and_passed_on(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path
) -> None:
    """T11: neither the kind nor the group is known here."""
    from zaitaku_desk.store.journal import new_op

    place = desks.add(laptop, "みなと診療所")
    later = [
        new_op(laptop, "robots", "r2", "beep", {"loud": 1}, batch="b", prev=()),
        new_op(laptop, "institutions", place, "aura", {"colour": "青"}, batch="b", prev=()),
    ]
    save.apply(laptop, later)
    desks.meet(laptop, drive)
    desks.meet(office_pc, drive)
    shutil.rmtree(drive / "zaitaku_sync" / "dev" / laptop.device)
    desks.write(office_pc, place, name="みなと医院")
    for _ in range(2):
        desks.meet(office_pc, drive)
    third = desks.join(tmp_path / "third", drive)
    for op in later:
        assert third.rows("SELECT value FROM op WHERE id = ?", (op.id,))
    assert desks.shown(third, place, "name") == "みなと医院"
    assert cache.differences(third) == []
    third.close()


@pytest.mark.parametrize("years", [-1, 1, 12])
def test_a_clock_that_is_wrong_hides_nothing(
    office_pc: Database, laptop: Database, drive: Path, years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T10: backwards, forwards, past 2038."""
    import time

    place = desks.add(office_pc, "元")
    desks.meet(office_pc, drive), desks.meet(laptop, drive)
    true = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: true() + years * 365 * 86_400 * 10**9)
    desks.write(laptop, place, name="あとから")
    desks.meet(laptop, drive)
    monkeypatch.setattr(time, "time_ns", true)
    made = desks.meet(office_pc, drive)
    assert desks.shown(office_pc, place, "name") == "あとから"
    assert bool(made.outcome.ahead) == (years > 0)
    desks.write(office_pc, place, name="さらにあとから")
    desks.meet(office_pc, drive), desks.meet(laptop, drive)
    assert desks.shown(laptop, place, "name") == "さらにあとから"


def test_photos_follow_the_records_that_name_them(office_pc: Database, laptop: Database, drive: Path) -> None:
    from tests.store.test_blobs import PHOTO, attach
    from zaitaku_desk.store import blobs

    name = attach(laptop)
    assert desks.meet(laptop, drive).files.sent == 1
    told: list[meeting.Touched] = []
    met = meeting.meet(office_pc, meeting.open_folder(drive), took=told.append)
    assert (met.files.fetched, told[-1]) == (1, {"attachments": []})
    assert blobs.read(office_pc, name) == PHOTO


def test_a_photo_is_fetched_when_it_is_wanted(office_pc: Database, laptop: Database, drive: Path) -> None:
    from tests.store.test_blobs import attach
    from zaitaku_desk.store import blobs

    name = attach(laptop)
    desks.meet(laptop, drive)
    assert meeting.fetch_file(office_pc, drive, name) and blobs.is_whole(office_pc, name)
    assert not meeting.fetch_file(office_pc, drive, "f" * 64)


def said_on(drive: Path, db: Database) -> str:
    """All that anybody with the key reads in the shared folder."""
    files = (drive / "zaitaku_sync" / "dev").rglob("*.zsg")
    return "".join(str(segments.decode(db.key, db.vault_id, file.read_bytes()).ops) for file in files)


def test_what_was_erased_is_gone_from_every_device_and_from_a_new_shared_folder(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path
) -> None:
    old = save.new("consultations", content="龘靐の相談", received_at=datetime(2019, 5, 1, 10, 0))
    save.save(laptop, old)
    for db in (laptop, office_pc, laptop):
        desks.meet(db, drive)
    erasing.erase(office_pc, erasing.due(office_pc, date(2026, 11, 27)))
    for db in (office_pc, laptop, office_pc):
        desks.meet(db, drive)
    assert desks.tables(laptop) == desks.tables(office_pc) and erasing.to_be_swept(laptop)
    assert "龘" in said_on(drive, office_pc)  # encrypted, and never rewritten: the guide says so
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    membership.found(office_pc, fresh)
    for db in (office_pc, laptop, office_pc):
        desks.meet(db, fresh)
    third = desks.join(tmp_path / "third", fresh, "三台目")
    assert "龘" not in said_on(fresh, office_pc)
    assert desks.tables(third)["consultations"] == desks.tables(laptop)["consultations"] != []
    third.close()


def test_after_a_restore_nobody_waits_for_what_this_computer_was_before(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path
) -> None:
    generation = backups.make(office_pc)
    desks.add(office_pc, "バックアップのあと")
    for db in (office_pc, laptop):
        desks.meet(db, drive)
    before, key = office_pc.device, bytes(office_pc.key)
    office_pc.close()
    restored = returning.restore(tmp_path / "office", generation, key)
    for _ in range(2):
        for db in (restored, laptop):
            made = desks.meet(db, drive)
    assert restored.device != before
    assert made.outcome.state == desks.meet(restored, drive).outcome.state == EQUAL
    assert [(one.name, one.retired) for one in meeting.devices(restored)] == [
        ("事務所のパソコン", False),
        ("ノートパソコン", False),
        ("事務所のパソコン", True),
    ]
    assert restored.rows("SELECT name FROM institutions") == [("バックアップのあと",)]
    restored.close()


def test_a_known_device_of_which_nothing_lies_there_any_more_is_waited_for(
    office_pc: Database, laptop: Database, drive: Path
) -> None:
    desks.meet(laptop, drive), desks.meet(office_pc, drive)
    shutil.rmtree(drive / "zaitaku_sync" / "dev" / laptop.device)
    made = desks.meet(office_pc, drive).outcome
    assert (made.state, made.behind) == ("waiting", 1)


def test_a_device_that_never_said_a_word_can_be_retired(office_pc: Database, drive: Path) -> None:
    stranger = "c" * 32
    (drive / "zaitaku_sync" / "dev" / stranger).mkdir()
    assert desks.meet(office_pc, drive).outcome.behind == 1
    assert [(one.id, one.at) for one in meeting.devices(office_pc)][1:] == [(stranger, 0)]
    meeting.retire(office_pc, stranger)
    assert desks.meet(office_pc, drive).outcome.state == ALONE
