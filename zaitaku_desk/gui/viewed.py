"""閲覧: a record of visits, consultations or people that was on the screen for a second is noted (S6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.record_tab import RecordTab

LOOKED_MS = 1_000
"""Walking through a list shows a record for less."""


class Looked:
    """Watches records that a page shows beside their own form; `at()` whenever those are other ones."""

    def __init__(self, office: Office, shown_in: QWidget) -> None:
        self._office, self._shown_in = office, shown_in
        self._wanted: list[tuple[str, str]] = []
        self._timer = QTimer(shown_in, singleShot=True, interval=LOOKED_MS)
        self._timer.timeout.connect(self.note)

    def at(self, *records: tuple[str, str] | None) -> None:
        """These (kind, id) are shown from now on; what was begun to be counted is dropped."""
        from zaitaku_desk.store.audit import VIEWED

        wanted = [one for one in records if one is not None and one[0] in VIEWED]
        if wanted != self._wanted:
            self._wanted = wanted
            self._timer.start() if wanted else self._timer.stop()

    def note(self) -> None:
        """She has looked for a second, if they still stand there."""
        if self._shown_in.isVisible():
            for kind, record_id in self._wanted:
                self._office.audit("view", kind, record_id)


class Viewed:
    """Watches what one tab shows; `watch()` whenever that may be another record, or shown again."""

    def __init__(self, tab: RecordTab) -> None:
        self._tab = tab
        self._timer = QTimer(tab, singleShot=True, interval=LOOKED_MS)
        self._timer.timeout.connect(self.note)

    def watch(self) -> None:
        """Begin to count anew."""
        from zaitaku_desk.store.audit import VIEWED

        if self._tab.RECORD.KIND in VIEWED:
            self._timer.start()

    def note(self) -> None:
        """She has looked for a second, if the record is still there to be seen."""
        tab = self._tab
        record = tab.form.record if tab.built else None
        db = tab.office.db
        if record is None or db is None or not tab.pane.isVisible():
            return
        if db.row("SELECT 1 FROM op WHERE record = ? LIMIT 1", (record.id,)):  # else it is only begun
            tab.office.audit("view", record.KIND, record.id)
