"""Pictures of what leaves the directory: the menu of papers, a list in the preview, labels and envelopes."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.gui.tools import Tool
from zaitaku_desk.tour.camera import Camera


def sending(camera: Camera, window: Any) -> None:
    """帳票 of the directory, 関係機関情報一覧表, 宛名ラベル from the fourth label, an envelope."""
    tab = window.page("institutions")
    window.tabs.setCurrentWidget(tab)
    camera.settle(window)
    menu, button = tab.papers.menu(), tab.pane.papers_button
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    camera.take("directory-papers", window)
    menu.close()
    tab.print_main()
    camera.settle(window)
    camera.take("directory-preview", window)
    tab.back()
    page = tab.tools.show(Tool("", "labels_page.LabelsPage"))
    page.choose(kind="labels", to="head", start="4")
    camera.settle(window)
    camera.take("labels", window)
    page.choose(sheet="custom")
    camera.settle(window)
    camera.take("labels-own-sheet", window)
    page.choose(kind="naga3")
    camera.settle(window)
    camera.take("envelopes", window)
    page.back()
