"""The first start: who I am, passphrase and recovery sheet, a list to begin with. Pages can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.field_box import wrap
from zaitaku_desk.gui.join_page import JoinPage
from zaitaku_desk.gui.middle_column import middle_column
from zaitaku_desk.gui.parts import label
from zaitaku_desk.gui.passphrase_fields import NewPassphrase
from zaitaku_desk.gui.preview import Preview
from zaitaku_desk.gui.recovery_sheet import recovery_sheet
from zaitaku_desk.gui.return_page import ReturnPage
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.office import PROFILE_ID, Profile, Staff

if TYPE_CHECKING:
    from zaitaku_desk.gui.gate import Beginning
    from zaitaku_desk.gui.office import Office

WHO = ("contractor", "placement", "sender_name", "sender_title", "sender_block")
JOIN, RETURN = 4, 5  # the pages for a second computer, and for a new one in place of another


class FirstStart(QWidget):
    """`finished(db, beginning)`: a new data folder is open; `beginning` is what she chose, or None."""

    finished = Signal(object, object)

    def __init__(
        self,
        office: Office,
        data_dir: Path,
        create: Callable[[str | None], Any],
        beginnings: tuple[Beginning, ...],
    ) -> None:
        super().__init__()
        self._office, self._data_dir, self._create = office, data_dir, create
        self._db: Any = None
        self._steps = QLabel(self)
        self._steps.setProperty("role", "secondary")
        self._pages = QStackedWidget(self)
        self.who: dict[str, Any] = {}
        begin = self._begin_page(beginnings)
        for page in (
            self._who_page(),
            self._passphrase_page(),
            QWidget(),
            begin,
            self._join_page(),
            self._return_page(),
        ):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_5, tokens.SPACE_4, tokens.SPACE_5, tokens.SPACE_4)
        layout.addWidget(self._steps, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._pages, 1)
        self._go(0)

    def _go(self, at: int) -> None:
        words = ["① わたしのこと", "② パスフレーズ", "② 回復キー", "③ 名簿"]
        steps = "　→　".join(words[n] for n in (0, 1, 3))
        self._steps.setText(f"{steps}　　いま：{words[at]}" if at < len(words) else "")
        self.new_passphrase.personal = tuple(str(field.value) for field in self.who.values() if field.value)
        self._pages.setCurrentIndex(at)
        tab_order.begin_at(self, self._pages.currentWidget())
        self._pages.currentWidget().setFocus()

    # --- ① who I am (A1)

    def _who_page(self) -> QWidget:
        page = QWidget()
        column = middle_column("はじめまして。あなたのことを教えてください。", page)
        column.addWidget(
            label(
                "案内状や報告書の差出人に使います。あとから「事務所の設定」でいつでも直せます。",
                page,
                "secondary",
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        column.addLayout(grid)
        for at, name in enumerate(WHO):
            item = spec(Profile, name)
            field = widget_class(item)(page)
            field.attach(self._office, item)
            field.setObjectName(name)
            field.setAccessibleName(item.title)
            grid.addWidget(field, at // 2, at % 2, 1, 2 if item.lines > 1 else 1)
            wrap(field, item)
            self.who[name] = field
        self.who["sender_name"].edited.connect(self._suggest_block)
        self.who["contractor"].edited.connect(self._suggest_block)
        self.who["sender_title"].edited.connect(self._suggest_block)
        self.who["sender_block"].edited.connect(lambda: setattr(self, "_own_block", True))
        column.addLayout(
            _buttons(
                ("2台目：共有フォルダーから…", lambda: self._go(JOIN), False),
                ("バックアップから始める…", lambda: self._go(RETURN), False),
                ("あとで入力する", self._skip_who, False),
                ("次へ", lambda: self._go(1), True),
            )
        )
        column.addStretch(1)
        tab_order.begin_at(page, self.who["contractor"])
        return page

    _own_block = False

    def _suggest_block(self) -> None:
        if not self._own_block:
            who = {name: field.value or "" for name, field in self.who.items()}
            name = "　".join(part for part in (who["sender_title"], who["sender_name"]) if part)
            self.who["sender_block"].value = "\n".join(part for part in (who["contractor"], name) if part)

    def _skip_who(self) -> None:
        for field in self.who.values():
            field.value = None
        self._go(1)

    # --- ② passphrase and recovery sheet

    def _passphrase_page(self) -> QWidget:
        page = QWidget()
        column = middle_column("パスフレーズを決めてください。", page)
        column.addWidget(
            label(
                "データは暗号化して保存します。パスフレーズは端末を開くたびに使います。"
                "忘れたときのために、次の画面で回復キーを印刷します。",
                page,
                "secondary",
            )
        )
        self.new_passphrase = NewPassphrase("パスフレーズ", page)
        self.new_passphrase.done.connect(self._make)
        column.addWidget(self.new_passphrase)
        skip = "パスフレーズなしで始める（画面に「保護なし」と出ます）"
        column.addLayout(
            _buttons(("戻る", lambda: self._go(0), False), (skip, lambda: self._make(None), False))
        )
        column.addStretch(1)
        tab_order.begin_at(page, self.new_passphrase)
        return page

    def _make(self, passphrase: str | None) -> None:
        self.setEnabled(False)
        self._office.tasks.run(
            "データを作っています",
            lambda _progress: self._create(passphrase),
            lambda made: self._made(*made),
            self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        self.setEnabled(True)
        self._office.dialogs.failure(error)

    def _made(self, db: Any, code: str | None) -> None:
        self.setEnabled(True)
        self._db = db
        self._store_who()
        if code is None:
            self._go(3)
            return
        page = self._pages.widget(2)
        column = QVBoxLayout(page)
        column.addWidget(label("回復キーを印刷して、施錠できる場所に保管してください。", page, "secondary"))
        sheet = Preview(self._office)
        sheet.load(recovery_sheet(code, self._office.today()), "回復キー", "回復キー.pdf")
        sheet.back_button.hide()
        told = label("", page, "secondary")
        sheet.printed.connect(told.setText)
        column.addWidget(sheet, 1)
        column.addWidget(told)
        column.addLayout(_buttons(("次へ", lambda: self._go(3), True)))
        self._go(2)

    def _store_who(self) -> None:
        from zaitaku_desk.store import desk, save

        said = {name: field.value for name, field in self.who.items() if field.value}
        if said:
            save.save(self._db, save.new("profiles", id=PROFILE_ID, **said))
        if said.get("sender_name"):
            person = save.new(Staff.KIND, name=said["sender_name"], title=said.get("sender_title"))
            save.save(self._db, person)
            desk.sit_down(self._db, person.id)

    # --- a second computer

    def _join_page(self) -> QWidget:
        page = QWidget()
        column = middle_column("共有フォルダーから始める", page)
        self.join = JoinPage(self._office, self._data_dir)
        self.join.back_wanted.connect(lambda: self._go(0))
        self.join.joined.connect(lambda db: self.finished.emit(db, None))
        column.addWidget(self.join)
        column.addStretch(1)
        tab_order.begin_at(page, self.join)
        return page

    def _return_page(self) -> QWidget:
        page = QWidget()
        column = middle_column("バックアップから始める", page)
        self.come_back = ReturnPage(self._office, self._data_dir)
        self.come_back.back_wanted.connect(lambda: self._go(0))
        self.come_back.joined.connect(lambda db: self.finished.emit(db, None))
        column.addWidget(self.come_back)
        column.addStretch(1)
        tab_order.begin_at(page, self.come_back)
        return page

    # --- ③ a list to begin with

    def _begin_page(self, beginnings: tuple[Beginning, ...]) -> QWidget:
        page = QWidget()
        column = middle_column("どこから始めますか。", page)
        for choice in beginnings:
            button = QPushButton(choice.title, page)
            button.setProperty("primary", choice is beginnings[0])
            button.clicked.connect(lambda _on=False, choice=choice: self.finished.emit(self._db, choice))
            column.addWidget(button)
            column.addWidget(label(choice.note, page, "secondary"))
            if choice is beginnings[0]:
                tab_order.begin_at(page, button)
        empty = QPushButton("空のまま始める", page, objectName="start_empty")
        empty.clicked.connect(lambda: self.finished.emit(self._db, None))
        column.addWidget(empty)
        column.addStretch(1)
        return page


def _buttons(*buttons: tuple[str, Callable[[], None], bool]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    for text, call, primary in buttons:
        button = QPushButton(text)
        button.setProperty("primary", primary)
        button.clicked.connect(lambda _on=False, call=call: call())
        row.addWidget(button)
    return row
