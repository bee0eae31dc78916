"""Does the bench run, and say everything it should? Values are not looked at."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest

from zaitaku_desk.bench import data, finding, intake, keys, lists, measures, papers, saves, starts
from zaitaku_desk.store import vault

LINES = {
    starts: ("first page painted", "unlock prompt", "passphrase → page", "stall", "heavy libraries", "peak"),
    lists: ("show", "scroll frame p50", "jump p95", "memory above", "sort by received_at", "sort by content"),
    keys: ("keystroke → painted p50", "keystroke → painted p95", "ten times the rows", "first page p95"),
    finding: ("three capabilities", "kind and district", "telephone now", "nearest", "after a tap p95"),
    saves: ("single save p50", "single save p95"),
    intake: ("filings planned", "taken in", "taken back", "and again", "memory"),
    papers: ("Excel list", "for import", "Word minutes", "invitations, separate", "invitations, merged"),
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links to the file need rights on Windows")


def test_a_quick_bench_measures_every_line(tmp_path: Path) -> None:
    found = measures.measure(dataclasses.replace(measures.QUICK, where=tmp_path))
    names = " / ".join(line.what for line in found)
    assert [part for parts in LINES.values() for part in parts if part not in names] == []
    assert [line.what for line in found if line.ours < 0 or line.reference == 0] == []


def test_a_desk_is_made_once_and_kept(tmp_path: Path) -> None:
    told: list[str] = []
    place = data.folder(3, 5, told.append, tmp_path)
    assert data.folder(3, 5, told.append, tmp_path) == place and len(told) == 1
    db = data.open_desk(place)
    counts = [db.rows(f"SELECT count(*) FROM {kind}")[0][0] for kind in ("visits", "consultations")]
    db.close()
    assert counts == [3, 5]


def test_the_protected_folder_holds_the_same_file_behind_a_passphrase(tmp_path: Path) -> None:
    place = data.folder(1, 1, lambda _line: None, tmp_path)
    locked = data.protected(place)
    assert vault.is_protected(locked) and not vault.is_protected(place)
    assert vault.unlock(locked, data.PASSPHRASE) == vault.unlock(place)
