"""How the list is kept true: what nobody has confirmed, the yearly round, the editions handed round."""

from __future__ import annotations

from typing import Any

from zaitaku_desk.tour.camera import Camera


def rounds(camera: Camera, window: Any) -> None:
    """未確認の項目; 確認の回: the rounds, whom to ask, the sheets, one that came back."""
    _tool(camera, window, "unconfirmed_page.UnconfirmedPage")
    camera.take("unconfirmed", window)
    page = _tool(camera, window, "confirmations_page.RoundsPage")
    camera.take("confirmation-rounds", window)
    page.begin()
    camera.take("confirmation-begin", window)
    page.back()
    page.open_round(page.rows.chosen())
    sheets = page.steps.currentWidget()
    camera.take("confirmation-sheets", window)
    sheets.open_sheet(sheets.sheets[3].confirmation.id)
    camera.take("confirmation-answer", window)
    area = page.steps.currentWidget().area
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    camera.take("confirmation-answer-below", window)


def editions(camera: Camera, window: Any) -> None:
    """一覧表の版: the editions, what changed since, on the screen and on paper."""
    page = _tool(camera, window, "editions_page.EditionsPage")
    camera.take("editions", window)
    page.show_changes()
    camera.take("editions-changes", window)
    page.steps.currentWidget().print_main()
    window.office.tasks.wait()
    camera.take("editions-changes-paper", window)


def _tool(camera: Camera, window: Any, home: str) -> Any:
    tab = window.page("institutions")
    window.tabs.setCurrentWidget(tab)
    camera.settle(window)
    tab.uncover()
    return tab.tools.show(next(tool for tool in tab.TOOLS if tool.home == home))
