"""公開用フォルダー: which folder, on or off, what lies there, and what of the desk never does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.show import moment
from zaitaku_desk.gui.widgets.short_label import ShortLabel
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.plain_folder import PlainFolder

WHAT = (
    "在宅デスクを使わない人（医師会の事務局、受付など）のために、名簿と会議の予定をふつうのファイルで置きます。"
    "同期のたびに、変わったところがあれば自動で新しくします。ファイルの名前は変わりません。"
)
NEVER = (
    "入るのは、一覧表に載せる関係機関と、会議の日時・場所・名前だけです。相談・訪問の記録、人の名前や連絡先、"
    "メモは入りません。会議名に個人の名前を書くと、そのまま出ます。ここのファイルは暗号化されません。"
)
FILES = (
    ("関係機関情報一覧表.pdf / .xlsx", "代表者の欄を除いた一覧表"),
    ("会議の予定表.pdf / .xlsx", "今年度と、これからの会議"),
    ("会議の予定.ics", "Outlook・Googleカレンダー・スマートフォンの予定表に読み込めます"),
)


class PlainFolderPage(HousePage):
    """Everything about it on one page."""

    def __init__(self, office: Office, plain: PlainFolder) -> None:
        super().__init__("公開用フォルダー")
        self._office, self._plain = office, plain
        self.add_note(WHAT)
        self._add_state()
        self._add_folder()
        self._add_files()
        self.column.addStretch(1)
        plain.changed.connect(self.show_state)
        self.show_state()
        tab_order.begin_at(self, self.write_button if plain.folder else self.choose_button)

    def choose(self) -> None:
        """Another folder; not the desk's own, nor the encrypted one."""
        folder = self._office.dialogs.choose_folder("公開用フォルダー")
        if folder is None:
            return
        refused = self._refusal(folder)
        if refused:
            self._office.dialogs.warn(*refused)
            return
        self._plain.use(folder)

    def show_state(self) -> None:
        """Show how it stands now."""
        plain = self._plain
        folder = plain.folder
        self.state.setText(self._words())
        self.say(self.problem, plain.problem)
        self.say(self.news, self._about_files())
        self.place.setText(str(folder) if folder else "まだ決めていません。")
        blocked = self.on.blockSignals(True)
        self.on.setChecked(plain.on)
        self.on.blockSignals(blocked)
        for part in (self.on, self.write_button, self.open_button):
            part.setVisible(folder is not None)
        self.write_button.setEnabled(not plain.running)
        self.choose_button.setText("別のフォルダーにする…" if folder else "フォルダーを選ぶ…")

    def _words(self) -> str:
        plain = self._plain
        if plain.folder is None:
            return "使っていません"
        if plain.running:
            return "書き出しています…"
        when = f"（前回 {moment(plain.at, self._office.date_style)}）" if plain.at else ""
        return f"{'自動で新しくします' if plain.on else '自動では新しくしません'}{when}"

    def _about_files(self) -> str:
        written = self._plain.written
        if written is None:
            return ""
        said = []
        if written.busy:
            said.append(f"{'、'.join(written.busy)} は、だれかが開いているため次の機会に新しくします。")
        if written.aside:
            said.append(f"書き込みのあったファイルを取り分けました：{'、'.join(written.aside)}")
        if written.empty:
            said.append(f"載せるものがないため作っていません：{'、'.join(written.empty)}")
        return "\n".join(said)

    def _refusal(self, folder: Path) -> tuple[str, str] | None:
        from zaitaku_desk.sharing.place import ROOT

        own = self._office.db.data_dir.resolve()
        chosen, share = folder.resolve(), self._office.settings.place(SHARED_FOLDER)
        if chosen == own or own in chosen.parents:
            return "データのフォルダーの中には置けません。", "ほかの人が見られるフォルダーを選んでください。"
        shared = share.resolve() / ROOT if share is not None else None
        if chosen.name == ROOT or (shared is not None and (chosen == shared or shared in chosen.parents)):
            return (
                "同期のためのフォルダーの中には置けません。",
                "その隣に、公開用のフォルダーを作って選んでください。",
            )
        return None

    # --- parts

    def _add_state(self) -> None:
        self.state = self.add_head()
        self.problem, self.news = self.add_warning(), self.add_warning()
        self.write_button = self.make_button(
            "いま書き出す", lambda: self._plain.refresh(asked=True), primary=True
        )
        self.open_button = self.make_button("フォルダーを開く", self._open)
        self.on = QCheckBox("同期のたびに自動で新しくする", self)
        self.on.toggled.connect(self._plain.turn)
        self.add_row(self.write_button, self.open_button, self.on)

    def _add_folder(self) -> None:
        self.add_section("場所（このパソコンから見た場所）")
        self.place = ShortLabel(self)
        self.column.addWidget(self.place)
        self.choose_button = self.make_button("", self.choose)
        self.add_row(self.choose_button)

    def _add_files(self) -> None:
        self.add_section("置くもの")
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setColumnStretch(1, 1)
        for row, (name, what) in enumerate(FILES):
            grid.addWidget(QLabel(name), row, 0)
            note = QLabel(what)
            note.setProperty("role", "secondary")
            note.setWordWrap(True)
            grid.addWidget(note, row, 1)
        self.column.addWidget(box)
        self.add_note(NEVER)

    def _open(self) -> None:
        if self._plain.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._plain.folder)))
