"""`tour --out DIR`: a picture of every page and dialog, at 100 % and at 150 %, and every paper, to look at.

All from the fictional district and at a fixed moment, so that two tours differ only where the program does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from zaitaku_desk import paths

DESK = "ZAITAKU_DESK_TOUR"
"""Set for the process that takes the pictures at 150 %: the desk it takes them of."""


def run(out: Path) -> list[Path]:
    """Make pictures and papers below `out`; returns the files in their order."""
    from zaitaku_desk.tour import desk, papers, pictures

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="zaitaku-tour-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        _large_screen(place)
        if DESK in os.environ:
            return pictures.take(Path(os.environ[DESK]), out / "150")
        district = desk.make(place / "desk")
        larger = Path(shutil.copytree(district, place / "desk-150"))
        made = papers.make(district, out / "papers")
        made += pictures.take(district, out / "100")
        return made + _at_150(larger, out)


def _large_screen(place: Path) -> None:
    """Where there is no screen, an office laptop's: popups keep within it."""
    somewhere = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & set(os.environ)
    if sys.platform.startswith("linux") and not somewhere:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        screen = {"name": "tour", "x": 0, "y": 0, "width": 1366, "height": 768}
        file = place / "screen.json"
        file.write_text(json.dumps({"screens": [screen]}), "utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


def _at_150(district: Path, out: Path) -> list[Path]:
    """The same pictures as on a screen at 150 %; Qt takes the scale only at the start of a process."""
    environment = {**os.environ, "QT_SCALE_FACTOR": "1.5", DESK: str(district)}
    if "QT_QPA_PLATFORM" in environment:
        environment["QT_QPA_PLATFORM"] = environment["QT_QPA_PLATFORM"].partition(":")[0]
    program = [] if getattr(sys, "frozen", False) else ["-m", "zaitaku_desk"]
    subprocess.run(
        [sys.executable, *program, "tour", "--out", str(out)],
        cwd=paths.root(),
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return sorted((out / "150").glob("*.png"))
