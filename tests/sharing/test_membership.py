"""Founding and joining (decisions 21, 22; T13)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.sharing import desks
from tests.sharing.desks import PASSPHRASE
from tests.store.sticks import plug_in, stick
from zaitaku_desk.errors import UserError
from zaitaku_desk.sharing import membership
from zaitaku_desk.sharing.place import Unreachable
from zaitaku_desk.store import bulk, cache, desk, local, search, second_factor, second_key, vault
from zaitaku_desk.store.connection import Database


def test_without_a_passphrase_nothing_is_shared(tmp_path: Path) -> None:
    db, _ = desk.create_desk(tmp_path / "desk")
    with pytest.raises(UserError, match="パスフレーズが設定されていない"):
        membership.found(db, tmp_path / "drive")
    db.close()


@pytest.mark.parametrize("place", ["office", "office/inside", "."])
def test_the_data_folder_itself_is_not_shared(office_pc: Database, tmp_path: Path, place: str) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    with pytest.raises(UserError, match="共有フォルダーにできません"):
        membership.found(office_pc, tmp_path / place)


def test_a_folder_that_is_not_there_is_not_made(office_pc: Database, tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        membership.found(office_pc, tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_the_shared_folder_of_other_data_is_left_alone(office_pc: Database, tmp_path: Path) -> None:
    other, _ = desks.found(tmp_path / "other", tmp_path / "other drive")
    other.close()
    with pytest.raises(Unreachable, match="別のデータ"):
        membership.found(office_pc, tmp_path / "other drive")


def test_a_new_laptop_needs_the_folder_and_the_passphrase_alone(
    office_pc: Database, drive: Path, tmp_path: Path
) -> None:
    place = desks.add(office_pc, "みなと診療所")
    desks.meet(office_pc, drive)
    db, met = membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)
    assert desks.shown(db, place, "name") == "みなと診療所"
    assert cache.differences(db) == []
    assert search.problems(db) == 0
    assert met.outcome.received > 0
    db.close()
    again = desk.open_desk(tmp_path / "new", PASSPHRASE)
    again.close()


def test_a_lost_laptop_comes_back_from_the_share_alone(
    office_pc: Database, laptop: Database, drive: Path, tmp_path: Path
) -> None:
    desks.add(laptop, "訪問先")
    desks.meet(laptop, drive)
    desks.meet(office_pc, drive)
    laptop.close()
    shutil.rmtree(tmp_path / "laptop")
    office_pc.close()
    shutil.rmtree(tmp_path / "office")
    rebuilt = desks.join(tmp_path / "rebuilt", drive)
    assert rebuilt.rows("SELECT name FROM institutions") == [("訪問先",)]
    rebuilt.close()


def test_the_recovery_key_joins_too(tmp_path: Path, drive: Path) -> None:
    db, code = desks.found(tmp_path / "first", drive)
    db.close()
    joined, _ = membership.join(tmp_path / "new", drive, recovery=code)
    joined.close()


def test_a_wrong_passphrase_makes_nothing(office_pc: Database, drive: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="違います"):
        membership.join(tmp_path / "new", drive, passphrase="ちがう ことば 9999")
    assert not (tmp_path / "new").exists()


def test_a_folder_that_nobody_founded_is_not_joined(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="共有データがありません"):
        membership.join(tmp_path / "new", tmp_path, passphrase=PASSPHRASE)


@pytest.mark.parametrize("missing", ["FORMAT.json", "vault.key*"])
def test_a_folder_that_is_half_copied_is_told_as_such(
    office_pc: Database, drive: Path, tmp_path: Path, missing: str
) -> None:
    shutil.copytree(drive, tmp_path / "half", ignore=shutil.ignore_patterns(missing))
    with pytest.raises(Unreachable, match=r"そろっていません|共有データがありません"):
        membership.join(tmp_path / "new", tmp_path / "half", passphrase=PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_where_segments_are_missing_what_lies_there_comes_and_the_rest_once_it_is_sent_again(
    office_pc: Database, drive: Path, tmp_path: Path
) -> None:
    for number in range(3):
        desks.add(office_pc, f"みなと診療所{number}")
        desks.meet(office_pc, drive)
    half = tmp_path / "half"
    shutil.copytree(drive, half, ignore=shutil.ignore_patterns("00000003-*.zsg"))
    db, met = membership.join(tmp_path / "new", half, passphrase=PASSPHRASE)
    come = len(db.rows("SELECT name FROM institutions"))
    desks.meet(office_pc, half)
    desks.meet(db, half)
    whole = len(db.rows("SELECT name FROM institutions"))
    db.close()
    assert (come, met.outcome.state, whole) == (2, "waiting", 3)


def test_the_vaults_of_two_folders_mixed_are_refused(
    office_pc: Database, drive: Path, tmp_path: Path
) -> None:
    other, _ = desks.found(tmp_path / "other", tmp_path / "other drive")
    other.close()
    for name in ("vault.key", "vault.key.bak"):
        shutil.copy(tmp_path / "other drive" / "zaitaku_sync" / name, drive / "zaitaku_sync" / name)
    with pytest.raises(Unreachable, match="別のデータ"):
        membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)


def test_data_that_is_there_is_not_joined_over(office_pc: Database, drive: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        membership.join(tmp_path / "office", drive, passphrase=PASSPHRASE)
    assert office_pc.row("SELECT count(*) FROM devices") == (1,)


@pytest.fixture
def four(office_pc: Database, drive: Path) -> list[tuple[str]]:
    """Institutions that came to the share in four segments."""
    for number in range(4):
        desks.add(office_pc, f"みなと診療所{number}")
        desks.meet(office_pc, drive)
    return named(office_pc)


def named(db: Database) -> list[tuple[str]]:
    return db.rows("SELECT name FROM institutions ORDER BY name")


def stop(done: int, _total: int) -> None:
    if done == 3:
        raise KeyboardInterrupt


def cut_off(tmp_path: Path, drive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had come was stored, segment by segment."""
    monkeypatch.setattr(bulk, "TOGETHER", 1)
    with pytest.raises(KeyboardInterrupt):
        membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE, progress=stop)


