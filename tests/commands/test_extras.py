from __future__ import annotations

import json
from pathlib import Path

import pytest

from zaitaku_desk import cli
from zaitaku_desk.commands import extras
from zaitaku_desk.store import vault


def run(data: Path, *words: object) -> int:
    return cli.main(["--data", str(data), "--json", *map(str, words)])


def test_the_demo_makes_an_unprotected_folder_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "demo"
    assert run(data, "demo") == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["institutions"], made["consultations"]) == (126, 300)
    assert not vault.is_protected(data)
    assert run(data, "demo") == 1
    assert "既に記録があります" in capsys.readouterr().err


def test_the_demo_fills_an_empty_folder(data_dir: Path) -> None:
    assert run(data_dir, "demo") == 0


def test_the_demo_is_not_mixed_with_somebodys_work(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data_dir, "add", "people", "name=人")
    assert run(data_dir, "demo") == 1
    assert "空のデータ" in capsys.readouterr().err


def test_the_bench_gets_the_words_that_follow(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def measured(words: list[str]) -> dict[str, object]:
        given.extend(words)
        return {"lines": [], "text": []}

    monkeypatch.setattr("zaitaku_desk.bench.run", measured)
    assert run(data_dir, "bench", "--quick") == 0
    assert given == ["--quick"]
    assert extras.bench.__doc__
