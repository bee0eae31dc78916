"""The few calls to the share, on a real folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.sharing.folder import MOST_BYTES, Folder, plainly


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path)
    for path in ("dev", "dev/a"):
        found.make(path)
    return found


def test_a_new_file_is_there_whole(folder: Folder) -> None:
    folder.write_new("dev/a/x", b"1234")
    assert (folder.read("dev/a/x"), folder.size("dev/a/x"), folder.names("dev/a")) == (b"1234", 4, ["x"])


def test_a_name_that_is_taken_is_never_overwritten(folder: Folder) -> None:
    folder.write_new("dev/a/x", b"old")
    with pytest.raises(FileExistsError):
        folder.write_new("dev/a/x", b"new")
    assert folder.read("dev/a/x") == b"old"
    assert folder.names("dev/a") == ["x"]


def test_without_hard_links_a_name_is_given_once_too(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    folder.write_new("dev/a/x", b"old")
    with pytest.raises(FileExistsError):
        folder.write_new("dev/a/x", b"new")
    assert folder.read("dev/a/x") == b"old"


def test_a_folder_that_is_not_there_is_empty(folder: Folder) -> None:
    assert folder.names("dev/nobody") == []
    folder.write_new("dev/file", b"")
    assert folder.names("dev/file") == []


def test_what_windows_says_of_a_folder_and_of_a_file_in_its_place_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "dir").mkdir()
    for error, path, kind in (
        (PermissionError(), "dir", IsADirectoryError),
        (PermissionError(), "file", PermissionError),
        (FileNotFoundError(), "file/a/b", NotADirectoryError),
        (FileNotFoundError(), "dir/a/b", FileNotFoundError),
    ):
        assert type(plainly(error, tmp_path / path, tmp_path)) is kind


def test_one_look_tells_the_lengths_of_all(folder: Folder) -> None:
    folder.write_new("dev/a/x", b"1234")
    folder.write_new("dev/a/y", b"")
    assert folder.sizes("dev/a") == {"x": 4, "y": 0}
    assert folder.sizes("dev/nobody") == {}


def test_the_one_file_that_is_replaced_is_replaced_as_a_whole(folder: Folder) -> None:
    folder.put("vault.key", b"old")
    folder.put("vault.key", b"new")
    assert (folder.read("vault.key"), folder.names("")) == (b"new", ["dev", "vault.key"])


def test_what_is_gone_can_be_removed(folder: Folder) -> None:
    folder.remove("dev/a/nothing")


def test_what_is_larger_than_any_file_of_ours_is_not_read(folder: Folder, tmp_path: Path) -> None:
    with (tmp_path / "dev" / "a" / "x.zsg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(OSError, match="none of ours"):
        folder.read("dev/a/x.zsg")
