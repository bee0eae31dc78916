"""USB sticks for tests: folders that count as media of their own, plugged in while they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from zaitaku_desk.store import disk, live_place, second_key_places

REMOVABLE = 2  # as Windows calls it


def plug_in(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Whatever is called usb… directly below `root` is a stick; all else is the disk of the laptop."""

    def volume_of(path: Path) -> int:
        path.stat()
        below = path.relative_to(root).parts if path.is_relative_to(root) else ()
        return hash(below[0]) if below and below[0].startswith("usb") else 0

    monkeypatch.setattr(disk, "volume_of", volume_of)
    monkeypatch.setattr(live_place, "kind_of_drive", lambda _path: REMOVABLE)
    monkeypatch.setattr(second_key_places, "drives", lambda: sorted(root.glob("usb*")))


def stick(root: Path, name: str = "usb") -> Path:
    """A stick that is plugged in."""
    made = root / name
    made.mkdir()
    return made
