"""Copies that other programs have open: what is written into them comes back, before they are wiped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import attachments_files as files

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

REWRITTEN = "（書き直し）"

Stamp = tuple[int, int]


@dataclass
class Copy:
    """A readable copy of a file of a record; `added` is the attachment that the rewritten one became."""

    path: Path
    kind: str
    record_id: str
    name: str
    stamp: Stamp
    added: str = ""


class Copies:
    """Those of one page. `collect` whenever she may have saved in the other program, and before a lock."""

    def __init__(self, office: Office, say: Callable[[str], None]) -> None:
        self._office, self._say = office, say
        self._copies: list[Copy] = []

    def opened(self, path: Path, kind: str, record_id: str, name: str) -> None:
        """This copy was handed to another program."""
        self._copies.append(Copy(path, kind, record_id, name, _stamp(path)))

    def collect(self) -> None:
        """Put what was written into a copy beside the original; of several savings the last."""
        for copy in list(self._copies):
            try:
                stamp = _stamp(copy.path)
            except OSError:  # wiped
                self._copies.remove(copy)
                continue
            if stamp != copy.stamp and self._office.db is not None:
                self._take(copy, stamp)

    def _take(self, copy: Copy, stamp: Stamp) -> None:
        from zaitaku_desk.store import attachments, save

        db = self._office.db
        try:
            made = files.from_file(copy.path)
            kept = attachments.keep(db, rewritten(copy.name), made.media_type, made.data)
        except UserError as error:
            copy.stamp = stamp
            self._say(f"「{copy.name}」を書き直したものを取り込めませんでした。{error.message}")
            return
        added = attachments.add(db, copy.kind, copy.record_id, [kept], self._office.today())
        if added and copy.added:
            save.delete(db, "attachments", copy.added)
        copy.stamp = stamp
        copy.added = added[0] if added else copy.added
        if added:
            self._office.saved("attachments", added)
            self._say(f"「{copy.name}」を書き直したものを追加しました。元のものもあります。")


def rewritten(name: str) -> str:
    """契約（書き直し）.docx."""
    stem, dot, ending = name.rpartition(".")
    plain = (stem if dot else name).removesuffix(REWRITTEN)
    return f"{plain}{REWRITTEN}{dot}{ending if dot else ''}"


def _stamp(path: Path) -> Stamp:
    there = path.stat()
    return there.st_mtime_ns, there.st_size
