"""`sync` and `join`: two data folders, one shared folder, no window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sharing import desks
from zaitaku_desk import cli


@pytest.fixture(autouse=True)
def _phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    desks.cheap_keys(monkeypatch)
    monkeypatch.setenv("ZAITAKU_DESK_PASSPHRASE", desks.PASSPHRASE)


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> dict:
    assert cli.main(["--data", str(home), "--json", *words]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_two_folders_meet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other, drive = tmp_path / "one", tmp_path / "other", tmp_path / "drive"
    drive.mkdir()
    run(capsys, one, "init")
    run(capsys, one, "add", "institutions", "name=みなと診療所")
    assert run(capsys, one, "sync", str(drive))["state"] == "alone"
    joined = run(capsys, other, "join", str(drive))
    assert (joined["received"] > 0, joined["conflicts"]) == (True, 0)
    assert run(capsys, one, "sync")["state"] == "equal"
    assert run(capsys, other, "search", "みなと")


def test_the_recovery_key_is_enough(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    db, code = desks.found(tmp_path / "one", drive)
    db.close()
    monkeypatch.delenv("ZAITAKU_DESK_PASSPHRASE")
    assert cli.main(["--data", str(tmp_path / "two"), "join", str(drive)]) == 1
    assert run(capsys, tmp_path / "two", "join", str(drive), "--recovery", code)["received"] > 0


def test_a_shared_folder_must_be_named_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, tmp_path / "one", "init")
    assert cli.main(["--data", str(tmp_path / "one"), "sync"]) == 2
    assert cli.main(["--data", str(tmp_path / "one"), "sync", str(tmp_path / "gone")]) == 1
    assert "見つかりません" in capsys.readouterr().err
