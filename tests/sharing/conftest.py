"""Two desks that share one folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sharing import desks
from tests.sharing.world import VAULT, Laptop, Share
from zaitaku_desk.sharing import place
from zaitaku_desk.store.connection import Database


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    desks.cheap_keys(monkeypatch)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    return tmp_path / "drive"


@pytest.fixture
def office_pc(tmp_path: Path, drive: Path) -> Iterator[Database]:
    db, _ = desks.found(tmp_path / "office", drive)
    yield db
    db.close()


@pytest.fixture
def laptop(tmp_path: Path, drive: Path, office_pc: Database) -> Iterator[Database]:
    db = desks.join(tmp_path / "laptop", drive)
    yield db
    db.close()


@pytest.fixture
def share() -> Share:
    """A shared folder in memory, without faults."""
    made = Share()
    place.found(made, VAULT)
    return made


@pytest.fixture(name="desks")
def two_laptops() -> list[Laptop]:
    """Two laptops without tables."""
    return [Laptop(f"{number:032x}") for number in (1, 2)]
