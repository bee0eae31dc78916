"""一覧表の版: freeze the directory, print an edition as it was, note to whom it was given (A43, A264)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.parts import button, label
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.tool_steps import SteppedPage
from zaitaku_desk.gui.widgets.dates import DateEdit
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.editions import Edition
from zaitaku_desk.records.fields import spec
from zaitaku_desk.reports import Request

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

HEADS = ("名称", "時点", "機関数", "配付", "備考")
EMPTY = "版はまだありません。「いまの内容で版を作る」で、この時点の一覧表を残せます。"
GIVEN = Children(
    "distributions",
    ("given_on", "paper", "recipients", "channel", "copies"),
    widths={"given_on": 130, "paper": 170, "channel": 120, "copies": 90},
    stretch="recipients",
    defaults={"paper": "関係機関情報一覧表"},
    most=3,
)


class EditionsPage(SteppedPage):
    """The editions, newest first; below them what one does with the chosen one."""

    TITLE = "一覧表の版"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.first = QWidget(self)
        self.first.refresh = self.refresh
        self.first.print_main = self.print_edition
        layout = QVBoxLayout(self.first)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addLayout(self._freeze_row())
        self.rows = PlainView("一覧表の版", HEADS, (230, 140, 80, 70, 200), self.first, right=(2, 3))
        self.rows.opened.connect(lambda _id: self.print_edition())
        self.rows.current.connect(self._show_given)
        self.rows.setMinimumHeight(2 * tokens.TARGET + tokens.SPACE_4)
        self.hint = label(EMPTY, self.first, "secondary")
        layout.addWidget(self.hint)
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._buttons())
        self._given_of: str | None = None
        self.given_label = label("", self.first, "section")
        self.given = ChildTable(self.first)
        self.given.attach(office, GIVEN, "配付の記録")
        self.given.undo_wanted.connect(self.undo)
        layout.addWidget(self.given_label)
        layout.addWidget(self.given)
        tab_order.begin_at(self.first, self.rows)
        self._changes: QWidget | None = None
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        today = self.office.today()
        self.day.value = today
        self.name.value = f"{wareki.era_fiscal_year(wareki.fiscal_year(today))}版"
        self.note.value = None
        self.restart(self.first)

    def flush(self) -> None:
        self.given.flush()

    def refresh(self) -> None:
        """Read the editions again."""
        from zaitaku_desk.store import editions

        style = self.office.date_style
        found = editions.overview(self.office.db)
        self.rows.fill(
            PlainRow(
                one.id,
                (
                    one.title or "（名称なし）",
                    moment(one.frozen_on, style) if one.frozen_on else "",
                    f"{size:,}",
                    f"{given}" if given else "—",
                    one.note or "",
                ),
            )
            for one, size, given in found
        )
        self.hint.setVisible(not found)
        for part in self.of_one:
            part.setEnabled(bool(found))

    def freeze(self) -> None:
        """いまの内容で版を作る."""
        from zaitaku_desk.store import editions

        title, day = self.name.value, self.day.value
        if not title or day is None:
            self.said.emit("名称と時点を入れてください。")
            return
        db, note = self.office.db, self.note.value or ""
        self.office.tasks.run(
            "版を作成",
            lambda progress: editions.freeze(db, title, day, note=note, progress=progress),
            self._frozen,
        )

    def print_edition(self) -> None:
        """The list as it was frozen, in the preview."""
        self.run_paper(self.paper_of("directory_edition_pdf", self._request, "directory_edition_excel"))

    def save_excel(self) -> None:
        """The same as an Excel file."""
        self.run_paper(self.paper_of("directory_edition_excel", self._request))

    def show_changes(self) -> None:
        """変更点一覧: from the chosen edition to the next newer one, or to today."""
        from zaitaku_desk.gui.editions_changes import ChangesStep

        if self._changes is None:
            self._changes = ChangesStep(self)
        self._changes.start(self.rows.chosen())
        self.open_step(self._changes)

    def throw_away(self) -> None:
        """Put the chosen edition into the bin."""
        from zaitaku_desk.store import save

        edition = self.rows.chosen()
        save.delete(self.office.db, "editions", edition)
        self.office.saved("editions", [edition])
        self.said.emit("版をごみ箱に入れました。Ctrl+Zで元に戻せます。")

    # --- inside

    def _freeze_row(self) -> QHBoxLayout:
        self.name, self.day, self.note = TextEdit(self.first), DateEdit(self.first), TextEdit(self.first)
        self.freeze_button = button("いまの内容で版を作る", self.first, self.freeze, primary=True)
        row = QHBoxLayout()
        for edit, field, share in (
            (self.name, "title", 3),
            (self.day, "frozen_on", 2),
            (self.note, "note", 3),
        ):
            item = spec(Edition, field)
            edit.attach(self.office, item)
            edit.setAccessibleName(item.title)
            row.addWidget(label(item.title, self.first, "label"))
            row.addWidget(edit, share)
        row.addWidget(self.freeze_button)
        return row

    def _buttons(self) -> QHBoxLayout:
        texts = (
            ("一覧表を見る・印刷（Enter）", self.print_edition),
            ("一覧表をExcelで保存", self.save_excel),
            ("変更点一覧…", self.show_changes),
        )
        self.of_one = [button(text, self.first, call) for text, call in texts]
        self.of_one.append(button("この版をごみ箱へ", self.first, self.throw_away, quiet=True))
        row = QHBoxLayout()
        for part in self.of_one[:-1]:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.of_one[-1])
        return row

    def _request(self) -> Request:
        return Request(id=self.rows.chosen(), today=self.office.today())

    def _show_given(self, edition: str) -> None:
        if edition != self._given_of:  # what is being typed below stays open
            self._given_of = edition
            self.given.load(edition or None)
        name = next((row.cells[0] for row in self.rows.rows if row.key == edition), "")
        self.given_label.setText(f"配付の記録　{name}")

    def _frozen(self, edition: Edition) -> None:
        self.office.saved("editions", [edition.id])
        self.rows.select(edition.id)
        self.rows.setFocus()
        self.said.emit(f"「{edition.title}」を作りました。Ctrl+Zで元に戻せます。")

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind in ("editions", "distributions") and self.isVisible():
            self.refresh()
