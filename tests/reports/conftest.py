"""One invented district, made once; a test that changes something gets its own copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports import samples
from zaitaku_desk.store import desk
from zaitaku_desk.store.connection import Database


@pytest.fixture(scope="session")
def district_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("district") / "desk"
    folder.mkdir()
    samples.district(folder).close()
    return folder


@pytest.fixture(scope="session")
def district(district_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """To be read only."""
    folder = tmp_path_factory.mktemp("reading") / "desk"
    shutil.copytree(district_folder, folder)
    db = desk.open_desk(folder)
    yield db
    db.close()


@pytest.fixture(scope="session")
def region(district_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The district with its neighbours; to be read only."""
    folder = tmp_path_factory.mktemp("region") / "desk"
    shutil.copytree(district_folder, folder)
    db = desk.open_desk(folder)
    samples.neighbours(db)
    yield db
    db.close()


@pytest.fixture
def own_district(district_folder: Path, tmp_path: Path) -> Iterator[Database]:
    """To be changed by one test."""
    folder = tmp_path / "desk"
    shutil.copytree(district_folder, folder)
    db = desk.open_desk(folder)
    yield db
    db.close()
