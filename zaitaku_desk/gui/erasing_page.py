"""保存期間を過ぎた個人の情報: what is due, what goes, what stays, and erasing it for good (decisions 12)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow
from zaitaku_desk.gui.row_choice import ManyRows
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.viewed import Looked
from zaitaku_desk.records import KINDS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.erasing import Due

HEADS = ("種類", "最後の日", "記録")
WIDTHS = (120, 150, 260)
MOST = 2_000
LONGEST = 60
NEVER = (
    "保存期間が設定されていないので、消去の候補はありません。"
    "期間は「ファイル ▸ 設定 ▸ 事務所の設定」の「個人の情報の保存期間」で決めます。"
)
WARNING = (
    "消去すると元に戻せません（Ctrl+Zも、変更履歴からも）。共有しているほかの端末からも、次の同期で消えます。"
    "これまでのバックアップには、古いものから順に消えるまで（最長2年）残ります。"
)


class ErasingPage(ToolPage):
    """Left what is due, the oldest first; right what goes and what stays of the one the keyboard is on."""

    TITLE = "保存期間を過ぎた個人の情報"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._due: dict[str, Due] = {}
        self._looked = Looked(office, self)
        self.note = label("", self, "secondary")
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("種類")
        self.all_button = button("すべて選ぶ（Ctrl+A）", self, lambda: self.rows.selectAll())
        self.erase_button = button("消去…", self, self.erase, primary=True)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        top.addWidget(self.kind)
        top.addWidget(self.all_button)
        top.addStretch(1)
        top.addWidget(self.erase_button)
        self.rows = ManyRows("保存期間を過ぎた記録", HEADS, WIDTHS, self, stretch=2)
        self.rows.current.connect(lambda _key: self._preview())
        self.rows.selectionModel().selectionChanged.connect(lambda *_: self._count())
        self.rows.opened.connect(self._open)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("消えるものと残るもの")
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.rows)
        self.parts.addWidget(self._area)
        self.parts.setSizes([560, 480])
        warning = label(WARNING, self, "warning")
        self.body.addWidget(self.note)
        self.body.addLayout(top)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(warning)
        self.kind.currentIndexChanged.connect(lambda _at: self._fill())
        tab_order.begin_at(self, self.rows)

    def start(self) -> None:
        """Look what is due."""
        from zaitaku_desk.store import erasing

        db, today = self.office.db, self.office.today()
        kept = erasing.years(db)
        found = erasing.due(db, today)
        self._due = {f"{one.kind} {one.id}": one for one in found}
        self._tell_period(kept, len(found))
        counted = Counter(one.kind for one in found)
        chosen = self.kind.currentData()
        blocked = self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(f"すべての種類（{len(found):,}件）", None)
        for kind, count in counted.items():
            self.kind.addItem(f"{KINDS[kind].TITLE}（{count:,}件）", kind)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self.kind.blockSignals(blocked)
        self._fill()

    def chosen(self) -> list[Due]:
        """The records that are selected."""
        keys = self.rows.keys()
        return [self._due[key] for key in keys if key in self._due]

    def erase(self) -> None:
        """Ask once, then erase for good on the worker."""
        from zaitaku_desk.store import erasing

        office, chosen = self.office, self.chosen()
        if not chosen or not office.dialogs.ask(
            f"選んだ{len(chosen):,}件の記録から、個人の情報を消去しますか。", WARNING, yes="消去する"
        ):
            return
        db = office.db

        def work(progress: Any) -> None:
            erasing.erase(db, chosen, progress)
            erasing.sweep(db)

        office.tasks.run("個人の情報を消去しています", work, lambda _none: self._erased(chosen))

    # --- inside

    def _erased(self, chosen: list[Due]) -> None:
        for kind in dict.fromkeys(one.kind for one in chosen):
            self.office.changes.saved.emit(kind, [one.id for one in chosen if one.kind == kind])
        self.start()
        self.said.emit(f"{len(chosen):,}件の記録から個人の情報を消去しました。件数と区分は残っています。")

    def _tell_period(self, kept: int | None, count: int) -> None:
        from zaitaku_desk.rules.erasing import last_day

        if kept is None:
            self.note.setText(NEVER)
            return
        before = moment(last_day(self.office.today(), kept), self.office.date_style)
        nothing = "" if count else "いま、消去の候補はありません。"
        self.note.setText(
            f"最後の日が{before}より前の記録です（保存期間 {kept}年度。「事務所の設定」で変えられます）。"
            f"自動では消えません。内容を確かめて、選んで消去してください。{nothing}"
        )

    def _fill(self) -> None:
        from zaitaku_desk.store import naming, save

        db, style, kind = self.office.db, self.office.date_style, self.kind.currentData()
        wanted = [key for key, one in self._due.items() if kind in (None, one.kind)]
        rows = []
        for key in wanted[:MOST]:
            one = self._due[key]
            record = save.get(db, one.kind, one.id)
            name = naming.shown(db, record) if record is not None else ""
            bin_ = "（ごみ箱）" if record is not None and record.deleted else ""
            day = moment(date.fromisoformat(one.day[:10]), style)
            rows.append(PlainRow(key, (KINDS[one.kind].TITLE, day, name + bin_)))
        self.rows.fill(rows)
        for part in (self.kind, self.all_button, self.parts):
            part.setVisible(bool(self._due))
        self._count()
        self._preview()

    def _count(self) -> None:
        count = len(self.rows.keys())
        self.erase_button.setText(f"選んだ {count:,} 件を消去…" if count else "消去…")
        self.erase_button.setEnabled(count > 0)

    def _preview(self) -> None:
        from zaitaku_desk.store import erasing

        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_2, 0)
        column.setSpacing(tokens.SPACE_1)
        one = self._due.get(self.rows.chosen())
        self._looked.at((one.kind, one.id) if one is not None else None)
        if one is not None:
            rule = erasing.rule_of(one.kind)
            goes, stays = erasing.what_goes(self.office.db, one), erasing.what_stays(self.office.db, one)
            _section(column, page, "消えるもの", rule.goes, goes)
            _section(column, page, "残るもの", rule.stays, stays)
        column.addStretch(1)
        self._area.setWidget(page)

    def _open(self, key: str) -> None:
        one = self._due.get(key)
        if one is not None:
            self.open_wanted.emit(one.kind, one.id)


def _section(column: QVBoxLayout, page: QWidget, title: str, rule: str, said: list[tuple[str, str]]) -> None:
    column.addWidget(label(title, page, "section"))
    column.addWidget(label(rule, page, "secondary"))
    for name, text in said:
        short = text.strip().replace("\n", " ")
        line = QLabel(f"{name}：{short[:LONGEST]}{'…' if len(short) > LONGEST else ''}", page)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        column.addWidget(line)
    if not said:
        column.addWidget(label("いまの記録にはありません（変更履歴の中だけにあります）。", page, "secondary"))
