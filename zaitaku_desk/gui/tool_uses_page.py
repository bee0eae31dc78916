"""情報共有システムの利用: how many use it, by kind and by month, against the target (A36, A105)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from zaitaku_desk.gui import show, tab_order, tokens
from zaitaku_desk.gui.parts import label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.gui.widgets.text import NumberEdit
from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.fields import spec
from zaitaku_desk.rules import tool_uses as rules

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.rules.tool_uses import Use

HEADS = ("機関", "種別", "利用開始", "閲覧", "同意の取り方")
SCALE = 1.4
WIDE = 360.0


class ToolUsesPage(ToolPage):
    """The tool above, its figures at the left, who uses it at the right."""

    TITLE = "情報共有システムの利用"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._uses: list[Use] = []
        self.tool = QComboBox(self)
        self.tool.setAccessibleName("システム")
        self.tool.setMinimumHeight(tokens.TARGET)
        self.tool.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tool.activated.connect(lambda _at: self.show_tool())
        self.target = NumberEdit(self)
        self.target.attach(office, spec(Code, "target"))
        self.target.setAccessibleName("目標の利用施設数")
        self.target.setFixedWidth(80)
        self.target.editingFinished.connect(self._set_target)
        self.count = QLabel(self)
        self.count.setProperty("role", "head")
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_2)
        for part in (self.tool, self.count):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(label("目標（か所）", self, "label"))
        top.addWidget(self.target)
        self.told = label("", self, "secondary")
        self.kinds, self.months = QSvgWidget(), QSvgWidget()
        self.rows = PlainView("利用している機関", HEADS, (200, 130, 120, 50), self)
        self.rows.opened.connect(lambda key: self.open_wanted.emit("institutions", key))
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._figures(splitter))
        splitter.addWidget(self.rows)
        splitter.setSizes([600, 500])
        self.body.addLayout(top)
        self.body.addWidget(self.told)
        self.body.addWidget(splitter, 1)
        tab_order.begin_at(self, self.tool)

    def start(self) -> None:
        """Read anew; the tool looked at last stays."""
        from zaitaku_desk.store import codes, tool_uses

        db = self.office.db
        self._uses = tool_uses.everyone(db)
        chosen = self.tool.currentData()
        self.tool.clear()
        for key, title in codes.choices(db, "ict_tools"):
            self.tool.addItem(title, key)
        used = [use.tool for use in self._uses]
        first = max(set(used), key=used.count) if used else None
        self.tool.setCurrentIndex(max(0, self.tool.findData(chosen or first)))
        self.show_tool()

    def flush(self) -> None:
        self._set_target()

    def show_tool(self) -> None:
        """Figures and users of the chosen tool."""
        from zaitaku_desk.japanese import wareki
        from zaitaku_desk.reports import figures
        from zaitaku_desk.store import tool_uses

        tool, today = self.tool.currentData() or "", self.office.today()
        found = rules.adoption(self._uses, tool, today)
        wanted = tool_uses.target(self.office.db, tool)
        self.target.value = wanted
        reached = f"（目標 {wanted:,}か所の {100 * found.size / wanted:.0f}%）" if wanted else ""
        self.count.setText(f"{found.size:,}か所が利用{reached}")
        consents = "、".join(f"{words} {count}か所" for words, count in found.consents)
        self.told.setText(
            "　".join(
                part
                for part in (
                    f"うち閲覧できる機関 {found.viewing}か所" if found.size else "",
                    f"同意の取り方：{consents}" if consents else "",
                )
                if part
            )
            or "この機関の「情報共有システム」の表に利用を入れると、ここで数えます。"
        )
        months = [
            (wareki.short_era_date(day).rpartition(".")[0], count)
            for day, count in rules.by_month(self._uses, tool, today)
        ]
        self._draw(self.kinds, figures.bars(found.by_kind, "か所", WIDE, 112))
        self._draw(self.months, figures.line(months, "", WIDE))
        style = self.office.date_style
        self.rows.fill(
            PlainRow(
                use.institution_id,
                (
                    use.name,
                    use.kind,
                    show.moment(use.starts_on, style) if use.starts_on else "",
                    "○" if use.viewing else "",
                    use.consent,
                ),
            )
            for use in found.users
        )

    # --- inside

    def _set_target(self) -> None:
        from zaitaku_desk.store import tool_uses

        tool = self.tool.currentData()
        if tool and not self.target.typed() and self.target.value != tool_uses.target(self.office.db, tool):
            tool_uses.set_target(self.office.db, tool, self.target.value)
            self.office.saved("codes", [])
            self.show_tool()

    def _draw(self, place: QSvgWidget, drawing: Any) -> None:
        from zaitaku_desk.reports import figures

        scale = SCALE * self.fontMetrics().height() / 15.0
        place.load(QByteArray(figures.svg(drawing, self.font().family())))
        place.setFixedSize(round(drawing.width * scale), round(drawing.height * scale))

    def _figures(self, parent: QWidget) -> QWidget:
        area, inside = QScrollArea(parent), QWidget()
        layout = QVBoxLayout(inside)
        layout.setSpacing(tokens.SPACE_2)
        for title, figure in (("種別ごと", self.kinds), ("月ごと（2年間）", self.months)):
            layout.addWidget(label(title, inside, "section"))
            layout.addWidget(figure, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setAccessibleName("図")
        return area
