"""Whose the folder is, and what is said when it refuses (T9)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.sharing.world import VAULT, Laptop, Share, edit, meet
from zaitaku_desk.sharing import place
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import FORMAT_FILE, Unreachable


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "つながりません"),
        ({FORMAT_FILE: b"{}"}, "読めません"),
        ({FORMAT_FILE: b"torn"}, "読めません"),
        ({FORMAT_FILE: b'{"format": 1, "vault": "other"}'}, "別のデータ"),
        ({FORMAT_FILE: b'{"format": 9, "vault": "' + VAULT.encode() + b'"}'}, "より新しい"),
    ],
)
def test_a_share_that_is_not_ours_changes_nothing(
    share: Share, desks: list[Laptop], files: dict[str, bytes], words: str
) -> None:
    edit(desks[0])
    share.files = files
    with pytest.raises(Unreachable, match=words):
        meet(desks[0], share)
    assert desks[0].ledger.unsent() == 1


def test_another_vaults_folder_is_not_taken_over(share: Share) -> None:
    with pytest.raises(Unreachable, match="別のデータ"):
        place.found(share, "6" * 32)


def test_a_real_folder_that_refuses_is_told_in_words(tmp_path: Path, desks: list[Laptop]) -> None:
    (tmp_path / "zaitaku_sync").write_bytes(b"a file where a folder should be")
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        place.found(Folder(tmp_path), VAULT)
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        meet(desks[0], Folder(tmp_path))


@pytest.mark.parametrize("path", ["dev", "dev/mine", "FORMAT.json"])
def test_a_file_for_a_folder_or_a_folder_for_a_file_is_told_in_words(
    tmp_path: Path, desks: list[Laptop], path: str
) -> None:
    folder = Folder(tmp_path)
    place.found(folder, VAULT)
    edit(desks[0])
    meet(desks[0], folder)
    edit(desks[0], "other")
    at = tmp_path / "zaitaku_sync" / path.replace("mine", desks[0].device.id)
    if at.is_dir():
        shutil.rmtree(at)
        at.write_bytes(b"")
    else:
        at.unlink()
        at.mkdir()
    with pytest.raises(Unreachable, match="置いたときと違っています"):
        meet(desks[0], folder)
    assert desks[0].ledger.unsent() == 1


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix")
@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_without_the_right_to_it_the_folder_is_told_in_words(
    tmp_path: Path, desks: list[Laptop], mode: int, not_root: None
) -> None:
    folder = Folder(tmp_path / "drive")
    folder.root.mkdir()
    place.found(folder, VAULT)
    edit(desks[0])
    (folder.root / "zaitaku_sync" / "dev").chmod(mode)
    with pytest.raises(Unreachable, match="権限がありません"):
        meet(desks[0], folder)
    (folder.root / "zaitaku_sync" / "dev").chmod(0o755)
    assert meet(desks[0], folder).sent == 1
