from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from zaitaku_desk import paths, reports
from zaitaku_desk.store import desk as stored
from zaitaku_desk.store import history
from zaitaku_desk.tour import camera, desk, papers, pictures, sheets


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional district, made once."""
    return desk.make(tmp_path_factory.mktemp("tour") / "desk")


@pytest.fixture
def district(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "desk"))


def test_every_paper_of_the_registry_is_made(district: Path, tmp_path: Path) -> None:
    found = papers.make(district, tmp_path / "papers")
    assert [path.name for path in found] == [f"{one.name}.{one.format}" for one in reports.REPORTS]
    assert all(path.stat().st_size > 500 for path in found)  # one meeting as ICS is short


def test_the_district_is_of_a_fixed_moment(district: Path) -> None:
    db = stored.open_desk(district)
    visit = desk.fullest(db, "visit")
    newest = history.of(db, "visits", visit)[0].when
    db.close()
    assert newest.replace(second=0, microsecond=0) == desk.NOW


def test_the_clock_is_given_back() -> None:
    from zaitaku_desk.store import journal

    with desk.fixed_clock():
        pass
    assert journal.time.time_ns() > 0  # type: ignore[attr-defined]


def test_pictures_show_the_window_and_are_not_empty(
    qapp: object, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "STOPS", (pictures.meetings, pictures.taking_in, sheets.sheets))
    monkeypatch.setattr(camera, "MOMENT", 0.05)
    found = pictures.take(district, tmp_path / "100")
    names = [path.stem.partition("-")[2] for path in found]
    assert {
        "meetings-calendar",
        "preview",
        "import-plan",
        "sheet-hospital",
        "first-start-who",
        "unlock-wrong",
    } <= set(names)
    assert [path.name for path in found if colours(path) < 20] == []
    assert QImage(str(found[0])).width() == 1366


@pytest.mark.nightly
def test_the_whole_tour(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zaitaku_desk", "tour", "--out", str(tmp_path)]
    subprocess.run(command, cwd=paths.root(), check=True)
    small, large = (sorted(path.name for path in (tmp_path / name).glob("*.png")) for name in ("100", "150"))
    assert small == large and len(small) > 50


def colours(path: Path) -> int:
    """How many colours a picture has, looked at coarsely."""
    image = QImage(str(path))
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
