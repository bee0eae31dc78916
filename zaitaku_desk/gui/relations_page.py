"""関わりの一覧: who was not met, whose visit is due, where referrals gather, who is new (A56, A178)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.papers import Paper, Work
from zaitaku_desk.gui.rows_model import Row, RowsModel
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.rules import relations as rules

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.rules.relations import Relation

WIDTHS = (190, 110, 80, 110, 50, 110, 44, 44, 44, 44, 44, 96, 110, 76)
TOLD = {
    "unmet": "訪問・会議・相談・連絡のどれでも、{months}会っていない機関です。一度もない機関が先に並びます。",
    "due": "前回の訪問から{months}以上たった機関です。",
    "referrals": "今年度の相談で紹介先にした回数です。特定の機関に集中していないかを確かめられます。",
    "next": "次の連絡や訪問の予定がある機関です。",
    "new": "新規参入、開始予定、または訪問診療を始めて間もない機関です。",
    "all": "すべての機関との関わりです。",
}


class RelationsPage(ToolPage):
    """One table, several ways to look at it; Enter opens the institution."""

    TITLE = "会っていない先・紹介の偏り"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._relations: list[Relation] = []
        self._before = ""
        self.view = QComboBox(self)
        self.view.setAccessibleName("見方")
        for one in rules.VIEWS:
            self.view.addItem(one.title, one.key)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("種別で絞る")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("名称・地区で絞る")
        self.search.setAccessibleName("名称・地区で絞る")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self.table = self._table()
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        for part, stretch in ((self.view, 0), (self.kind, 0), (self.search, 1)):
            part.setMinimumHeight(tokens.TARGET)
            if isinstance(part, QComboBox):
                part.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(part, stretch)
        for text, kind in (("印刷プレビュー（Ctrl+P）", "pdf"), ("Excelで保存", "xlsx")):
            button = QPushButton(text, self)
            button.clicked.connect(lambda _on=False, kind=kind: self._paper(kind))
            self.head.insertWidget(self.head.count() - 1, button)
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self._soon = QTimer(self, singleShot=True, interval=80)
        self._soon.timeout.connect(self._show)
        self.view.activated.connect(lambda _at: self._show())
        self.kind.activated.connect(lambda _at: self._show())
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(self.table.setFocus)
        tab_order.begin_at(self, self.table)

    def start(self) -> None:
        """Gather anew."""
        db, today = self.office.db, self.office.today()
        self.model.date_style = self.office.date_style

        def work(_progress: Any) -> tuple[list[Relation], str]:
            from zaitaku_desk.store import relations

            return relations.gather(db, today), relations.recent_enough(db, today)

        self.office.tasks.run("関わりを集める", work, self._take)

    def shown(self) -> list[Relation]:
        """What view, kind and search leave."""
        from zaitaku_desk.japanese.fold import fold

        wanted = [fold(word) for word in self.search.text().split()]
        kind = self.kind.currentData()
        return [
            one
            for one in rules.shown(self._relations, self.view.currentData(), before=self._before)
            if (not kind or one.kind == kind)
            and all(word in fold(f"{one.name} {one.district}") for word in wanted)
        ]

    # --- inside

    def _take(self, found: tuple[list[Relation], str]) -> None:
        self._relations, self._before = found
        chosen = self.kind.currentData()
        kinds = dict.fromkeys(one.kind for one in self._relations if one.kind)
        self.kind.clear()
        self.kind.addItem("すべての種別", "")
        for kind in kinds:
            self.kind.addItem(kind, kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self._show()

    def _show(self) -> None:
        from zaitaku_desk.reports.relations import cells
        from zaitaku_desk.store.thresholds import thresholds

        found = self.shown()
        share = rules.shares(self._relations)
        self.model.put([Row(one.id, tuple(cells(one, share))) for one in found])
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for column in range(5, self.model.columnCount() - 1):
            filled = any(row.cells[column] not in (None, "") for row in self.model.shown)
            self.table.setColumnHidden(column, not filled)
        months = thresholds(self.office.db).visit_months if self.office.db is not None else None
        words = TOLD[self.view.currentData()].format(months=f"{months}か月" if months else "これまで")
        self.told.setText(f"{words}　{len(found):,}件" if found else f"{words}　該当する機関はありません。")
        if found:
            self.table.selectRow(0)

    def print_main(self) -> None:
        """Ctrl+P."""
        self._paper("pdf")

    def _paper(self, kind: str) -> None:
        from zaitaku_desk.reports import relations as report

        db, today, key, found = self.office.db, self.office.today(), self.view.currentData(), self.shown()
        if not found:
            self.said.emit("印刷するものがありません。")
            return

        def make(write: Any) -> Any:
            def maker(_tab: Any) -> Work:
                return lambda _progress: write(report.paper(db, today, key, found))

            return maker

        title = rules.view(key).title
        words = {"needs_record": False, "personal": True}  # what was said at a visit and is still open
        excel = Paper(title, "xlsx", make(report.write_excel), **words)
        pdf = Paper(title, "pdf", make(report.write_pdf), also=(excel,), **words)
        self.paper_wanted.emit(pdf if kind == "pdf" else excel)

    def _table(self) -> QTableView:
        from zaitaku_desk.reports.relations import COLUMNS

        self.model = RowsModel([column.title for column in COLUMNS], self)
        table = QTableView(self)
        table.setObjectName("relations")
        table.setModel(self.model)
        table.setAccessibleName("関わりの一覧")
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(tokens.TARGET)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        table.activated.connect(
            lambda index: self.open_wanted.emit("institutions", self.model.key_at(index.row()))
        )
        return table
