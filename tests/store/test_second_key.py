"""The 鍵ファイル itself: written, read back, damaged, found on a stick that has another letter today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.sticks import plug_in, stick
from zaitaku_desk import settings
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import second_key
from zaitaku_desk.store.second_key import DamagedSecondKey, NoSecondKey, SecondKeyNeeded, WrongSecondKey


@pytest.fixture(autouse=True)
def _sticks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plug_in(monkeypatch, tmp_path)


def test_what_is_written_is_read_and_no_two_are_alike(tmp_path: Path) -> None:
    one, other = second_key.new(), second_key.new()
    path = second_key.write(one, tmp_path)
    assert second_key.read(path) == one != other
    assert len(one.secret) == 32 and one.id != other.id
    assert second_key.shown(one.id) in path.name and "在宅デスク" in path.read_text("utf-8")


def test_neither_its_name_nor_what_python_prints_tells_the_secret(tmp_path: Path) -> None:
    key = second_key.new()
    assert key.secret.hex() not in second_key.name_of(key) + repr(key) + repr(second_key.Found((key,)))
    assert str(key.secret) not in repr(key)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_editor_that_saves_it_its_own_way_does_not_spoil_it(tmp_path: Path, ends: str) -> None:
    key = second_key.new()
    text = second_key.content(key).decode().replace("\r\n", ends)
    path = tmp_path / "x.zkey"
    path.write_bytes(f"{text}{ends}".encode("utf-8-sig"))
    assert second_key.read(path) == key


def test_every_flipped_byte_is_damage_or_nothing_but_never_another_key(tmp_path: Path) -> None:
    key = second_key.new()
    whole = second_key.content(key)
    path, damaged = tmp_path / "x.zkey", 0
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert second_key.read(path) == key
        except DamagedSecondKey:
            damaged += 1
    assert damaged >= len(whole) - 12  # all but line ends


def test_every_cut_is_damage(tmp_path: Path) -> None:
    whole = second_key.content(second_key.new()).rstrip()
    path = tmp_path / "x.zkey"
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(DamagedSecondKey):
            second_key.read(path)


def test_what_is_missing_or_something_else_is_told_as_such(tmp_path: Path) -> None:
    letter = tmp_path / "手紙.txt"
    letter.write_text("拝啓", "utf-8")
    for path, refusal in (
        (tmp_path / "x.zkey", SecondKeyNeeded),
        (letter, NoSecondKey),
        (tmp_path, SecondKeyNeeded),
    ):
        with pytest.raises(refusal):
            second_key.read(path)


def test_one_of_a_newer_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as future:
        future.setattr(second_key, "_HEAD", "在宅デスク 鍵ファイル 2")
        newer = second_key.content(second_key.new())
    (tmp_path / "x.zkey").write_bytes(newer)
    with pytest.raises(UserError, match="新しい版"):
        second_key.read(tmp_path / "x.zkey")


def test_it_is_found_where_it_was_and_on_a_stick_with_another_name(tmp_path: Path) -> None:
    key, drive = second_key.new(), stick(tmp_path, "usb-e")
    for folder in (drive, drive / "鍵"):
        folder.mkdir(exist_ok=True)
        path = second_key.write(key, folder)
        assert second_key.find([path], {key.id}).paths == (path,)
        drive.rename(tmp_path / "usb-f")
        assert second_key.find([path], {key.id}).keys == (key,)
        (tmp_path / "usb-f").rename(drive)
        path.unlink()
        assert second_key.find([path], {key.id}) == second_key.Found()


def test_a_new_laptop_finds_it_at_the_top_of_a_stick_without_being_told(tmp_path: Path) -> None:
    key = second_key.new()
    second_key.write(key, stick(tmp_path))
    assert second_key.find([]).keys == second_key.find([], {key.id}).keys == (key,)


def test_somebody_elses_on_a_stick_is_passed_over_and_a_chosen_one_is_told(tmp_path: Path) -> None:
    mine, other = second_key.new(), second_key.new()
    path = second_key.write(other, stick(tmp_path))
    assert second_key.find([], {mine.id}) == second_key.Found()
    assert isinstance(second_key.find([path], {mine.id}).problem, WrongSecondKey)
    assert second_key.shown(mine.id) in str(second_key.find([path], {mine.id}).problem)


def test_a_damaged_one_is_told_only_while_no_copy_is_there(tmp_path: Path) -> None:
    key = second_key.new()
    path = second_key.write(key, stick(tmp_path, "usb-1"))
    second_key.write(key, stick(tmp_path, "usb-2"))
    path.write_bytes(path.read_bytes()[:-20])
    assert second_key.find([path], {key.id}).keys == (key,)
    (tmp_path / "usb-2" / path.name).unlink()
    found = second_key.find([path], {key.id})
    assert found.keys == () and isinstance(found.problem, DamagedSecondKey)


def test_this_machine_remembers_the_last_places(tmp_path: Path) -> None:
    machine = settings.load(tmp_path)
    for number in range(6):
        second_key.remember(machine, [Path(f"/usb/{number}")])
    second_key.remember(machine, [Path("/usb/4")])
    assert second_key.known(machine) == [Path(f"/usb/{number}") for number in (4, 5, 3, 2)]


def test_a_stick_that_cannot_be_written_says_so_and_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        second_key.write(second_key.new(), tmp_path / "gone")
