"""What the region says of itself: its areas, its code lists, its thresholds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QScrollArea

from zaitaku_desk.gui.codes_page import CodesPage
from zaitaku_desk.gui.house import ProfilePage
from zaitaku_desk.gui.region_page import RegionPage
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import fullest


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


def tools(camera: Camera, window: Any) -> None:
    """名簿の仕事 of both tabs: the menu, and each page that has no stop of its own."""
    for name, own in (
        ("institutions", ("unconfirmed", "confirmations", "editions", "labels", "decisions", "areas")),
        ("people", ()),
    ):
        tab = window.page(name)
        window.tabs.setCurrentWidget(tab)
        camera.settle(window)
        tab.show_tools()
        camera.take(f"tools-{name}", window)
        tab.tools.menu.close()
        for tool in tab.TOOLS:
            if tool.home and not tool.home.startswith(own):
                page = tab.tools.show(tool)
                if hasattr(page, "start_with") and tool.home.startswith("partners"):
                    page.start_with(fullest(window.office.db, "institution"))
                camera.take(f"tool-{tool.home.partition('_page')[0]}-{name}", window)
                tab.back()


def lists(camera: Camera, window: Any) -> None:
    """区分の編集, the plan of another region's file, the thresholds of the office."""
    from zaitaku_desk.intake import region
    from zaitaku_desk.store import save

    db, tab = window.office.db, window.tabs.currentWidget()
    code: Any = save.get(db, "codes", "channels:telephone")
    file = Path(db.data_dir) / "地域設定.json"
    region.give_out(db, file)
    code.label = "でんわ"
    save.save(db, code)
    window.run_house("show_codes")
    page = tab.findChild(CodesPage)
    page.show_list("capabilities")
    camera.take("codes", window)
    window.office.dialogs.answers = [file]
    page.take_in()
    camera.take("codes-plan-of-a-region", window)
    plan = tab.findChild(RegionPage)
    plan.button.click()
    file.unlink()
    page.closed.emit()
    window.run_house("show_profile")
    area = tab.findChild(ProfilePage).findChild(QScrollArea)
    camera.settle(window)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    camera.take("show-profile-below", window)


def _area(window: Any, name: str) -> str:
    from zaitaku_desk.store import areas as store

    return next(area.id for area in store.tree(window.office.db).every() if area.name == name)
