from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from zaitaku_desk import paths


def test_the_checkout_holds_resources_and_migrations() -> None:
    assert paths.resources().is_dir()
    assert (paths.db_folder() / "migrations").is_dir()


def test_the_frozen_folder_holds_them_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_the_environment_chooses_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZAITAKU_DESK_HOME", str(tmp_path))
    assert paths.default_data_dir() == tmp_path


def test_without_a_choice_the_data_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZAITAKU_DESK_HOME")
    assert paths.default_data_dir().name == "zaitaku_desk"


def test_set_up_brings_a_japanese_truetype_font() -> None:
    font = paths.japanese_font()
    assert font.name == "ipaexg.ttf"
    assert font.read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_the_font_is_found_without_importing_matplotlib() -> None:
    code = (
        "import sys; from zaitaku_desk import paths; paths.japanese_font();"
        "sys.exit(any('matplotlib' in name for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=paths.root(), check=False).returncode == 0
