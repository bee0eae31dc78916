"""空白エリア: where the region has nobody for what, as table and picture, between two days (A62, A78)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.coverage_model import CoverageModel
from zaitaku_desk.gui.papers import Paper, Work
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records.areas import LEVELS
from zaitaku_desk.records.fields import Spec
from zaitaku_desk.rules import coverage as rules

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.rules.coverage import Matrix, Spot

NOW, DAY, NOTHING = "now", "day", "nothing"
BY_FUNCTION, BY_KIND = "function", "kind"
NAMED = 4


class CoveragePage(ToolPage):
    """Choices above, table or picture at the left, the institutions behind a number at the right."""

    TITLE = "空白エリア"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._spots: dict[str, list[Spot]] = {}
        self.model = CoverageModel(self)
        self.body.addWidget(self._choices())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._figures())
        splitter.addWidget(self._behind())
        splitter.setSizes([900, 280])
        self.body.addWidget(splitter, 1)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "secondary")
        self.body.addWidget(self.summary)
        tab_order.begin_at(self, self.table)

    def start(self) -> None:
        """Count what is there now."""
        self._spots.clear()
        self._offer()
        self.count()

    def count(self) -> None:
        """Count anew after a choice; a day that is past is worked out by a task."""
        wanted = [
            self._source(box, day) for box, day in ((self.at, self.at_day), (self.since, self.since_day))
        ]
        db, spots = self.office.db, self._spots
        if db is None or wanted[0] is None:
            return
        missing = [one for one in wanted if one and one not in spots]

        def work(progress: Any) -> dict[str, list[Spot]]:
            from zaitaku_desk.store import coverage

            found = {}
            for name in missing:
                kind, _, what = name.partition(":")
                if kind == NOW:
                    found[name] = coverage.today(db)
                elif kind == DAY:
                    found[name] = coverage.on_day(db, date.fromisoformat(what), progress)
                else:
                    found[name] = coverage.of_edition(db, what)
            return found

        def then(found: dict[str, list[Spot]]) -> None:
            spots.update(found)
            self._show(wanted[0], wanted[1])

        if missing:
            self.office.tasks.run("空白エリアを数える", work, then)
        else:
            then({})

    # --- inside

    def _show(self, at: str, since: str | None) -> None:
        matrix = self._matrix(self._spots[at])
        older = self._matrix(self._spots[since]) if since else None
        self.model.show_matrix(matrix, older)
        self.table.resizeColumnsToContents()
        self._draw(matrix, older)
        self.summary.setText(_summary(matrix))
        self._show_behind()

    def _matrix(self, spots: list[Spot]) -> Matrix:
        from zaitaku_desk.store import codes, coverage

        kinds = (self.kind.currentData(),) if self.kind.currentData() else ()
        if self.what.currentData() == BY_KIND:
            columns = [
                (code.key or "", code.label or "")
                for code in codes.entries(self.office.db, "institution_kinds")
                if not kinds or code.key in kinds
            ]
            return coverage.count(
                self.office.db, rules.by_kind(spots), columns, level=self.level.currentData(), kinds=kinds
            )
        return coverage.count(
            self.office.db,
            spots,
            coverage.functions(self.office.db, kinds),
            level=self.level.currentData(),
            kinds=kinds,
            serving=self.serving.isChecked(),
        )

    def _draw(self, matrix: Matrix, older: Matrix | None) -> None:
        from zaitaku_desk.reports import figures

        drawing = figures.grid(matrix, matrix.rows, older)
        data = figures.svg(drawing, self.font().family())
        self.picture.load(QByteArray(data))
        scale = self.fontMetrics().height() / 13.0
        self.picture.setFixedSize(round(drawing.width * 1.33 * scale), round(drawing.height * 1.33 * scale))

    def _show_behind(self) -> None:
        from zaitaku_desk.store import search

        index = self.table.currentIndex()
        row, column = (index.row(), index.column()) if index.isValid() else (0, -1)
        ids = list(self.model.ids_at(row, column))
        self.behind.clear()
        for hit in search.hits(self.office.db, "institutions", ids) if self.office.db is not None else []:
            item = QListWidgetItem(f"{hit.title}\n{hit.subtitle}")
            item.setData(Qt.ItemDataRole.UserRole, hit.id)
            self.behind.addItem(item)
        words = self.model.words_at(row, column)
        self.behind_label.setText(
            f"{words}　{len(ids):,}か所" if words else "表の数を選ぶと、ここに機関が並びます。"
        )

    def _source(self, box: QComboBox, day: DateEdit) -> str | None:
        """What is counted: "now:", "day:2026-04-01", "edition:id", None for nothing."""
        choice = box.currentData()
        day.setVisible(choice == DAY)
        if choice == DAY:
            return f"{DAY}:{day.value.isoformat()}" if day.value else None
        return None if choice in (None, NOTHING) else str(choice)

    def _offer(self) -> None:
        """The editions may have changed since the page was last open."""
        from zaitaku_desk.store import codes, editions

        style = self.office.date_style
        kept = [
            (edition.id, edition.title, edition.frozen_on)
            for edition, *_ in editions.overview(self.office.db)
        ]
        named = [
            (f"edition:{key}", f"{title}（{show.moment(day, style) if day else '日付なし'}）")
            for key, title, day in kept
        ]
        fixed = {self.at: [(f"{NOW}:", "時点：今日")], self.since: [(NOTHING, "ほかの時点と比べない")]}
        for box, first in fixed.items():
            _refill(box, [*first, *named, (DAY, "日付を指定…")])
        kinds = [(code.key, code.label) for code in codes.entries(self.office.db, "institution_kinds")]
        _refill(self.kind, [("", "すべての種別"), *kinds])

    def print_main(self) -> None:
        """Ctrl+P."""
        self._paper("pdf")

    def _paper(self, kind: str) -> None:
        from zaitaku_desk.reports import coverage as report
        from zaitaku_desk.reports import sources

        if self.model.matrix is None or not self.model.matrix.rows:
            self.said.emit("印刷するものがまだありません。")
            return
        office = sources.profile(self.office.db)
        paper = report.CoveragePaper(
            self.office.today(),
            office.contractor or office.placement or "",
            self.office.date_style,
            f"{self.kind.currentText()}・{self.level.currentText()}ごと",
            self._when(self.at, self.at_day),
            self.model.matrix,
            self.model.older,
            self._when(self.since, self.since_day),
        )

        def make(write: Any) -> Any:
            def maker(_tab: Any) -> Work:
                return lambda _progress: write(paper)

            return maker

        excel = Paper("空白エリア", "xlsx", make(report.write_excel), needs_record=False)
        pdf = Paper("空白エリア", "pdf", make(report.write_pdf), needs_record=False, also=(excel,))
        self.paper_wanted.emit(pdf if kind == "pdf" else excel)

    def _when(self, box: QComboBox, day: DateEdit) -> str:
        if box.currentData() == DAY and day.value:
            return show.moment(day.value, self.office.date_style)
        if box.currentData() == f"{NOW}:":
            return f"{show.moment(self.office.today(), self.office.date_style)}現在"
        return box.currentText()

    # --- parts

    def _choices(self) -> QWidget:
        self.level, self.what, self.kind, self.at, self.since = (
            self._box(title) for title in ("集計の単位", "数えるもの", "種別", "時点", "比べる時点")
        )
        levels = dict(LEVELS)
        _refill(self.level, [(key, levels[key]) for key in ("district", "daily_living_area", "municipality")])
        _refill(self.what, [(BY_FUNCTION, "機能"), (BY_KIND, "種別")])
        self.at_day, self.since_day = self._day("時点の日付"), self._day("比べる時点の日付")
        self.serving = QCheckBox("対応できる地区も数える", self)
        self.serving.setMinimumHeight(tokens.TARGET + 2)
        self.serving.toggled.connect(lambda _on: self.count())
        print_button = QPushButton("印刷プレビュー（Ctrl+P）", self)
        print_button.clicked.connect(self.print_main)
        excel_button = QPushButton("Excelで保存", self)
        excel_button.clicked.connect(lambda: self._paper("xlsx"))
        for button in (print_button, excel_button):
            self.head.insertWidget(self.head.count() - 1, button)
        row = QWidget(self)
        flow = FlowLayout(row, tokens.SPACE_2)
        for part in (self.level, self.what, self.kind, self.at, self.at_day, self.since, self.since_day):
            flow.addWidget(part)
        flow.addWidget(self.serving)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        return row

    def _box(self, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(title)
        box.setToolTip(title)
        box.setMinimumHeight(tokens.TARGET)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda _at: self.count())
        return box

    def _day(self, title: str) -> DateEdit:
        day = DateEdit(self)
        day.attach(self.office, Spec("day", title, date, "day"))
        day.setAccessibleName(title)
        day.setMaximumWidth(130)
        day.hide()
        day.editingFinished.connect(self.count)
        return day

    def _figures(self) -> QWidget:
        self.pages = QTabWidget(self)
        self.table = QTableView(self)
        self.table.setObjectName("coverage")
        self.table.setModel(self.model)
        self.table.setAccessibleName("地区と機能の表")
        self.table.setTabKeyNavigation(False)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_behind())
        self.table.activated.connect(lambda _index: self.behind.setFocus())
        self.table.verticalHeader().setDefaultSectionSize(tokens.TARGET)
        self.picture = QSvgWidget()
        area = QScrollArea(self)
        area.setWidget(self.picture)
        area.setAccessibleName("図")
        self.pages.addTab(self.table, "表")
        self.pages.addTab(area, "図")
        return self.pages

    def _behind(self) -> QWidget:
        side = QWidget(self)
        self.behind_label = QLabel(side)
        self.behind_label.setWordWrap(True)
        self.behind = QListWidget(side)
        self.behind.setObjectName("behind")
        self.behind.setAccessibleName("数えた機関")
        self.behind.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.behind.itemActivated.connect(
            lambda item: self.open_wanted.emit("institutions", item.data(Qt.ItemDataRole.UserRole))
        )
        layout = QVBoxLayout(side)
        layout.setContentsMargins(tokens.SPACE_2, 0, 0, 0)
        layout.addWidget(self.behind_label)
        layout.addWidget(self.behind, 1)
        return side


def _summary(matrix: Matrix) -> str:
    """The holes in words, function by function, the first ones named."""
    holes = matrix.holes()
    if not matrix.rows:
        return "数える機関がまだありません。関係機関に地区を入れると、ここに並びます。"
    if not holes:
        return "空白はありません。"
    missing: dict[str, list[str]] = {}
    for row, label in holes:
        missing.setdefault(label, []).append(row)
    named = [f"{label}＝{'・'.join(missing[label])}" for _, label in matrix.columns if label in missing]
    more = " ほか" if len(named) > NAMED else ""
    return f"空白は {len(holes):,}か所：{'、'.join(named[:NAMED])}{more}"


def _refill(box: QComboBox, choices: list[tuple[Any, Any]]) -> None:
    """Other choices, what was chosen staying chosen."""
    chosen = box.currentData()
    box.clear()
    for key, label in choices:
        box.addItem(str(label), key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
