"""列の対応: which column of her own list is which field, beside the first rows of it (A6, A32, A77)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.mapping_fields import MappingFields
from zaitaku_desk.gui.mapping_sample import ROWS, SampleRows
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.records.fields import Spec

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.column_fields import MapField
    from zaitaku_desk.intake.columns import Guess
    from zaitaku_desk.intake.tables import Row, Table

HEADERS = 15  # rows offered as the header
WIDEST, NARROWEST = 220, 80


class Guessed(NamedTuple):
    """Fields of the target, a name for each column, the first rows, and what the columns may be."""

    fields: list[MapField]
    labels: list[str]
    rows: list[Row]
    guesses: dict[str, Guess]


class MappingPage(QWidget):
    """Shows a table and takes what its columns mean.

    `read_wanted` when she is content, `sheet_wanted(name)` for another sheet, `other_wanted` for another
    file.
    """

    read_wanted = Signal()
    sheet_wanted = Signal(str)
    other_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.table: Table | None = None
        self._asked = self._counted = 0
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setAccessibleName("列の対応のお知らせ")
        self.fields = MappingFields(self)
        self.fields.edited.connect(self._show_state)
        self.fields.pointed.connect(self._point)
        self.sample = SampleRows(self)
        self.rows = QTableView(self)
        self.rows.setObjectName("sample_rows")
        self.rows.setModel(self.sample)
        self.rows.setAccessibleName(f"一覧の初めの{ROWS}行")
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.rows.setTabKeyNavigation(False)
        self.rows.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        heads = self.rows.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setFixedHeight(2 * heads.fontMetrics().height() + tokens.SPACE_4)
        heads.sectionClicked.connect(self._to_field)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.fields)
        self.splitter.addWidget(self.rows)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([360, 640])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_1] * 4)  # room for the focus ring
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.why)
        layout.addLayout(self._choices())
        layout.addWidget(self.splitter, 1)
        layout.addLayout(self._bottom())

    def show_table(
        self, table: Table, why: str = "", target: str = "", columns: Mapping[str, int] | None = None
    ) -> None:
        """Take a table; what is not given is guessed."""
        from zaitaku_desk.intake import mapped
        from zaitaku_desk.intake.mapping import edition_day

        self.table = table
        self.why.setText(why)
        self.why.setVisible(bool(why))
        if not target:
            target = "people" if mapped.looks_like_people(table) else "institutions"
        self._set(self.target_box, self.target_box.findData(target))
        self.sheet_box.blockSignals(True)
        self.sheet_box.clear()
        for sheet in (table.sheet, *table.sheets):
            self.sheet_box.addItem(sheet, sheet)
        self.sheet_box.blockSignals(False)
        for part in (self.sheet_box, self.sheet_label):
            part.setVisible(bool(table.sheets))
        self._offer_headers()
        self.edition.value = edition_day(table, self._office.today())
        self._guess(columns, to_fields=True)

    @property
    def target(self) -> str:
        """The kind of the records the rows become."""
        return str(self.target_box.currentData())

    def columns(self) -> dict[str, int]:
        """Field → column."""
        return self.fields.columns()

    def iso_edition(self) -> str:
        """The day the list stands for, "" when she gave none."""
        return self.edition.value.isoformat() if self.edition.value else ""

    def say(self, words: str, *, problem: bool = False) -> None:
        """A line above the fields."""
        give_role(self.why, "problem" if problem else "")
        self.why.setText(words)
        self.why.setVisible(bool(words))

    # --- inside

    def _guess(self, columns: Mapping[str, int] | None = None, *, to_fields: bool = False) -> None:
        """Work out on the reading thread what the columns are, unless that is given; then show it."""
        from zaitaku_desk.store import codes

        table, target, db = self.table, self.target, self._office.db
        if table is None or db is None:
            return
        capabilities = codes.entries(db, "capabilities")
        self._asked += 1
        asked = self._asked
        self.read_button.setEnabled(False)

        def work() -> Guessed:
            from zaitaku_desk.intake import columns as guessing
            from zaitaku_desk.intake import mapping
            from zaitaku_desk.intake.column_fields import fields_of

            fields = fields_of(target, capabilities)
            guesses = {} if columns is not None else guessing.guess(table, fields)
            return Guessed(fields, mapping.labels(table), list(islice(table.rows, ROWS)), guesses)

        def show(found: Guessed) -> None:
            if asked == self._asked:
                self._show_guess(found, columns)
                if to_fields:
                    self.fields.focus_first()

        self._office.tasks.read(work, show)

    def _show_guess(self, found: Guessed, columns: Mapping[str, int] | None) -> None:
        chosen = {name: guess.column for name, guess in found.guesses.items()} if columns is None else columns
        self.sample.show_rows(found.labels, found.rows)
        self.fields.show_fields(found.fields, found.labels, chosen, found.guesses)
        self.rows.resizeColumnsToContents()
        header = self.rows.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at in range(header.count()):
            header.resizeSection(at, max(NARROWEST, min(WIDEST, header.sectionSize(at))))
        self.read_button.setEnabled(True)
        self._show_state()

    def _show_state(self) -> None:
        """The heads of the sample, and how many rows could be taken in."""
        from zaitaku_desk.intake import mapping

        self.sample.show_fields(self.fields.titles())
        table, target, columns = self.table, self.target, self.columns()
        if table is None:
            return
        self._counted += 1
        counted = self._counted

        def show(found: tuple[int, int]) -> None:
            if counted == self._counted:
                usable, rows = found
                self.count.setText(f"{rows:,}行のうち {usable:,}行を読めます")

        self._office.tasks.read(lambda: mapping.usable(table, target, columns), show)

    def _offer_headers(self) -> None:
        table = self.table
        assert table is not None
        self.header_box.blockSignals(True)
        self.header_box.clear()
        for line, cells in table.first_rows(HEADERS):
            words = "、".join(" ".join(cell.split()) for cell in cells if cell.strip())
            self.header_box.addItem(f"{line}行目：{words[:40]}", line)
        self.header_box.addItem("見出しはない", 0)
        self.header_box.setCurrentIndex(self.header_box.findData(table.header_line))
        self.header_box.blockSignals(False)

    def _choose_header(self, _at: int) -> None:
        if self.table is not None:
            line = int(self.header_box.currentData())
            self.table = self.table.with_header(line) if line else self.table.under([])
            self._guess()

    def _choose_sheet(self, at: int) -> None:
        if at > 0:
            self.sheet_wanted.emit(self.sheet_box.currentData())

    def _to_field(self, column: int) -> None:
        """A click on the head of a column goes to its field."""
        name = next((name for name, at in self.columns().items() if at == column), "")
        box = self.fields.boxes.get(name)
        if box is not None:
            self.fields.ensureWidgetVisible(box)
            box.setFocus()

    def _point(self, column: int) -> None:
        """Show the column of the field she is on."""
        self.rows.clearSelection()
        if 0 <= column < self.sample.columnCount() and self.sample.rowCount():
            self.rows.selectColumn(column)
            self.rows.scrollTo(self.sample.index(0, column))

    def _read(self) -> None:
        """Go on, unless the name has no column: then it is said here."""
        from zaitaku_desk.intake import mapping

        try:
            mapping.check(self.target, self.columns())
        except UserError as error:
            self.say(str(error), problem=True)
            self.fields.focus_first()
        else:
            self.read_wanted.emit()

    @staticmethod
    def _set(box: QComboBox, at: int) -> None:
        box.blockSignals(True)
        box.setCurrentIndex(at)
        box.blockSignals(False)

    def _choices(self) -> QHBoxLayout:
        from zaitaku_desk.intake.column_fields import TARGETS

        self.target_box, self.sheet_box, self.header_box = (QComboBox(self) for _ in range(3))
        for kind, title in TARGETS:
            self.target_box.addItem(title, kind)
        self.target_box.currentIndexChanged.connect(lambda _at: self._guess())
        self.sheet_box.currentIndexChanged.connect(self._choose_sheet)
        self.header_box.currentIndexChanged.connect(self._choose_header)
        self.header_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.header_box.setMinimumContentsLength(14)
        self.edition = DateEdit(self)
        self.edition.attach(self._office, Spec("edition", "一覧の時点", str, "edition"))
        self.edition.setMaximumWidth(150)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_2)
        for title, box, stretch in (
            ("取り込み先", self.target_box, 0),
            ("シート", self.sheet_box, 0),
            ("見出しの行", self.header_box, 1),
            ("一覧の時点", self.edition, 0),
        ):
            label = QLabel(title, self)
            label.setProperty("role", "label")
            label.setBuddy(box)
            box.setAccessibleName(title)
            box.setMinimumHeight(tokens.TARGET)
            row.addWidget(label)
            row.addWidget(box, stretch)
            if box is self.sheet_box:
                self.sheet_label = label
        return row

    def _bottom(self) -> QHBoxLayout:
        self.count = QLabel(self)
        self.count.setAccessibleName("読める行の数")
        self.other_button = QPushButton("別のファイルを選ぶ", self)
        self.other_button.clicked.connect(self.other_wanted)
        self.read_button = QPushButton("この対応で読む", self)
        self.read_button.setProperty("primary", True)
        self.read_button.clicked.connect(self._read)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.other_button)
        row.addWidget(self.read_button)
        return row
