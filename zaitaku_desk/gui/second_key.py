"""The 鍵ファイル while she opens: where it is, in one calm line that sees a stick being plugged in (S4)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.parts import give_role

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.second_key import Found, SecondKey

LOOK_EVERY_MS = 1_000
CHOOSE = "鍵ファイルを選ぶ"
FOUND = "鍵ファイル：見つかりました"
LOOKING = "鍵ファイルを探しています"
NOT_CHANGED = "変更していません。鍵ファイルを用意してから、もう一度設定してください。"
WANTED = "鍵ファイルが入ったUSBメモリーを差してください。"
WANTED_BY_SOME = "鍵ファイルを使う職員は、それが入ったUSBメモリーを差してください。"
LET_GO = "鍵ファイルが見つかりません。鍵ファイルなしで開けるようにしますか。"
LET_GO_HINT = (
    "鍵ファイルを使い続けるときは「キャンセル」を押し、鍵ファイルが入ったUSBメモリーを差してから、"
    "もう一度設定してください。"
)


class SecondKeyLine(QWidget):
    """Looks while it is shown. `wanted` are the numbers that would do (None: not known before it is tried);
    `must`: nobody opens without.
    """

    arrived = Signal()

    def __init__(
        self, office: Office, parent: QWidget, wanted: Collection[str] | None = None, *, must: bool = True
    ) -> None:
        super().__init__(parent)
        from zaitaku_desk.store import second_key

        self._office, self._wanted, self._must = office, wanted, must
        self._known = second_key.known(office.settings)
        self._found = self._used = second_key.Found()
        self._looking = False
        self._tried: UserError | None = None  # what was wrong when she opened
        self.words = QLabel(self, objectName="second_key")
        self.words.setWordWrap(True)
        self.choose_button = QPushButton("ファイルを選ぶ…", self)
        self.choose_button.setAccessibleName(CHOOSE)
        self.choose_button.clicked.connect(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_2)
        column.addWidget(self.words)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._tell()

    @property
    def needed(self) -> bool:
        """Whether anybody has one, so far as that is known."""
        return bool(self._wanted)

    @property
    def found(self) -> bool:
        """Whether a file that would do is at hand."""
        return any(self._wanted is None or key.id in self._wanted for key in self._found.keys)

    def look(self) -> None:
        """See whether it is there now; a stick that does not answer holds up nothing."""
        if self._looking:
            return
        self._looking = True
        known, wanted = tuple(self._known), self._wanted
        self._office.tasks.aside(lambda _progress: _find(known, wanted), self._on_looked, self._on_looked)

    def choose(self) -> None:
        """Where it is, said by her."""
        path = self._office.dialogs.choose_file(CHOOSE, "鍵ファイル (*.zkey)")
        if path is not None:
            self._known = [path, *(one for one in self._known if one != path)]
            self._looking = False
            self.look()

    def at_hand(self) -> tuple[SecondKey, ...]:
        """On the worker, when she opens: what is there at this moment.

        SecondKeyProblem when there is one that cannot be used and nothing else, and nobody opens without.
        """
        self._used = found = _find(tuple(self._known), self._wanted)
        if not found.keys and found.problem is not None and self._must and self._wanted is not None:
            raise found.problem
        return found.keys

    def remember(self, data_dir: Path) -> None:
        """It opened this data: look there first the next time."""
        from zaitaku_desk.store import second_key, vault

        used = {number for _staff, number in vault.seconds(data_dir)}
        pairs = zip(self._used.keys, self._used.paths, strict=True)
        if paths := [path for key, path in pairs if key.id in used]:
            second_key.remember(self._office.settings, paths)

    def begin_anew(self) -> None:
        """Other data is to be opened: what it needs is not known before it is tried."""
        self._wanted = self._tried = None
        self.hide()

    def takes(self, error: BaseException) -> bool:
        """Whether this is for the line to tell: then it does, until something else is there."""
        from zaitaku_desk.store.second_key import SecondKeyProblem

        if not isinstance(error, SecondKeyProblem):
            return False
        self._tried = error
        if self._wanted is None and error.wanted:
            self._wanted = set(error.wanted)
        self.show()
        self._tell()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _on_looked(self, found: Any) -> None:
        self._looking = False
        if isinstance(found, BaseException):
            self._timer.stop()
            self._office.dialogs.failure(found)
            return
        before, was, self._found = self.found, self._found, found
        if (was.keys, type(was.problem)) != (found.keys, type(found.problem)):
            self._tried = None
        self._tell()
        if self.found and not before:
            self.arrived.emit()

    def _tell(self) -> None:
        from zaitaku_desk.store.second_key import SecondKeyNeeded

        problem = self._found.problem or self._tried
        there = self.found and (self._tried is None or isinstance(self._tried, SecondKeyNeeded))
        if there:
            role, words = "done", FOUND
        elif problem is not None:
            role, words = "problem", str(problem)
        else:
            role, words = "secondary", WANTED if self._must else WANTED_BY_SOME
        self.choose_button.setVisible(not there)
        if self.words.text() == words:
            return
        give_role(self.words, role)
        self.words.setText(words)


def line_for(office: Office, data_dir: Path, parent: QWidget) -> SecondKeyLine:
    """The line for a data folder."""
    from zaitaku_desk.store import vault

    numbers = [number for _staff, number in vault.seconds(data_dir)]
    return SecondKeyLine(office, parent, {one for one in numbers if one}, must=all(numbers))


def at_hand(office: Office, data_dir: Path) -> tuple[SecondKey, ...]:
    """On a worker, for a medium may not answer: the files for this data that are there at this moment."""
    from zaitaku_desk.store import second_key, vault

    wanted = {number for _staff, number in vault.seconds(data_dir)}
    return _find(tuple(second_key.known(office.settings)), wanted).keys


def kept_or_let_go(
    office: Office,
    data_dir: Path,
    slot: str,
    then: Callable[[dict[str, Any]], None],
    stay: Callable[[], None],
) -> None:
    """Tells `then` what vault.set_passphrase is to do with the 鍵ファイル of this slot; `stay` when she would
    rather plug in the stick first.
    """
    from zaitaku_desk.store import vault

    number = vault.second_of(data_dir, slot)
    if not number:
        then({})
        return

    def looked(second: tuple[SecondKey, ...]) -> None:
        if any(key.id == number for key in second):
            then({"second": second})
        elif office.dialogs.ask(LET_GO, LET_GO_HINT, yes="鍵ファイルなしにする"):
            then({"let_go": True})
        else:
            stay()

    def failed(error: BaseException) -> None:
        stay()
        office.dialogs.failure(error)

    office.tasks.run(LOOKING, lambda _progress: at_hand(office, data_dir), looked, failed)


def _find(known: tuple[Path, ...], wanted: Collection[str] | None) -> Found:
    from zaitaku_desk.store import second_key

    return second_key.find(known, wanted)
