"""The one door through which people are asked or told something in a box of its own.

Prefer a line in the page. `FakeDialogs` is the door in tests: it remembers what was said and gives
the answers it was handed.
"""

from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QSettings, QSize, Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import safe_name
from zaitaku_desk.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.period import Period

log = logging.getLogger(__name__)

FILES_SIZE = QSize(820, 520)  # of Qt's own file dialog


class Dialogs:
    """Message boxes and file choosers over the window that is active."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def tell(self, message: str, hint: str = "") -> None:
        """Say something that needs no answer."""
        self._box(QMessageBox.Icon.Information, message, hint).exec()

    def warn(self, message: str, hint: str = "") -> None:
        """Say that something did not work and what to do now."""
        self._box(QMessageBox.Icon.Warning, message, hint).exec()

    def ask(self, question: str, hint: str = "", *, yes: str = "はい", no: str = "キャンセル") -> bool:
        """A question with two answers; closing the box means `no`."""
        box = self._box(QMessageBox.Icon.Question, question, hint)
        box.setStandardButtons(QMessageBox.StandardButton.NoButton)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is accept

    def ask_text(self, title: str, label: str, *, text: str = "", secret: bool = False) -> str | None:
        """One line of text, or None when she cancels; `secret`: dots, and the IME stays usable."""
        box = QInputDialog(self._parent())
        box.setWindowTitle(title)
        box.setInputMode(QInputDialog.InputMode.TextInput)
        box.setLabelText(label)
        box.setTextValue(text)
        if secret:
            box.setTextEchoMode(QLineEdit.EchoMode.Password)
            box.findChild(QLineEdit).setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        answer = box.textValue() if box.exec() else None
        box.deleteLater()
        return answer

    def choose_file(self, title: str, filters: str = "すべてのファイル (*)") -> Path | None:
        """A file to read, or None; the last folder per `title` is remembered on this machine."""
        dialog = self._files(title, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._remember(title, _chosen_one(dialog))

    def choose_files(self, title: str, filters: str = "すべてのファイル (*)") -> list[Path]:
        """Files to read, none when she cancels."""
        dialog = self._files(title, filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        names = _chosen(dialog)
        self._remember(title, names[0] if names else "")
        return [Path(name) for name in names]

    def choose_folder(self, title: str) -> Path | None:
        """A folder, or None."""
        dialog = self._files(title, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._remember(title, _chosen_one(dialog))

    def save_file(self, title: str, name: str, filters: str = "すべてのファイル (*)") -> Path | None:
        """A place to write, beginning with `name` in the last folder, or None.

        `name` may come from anywhere: it is made one that every system takes.
        """
        name = safe_name(name)
        dialog = self._files(title, filters)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(name)
        chosen = _chosen_one(dialog)
        if chosen and not Path(chosen).suffix:
            chosen += Path(name).suffix
        return self._remember(title, chosen)

    def choose_printer(self, title: str, layout: QPageLayout) -> QPrinter | None:
        """A printer set up by her for paper of this size, or None; says so where there is none at all."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinters():
            self.warn(
                "この端末にはプリンターが登録されていません。",
                "「PDFを保存」を選び、ほかの端末で印刷できます。",
            )
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        printer.setPageLayout(layout)
        dialog = QPrintDialog(printer, self._parent())
        return printer if dialog.exec() else None

    def ask_period(self, office: Office, title: str) -> Period | None:
        """For which days a paper is wanted (both included), or None when she cancels."""
        from zaitaku_desk.gui.period import PeriodDialog

        dialog = PeriodDialog(office, title, self._parent())
        return dialog.period if dialog.exec() else None

    def ask_password(self, form: str, *, must: bool = False) -> str | None:
        """Before a paper about people is saved: a password for it, "" for none, None when she cancels.

        `must`: she chose to have one. A format without passwords gets the reminder only.
        """
        from zaitaku_desk.gui.password_box import PasswordBox

        box = PasswordBox(form, self._parent(), must=must)
        return box.password if box.exec() else None

    def words_of(self, error: BaseException) -> str:
        """What a page itself says of what went wrong; a fault of ours is told as `failure` instead ("")."""
        if isinstance(error, UserError):
            return str(error)
        self.failure(error)
        return ""

    def failure(self, error: BaseException) -> None:
        """The default answer to anything that went wrong: the world's fault kindly, ours with a trace."""
        if isinstance(error, UserError):
            self.warn(error.message, error.hint)
            return
        from zaitaku_desk.store import crash_log

        number = crash_log.write(self._settings.folder, error)
        log.error("crash %s %s", type(error).__name__, number)
        self.crash(number, "\n".join(crash_log.trace(error)))

    def crash(self, number: str, trace: str) -> None:
        """Say that the program made a mistake, under which number it is noted, and where (never a value)."""
        box = self._box(
            QMessageBox.Icon.Critical,
            "プログラムの誤りで、いまの操作を最後までできませんでした。",
            "入力済みの内容は保存されています。同じことが続くときは「内容をコピー」して、プログラムの担当者にお知らせください。"
            "記録の内容は含まれません。" + (f"\n番号：{number}" if number else ""),
        )
        box.setEscapeButton(QMessageBox.StandardButton.Ok)
        trace = f"{number}\n{trace}"
        box.setDetailedText(trace)
        copy = box.addButton("内容をコピー", QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(trace))
        box.exec()

    def _box(self, icon: QMessageBox.Icon, message: str, hint: str) -> QMessageBox:
        box = QMessageBox(icon, "在宅デスク", message, QMessageBox.StandardButton.Ok, self._parent())
        box.setInformativeText(hint)
        return box

    def _files(self, title: str, filters: str) -> QFileDialog:
        """The system's file dialog; where Qt's own stands in, with the words its Japanese lacks."""
        dialog = QFileDialog(self._parent(), title, self._folder(title), filters)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, "場所：")
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, "種類：")
        dialog.resize(FILES_SIZE)
        return dialog

    def _parent(self) -> QWidget | None:
        return QApplication.activeWindow()

    def _folder(self, title: str) -> str:
        return str(self._settings.get("folders", {}).get(title) or Path.home())

    def _remember(self, title: str, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        folders = dict(self._settings.get("folders", {}))
        folders[title] = str(path if path.is_dir() else path.parent)
        self._settings.set("folders", folders)
        return path


def _chosen(dialog: QFileDialog) -> list[str]:
    """What she chose, nothing when she cancelled; the dialog is gone afterwards, and what Qt keeps of it."""
    names = dialog.selectedFiles() if dialog.exec() else []
    shiboken6.delete(dialog)
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")  # of all Qt programs, readable
    for where in ("history", "lastVisited"):
        kept.remove(f"FileDialog/{where}")
    return names


def _chosen_one(dialog: QFileDialog) -> str:
    return next(iter(_chosen(dialog)), "")


class FakeDialogs(Dialogs):
    """Remembers in `said`, answers from `answers` (first in, first out); no answer left means no."""

    def __init__(self, *answers: Any) -> None:
        self.said: list[str] = []
        self.answers = list(answers)

    def _answer(self, said: str) -> Any:
        self.said.append(said)
        return self.answers.pop(0) if self.answers else None

    def tell(self, message: str, hint: str = "") -> None:
        self.said.append(message)

    def warn(self, message: str, hint: str = "") -> None:
        self.said.append(message)

    def ask(self, question: str, hint: str = "", *, yes: str = "はい", no: str = "キャンセル") -> bool:
        return bool(self._answer(question))

    def ask_text(self, title: str, label: str, *, text: str = "", secret: bool = False) -> str | None:
        answer: str | None = self._answer(title)
        return answer

    def choose_file(self, title: str, filters: str = "") -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def choose_files(self, title: str, filters: str = "") -> list[Path]:
        return self._answer(title) or []

    def choose_folder(self, title: str) -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def save_file(self, title: str, name: str, filters: str = "") -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def ask_period(self, office: Office, title: str) -> Period | None:
        answer: Period | None = self._answer(title)
        return answer

    password = ""
    """What ask_password answers; it takes nothing from the answers."""

    def ask_password(self, form: str, *, must: bool = False) -> str | None:
        self.said.append(f"password {form}")
        return self.password

    def choose_printer(self, title: str, layout: QPageLayout) -> QPrinter | None:
        answer: QPrinter | None = self._answer(title)
        return answer

    def failure(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise AssertionError("a fault of the program") from error
        self.warn(error.message, error.hint)


def _note(error: BaseException) -> None:
    """On standard error, which the system may keep: where it happened, never what the records hold (S17)."""
    from zaitaku_desk.store import crash_log

    if sys.stderr is not None:
        sys.stderr.write("\n".join(crash_log.trace(error)) + "\n")


def install_crash_hook(dialogs: Dialogs) -> None:
    """Send every exception nobody caught to the crash dialog; call before the window is made.

    Of what another thread or the end of an object raises, Python would write the message itself.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _note(error.with_traceback(trace))
        app = QApplication.instance()
        if (
            app is not None
            and QThread.currentThread() is app.thread()
            and not issubclass(kind, KeyboardInterrupt)
        ):
            dialogs.failure(error.with_traceback(trace))

    def note(raised: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
        if raised.exc_value is not None:
            _note(raised.exc_value)

    sys.excepthook = hook
    threading.excepthook = note
    sys.unraisablehook = note
