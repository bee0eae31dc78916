from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk import settings
from zaitaku_desk.errors import UserError


def test_what_is_set_is_there_after_a_restart(tmp_path: Path) -> None:
    desk = settings.load(tmp_path)
    desk.set("text_size", 13)
    desk.set("last_folder", "帳票")
    desk.save()
    again = settings.load(tmp_path)
    assert (again.get("text_size"), again.get("last_folder")) == (13, "帳票")


def test_an_unknown_key_gives_the_default(tmp_path: Path) -> None:
    assert settings.load(tmp_path).get("columns", ["name"]) == ["name"]


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    settings.load(tmp_path).save()
    assert list(tmp_path.iterdir()) == []


def test_setting_none_forgets(tmp_path: Path) -> None:
    desk = settings.load(tmp_path)
    desk.set("text_size", 13)
    desk.set("text_size", None)
    assert desk.get("text_size", 11) == 11


def test_a_later_change_of_a_list_does_not_slip_in(tmp_path: Path) -> None:
    desk = settings.load(tmp_path)
    columns = ["name"]
    desk.set("columns", columns)
    columns.append("kana")
    assert desk.get("columns") == ["name"]


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\xff\xfe", b"null"])
def test_a_broken_file_is_put_aside_and_defaults_are_used(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "machine.json").write_bytes(broken)
    assert settings.load(tmp_path).get("text_size", 11) == 11
    assert (tmp_path / "machine.broken.json").read_bytes() == broken


def test_a_value_json_cannot_hold_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        settings.load(tmp_path).set("geometry", b"\x00")


def test_a_folder_that_cannot_be_written_is_told_kindly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    desk = settings.load(tmp_path / "file")
    desk.set("text_size", 13)
    with pytest.raises(UserError, match="保存できませんでした"):
        desk.save()
