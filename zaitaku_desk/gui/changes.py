"""What was saved, said once to whoever shows it; tabs know of each other only through this."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """`saved(kind, ids)` follows every write; an empty `ids` means many, read the list again."""

    saved = Signal(str, list)
