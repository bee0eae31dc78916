"""Where a 鍵ファイル may lie: nowhere near what it protects."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.store.sticks import REMOVABLE, plug_in, stick
from zaitaku_desk.errors import UserError
from zaitaku_desk.store import live_place, second_key_places


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    plug_in(monkeypatch, tmp_path)
    for name in ("desk/backups", "share/zaitaku_sync", "Documents"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def refusal(places: Path, folder: Path) -> str:
    try:
        second_key_places.refuse(folder, places / "desk", [places / "share"])
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("desk", "データのフォルダーの中"),
        ("desk/backups", "データのフォルダーの中"),
        ("share", "共有の場所"),
        ("share/zaitaku_sync", "共有の場所"),
        ("Documents", "共有の場所"),  # the same disk as the share
    ],
)
def test_beside_the_data_or_the_share_it_is_refused_with_the_reason(
    places: Path, folder: str, why: str
) -> None:
    assert why in refusal(places, places / folder)
    assert "USBメモリー" in refusal(places, places / folder)


def test_the_disk_of_the_laptop_is_refused(places: Path) -> None:
    with pytest.raises(UserError, match="同じディスク"):
        second_key_places.refuse(places / "Documents", places / "desk")


def test_a_link_into_the_data_folder_is_seen_through(places: Path, links: None) -> None:
    (stick(places) / "link").symlink_to(places / "desk", target_is_directory=True)
    assert "データのフォルダーの中" in refusal(places, places / "usb" / "link")


def test_a_stick_with_backups_is_refused_also_in_another_folder_of_it(places: Path) -> None:
    folder = stick(places) / "鍵"
    folder.mkdir()
    assert refusal(places, folder) == ""
    (places / "usb" / "desk-20261127-090000.zbk").touch()
    assert "バックアップと同じ場所" in refusal(places, folder)


def test_a_folder_that_is_copied_away_is_refused(places: Path) -> None:
    (stick(places) / ".dropbox.cache").mkdir()
    assert "Dropbox" in refusal(places, places / "usb")


def test_an_empty_stick_is_right(places: Path) -> None:
    assert refusal(places, stick(places)) == ""
    assert second_key_places.doubt(places / "usb") == ""


def test_a_second_disk_that_may_be_inside_the_laptop_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_place, "kind_of_drive", lambda _path: 3)
    assert "内蔵" in second_key_places.doubt(tmp_path)
    monkeypatch.setattr(live_place, "kind_of_drive", lambda _path: REMOVABLE)
    assert second_key_places.doubt(tmp_path) == ""


def test_a_network_drive_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_place, "place_of", lambda _path: live_place.NETWORK_DRIVE)
    assert "ネットワーク" in second_key_places.doubt(tmp_path)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no second file system here")  # noqa: S108
def test_two_real_file_systems_are_told_apart(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108
    if memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("the temporary folder lies there too")
    for name in ("desk", "Documents"):
        (tmp_path / name).mkdir()
    second_key_places.refuse(memory, tmp_path / "desk")
    with pytest.raises(UserError, match="同じディスク"):
        second_key_places.refuse(tmp_path / "Documents", tmp_path / "desk")


def test_what_is_mounted_for_a_person_counts_as_removable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name == "nt":
        pytest.skip("letters there")
    for name in ("stick", "empty"):
        (tmp_path / "media" / name).mkdir(parents=True)
    monkeypatch.setattr(second_key_places, "_MOUNTS", (f"{tmp_path}/media/*",))
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path).name == "stick")
    assert second_key_places.drives() == [tmp_path / "media" / "stick"]


def test_what_is_looked_at_on_a_stick_is_little(places: Path) -> None:
    drive = stick(places)
    (drive / "a.zkey").touch()
    (drive / "写真.jpg").touch()
    known = [Path("/elsewhere/鍵/b.zkey")]
    assert second_key_places.guesses(known, ".zkey") == [drive / "鍵" / "b.zkey", drive / "a.zkey"]
