"""写真・ファイル of a record: by button, drag and drop or paste; opened, saved, taken away (decisions 27)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import attachments_files as files
from zaitaku_desk.gui import photo, tokens
from zaitaku_desk.gui.attachments_files import Make, Taken
from zaitaku_desk.gui.attachments_out import Out
from zaitaku_desk.gui.attachments_tiles import Tiles
from zaitaku_desk.gui.widgets.flow import FlowLayout
from zaitaku_desk.records import new_id
from zaitaku_desk.rules.attachments import MOST_BYTES, in_words

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.attachments import Attachment

HINT = (
    f"ここへドラッグするか、貼り付けることもできます（1つ {in_words(MOST_BYTES)} まで）。"
    "写真は縮め、撮影場所などの情報を取り除いて、暗号化して保存します。"
)


class AttachmentBox(QWidget):
    """Buttons and tiles; in a .ui file it is called `attachments`.

    `page_wanted` shows something in the place of the page, `undo_wanted` for Ctrl+Z.
    """

    said = Signal(str)
    saved = Signal()
    page_wanted = Signal(object)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.found: list[Attachment] = []
        self._office: Office | None = None
        self._kind = self._record_id = ""
        self.add_button = self._button("＋ 追加…", self.choose)
        self.add_button.setAccessibleName("写真・ファイルを追加")
        self.paste_button = self._button("貼り付け", self.paste)
        self.paste_button.setToolTip("コピーした画像やファイルを追加します（この欄で Ctrl+V）")
        self.open_button = self._button("開く", self.open_chosen)
        self.save_button = self._button("別名で保存…", self.save_chosen)
        self.rename_button = self._button("名前を変える", self.rename_chosen)
        self.away_button = self._button("外す", self.take_away)
        self.away_button.setToolTip("ごみ箱へ移す（Delete）。Ctrl+Z か「外したもの」から戻せます")
        self.removed_button = self._button("", self._turn_removed)
        self.removed_button.setCheckable(True)
        self.removed_button.setProperty("quiet", False)
        self.removed_button.setProperty("chip", True)
        self._of_choice = (self.open_button, self.save_button, self.rename_button, self.away_button)
        self.hint = QLabel(HINT, self)
        self.hint.setProperty("role", "secondary")
        self.hint.setWordWrap(True)
        self.tiles = Tiles(self)
        self.tiles.opened.connect(self.open)
        self.tiles.rename_wanted.connect(self.rename)
        self.tiles.away_wanted.connect(lambda ids: self.take_away())
        self.tiles.paste_wanted.connect(self.paste)
        self.tiles.itemSelectionChanged.connect(self._show_buttons)
        self._lay_out()
        self._show_buttons()

    def attach_office(self, office: Office, kind: str, before_save: Callable[[], None]) -> None:
        """Learn where to save; `before_save` stores a new record first."""
        self._office, self._kind, self._before_save = office, kind, before_save
        self.out = Out(office, self)
        self.out.said.connect(self.said)
        self.out.page_wanted.connect(self.page_wanted)
        self.out.back.connect(lambda: self.tiles.setFocus(Qt.FocusReason.OtherFocusReason))
        self.out.fetched.connect(self.reload)
        QGuiApplication.instance().applicationStateChanged.connect(self._on_state)
        office.changes.saved.connect(self._on_saved)

    def show_of(self, record_id: str) -> None:
        """What was put to a record ("" = none)."""
        self._record_id = record_id
        self.removed_button.setChecked(False)
        self.setEnabled(bool(record_id))
        self.reload()

    def reload(self) -> None:
        """Read and draw anew."""
        from zaitaku_desk.store import attachments

        office, removed = self._office, 0
        if office is None or office.db is None or not self._record_id:
            self.found = []
            self.tiles.forget()
        else:
            gone = attachments.of(office.db, self._kind, self._record_id, removed=True)
            removed = len(gone)
            if not gone:
                self.removed_button.setChecked(False)
            there = attachments.of(office.db, self._kind, self._record_id)
            self.found = gone if self.removed_button.isChecked() else there
            self.tiles.show_these(office, self.found)
        self.removed_button.setText(f"外したもの {removed}件")
        self.removed_button.setVisible(removed > 0)
        self.tiles.setVisible(bool(self.found))
        self.hint.setVisible(not self.found)
        self._show_buttons()

    def flush(self) -> None:
        """What was written into an open copy is taken in; before a lock wipes it."""
        if self._office is not None:
            self.out.copies.collect()

    @property
    def summary(self) -> str:
        """What is said of it while its section is folded."""
        return f"写真・ファイル {len(self.found)}件" if self.found else ""

    # --- taking in

    def choose(self) -> None:
        """追加…: files of her choice."""
        paths = self._office.dialogs.choose_files("写真・ファイルを追加")
        self.add_files(paths)

    def paste(self) -> None:
        """A copied picture, or copied files."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self._take(mime):
            self.said.emit("クリップボードに、追加できる画像やファイルがありません。")

    def add_files(self, paths: Iterable[Path]) -> None:
        """Put files to the record; what is refused is told, the others are there."""
        self._add([(path.name, lambda path=path: files.from_file(path)) for path in paths])

    def add_image(self, image: QImage) -> None:
        """Put a picture from the clipboard to the record."""
        name = f"画像 {self._office.now():%Y-%m-%d %H%M}"
        self._add([(name, lambda: photo.of_image(image, name))])

    def _add(self, wanted: list[tuple[str, Make]]) -> None:
        if not wanted or not self._record_id:
            return
        self._before_save()
        self.removed_button.setChecked(False)
        db, kind, record_id = self._office.db, self._kind, self._record_id
        self._office.tasks.run(
            "写真・ファイルを追加しています",
            lambda progress: files.keep(db, wanted, progress),
            lambda taken: self._note(kind, record_id, taken, len(wanted)),
        )

    def _note(self, kind: str, record_id: str, taken: Taken, wanted: int) -> None:
        """Back on this thread: the records of what is kept."""
        from zaitaku_desk.store import attachments

        office = self._office
        if office.db is None:  # locked meanwhile: nothing names the contents, they are swept later
            return
        made = attachments.add(office.db, kind, record_id, taken.kept, office.today())
        if made:
            office.saved("attachments", made)
            self.saved.emit()
            self.said.emit(f"写真・ファイルを{len(made)}件追加しました。")
        elif taken.kept:
            self.said.emit("同じ写真・ファイルがすでにあります。")
        if taken.refused:
            self._tell(taken.refused, wanted)

    def _tell(self, refused: list[tuple[str, UserError]], wanted: int) -> None:
        name, first = refused[0]
        if len(refused) == 1:
            self._office.dialogs.warn(f"「{name}」を追加できませんでした。", f"{first.message}\n{first.hint}")
        else:
            said = "\n".join(f"・{name}：{error.message}" for name, error in refused[:6])
            more = f"\nほか{len(refused) - 6}件" if len(refused) > 6 else ""
            head = f"{wanted}件のうち{len(refused)}件を追加できませんでした。"
            self._office.dialogs.warn(head, said + more)

    # --- the chosen ones

    def open_chosen(self) -> None:
        """開く."""
        for record_id in self.tiles.chosen()[:1]:
            self.open(record_id)

    def open(self, record_id: str) -> None:
        """Show it, or hand it to its own program."""
        one = self._one(record_id)
        if one is not None and not self.removed_button.isChecked():
            self.out.open(one, self.found)

    def save_chosen(self) -> None:
        """別名で保存…."""
        self.out.save([one for one in map(self._one, self.tiles.chosen()) if one is not None])

    def rename_chosen(self) -> None:
        """名前を変える."""
        for record_id in self.tiles.chosen()[:1]:
            self.rename(record_id)

    def rename(self, record_id: str) -> None:
        """Another name; the ending stays."""
        from zaitaku_desk.store import attachments

        one = self._one(record_id)
        if one is None or self.removed_button.isChecked():
            return
        name = self._office.dialogs.ask_text("名前を変える", "新しい名前：", text=one.name or "")
        if name and name.strip():
            attachments.rename(self._office.db, record_id, name)
            self._after([record_id])

    def take_away(self) -> None:
        """外す, or 戻す where the ones taken away are shown; undone with Ctrl+Z."""
        from zaitaku_desk.store import save

        chosen, batch = self.tiles.chosen(), new_id()
        back = self.removed_button.isChecked()
        for record_id in chosen:
            (save.restore if back else save.delete)(self._office.db, "attachments", record_id, batch)
        if chosen:
            self._after(chosen)
            words = "戻しました。" if back else "外しました。Ctrl+Z で戻せます。"
            self.said.emit(f"写真・ファイルを{len(chosen)}件{words}")

    # --- Qt

    def dragEnterEvent(self, event: Any) -> None:
        if self.isEnabled() and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: Any) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # what was dragged here stays where it was
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _take(self, mime: QMimeData | None) -> bool:
        """Whether there was something to take."""
        if mime is None or not self._record_id:
            return False
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
        elif mime.hasImage():
            image = mime.imageData()
            if not isinstance(image, QImage) or image.isNull():
                return False
            self.add_image(image)
        else:
            return False
        return True

    def _one(self, record_id: str) -> Attachment | None:
        return next((one for one in self.found if one.id == record_id), None)

    def _after(self, ids: list[str]) -> None:
        self._office.saved("attachments", ids)
        self.saved.emit()

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if kind == "attachments":
            self.reload()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.flush()

    def _turn_removed(self) -> None:
        self.reload()
        self.tiles.setFocus()

    def _show_buttons(self) -> None:
        chosen, removed = len(self.tiles.chosen()), self.removed_button.isChecked()
        for button in self._of_choice:
            button.setVisible(bool(self.found))
            button.setEnabled(chosen > 0)
        self.open_button.setVisible(bool(self.found) and not removed)
        self.rename_button.setVisible(bool(self.found) and not removed)
        self.open_button.setEnabled(chosen == 1)
        self.rename_button.setEnabled(chosen == 1)
        self.away_button.setText("戻す" if removed else "外す")

    def _button(self, text: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("quiet", True)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: call())
        return button

    def _lay_out(self) -> None:
        bar = QWidget(self)
        row = FlowLayout(bar, tokens.SPACE_1)
        for button in (self.add_button, self.paste_button, *self._of_choice, self.removed_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(bar)
        layout.addWidget(self.hint)
        layout.addWidget(self.tiles)