def test_a_join_that_was_cut_off_goes_on_at_the_next_start(
    four: list[tuple[str]], drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(tmp_path, drive, monkeypatch)
    db = desk.open_desk(tmp_path / "new", PASSPHRASE)
    assert 0 < len(named(db)) < 4
    assert local.get(db, local.JOINING) == str(drive)
    desks.meet(db, drive)
    assert named(db) == four
    assert (cache.differences(db), search.problems(db)) == ([], 0)
    db.close()


def test_joining_again_goes_on_with_what_is_missing(
    four: list[tuple[str]], drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(tmp_path, drive, monkeypatch)
    db, met = membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)
    assert named(db) == four
    assert 0 < met.outcome.received < len(db.rows("SELECT id FROM op WHERE sealed = 1"))
    assert (cache.differences(db), search.problems(db)) == ([], 0)
    db.close()
    with pytest.raises(UserError, match="既にデータ"):
        membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)


def test_a_join_killed_while_its_file_was_made_begins_once_more(
    four: list[tuple[str]], drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(desk, "create_database", killed)
        with pytest.raises(KeyboardInterrupt):
            membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)
    (tmp_path / "new" / "desk.db").touch()
    db, _met = membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)
    assert named(db) == four
    db.close()


def test_where_the_share_goes_in_the_middle_it_is_said_that_it_goes_on(
    four: list[tuple[str]], drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "away"
    monkeypatch.setattr(bulk, "TOGETHER", 1)

    def pulled(done: int, total: int) -> None:
        if done == 3 and drive.exists():
            drive.rename(away)

    with pytest.raises(Unreachable) as told:
        membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE, progress=pulled)
    assert membership.GOES_ON in told.value.hint
    away.rename(drive)
    db, _met = membership.join(tmp_path / "new", drive, passphrase=PASSPHRASE)
    assert named(db) == four
    db.close()


def test_the_progress_of_a_join_goes_to_its_end_once(
    four: list[tuple[str]], drive: Path, tmp_path: Path
) -> None:
    told: list[float] = []
    db, _met = membership.join(
        tmp_path / "new", drive, passphrase=PASSPHRASE, progress=lambda done, of: told.append(done / of)
    )
    db.close()
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert any(0 < share < 0.5 for share in told)


def test_a_new_laptop_joins_by_passphrase_and_file_or_by_the_recovery_key_alone(
    tmp_path: Path, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(monkeypatch, tmp_path)
    first, code = desks.found(tmp_path / "first", drive)
    desks.add(first, "みなと診療所")
    key = second_key.read(second_factor.begin(first, desks.PASSPHRASE, stick(tmp_path), staff=""))
    desks.meet(first, drive)
    first.close()
    for second, refusal in (
        ([], second_key.SecondKeyNeeded),
        ([second_key.new()], second_key.WrongSecondKey),
    ):
        with pytest.raises(refusal):
            membership.join(tmp_path / "new", drive, passphrase=desks.PASSPHRASE, second=second)
    with pytest.raises(vault.PassphraseNeeded):
        membership.join(tmp_path / "new", drive, second=[key])
    assert not (tmp_path / "new").exists()
    for place, given in (
        ("new", {"passphrase": desks.PASSPHRASE, "second": [key]}),
        ("other", {"recovery": code}),
    ):
        db, _met = membership.join(tmp_path / place, drive, **given)
        assert db.rows("SELECT name FROM institutions") == [("みなと診療所",)]
        db.close()
        with pytest.raises(second_key.SecondKeyNeeded):
            desk.open_desk(tmp_path / place, desks.PASSPHRASE)
