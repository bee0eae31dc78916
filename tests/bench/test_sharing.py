"""The bench of the shared folder runs and finds both desks equal."""

from __future__ import annotations

from pathlib import Path

from zaitaku_desk import bench
from zaitaku_desk.bench import sharing


def test_a_small_desk_is_measured(tmp_path: Path) -> None:
    found = sharing.measure(tmp_path / "sync", 2_000, 1, lambda _line: None)
    assert found["equal"]
    assert found["conflicts"] == sharing.CONFLICTS
    assert found["day_bytes"] < found["copy_bytes"] / 50


def test_the_lines_name_what_is_judged(monkeypatch) -> None:
    values = dict.fromkeys(
        ("publish", "join", "join_worked", "day", "day_bytes", "copy", "copy_bytes", "idle"), 1.0
    )
    monkeypatch.setattr(
        sharing, "measure", lambda *_how: {**values, "equal": True, "conflicts": 1, "conflicts_read": 0.0}
    )
    lines = bench.run(["--sync"])["lines"]
    assert [line["most"] for line in lines if line["most"] is not None] == [0.1, 0.001, 150, 30, 100, 0]
