"""Wordのひな形: the office's own wording of the papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.reports import Request, templates

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

WORD = "Word文書 (*.docx)"


class TemplatePage(HousePage):
    """A row per template: whose it is, 書き出す, 取り込む, 元に戻す."""

    def __init__(self, office: Office) -> None:
        super().__init__("Wordのひな形")
        self._office = office
        self.add_note(
            "案内状や議事録の文面は、Wordで直せます。"
            "「書き出す」で保存したファイルをWordで直し、「取り込む」で戻してください。\n"
            "{{ }} と {% %} は、記録の内容が入る目印です。取り込むときに、使えるかどうかを確かめます。"
        )
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setColumnStretch(1, 1)
        self._whose: dict[str, QLabel] = {}
        self._back: dict[str, QPushButton] = {}
        for row, template in enumerate(templates.TEMPLATES):
            whose = QLabel(box)
            whose.setProperty("role", "secondary")
            self._whose[template.name] = whose
            grid.addWidget(QLabel(template.title, box), row, 0)
            grid.addWidget(whose, row, 1)
            for column, (text, call) in enumerate(
                (("書き出す…", self.give_out), ("取り込む…", self.take_in), ("元に戻す", self.put_back)), 2
            ):
                button = QPushButton(text, box)
                button.setAccessibleName(f"{template.title}を{text.rstrip('…')}")
                button.clicked.connect(lambda _on=False, call=call, template=template: call(template))
                grid.addWidget(button, row, column)
            self._back[template.name] = button
        self.column.addWidget(box)
        self.told = self.add_note("")
        self.column.addStretch(1)
        self._show()

    def give_out(self, template: templates.Template) -> None:
        """Save the template in use for editing."""
        path = self._office.dialogs.save_file("ひな形を書き出す", f"{template.title}.docx", WORD)
        if path is not None:
            self._try(
                lambda: templates.give_out(self._office.db, template.name, path),
                f"{path.name} に書き出しました。",
            )

    def take_in(self, template: templates.Template) -> None:
        """Use an edited file from now on."""
        path = self._office.dialogs.choose_file("ひな形を取り込む", WORD)
        if path is not None:
            request = Request(today=self._office.today())
            self._try(
                lambda: templates.take_in(self._office.db, template.name, path, request),
                f"これからの「{template.title}」は {path.name} の文面で作ります。",
            )

    def put_back(self, template: templates.Template) -> None:
        """Use the program's own again."""
        self._try(
            lambda: templates.put_back(self._office.db, template.name),
            f"「{template.title}」を元のひな形に戻しました。",
        )

    def _try(self, work: Callable[[], None], done: str) -> None:
        try:
            work()
        except UserError as error:
            self.told.setText(str(error))
        else:
            self.told.setText(done)
        self._show()

    def _show(self) -> None:
        for name, label in self._whose.items():
            own = templates.is_own(self._office.db, name)
            label.setText("この事務所のひな形" if own else "はじめからのひな形")
            self._back[name].setEnabled(own)
