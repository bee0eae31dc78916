"""What the region says of itself: its areas, its code lists."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.tour.camera import Camera


def areas(camera: Camera, window: Any) -> None:
    """区域: the tree, what assigning would do, who has no 地区."""
    tab = window.page("institutions")
    window.tabs.setCurrentWidget(tab)
    camera.settle(window)
    page = tab.tools.show(next(tool for tool in tab.TOOLS if tool.home == "areas_page.AreasPage"))
    camera.take("areas", window)
    page.tree.choose(_area(window, "霧ヶ沢"))
    page.form.widget("words").setPlainText("霧ヶ沢、鳶ヶ尾")
    page.assign()
    camera.settle(window, 1.0)
    camera.take("areas-without-district", window)
    window.current("undo")
    window.current("undo")


def _area(window: Any, name: str) -> str:
    from zaitaku_desk.store import areas as store

    return next(area.id for area in store.tree(window.office.db).every() if area.name == name)
