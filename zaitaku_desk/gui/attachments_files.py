"""Files on their way into and out of a record: read and made ready, written in plain where she wants it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import safe_name
from zaitaku_desk.gui import photo
from zaitaku_desk.rules.attachments import too_large

if TYPE_CHECKING:
    from zaitaku_desk.gui.tasks import Progress
    from zaitaku_desk.store.attachments import Kept
    from zaitaku_desk.store.connection import Database

Make = Callable[[], photo.Prepared]


class Taken(NamedTuple):
    """What became of files: kept contents, and what is said of those that were refused."""

    kept: list[Kept]
    refused: list[tuple[str, UserError]]


def keep(db: Database, wanted: list[tuple[str, Make]], progress: Progress) -> Taken:
    """On the worker thread: make each ready and put its content into `blobs/`."""
    from zaitaku_desk.store import attachments

    taken = Taken([], [])
    for done, (name, make) in enumerate(wanted):
        progress(done, len(wanted))
        try:
            made = make()
            taken.kept.append(attachments.keep(db, made.name, made.media_type, made.data))
        except UserError as error:
            taken.refused.append((name, error))
    return taken


def from_file(path: Path) -> photo.Prepared:
    """A file of hers, its size looked at before it is read."""
    try:
        if path.is_dir():
            raise UserError("フォルダーは追加できません。", "中のファイルを選んで追加してください。")
        refused = too_large(path.stat().st_size)
        if refused:
            raise UserError(*refused)
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            "ファイルを読み取れません。", "ほかのプログラムで開いていれば閉じ、場所を確かめてください。"
        ) from error
    return photo.prepare(path.name, data)


def plain_copy(db: Database, name: str, data: bytes) -> Path:
    """A readable copy inside the data folder, for another program; it is wiped."""
    from zaitaku_desk.store import disk, process

    try:
        root = db.data_dir / process.FOLDER
        root.mkdir(mode=0o700, exist_ok=True)
        path = Path(tempfile.mkdtemp(dir=root)) / safe_name(name)
        path.write_bytes(data)
    except OSError as error:
        raise disk.failed(error) from None
    return path


def write(path: Path, data: bytes) -> None:
    from zaitaku_desk.reports import Made, save

    save(Made(data, path.name), path)


def free(folder: Path, name: str) -> Path:
    """A path in the folder that is not taken: 「玄関 (2).jpg」."""
    plain = safe_name(name)
    path, number = folder / plain, 2
    while path.exists():
        path = folder / f"{Path(plain).stem} ({number}){Path(plain).suffix}"
        number += 1
    return path
