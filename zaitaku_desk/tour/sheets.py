"""The sheets of the directory: a picture a kind, and a whole page with nothing folded."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from zaitaku_desk.tour.camera import Camera

KINDS = ("hospital", "clinic", "home_nursing", "dental", "pharmacy", "facility", "association", "government")
"""Those whose sheets differ most."""

_MOST = (
    "SELECT i.id FROM institutions i WHERE i.kind = ? AND i.deleted = 0 ORDER BY"
    " (SELECT count(*) FROM agreements a WHERE a.institution_id = i.id)"
    " + (SELECT count(*) FROM preparations p WHERE p.institution_id = i.id)"
    " + (SELECT count(*) FROM contacts c WHERE c.institution_id = i.id) DESC, i.id LIMIT 1"
)


def sheets(camera: Camera, window: Any) -> None:
    """A sheet of every kind; of a clinic the whole page with nothing folded."""
    tab = window.page("institutions")
    window.tabs.setCurrentWidget(tab)
    camera.settle(window)
    for kind in KINDS:
        _open(tab, window.office.db.row(_MOST, (kind,))[0])
        camera.take(f"sheet-{kind}", window)
    _open(tab, window.office.db.row(_MOST, ("clinic",))[0])
    folded = [section for section in tab.around.sheet.sections if section.folded]
    for section in folded:
        section.fold(False)
    for step in range(1, 6):
        bar = tab.pane._area.verticalScrollBar()
        QApplication.processEvents()
        bar.setValue(round(bar.maximum() * step / 5))
        camera.take(f"sheet-open-{step}", window)
    for section in folded:
        section.restore()


def _open(tab: Any, record_id: str) -> None:
    tab.open_record(record_id)
    tab.pane.to_top()
