"""What this machine remembers: window geometry, text size, columns, last folders. Never records.

Kept as `machine.json` in the data folder, neither encrypted nor shared, so no personal data may go in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import PRIVATE, atomic_write

FILE_NAME = "machine.json"
SHARED_FOLDER = "share.folder"
"""Where this machine sees the folder that it shares with the others."""


class Settings:
    """Values by name; `load` makes it, `save` writes it when something changed."""

    def __init__(self, path: Path, values: dict[str, Any]) -> None:
        self._path = path
        self._values = values
        self._changed = False
        self._stopped = False

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._path.parent

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under `key`, else `default`."""
        return self._values.get(key, default)

    def place(self, key: str) -> Path | None:
        """The folder or file whose path is kept under `key`."""
        kept = self.get(key)
        return Path(kept) if kept else None

    def set(self, key: str, value: Any) -> None:
        """Keep a JSON value (text, number, bool, list, dict) under `key`; None forgets; else TypeError."""
        if value is None:
            self._changed |= self._values.pop(key, None) is not None
            return
        kept = json.loads(json.dumps(value))
        if key not in self._values or self._values[key] != kept:
            self._values[key] = kept
            self._changed = True

    def stop(self) -> None:
        """Never write again: the data folder was erased."""
        self._values, self._changed, self._stopped = {}, False, True

    def save(self) -> None:
        """Write the file if something changed; UserError when the folder cannot be written."""
        if not self._changed or self._stopped:
            return
        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            self._path.parent.mkdir(PRIVATE, parents=True, exist_ok=True)
            atomic_write(self._path, text.encode())
        except OSError as error:
            raise UserError(
                "この端末の画面の設定を保存できませんでした。",
                "ディスクの空き容量と、データフォルダーに書き込めるかどうかを確かめてください。",
            ) from error
        self._changed = False


def load(data_dir: Path) -> Settings:
    """The settings of this machine; a broken file is put aside (`machine.broken.json`), defaults are used."""
    path = data_dir / FILE_NAME
    try:
        values = json.loads(path.read_text("utf-8"))
    except OSError:
        values = {}
    except ValueError:
        values = None
    if not isinstance(values, dict):
        _put_aside(path)
        values = {}
    return Settings(path, values)


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".broken.json"))
    except OSError:
        return  # it stays where it is and is overwritten by the next save
