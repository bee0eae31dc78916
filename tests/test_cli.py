from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import cli, paths
from zaitaku_desk.store import desk

SUBCOMMANDS = (
    *("init", "demo", "tour", "bench", "backup", "restore", "check", "sync", "join", "import"),
    *("search", "list", "show", "add", "set", "delete", "report"),
)
PASSPHRASE = "みなと野の灯台から海 2026"


def run(*words: object, data: Path | None = None) -> int:
    return cli.main([*(["--data", str(data)] if data else []), *map(str, words)])


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_programs_started_from_here_do_not_inherit_the_passphrase(data_dir: Path) -> None:
    code = (
        "import os, sys; from zaitaku_desk import cli\n"
        "sys.argv = ['zaitaku-desk', '--data', sys.argv[1], 'check']\n"
        "assert cli.main() == 0; print(sorted(name for name in os.environ if 'PASSPHRASE' in name))"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZAITAKU_DESK_PASSPHRASE", PASSPHRASE)
        done = subprocess.run(
            [sys.executable, "-c", code, str(data_dir)],
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=paths.root(),
        )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_explains_itself_in_japanese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("使い方: ")
    assert "usage" not in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lists",), "ありません"),
        (("show",), "次の指定が足りません"),
        (("show", "institutions"), "次の指定が足りません: 番号"),
        (("list", "institutions", "--nothing"), "分からない指定"),
        (("list", "institutions", "--limit", "x"), "数で指定"),
        (("search", "--limit", "3"), "足りません"),
        (("add", "institutions"), "足りません"),
        (("add", "nothing", "name=x"), "種類はありません"),
        (("add", "institutions", "nothing=x"), "項目はありません"),
        (("add", "institutions", "name"), "項目=値"),
        (("add", "institutions", "name=a", "名称=b"), "2回"),
        (("search", "x", "--kind", "codes"), "検索できません"),
        (("list", "institutions", "--limit", "-1"), "0以上"),
        (("report",), "帳票の名前"),
        (("report", "nothing", "-o", "x"), "帳票の名前"),
        (("report", "directory_excel"), "-o"),
        (("report", "minutes_word", "-o", "x"), "--id"),
        (("report", "hearing_excel", "-o", "x", "--from", "2/30"), "読めません"),
        (("tour",), "--out"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    words: tuple[str, ...], told: str, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words, data=data_dir) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err


def test_a_folder_without_data_is_refused_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("list", "institutions", "--json", data=tmp_path / "none") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "まだデータがありません" in said.err
    assert not (tmp_path / "none").exists()


def test_the_data_folder_may_be_named_before_or_after_the_command(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--data", str(data_dir), "list", "people", "--json"]) == 0
    assert cli.main(["list", "people", "--json", "--data", str(data_dir)]) == 0
    assert capsys.readouterr().out == "[]\n[]\n"


def test_the_environment_names_the_folder_when_nobody_else_does(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZAITAKU_DESK_HOME", str(data_dir))
    assert run("list", "meeting_series", "--json") == 0
    assert "コア会議" in [item["title"] for item in answer(capsys)]


def test_an_open_folder_is_refused(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = desk.open_desk(data_dir)
    assert run("list", "institutions", data=data_dir) == 1
    assert "別の在宅デスクで開かれています" in capsys.readouterr().err
    db.close()
    assert run("list", "institutions", data=data_dir) == 0


def test_a_bug_is_logged_without_what_the_records_hold(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_args: object) -> None:
        raise ValueError("秘密の名前")

    monkeypatch.setattr("zaitaku_desk.store.lists.page", broken)
    assert run("list", "institutions", data=data_dir) == 1
    assert "不具合" in capsys.readouterr().err
    log = (data_dir / "error.log").read_text("utf-8")
    assert "ValueError" in log
    assert "秘密" not in log


def test_the_window_gets_folder_and_passphrase(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zaitaku_desk import app

    given: list[object] = []

    def started(*arguments: object) -> int:
        given.extend(arguments)
        return 0

    monkeypatch.setattr(app, "run", started)
    monkeypatch.setenv("ZAITAKU_DESK_PASSPHRASE", PASSPHRASE)
    assert cli.main(["--data", str(data_dir)]) == 0
    assert given == [data_dir, PASSPHRASE, ()]


def test_the_window_looks_for_the_key_file_where_it_was_told(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zaitaku_desk import app, settings
    from zaitaku_desk.store import second_key

    monkeypatch.setattr(app, "run", lambda *_arguments: 0)
    assert cli.main(["--data", str(data_dir), "--key-file", str(data_dir.parent / "a.zkey")]) == 0
    assert second_key.known(settings.load(data_dir)) == [data_dir.parent / "a.zkey"]


def test_the_intake_child_is_started_by_the_program_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zaitaku_desk.intake import child

    given: list[str] = []
    monkeypatch.setattr(child, "main", lambda words: given.extend(words) or 0)
    assert cli.main(["--intake-child", "list.xlsx", ""]) == 0
    assert given == ["list.xlsx", ""]


def program(data: Path, *words: str, code: str = "") -> subprocess.CompletedProcess[bytes]:
    command = ["-c", code] if code else ["-m", "zaitaku_desk"]
    return subprocess.run(
        [sys.executable, *command, *words],
        cwd=paths.root(),
        env={**os.environ, "ZAITAKU_DESK_HOME": str(data), "PYTHONIOENCODING": "cp932"},
        capture_output=True,
        check=False,
    )


def test_output_is_utf8_whatever_the_terminal_says(data_dir: Path) -> None:
    assert run("add", "institutions", "name=髙﨑𠮷 ㉑", data=data_dir) == 0
    done = program(data_dir, "search", "髙﨑", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))[0]["title"] == "髙﨑𠮷 ㉑"


def test_looking_needs_none_of_the_heavy_libraries(data_dir: Path) -> None:
    heavy = "['sqlalchemy', 'alembic', 'openpyxl', 'PySide6', 'docx', 'reportlab', 'cryptography']"
    for words in (["list", "institutions"], ["search", "病院"], ["show", "profiles", "none"]):
        code = (
            "import sys; from zaitaku_desk.cli import main; main(sys.argv[1:]);"
            f"print([n for n in {heavy} if n in sys.modules])"
        )
        done = program(data_dir, *words, code=code)
        assert done.stdout.decode().splitlines()[-1] == "[]", done.stderr
