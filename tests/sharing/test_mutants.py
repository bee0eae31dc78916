"""The eleven bugs can still be planted, and are found (T2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sharing import mutants


@pytest.mark.parametrize("name", mutants.MUTANTS)
def test_the_text_a_bug_is_planted_in_is_there(name: str, tmp_path: Path) -> None:
    for patch in mutants.MUTANTS[name]:
        (tmp_path / patch.file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / patch.file).write_text((mutants.ROOT / patch.file).read_text("utf-8"), "utf-8")
    mutants.plant(tmp_path, mutants.MUTANTS[name])


@pytest.mark.nightly
def test_ten_of_eleven_bugs_are_found() -> None:
    assert mutants.found_by("", 60) == ""
    found = {name: mutants.found_by(name, 1_000) for name in mutants.MUTANTS}
    assert sum(map(bool, found.values())) >= 10, found
