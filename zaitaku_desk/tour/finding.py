"""Finding while somebody waits on the telephone: in the directory and inside the consultation."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.tour.camera import Camera


def finding(camera: Camera, window: Any) -> None:
    """Chips with the age of each fact, whom one may telephone, the nearest first, a ready-made list."""
    tab = window.page("institutions")
    window.tabs.setCurrentWidget(tab)
    filters = tab.list.filters
    for name, asked in (
        ("finding-ages", {"capability": ["tracheostomy"], "around_the_clock": "1"}),
        ("finding-now", {"kind": ["clinic", "home_nursing"], "vacancy_since": "1", "may_call": "1"}),
        ("finding-nothing", {"kind": "dental", "capability": ["tracheostomy"], "end_of_life_care": "1"}),
        ("finding-ready-list", {"ready": "willing"}),
    ):
        filters.set(**asked)
        camera.take(name, window)
    filters.set(capability=["oxygen"])
    camera.say(filters.parts["near"], "錨町")
    filters.parts["near"].choose_first()
    camera.take("finding-nearest", window)
    filters.lift()


def proposing(camera: Camera, window: Any) -> None:
    """The same inside a consultation; what is proposed stands in 対応 with its age."""
    tab = window.page("consultations")
    window.tabs.setCurrentWidget(tab)
    tab.new()
    camera.say(tab.form.widget("content"), "気管切開のある方の訪問診療を頼める先を知りたい。錨町にお住まい。")
    tab.directory.filters.set(capability=["tracheostomy"], around_the_clock="1")
    tab.directory.found._take(tab.directory.found.topLevelItem(0))
    tab.pane._area.ensureWidgetVisible(tab.form.widget("response"))
    camera.take("consultations-proposed", window)
    tab.flush()
    tab.delete()
