"""操作の記録: who opened, looked at, changed, printed or took out what, and whether the chain holds (S6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from zaitaku_desk import clock
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.parts import button, give_role, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.japanese import wareki

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.audit import Noted, Wanted

HEADS = ("日時", "だれ", "何を", "どの記録", "内容", "端末")
WIDTHS = (190, 120, 130, 330, 190, 130)
DETAIL, DEVICE = 4, 5
PAGE = 200
OWN_DAYS = "own"
NOTE = (
    "このパソコンでした操作の記録です。記録の中身（氏名や文章）は書かれません。1行ずつ前の行とつながっていて、"
    "書き換えや抜き取りがあると分かります。"
)


class AuditPage(ToolPage):
    """The newest rows first, more while she scrolls; with `show_record` only those of one record."""

    TITLE = "操作の記録"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._record: tuple[str, str, str] | None = None
        self._period: tuple[date, date] | None = None
        self._rows: dict[str, Noted] = {}
        self._last: Noted | None = None
        note = label(NOTE, self, "secondary")
        note.setWordWrap(True)
        self.days, self.staff, self.what = (QComboBox(self) for _ in range(3))
        for box, name in ((self.days, "期間"), (self.staff, "だれ"), (self.what, "何を")):
            box.setAccessibleName(name)
        self.every_record = button("すべての記録を表示", self, self._leave_record)
        self.excel_button = button("Excelで保存", self, self.save_list)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        for part in (self.days, self.staff, self.what, self.every_record):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self.excel_button)
        self.chain = QLabel(self)
        self.chain.setWordWrap(True)
        self.rows = PlainView("操作の記録", HEADS, WIDTHS, self, stretch=3)
        self.rows.opened.connect(self._open)
        self.rows.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.count = label("", self, "secondary")
        for part in (note, self.chain):
            self.body.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.count)
        tab_order.begin_at(self, self.rows)
        self._fill_boxes()
        self.days.activated.connect(lambda _at: self._choose_days())
        for box in (self.staff, self.what):
            box.currentIndexChanged.connect(lambda _at: self.read())

    def start(self) -> None:
        """Read the newest rows, and whether the chain holds, on the worker."""
        from zaitaku_desk.store import audit

        db = self.office.db
        audit.flush_quietly(db)
        self.read()
        self.chain.setText("記録のつながりを確かめています…")
        self.chain.setProperty("role", "secondary")
        self.office.tasks.run(
            "操作の記録を確かめています",
            lambda progress: audit.problems(db, progress),
            self._tell_chain,
        )

    def show_record(self, kind: str, record_id: str, name: str) -> None:
        """Only what was done with this record."""
        self._record = (kind, record_id, name)
        self.title.setText(f"この記録を見た人・操作した人 — {name}")
        self.every_record.show()

    def wanted(self) -> Wanted:
        """What the filters say."""
        from zaitaku_desk.store.audit import Wanted

        first, last = self._days()
        return Wanted(
            since=clock.beginning(first) if first else None,
            until=clock.beginning(last + timedelta(days=1)) if last else None,
            staff=self.staff.currentData(),
            what=self.what.currentData(),
            record=self._record[1] if self._record else None,
        )

    def read(self) -> None:
        """The first page of what is wanted."""
        from zaitaku_desk.store import audit

        self._rows.clear()
        self._last = None
        rows = audit.page(self.office.db, self.wanted(), limit=PAGE)
        self.rows.fill(self._worded(rows))
        total = audit.count(self.office.db, self.wanted())
        self.count.setText(f"{total:,} 行" if total else "この条件にあう記録はありません。")
        self.excel_button.setEnabled(bool(total))

    def save_list(self) -> None:
        """What is wanted, as an Excel file."""
        from zaitaku_desk.gui.papers import FILTERS, write

        office, wanted, today = self.office, self.wanted(), self.office.today()
        name = f"操作の記録_{today:%Y%m%d}.xlsx"
        password = office.dialogs.ask_password("xlsx")  # records are called by their names
        if password is None:
            return
        path = office.dialogs.save_file("操作の記録を保存", name, FILTERS["xlsx"])
        if path is None:
            return
        db, conditions = office.db, self._conditions()

        def work(progress: Any) -> tuple[str, ...]:
            from zaitaku_desk.reports import audit_list

            return write(path, audit_list.write_excel(db, wanted, conditions, today, progress), password)

        def told(warnings: tuple[str, ...]) -> None:
            office.audit("export", detail="操作の記録 xlsx")
            self.said.emit(f"{path.name} に保存しました。{''.join(warnings)}")

        office.tasks.run("操作の記録を保存しています", work, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < tokens.NARROW
        self.rows.setColumnHidden(DEVICE, narrow)
        self.rows.horizontalHeader().resizeSection(
            DETAIL, WIDTHS[DETAIL] * 2 // 3 if narrow else WIDTHS[DETAIL]
        )

    # --- inside

    def _fill_boxes(self) -> None:
        from zaitaku_desk.store import audit, audit_words, history

        db = self.office.db
        for words, key in (
            ("すべての期間", "all"),
            ("今日", "0"),
            ("7日間", "6"),
            ("30日間", "29"),
            ("今年度", "year"),
            ("期間を選ぶ…", OWN_DAYS),
        ):
            self.days.addItem(words, key)
        self.staff.addItem("すべての人", None)
        for one in audit.staff_seen(db):
            self.staff.addItem(history.staff_name(db, one) or audit_words.NOBODY, one)
        self.what.addItem("すべての操作", None)
        for key, words in audit.WHATS:
            self.what.addItem(words, key)
        self.every_record.hide()

    def _days(self) -> tuple[date | None, date | None]:
        chosen, today = self.days.currentData(), self.office.today()
        if chosen == OWN_DAYS and self._period:
            return self._period
        if chosen == "year":
            return wareki.fiscal_year_range(wareki.fiscal_year(today))
        return (today - timedelta(days=int(chosen)), today) if chosen.isdigit() else (None, None)

    def _choose_days(self) -> None:
        if self.days.currentData() == OWN_DAYS:
            self._period = self.office.dialogs.ask_period(self.office, "操作の記録の期間")
            if self._period is None:
                self.days.setCurrentIndex(0)
        self.read()

    def _conditions(self) -> str:
        said = [box.currentText() for box in (self.days, self.staff, self.what)]
        if self.days.currentData() == OWN_DAYS and self._period:
            said[0] = "～".join(wareki.era_date(day) for day in self._period)
        return "　".join([*said, *([self._record[2]] if self._record else [])])

    def _worded(self, rows: list[Noted]) -> list[PlainRow]:
        from zaitaku_desk.store import audit_words

        style = self.office.date_style
        found = []
        for row, line in zip(rows, audit_words.lines(self.office.db, rows), strict=True):
            self._rows[str(row.seq)] = row
            when = f"{moment(line.when.date(), style)} {line.when:%H:%M:%S}"
            found.append(PlainRow(str(row.seq), (when, *line[1:])))
        self._last = rows[-1] if len(rows) == PAGE else None
        return found

    def _on_scroll(self, value: int) -> None:
        from zaitaku_desk.store import audit

        bar = self.rows.verticalScrollBar()
        if self._last is not None and value >= bar.maximum() - bar.pageStep():
            self.rows.add(self._worded(audit.page(self.office.db, self.wanted(), self._last, PAGE)))

    def _tell_chain(self, problems: list[str]) -> None:
        if problems:
            more = f"（ほか{len(problems) - 3}か所）" if len(problems) > 3 else ""
            self.chain.setText("記録に合わないところがあります。" + "".join(problems[:3]) + more)
        else:
            self.chain.setText("✓ 記録は途切れていません。")
        give_role(self.chain, "problem" if problems else "done")

    def _open(self, key: str) -> None:
        row = self._rows.get(key)
        if row is not None and row.record:
            self.open_wanted.emit(row.kind, row.record)

    def _leave_record(self) -> None:
        self._record = None
        self.title.setText(self.TITLE)
        self.every_record.hide()
        self.read()
