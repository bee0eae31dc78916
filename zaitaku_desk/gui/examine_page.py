"""点検と修復: what was looked at, what is wrong in plain words, and the button that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.show import in_full
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.records import KINDS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.examine import Examination, Finding

NOTE = (
    "データのファイルを最後まで読み、記録・変更履歴・つながり・検索を突き合わせます。"
    "点検だけでは何も変わりません。記録が1万件なら10秒ほどかかり、途中で中止できます。"
)
READ = "壊れたファイルから読み取った変更を確かめる…"
READ_LEFT = "取り込まなかった変更（壊れたファイルから）を見る…"
MEND = {
    "recover": "バックアップから戻す",
    "rebuild": "変更履歴から作り直す",
    "reindex": "索引を作り直す",
}


class ExaminePage(ToolPage):
    """`recover_wanted` when the file itself has to be set aside, `salvaged_wanted` for the review list."""

    TITLE = "点検と修復"
    recover_wanted = Signal()
    salvaged_wanted = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.button = QPushButton("点検する", self)
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.examine)
        self.head.insertWidget(1, self.button)
        self.note = QLabel(NOTE, self)
        self.note.setProperty("role", "secondary")
        self.note.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setProperty("role", "head")
        self.waiting_button = QPushButton(self)
        self.waiting_button.clicked.connect(self.salvaged_wanted)
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        self._grid.setHorizontalSpacing(tokens.SPACE_3)
        self._grid.setVerticalSpacing(tokens.SPACE_2)
        self._grid.setColumnStretch(2, 1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        self.missing = PlainView(
            "相手がまだない記録", ("種類", "記録", "項目"), (140, 420, 160), self, stretch=1
        )
        self.missing.opened.connect(self._open)
        self.body.addWidget(self.note)
        self.body.addWidget(self.told)
        self.body.addWidget(self.waiting_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(area, 2)
        self.body.addWidget(self.missing, 1)
        tab_order.begin_at(self, self.button)
        office.tasks.finished.connect(self._on_finished)

    def start(self) -> None:
        """The result of the last time."""
        from zaitaku_desk.store import examine, salvaged

        db = self.office.db
        waits = bool(salvaged.waiting(db.data_dir))
        self.waiting_button.setText(READ if waits else READ_LEFT)
        self.waiting_button.setVisible(waits or bool(salvaged.with_left(db.data_dir, db.key)))
        self.missing.hide()
        self._show(examine.last(self.office.db.data_dir), "前回の点検：")

    def examine(self) -> None:
        """Look at everything now."""
        from zaitaku_desk.store import examine

        db = self.office.db
        self._busy("点検しています…")
        self.office.tasks.run(
            "点検しています",
            lambda progress: examine.examine(db, progress),
            lambda found: self._show(found, ""),
            self._on_failed,
        )

    def mend(self, finding: Finding) -> None:
        """Put right what can be, then look again."""
        from zaitaku_desk.store import examine

        if finding.mend == examine.RECOVER:
            if self.office.dialogs.ask(
                "壊れたファイルを取りのけて、新しいバックアップから戻しますか。",
                "壊れたファイルは消しません。バックアップよりあとの入力は、読み取れるだけ読み取って、取り込むかどうかを選べます。",
                yes="戻す",
            ):
                self.recover_wanted.emit()
            return
        db = self.office.db
        self._busy("直しています…")
        self.office.tasks.run(
            "直しています",
            lambda progress: examine.mend(db, finding.mend, progress),
            lambda _none: self._mended(),
            self._on_failed,
        )

    def show_missing(self) -> None:
        """The records whose other end is not here."""
        from zaitaku_desk.store import examine

        self.missing.fill(
            PlainRow(f"{one.kind}/{one.id}", (KINDS[one.kind].TITLE, one.name, one.field))
            for one in examine.dangling(self.office.db)
        )
        self.missing.show()
        self.missing.setFocus()

    def _mended(self) -> None:
        for kind in KINDS:
            self.office.changes.saved.emit(kind, [])
        self.examine()

    def _busy(self, words: str) -> None:
        self.told.setText(words)
        self.button.setEnabled(False)

    def _on_finished(self) -> None:
        """Also when she pressed 中止: then nothing else arrives."""
        if not self.button.isEnabled() and not self.office.tasks.busy:
            self.start()

    def _on_failed(self, error: BaseException) -> None:
        self.start()
        self.office.dialogs.failure(error)

    def _show(self, found: Examination | None, before: str) -> None:
        self.button.setEnabled(True)
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if found is None:
            self.told.setText("まだ点検していません。")
            return
        moment = in_full(found.when, self.office.date_style)
        bad = sum(not finding.ok for finding in found.findings)
        words = "問題はありません。" if found.ok else f"{bad}つの項目に問題があります。"
        self.told.setText(f"{before}{moment} ― {words}")
        for row, finding in enumerate(found.findings):
            self._add(row, finding)
        self._grid.setRowStretch(len(found.findings), 1)

    def _add(self, row: int, finding: Finding) -> None:
        role, word = ("done", "○ 問題なし") if finding.ok else ("problem", "× 問題あり")
        if finding.ok and finding.wrong:
            role, word = "old", "△ お知らせ"
        state = QLabel(word, self._inside)
        state.setProperty("role", role)
        title = QLabel(finding.title, self._inside)
        words = QLabel(finding.words, self._inside)
        words.setWordWrap(True)
        for column, part in enumerate((state, title, words)):
            self._grid.addWidget(part, row, column)
        if finding.mend or (finding.part == "references" and finding.wrong):
            button = QPushButton(MEND.get(finding.mend, "どの記録かを見る"), self._inside)
            button.setAccessibleName(f"{finding.title}：{button.text()}")
            call = (lambda: self.mend(finding)) if finding.mend else self.show_missing
            button.clicked.connect(lambda _on=False: call())
            self._grid.addWidget(button, row, 3)

    def _open(self, key: str) -> None:
        kind, _, record_id = key.partition("/")
        parent = _parent(self.office.db, kind, record_id)
        self.open_wanted.emit(*(parent or (kind, record_id)))


def _parent(db: object, kind: str, record_id: str) -> tuple[str, str] | None:
    """What a part belongs to, where that is here: it has no page of its own."""
    from zaitaku_desk.records.fields import by_name
    from zaitaku_desk.store import save

    record, held = save.get(db, kind, record_id), by_name(KINDS[kind]).get(KINDS[kind].PARENT)
    owner = getattr(record, held.name) if record and held else None
    return (held.refers, owner) if owner and save.get(db, held.refers, owner) else None
