"""Photos and files on their way out: shown in the window, opened in another program, saved in plain."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import attachments_files as files
from zaitaku_desk.gui.attachments_copies import Copies
from zaitaku_desk.gui.attachments_view import PhotoView
from zaitaku_desk.reports.report import PERSONAL_KINDS
from zaitaku_desk.rules.attachments import PHOTOS, ending
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.attachments import Attachment


class Out(QObject):
    """`page_wanted` shows something in the place of the page, `back` when that was closed, `fetched` when a
    content came that was not here.
    """

    said = Signal(str)
    page_wanted = Signal(object)
    back = Signal()
    fetched = Signal()

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._under_way: set[str] = set()
        self.copies = Copies(office, self.said.emit)

    def open(self, one: Attachment, among: Sequence[Attachment]) -> None:
        """Photos and PDFs in the window, everything else in its own program from a copy that is wiped.

        `among` are the files of the record: the photos of it can be walked.
        """
        from zaitaku_desk.store import blobs

        folder = self._office.settings.place(SHARED_FOLDER)
        if folder is not None and not blobs.is_here(self._office.db, one.content):
            self._fetch(one, among, folder)
            return
        try:
            if one.media_type in PHOTOS:
                self._show_photo(one, among)
            elif one.media_type == "application/pdf":
                self._show_pdf(one)
            else:
                self._open_outside(one)
        except UserError as error:
            self._office.dialogs.failure(error)

    def save(self, chosen: Sequence[Attachment]) -> None:
        """One under a name of her choice, several into a folder."""
        try:
            if len(chosen) == 1:
                self._save_one(chosen[0])
            elif chosen:
                self._save_all(chosen)
        except UserError as error:
            self._office.dialogs.failure(error)

    # --- inside

    def _fetch(self, one: Attachment, among: Sequence[Attachment], folder: Path) -> None:
        """It has not come by itself yet: get it now, then open it."""
        from zaitaku_desk.sharing import meeting
        from zaitaku_desk.store import blobs

        db, content = self._office.db, one.content or ""
        self.said.emit("写真・ファイルを取り寄せています…")
        if content in self._under_way:
            return
        self._under_way.add(content)

        def arrived(there: bool) -> None:
            self._under_way.discard(content)
            if db is not self._office.db:  # locked meanwhile
                return
            if not there:
                self._office.dialogs.failure(blobs.Missing())
                return
            self.fetched.emit()
            self.open(one, among)

        def refused(error: BaseException) -> None:
            self._under_way.discard(content)
            if db is self._office.db:
                self._office.dialogs.failure(error)

        self._office.tasks.aside(lambda _progress: meeting.fetch_file(db, folder, content), arrived, refused)

    def _read(self, one: Attachment) -> bytes:
        from zaitaku_desk.store import blobs

        return blobs.read(self._office.db, one.content or "")

    def _show_photo(self, one: Attachment, among: Sequence[Attachment]) -> None:
        self._read(one)  # not here: told before a page is opened
        photos = [other for other in among if other.media_type in PHOTOS]

        def read(at: int) -> tuple[str, QImage]:
            with contextlib.suppress(UserError):
                return photos[at].name or "", QImage.fromData(self._read(photos[at]))
            return photos[at].name or "", QImage()

        page = PhotoView(read, len(photos), photos.index(one))
        page.save_wanted.connect(lambda at: self.save([photos[at]]))
        self._cover(page)

    def _show_pdf(self, one: Attachment) -> None:
        from zaitaku_desk.gui.preview import Preview

        page = Preview(self._office)
        try:
            page.load(self._read(one), one.name or "", one.name or "")
            page.set_personal(on=one.parent_kind in PERSONAL_KINDS)
        except UserError:
            page.deleteLater()
            self._open_outside(one)  # with a password, or not quite a PDF
            return
        page.taken_out.connect(lambda what: self._note(one, what))
        self._cover(page)

    def _cover(self, page: Any) -> None:
        page.GONE_WITH_A_LOCK = True
        self.page_wanted.emit(page)
        page.closed.connect(self.back)
        page.closed.connect(lambda: self._office.tasks.let_go(page))

    def _open_outside(self, one: Attachment) -> None:
        path = files.plain_copy(self._office.db, one.name or "", self._read(one))
        self.copies.opened(path, one.parent_kind or "", one.parent_id or "", one.name or "")
        self._note(one, "export")
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise UserError(
                "このファイルを開くプログラムがありません。",
                "「別名で保存…」で保存し、開けるパソコンで開いてください。",
            )
        self.said.emit(
            "控えを開きました。書き直して保存すると、この画面に戻ったときに別のファイルとして追加します。"
        )

    def _save_one(self, one: Attachment) -> None:
        data = self._read(one)
        path = self._office.dialogs.save_file("別名で保存", one.name or "")
        if path is not None:
            files.write(path, data)
            self._note(one, "export")
            self.said.emit(f"「{path.name}」に保存しました（暗号化されていません）。")

    def _save_all(self, chosen: Sequence[Attachment]) -> None:
        folder = self._office.dialogs.choose_folder("保存するフォルダー")
        if folder is None:
            return
        for one in chosen:
            files.write(files.free(folder, one.name or ""), self._read(one))
            self._note(one, "export")
        self.said.emit(f"{len(chosen)}件を保存しました（暗号化されていません）。")

    def _note(self, one: Attachment, what: str) -> None:
        """In the audit log: it left the encrypted folder; never its name."""
        kind, record = one.parent_kind or "", one.parent_id or ""
        self._office.audit(what, kind, record, f"写真・ファイル {ending(one.name or '')}")
