"""操作の記録 and what is past its time: the pages that mind people's own affairs."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.gui.audit_page import AuditPage
from zaitaku_desk.gui.erasing_page import ErasingPage
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import NOW, fullest


def log(camera: Camera, window: Any) -> None:
    """操作の記録 of everything, then of the consultation that is open."""
    window.office.audit("print", "meetings", fullest(window.office.db, "minutes"), "会議開催案内 pdf")
    window.run_house("show_audit")
    camera.take("audit", window)
    window.tabs.currentWidget().findChild(AuditPage).closed.emit()
    camera.settle(window)
    window.open_record("consultations", fullest(window.office.db, "consultation"))
    window.office.audit("view", "consultations", window.tabs.currentWidget().form.record.id)
    window.run_house("show_audit_of_record")
    camera.take("audit-of-record", window)


def past_its_time(camera: Camera, window: Any) -> None:
    """保存期間を過ぎた個人の情報, as it will look in years to come."""
    from zaitaku_desk.store import desk, save

    db, today = window.office.db, window.office.today
    profile = desk.profile(db)
    profile.erase_after_years = 1
    save.save(db, profile)
    window.office.today = lambda: NOW.date().replace(year=NOW.year + 1)
    window.run_house("show_erasing")
    camera.take("erasing", window)
    page = window.tabs.currentWidget().findChild(ErasingPage)
    page.all_button.click()
    camera.take("erasing-all-chosen", window)
    window.office.today = today
