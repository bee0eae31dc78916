"""The live file on a network drive or in a folder that is copied away (the issue; all with fakes)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import desk, live_place
from zaitaku_desk.store.live_place import place_of

ROOT = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs", "smb3", "davfs"])
def test_a_mounted_network_drive_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = f"{ROOT}//nas/desk {tmp_path} {kind} rw 0 0\n"
    assert place_of(tmp_path / "desk", mounts=lambda: mounts) == "ネットワークドライブ"


def test_the_deepest_mount_counts(tmp_path: Path) -> None:
    mounts = f"{ROOT}nas:/ {tmp_path} nfs rw 0 0\n/dev/sdb1 {tmp_path}/my\\040disk ext4 rw 0 0\n"
    assert place_of(tmp_path / "my disk" / "desk", mounts=lambda: mounts) == ""
    assert place_of(tmp_path / "my", mounts=lambda: mounts)


def test_a_neighbour_of_a_mount_is_not_on_it(tmp_path: Path) -> None:
    mounts = f"{ROOT}//nas/desk {tmp_path}/nas cifs rw 0 0\n"
    assert place_of(tmp_path / "nas2", mounts=lambda: mounts) == ""


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("//nas/share/desk", True),
        (r"\\nas\share\desk", True),
        (r"\\?\UNC\nas\share", True),
        (r"\\?\C:\desk", False),
        (r"C:\desk", False),
    ],
)
def test_a_network_path_of_windows_is_known(path: str, refused: bool) -> None:
    assert live_place._is_unc(path) is refused


@pytest.mark.parametrize(("drive", "place"), [(3, ""), (4, "ネットワークドライブ"), (2, "")])
def test_windows_says_which_drive_is_remote(tmp_path: Path, drive: int, place: str) -> None:
    assert place_of(tmp_path, mounts=str, drive_type=lambda _path: drive) == place


def test_a_link_to_a_drive_of_the_network_is_known(tmp_path: Path, links: None) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "z")
    remote = str((tmp_path / "z").resolve())
    assert place_of(tmp_path / "here", mounts=str, drive_type=lambda path: 4 if path == remote else 3)


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_a_folder_of_onedrive_is_refused(tmp_path: Path, name: str) -> None:
    environment = {name: str(tmp_path / "OneDrive - みなと野市")}
    inside = tmp_path / "OneDrive - みなと野市" / "ドキュメント" / "desk"
    assert "OneDrive" in place_of(inside, environment=environment, mounts=str)
    assert place_of(tmp_path / "OneDrive - みなと野市2", environment=environment, mounts=str) == ""


@pytest.mark.parametrize("variable", ["APPDATA", "LOCALAPPDATA", "HOME"])
def test_the_folder_dropbox_names_is_refused(tmp_path: Path, variable: str) -> None:
    place = tmp_path / (".dropbox" if variable == "HOME" else "Dropbox")
    place.mkdir()
    (place / "info.json").write_text(json.dumps({"personal": {"path": str(tmp_path / "箱")}}), "utf-8")
    environment = {variable: str(tmp_path)}
    assert "Dropbox" in place_of(tmp_path / "箱" / "desk", environment=environment, mounts=str)
    assert place_of(tmp_path / "desk", environment=environment, mounts=str) == ""


def test_a_broken_note_of_dropbox_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "Dropbox" / "info.json").write_text("[1", "utf-8")
    assert place_of(tmp_path / "desk", environment={"APPDATA": str(tmp_path)}, mounts=str) == ""


@pytest.mark.parametrize("mark", list(live_place.MARKS))
def test_what_such_a_program_leaves_behind_gives_it_away(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    assert live_place.MARKS[mark] in place_of(tmp_path / "a" / "desk", environment={}, mounts=str)


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path, links: None) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "OneDrive")
    environment = {"OneDrive": str(tmp_path / "OneDrive")}
    assert place_of(tmp_path / "link" / "desk", environment=environment, mounts=str)


def test_the_desk_is_not_made_there_and_the_reason_and_the_remedy_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    with pytest.raises(UserError) as told:
        desk.create_desk(tmp_path / "desk")
    assert "OneDrive" in told.value.message and "同期" in told.value.hint
    assert not (tmp_path / "desk").exists()
