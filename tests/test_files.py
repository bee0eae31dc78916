from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk import files


def test_the_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    files.atomic_write(path, b"old")
    files.atomic_write(path, b"new")
    assert path.read_bytes() == b"new"


def test_no_temporary_file_stays_behind(tmp_path: Path) -> None:
    files.atomic_write(tmp_path / "a.json", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_refused_swap_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    folder = tmp_path / "a.json"
    (folder / "kept").mkdir(parents=True)
    with pytest.raises(OSError, match=r"a\.json"):
        files.atomic_write(folder, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_file_held_by_a_scanner_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def held(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    files.atomic_write(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_a_file_held_for_good_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "_FIRST_WAIT", 0)
    with pytest.raises(PermissionError):
        files.atomic_write(tmp_path / "a.json", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "＝1", "a;=1", "a\n-1", "\t1"])
def test_a_cell_that_could_be_a_formula_is_guarded_and_read_back(cell: str) -> None:
    assert files.guarded(cell) != cell
    assert files.unguarded(files.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "浜医院", "0800-000-0001", "a=b", "'あ", "10:00-12:00"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert files.guarded(cell) == files.unguarded(cell) == cell
