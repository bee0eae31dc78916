"""壊れたファイルから読み取った変更: what it still held and the backup does not, to take in or leave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.plain_table import PlainRow
from zaitaku_desk.gui.row_choice import ManyRows
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from zaitaku_desk.gui.office import Office

NOTE = (
    "データのファイルが壊れていたため、バックアップから戻しました。"
    "次の変更は、壊れたファイルから読み取れた、バックアップよりあとの入力です。取り込むと、元の日時と入力者のまま変更履歴に入ります。"
)
DONE = (
    "読み取った変更は、すべて確かめ終わりました。壊れたファイルは、データのフォルダーの中に残してあります。"
)
NOTE_LEFT = "次の変更は、前に「取り込まない」としたものです。いまからでも取り込めます。"
SHOW_LEFT, SHOW_WAITING = "取り込まなかった変更を見る", "確かめ終わっていない変更に戻る"


class SalvagedPage(ToolPage):
    """The records of all lists that wait, or of those she left out."""

    TITLE = "壊れたファイルから読み取った変更"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._home: dict[str, tuple[Path, str, str]] = {}
        self._left = False
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.all_button = QPushButton("すべて取り込む", self)
        self.all_button.setProperty("primary", True)
        self.all_button.clicked.connect(lambda: self._answer(self._home, take=True))
        self.take_button = QPushButton("選んだ記録を取り込む", self)
        self.take_button.clicked.connect(lambda: self._answer(self.rows.keys(), take=True))
        self.leave_button = QPushButton("選んだ記録は取り込まない", self)
        self.leave_button.clicked.connect(lambda: self._answer(self.rows.keys(), take=False))
        self.replay_button = QPushButton("先に共有フォルダーから取り戻す", self)
        self.replay_button.setToolTip("共有フォルダーに送ってあった変更は、そのまま戻ります")
        self.replay_button.clicked.connect(self.replay)
        self.replay_button.setVisible(office.replay is not None)
        self.left_button = QPushButton(SHOW_LEFT, self)
        self.left_button.setProperty("quiet", True)
        self.left_button.clicked.connect(self._turn)
        self.rows = ManyRows("読み取った変更", ("種類", "記録", "変更", "内容"), (120, 260, 70, 400), self)
        self.head.insertWidget(1, self.all_button)
        below = QHBoxLayout()
        below.setSpacing(tokens.SPACE_2)
        for button in (self.take_button, self.leave_button, self.replay_button):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.left_button)
        self.body.addWidget(self.note)
        self.body.addWidget(self.rows, 1)
        self.body.addLayout(below)
        tab_order.begin_at(self, self.rows)

    def start(self) -> None:
        """Read what waits."""
        from zaitaku_desk.store import salvaged

        db = self.office.db
        waiting, left = salvaged.waiting(db.data_dir), salvaged.with_left(db.data_dir, db.key)
        self._left = self._left and bool(left)
        self._home.clear()
        rows = []
        for folder in left if self._left else waiting:
            lines = salvaged.lines(db, folder, left=self._left)
            if not lines and not self._left:  # all of it came back another way
                salvaged.came_back(db, folder)
            for line in lines:
                key = f"{folder.name}/{line.kind}/{line.id}"
                self._home[key] = (folder, line.kind, line.id)
                kind = KINDS[line.kind].TITLE if line.kind in KINDS else ""
                rows.append(PlainRow(key, (kind, line.name, f"{line.changes}件", line.words)))
        self.rows.fill(rows)
        self.note.setText((NOTE_LEFT if self._left else NOTE) if rows else DONE)
        for part in (self.rows, self.all_button, self.take_button):
            part.setVisible(bool(rows))
        self.leave_button.setVisible(bool(rows) and not self._left)
        self.left_button.setText(SHOW_WAITING if self._left else SHOW_LEFT)
        self.left_button.setVisible(bool(left) or self._left)
        if not rows:
            self.back_button.setFocus()

    def _turn(self) -> None:
        self._left = not self._left
        self.start()

    def replay(self) -> None:
        """Fetch from the share what had been sent there; it need not be looked through."""
        self.note.setText("共有フォルダーから取り戻しています…")
        self.replay_button.setEnabled(False)

        def ended(error: BaseException | None) -> None:
            if self.office.db is not None:
                self.replay_button.setEnabled(True)
                self._reread()
                if error is not None:
                    self.office.dialogs.failure(error)

        if self.office.replay is not None:
            self.office.tasks.aside(self.office.replay, lambda _result: ended(None), ended)

    def _answer(self, keys: object, *, take: bool) -> None:
        from zaitaku_desk.store import salvaged

        chosen = [self._home[key] for key in keys]
        db, left = self.office.db, self._left

        def work(_progress: Callable[[int, int], None]) -> None:
            for folder in dict.fromkeys(folder for folder, *_ in chosen):
                records = {record for home, _kind, record in chosen if home == folder}
                if take:
                    salvaged.take(db, folder, records, left=left)
                else:
                    salvaged.leave(db, folder, records)

        def failed(error: BaseException) -> None:
            self.start()
            self.office.dialogs.failure(error)

        def done(_none: object) -> None:
            words = (
                "取り込みました。"
                if take
                else f"取り込まないことにしました。「{SHOW_LEFT}」からやり直せます。"
            )
            self.said.emit(f"{len(chosen):,}件の記録の変更を{words}")
            self._reread({kind for _folder, kind, _id in chosen} if take else ())

        self.office.tasks.run("読み取った変更を取り込んでいます", work, done, failed)

    def _reread(self, kinds: object = KINDS) -> None:
        for kind in kinds:
            self.office.changes.saved.emit(kind, [])
        try:
            self.start()
        except UserError as error:
            self.office.dialogs.failure(error)
