"""変更点一覧 on the screen: two editions, or an edition and today, field by field (A43)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.reports import Request

if TYPE_CHECKING:
    from zaitaku_desk.gui.editions_page import EditionsPage
    from zaitaku_desk.rules.editions import Change

HEADS = ("区分", "種別", "地区", "名称", "項目", "変更前", "変更後")
NOW = "いまの内容"


class ChangesStep(QWidget):
    """Older and newer above, then what changed; Enter opens the institution."""

    TITLE = "変更点一覧"

    def __init__(self, page: EditionsPage) -> None:
        super().__init__(page)
        self._page = page
        self._found: list[Change] = []
        self._wanted = ("", "")
        self.older, self.newer, self.what = QComboBox(self), QComboBox(self), QComboBox(self)
        for box, name in ((self.older, "前の版"), (self.newer, "後の版"), (self.what, "区分")):
            box.setAccessibleName(name)
            box.setMinimumContentsLength(12)
        top = QHBoxLayout()
        top.addWidget(self.older, 2)
        top.addWidget(label("から", self))
        top.addWidget(self.newer, 2)
        top.addWidget(label("まで", self))
        top.addWidget(self.what, 1)
        top.addWidget(button("印刷・PDF（Ctrl+P）", self, self.print_main, primary=True))
        top.addWidget(button("Excelで保存", self, self.save_list))
        self.count = label("", self, "secondary")
        self.rows = PlainView("変更点一覧", HEADS, (120, 100, 72, 170, 110, 160, 200), self)
        self.rows.opened.connect(lambda key: page.open_wanted.emit("institutions", key.partition(" ")[2]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addLayout(top)
        layout.addWidget(self.count)
        layout.addWidget(self.rows, 1)
        tab_order.begin_at(self, self.rows)
        for box in (self.older, self.newer):
            box.activated.connect(lambda _at: self.compare())
        self.what.currentIndexChanged.connect(lambda _at: self._fill())

    def start(self, edition: str) -> None:
        """Offer the editions; the chosen one is compared with the next newer one, the newest with today."""
        from zaitaku_desk.store import editions

        style, found = self._page.office.date_style, editions.overview(self._page.office.db)
        names = {one.id: _called(one.title, one.frozen_on, style) for one, _, _ in found}
        self.older.clear()
        self.newer.clear()
        self.newer.addItem(NOW, editions.TODAY)
        for key, name in names.items():
            self.older.addItem(name, key)
            self.newer.addItem(name, key)
        at = max(self.older.findData(edition), 0)
        self.older.setCurrentIndex(at)
        self.newer.setCurrentIndex(at)  # the row before it is the next newer one; the newest has 「いま」
        self.compare()

    def compare(self) -> None:
        """Work the changes out, and show them."""
        from zaitaku_desk.store import editions

        office, older, newer = self._page.office, self.older.currentData(), self.newer.currentData()
        if older is None:
            return
        self._wanted = (older, newer)
        db, today = office.db, office.today()
        office.tasks.run(
            "変更点を調べる", lambda _p: editions.difference(db, older, newer, today), self._take
        )

    def print_main(self) -> None:
        """The list in the preview."""
        page = self._page
        page.run_paper(page.paper_of("directory_changes_pdf", self._request, "directory_changes_excel"))

    def save_list(self) -> None:
        """The list as an Excel file."""
        self._page.run_paper(self._page.paper_of("directory_changes_excel", self._request))

    def _request(self) -> Request:
        from zaitaku_desk.reports.directory_editions import TO

        return Request(id=TO.join(self._wanted), today=self._page.office.today())

    def _take(self, found: list[Change]) -> None:
        from zaitaku_desk.rules.editions import CHANGES, counts

        self._found = found
        tally = counts(found)
        chosen = self.what.currentData()
        blocked = self.what.blockSignals(True)
        self.what.clear()
        self.what.addItem("すべての区分", "")
        for what, count in tally.items():
            self.what.addItem(f"{CHANGES[what]} {count}", what)
        self.what.setCurrentIndex(max(self.what.findData(chosen), 0))
        self.what.blockSignals(blocked)
        words = "、".join(f"{CHANGES[what]} {count}" for what, count in tally.items())
        self.count.setText(f"{words}（機関数）" if words else "変更はありません。")
        self._fill()

    def _fill(self) -> None:
        from zaitaku_desk.rules.editions import CHANGES
        from zaitaku_desk.store import codes

        kinds = codes.labels(self._page.office.db)["institution_kinds"]
        wanted = self.what.currentData()
        self.rows.fill(
            PlainRow(
                f"{at} {one.institution.id}",
                (
                    CHANGES[one.what],
                    kinds.get(one.institution.kind or "", one.institution.kind or ""),
                    one.institution.district or "",
                    one.institution.name or "",
                    *(one.title, one.before, one.after),
                ),
            )
            for at, one in enumerate(self._found)
            if not wanted or one.what == wanted
        )


def _called(title: str | None, day: date | None, style: str) -> str:
    return f"{title or '（名称なし）'}（{moment(day, style)}）" if day else title or "（名称なし）"
