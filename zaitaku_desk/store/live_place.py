"""Where the live file must not lie: on a network drive, or in a folder that another program copies away.

Over a network a lock is no lock and a write may stop in its middle; OneDrive and Dropbox send half-written
files and bring old ones back. The share is for `sharing/`, which is made for it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from zaitaku_desk.errors import UserError

NETWORK = (
    "afs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.sshfs",
    "glusterfs",
    "ncpfs",
    "nfs",
    "nfs3",
    "nfs4",
    "smb2",
    "smb3",
    "smbfs",
)
ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
MARKS = {
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".shortcut-targets-by-id": "Googleドライブ",
    ".stfolder": "Syncthing",
}
"""What such a program leaves at the top of the folder it copies."""
NETWORK_DRIVE = "ネットワークドライブ"
_DRIVE_REMOTE = 4


def refuse(data_dir: Path) -> None:
    """UserError when the live file must not lie there: why, and what to do instead."""
    place = place_of(data_dir)
    if not place:
        return
    network = place == NETWORK_DRIVE
    why = (
        "ネットワーク越しでは、書き込みの途中で切れたときにデータが壊れます。"
        if network
        else f"{place}が書きかけのファイルを送ったり、古いファイルに戻したりして、データが壊れます。"
    )
    raise UserError(
        f"このフォルダーは{place}にあるため、ここではデータを開けません（{data_dir}）。",
        f"{why}データはこのパソコンのディスクに置いてください（「--data」を付けずに始めると、決まった場所に置きます）。"
        "ほかの端末と分け合うには、データを移さずに、共有フォルダーとの同期を使います。"
        "ここにあるデータを使い続けるときは、フォルダーごとこのパソコンのディスクへ移してください。",
    )


def place_of(
    data_dir: Path,
    *,
    environment: Mapping[str, str] = os.environ,
    mounts: Callable[[], str] | None = None,
    drive_type: Callable[[str], int] | None = None,
) -> str:
    """The name of what makes the place unfit, in Japanese; empty when it is fit."""
    given = str(data_dir)
    kind = drive_type or kind_of_drive
    path = resolved(data_dir)
    if any(_is_unc(one) or kind(one) == _DRIVE_REMOTE for one in (given, str(path))):
        return NETWORK_DRIVE
    if _file_system(path, (mounts or _mounts)()) in NETWORK:
        return NETWORK_DRIVE
    for name, roots in (("OneDrive", _onedrive(environment)), ("Dropbox", _dropbox(environment))):
        if any(_within(path, root) for root in roots):
            return f"{name}のフォルダーの中"
    for folder in (path, *path.parents):
        for mark, name in MARKS.items():
            if _is_mark(folder / mark):
                return f"{name}のフォルダーの中"
    return ""


def _is_unc(path: str) -> bool:
    plain = path.replace("/", "\\")
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain[4:8].upper() == "UNC\\"
    return plain.startswith("\\\\")


def kind_of_drive(path: str) -> int:
    """Windows' kind of the drive, 0 elsewhere."""
    drive = Path(path).drive
    if os.name != "nt" or not drive:
        return 0
    import ctypes

    call = ctypes.WinDLL("kernel32").GetDriveTypeW  # type: ignore[attr-defined]
    call.argtypes, call.restype = [ctypes.c_wchar_p], ctypes.c_uint
    return int(call(f"{drive}\\"))


def resolved(path: Path) -> Path:
    """Where a path really lies; as it is said where the system does not tell."""
    try:
        return path.resolve()
    except OSError:
        return path.absolute()


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _file_system(path: Path, mounts: str) -> str:
    """The type of the file system a path lies on: that of the deepest mount above it."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), parts[1]))
        if point.root and len(point.parts) >= best and _within(path, point):
            best, kind = len(point.parts), parts[2]  # the later of two on one point lies above
    return kind


def _onedrive(environment: Mapping[str, str]) -> list[Path]:
    return [Path(environment[name]) for name in ONEDRIVE if environment.get(name)]


def _dropbox(environment: Mapping[str, str]) -> list[Path]:
    """The folders Dropbox names in its info.json."""
    homes = [
        Path(environment[name]) / "Dropbox" for name in ("APPDATA", "LOCALAPPDATA") if environment.get(name)
    ]
    homes += [
        Path(environment[name]) / ".dropbox" for name in ("HOME", "USERPROFILE") if environment.get(name)
    ]
    found = []
    for home in homes:
        try:
            accounts = json.loads((home / "info.json").read_text("utf-8"))
            found += [Path(account["path"]) for account in accounts.values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def _within(path: Path, root: Path) -> bool:
    return path.is_relative_to(root) or path.is_relative_to(resolved(root))


def _is_mark(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
