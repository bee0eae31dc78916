"""Where a 鍵ファイル may lie, and where it is looked for: away from everything it protects (S4)."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from zaitaku_desk.errors import UserError
from zaitaku_desk.store import live_place
from zaitaku_desk.store.disk import same_disk

GENERATION = ".zbk"
_REMOVABLE, _FIXED = 2, 3
_SEM_FAILCRITICALERRORS = 1
_MOUNTS = ("/media/*", "/media/*/*", "/run/media/*/*", "/mnt/*")


def drives() -> list[Path]:
    """The removable media that are plugged in."""
    if os.name == "nt":
        return _windows_drives()
    return [
        path for pattern in _MOUNTS for path in sorted(Path("/").glob(pattern[1:])) if os.path.ismount(path)
    ]


def guesses(known: Iterable[Path], ending: str) -> list[Path]:
    """Files worth a look: of the known names (today the stick may have another letter), and at the top."""
    found: list[Path] = []
    for drive in drives():
        found += [drive / path.parent.name / path.name for path in known]
        try:
            found += sorted(path for path in drive.iterdir() if path.suffix == ending)
        except OSError:
            continue
    return found


def refuse(folder: Path, data_dir: Path, shared: Collection[Path] = ()) -> None:
    """UserError when the file would protect nothing there, or others could take it: why, and where instead.

    `shared` are the folders others see: the shared folder, the one with the plain lists.
    """
    why = _why_not(folder, data_dir, shared)
    if why:
        raise UserError(
            f"ここには鍵ファイルを置けません。{why}",
            "ふだんパソコンと別に持ち歩くUSBメモリーなどを選んでください。",
        )


def doubt(folder: Path) -> str:
    """What she should know before the file goes there; empty when nothing speaks against it."""
    if live_place.place_of(folder):
        return "ネットワークの上の場所です。訪問先など、つながらない所では開けません。"
    if live_place.kind_of_drive(str(folder)) == _FIXED:
        return (
            "このパソコンに内蔵のディスクなら、パソコンと一緒になくなるため、2つ目の鍵になりません。"
            "外付けのディスクなら置けます。"
        )
    return ""


def holds(folder: Path, ending: str) -> bool:
    """Whether such a file lies in the folder, or above it on the same medium."""
    return any(_has(place, ending) for place in _upwards(folder))


def _why_not(folder: Path, data_dir: Path, shared: Collection[Path]) -> str:
    place = live_place.resolved(folder)
    if place.is_relative_to(live_place.resolved(data_dir)):
        return "データのフォルダーの中だからです。データと一緒に持ち去られると、2つ目の鍵になりません。"
    if any(place.is_relative_to(live_place.resolved(one)) or same_disk(folder, one) for one in shared):
        return "ほかの人も開ける共有の場所だからです。"
    if holds(folder, GENERATION):
        return "バックアップと同じ場所だからです。一緒に持ち去られると、2つ目の鍵になりません。"
    if same_disk(folder, data_dir):
        return "記録と同じディスクだからです。パソコンごとなくすと、鍵も一緒になくなります。"
    other = live_place.place_of(folder)
    if other and other != live_place.NETWORK_DRIVE:
        return f"{other}だからです。鍵がよそへ写されます。"
    return ""


def _upwards(folder: Path) -> Iterable[Path]:
    """The folder and those above it, up to the top of its medium."""
    for place in (folder, *folder.parents):
        yield place
        if os.path.ismount(place) or not same_disk(place, place.parent):
            return


def _has(folder: Path, ending: str) -> bool:
    try:
        return any(path.suffix == ending for path in folder.iterdir())
    except OSError:
        return False


def _windows_drives() -> list[Path]:
    """Letters of removable media; a card reader without a card must not put up a box of the system."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.SetThreadErrorMode(_SEM_FAILCRITICALERRORS, None)
    present = kernel.GetLogicalDrives()
    roots = [f"{chr(ord('A') + at)}:\\" for at in range(2, 26) if present >> at & 1]
    return [Path(root) for root in roots if live_place.kind_of_drive(root) == _REMOVABLE]
