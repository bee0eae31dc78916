from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import dev

LOCK = dev.LOCK.read_text("utf-8")


def test_dev_needs_nothing_but_python() -> None:
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(Path(dev.__file__).read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert names <= sys.stdlib_module_names


def test_without_a_command_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    told = capsys.readouterr().out
    assert [name for name in dev.COMMANDS if f"dev.py {name}" not in told] == []


def test_an_unknown_command_is_wrong_usage() -> None:
    assert dev.main(["fly"]) == 2


def test_the_lock_names_no_place_on_the_network() -> None:
    assert "://" not in LOCK


def test_every_pinned_package_has_hashes() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())[1:]
    assert len(entries) > 40
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_what_is_installed_is_what_is_pinned() -> None:
    if (
        dev.STAMP.is_file()
        and dev.STAMP.read_text("ascii").strip() != hashlib.sha256(LOCK.encode()).hexdigest()
    ):
        pytest.skip("the lock changed since this environment was made; dev.py will renew it")
    pins = dict(re.findall(r"^([\w.-]+)==(\S+) \\$", LOCK, re.MULTILINE))
    assert {name: metadata.version(name) for name in pins} == pins


def test_the_set_up_is_skipped_when_the_lock_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> int:
        raise AssertionError("pip was started")

    real = dev.run
    monkeypatch.setattr(
        dev, "run", lambda command, **how: refuse() if "pip" in command else real(command, **how)
    )
    if not dev.STAMP.is_file():
        pytest.skip("this environment was not made by dev.py")
    dev.set_up()


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
@pytest.mark.parametrize(("user", "brought"), [(0, [["dbus"]]), (1000, [])])
def test_what_the_tests_start_is_brought_only_where_nobody_need_be_asked(
    monkeypatch: pytest.MonkeyPatch, user: int, brought: list[list[str]]
) -> None:
    found: list[list[str]] = []
    monkeypatch.setattr(dev.os, "geteuid", lambda: user)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(dev, "bring", lambda _what, debian, *_others: found.append(debian))
    dev.want_programs(dev.TEST_PROGRAMS)
    assert found == brought


@pytest.mark.skipif(sys.platform != "linux", reason="Windows always has a screen")
@pytest.mark.parametrize(
    ("environment", "screen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
    ],
)
def test_a_screen_is_seen(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], screen: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert dev.has_screen() is screen


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are Linux's")
@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "sudo apt-get install -y --no-install-recommends libnowhere1"),
        ("dnf", "sudo dnf install 'libnowhere.so.1()(64bit)'"),
        ("pacman", "sudo pacman -S 'nowhere'"),
    ],
)
def test_a_missing_library_is_named_with_the_one_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tool: str, command: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == tool else None)
    with pytest.raises(SystemExit):
        dev.want_libraries((("libnowhere.so.1", "libnowhere1", "nowhere"),))
    told = capsys.readouterr().err
    assert "libnowhere.so.1" in told
    assert command in told


def test_the_library_that_is_there_is_found() -> None:
    if sys.platform != "linux":
        pytest.skip("system libraries are Linux's")
    assert dev.loads("libc.so.6")
    assert not dev.loads("libnowhere.so.1")


@pytest.mark.nightly
def test_the_frozen_program_makes_the_tour(tmp_path: Path) -> None:
    assert dev.build(["--distpath", str(tmp_path), "--workpath", str(tmp_path / "work")]) == 0
    folder = tmp_path / "zaitaku-desk"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    program = folder / ("zaitaku-desk-cli.exe" if sys.platform == "win32" else "zaitaku-desk")
    done = subprocess.run([program, "tour", "--out", tmp_path / "tour"], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert len(list((tmp_path / "tour").rglob("*.png"))) >= 4
    assert size <= 175_000_000
