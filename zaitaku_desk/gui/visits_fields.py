"""Parts that only the visit's page has: who was heard, the earlier visits, the time at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from zaitaku_desk.gui import lookup, show, tokens
from zaitaku_desk.gui.widgets.base import LineField
from zaitaku_desk.gui.widgets.dates import TimeEdit
from zaitaku_desk.gui.widgets.picker import MOST, RecordLine
from zaitaku_desk.gui.widgets.suggestions import Suggestion, Suggestions
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.visits import VISIT_STATUSES

if TYPE_CHECKING:
    from datetime import datetime

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.fields import Spec
    from zaitaku_desk.store.visits import Earlier

COMMA = "、"
FIRST = "この機関への訪問は、これが初めてです。"
NOWHERE = "機関を選ぶと、今までの訪問が並びます。"


class AnswerNumber(LineField):
    """A number as it was said: 12, １２, 2.5, 12名; what is none (「2～3」) is kept as words."""

    unit = ""

    def parse(self, text: str) -> float | int | None:
        import unicodedata

        plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix(self.unit).strip()
        try:
            number = float(plain)
        except ValueError:
            return None
        if not abs(number) < 2**53:  # not a number either
            return None
        return int(number) if number.is_integer() else number

    def display(self, value: Any) -> str:
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    def complaint(self, text: str) -> str:
        return "数字として読めないので、言葉として残します（集計の平均には入りません）。"


class UsedBefore(TextEdit):
    """One line of text; what was written in this field of other visits is offered (同行者, 目的 …)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestions = Suggestions(self, self._find)
        self._suggestions.taken.connect(self.put)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._suggestions.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if down and not self._suggestions.open and not self.composing():
            self._suggestions.offer(self.text() if self._find(self.text()) else "")
        else:
            super().keyPressEvent(event)

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.japanese.fold import fold
        from zaitaku_desk.store import lists

        used = lists.distinct(self.office.db, "visits", self.spec.name)
        wanted = fold(text)
        return [Suggestion(words, words) for words in used if wanted in fold(words) and words != text][:MOST]


class PersonField(RecordLine):
    """Who was heard: words; the people of the institution are offered first, 「、」 parts several (A194).

    The value is the text; `person_id` is the person picked as long as the name still stands in the text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.institution_id: str | None = None
        self.person_id: str | None = None
        self._picked_name = ""
        self.found.connect(self._take)

    def attach(self, office: Office, spec: Spec) -> None:
        self.setPlaceholderText("氏名や役職")
        super().attach(office, spec)
        self._kind = "people"

    def know(self, person_id: str | None) -> None:
        """The person a stored visit points to."""
        self.person_id = person_id
        self._picked_name = lookup.name_of(self.office.db, "people", person_id) if person_id else ""

    def typed(self) -> str:
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)
        if down and not self._suggestions.open and not self.composing():
            self._suggestions.offer(self.text() if self._find(self.text()) else "")
        else:
            super().keyPressEvent(event)

    def _on_edited(self, text: str) -> None:
        if self._picked_name not in text:
            self.know(None)
        super()._on_edited(text)

    def _find(self, text: str) -> list[Suggestion]:
        from zaitaku_desk.japanese.fold import fold
        from zaitaku_desk.store import visits

        wanted = text.rpartition(COMMA)[2].strip()
        here = visits.colleagues(self.office.db, self.institution_id) if self.institution_id else []
        found = [
            Suggestion(f"{item.person_id or ''} {_with_title(item.name, item.title)}", item.name, item.title)
            for item in here
            if fold(wanted) in fold(f"{item.name}{item.title}")
        ]
        known = {item.person_id for item in here}
        elsewhere = super()._find(wanted) if wanted else []
        found += [
            Suggestion(f"{row.key} {row.label}", row.label, row.note)
            for row in elsewhere
            if row.key not in known
        ]
        return found[:MOST]

    def _take(self, key: str) -> None:
        """Put the name where the last one was being typed."""
        person_id, _, words = key.partition(" ")
        before = self.text().rpartition(COMMA)[0]
        if person_id and not self.person_id:
            self.know(person_id)
        self.put(f"{before}{COMMA}{words}" if before else words)


class EarlierVisits(QListWidget):
    """今まで: the earlier visits to the institution, newest first; Enter opens one."""

    wanted = Signal(str)
    SHOWN = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("今までの訪問")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._open)

    def show_of(self, visits: list[Earlier], style: str, *, institution: bool) -> None:
        """These visits; without any, in words whether it is the first or no institution is known yet."""
        self.clear()
        for visit in visits:
            item = QListWidgetItem(line_of(visit, style))
            item.setData(Qt.ItemDataRole.UserRole, visit.id)
            item.setToolTip("Enterで開きます")
            self.addItem(item)
        if not visits:
            item = QListWidgetItem(FIRST if institution else NOWHERE)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if visits else Qt.FocusPolicy.NoFocus)
        if visits:
            self.setCurrentRow(0)
        self.fit()

    def fit(self) -> None:
        """As high as its rows, up to `SHOWN`."""
        row = max(tokens.TARGET, self.sizeHintForRow(0))
        self.setFixedHeight(min(self.count(), self.SHOWN) * row + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole):
            self.wanted.emit(item.data(Qt.ItemDataRole.UserRole))


class Stamp(QObject):
    """Ctrl+; writes the time where she is: into the notes at the caret, into 開始 and 終了 as their value."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Semicolon:
            return False
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier or field.composing():
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else the window takes it for 「文字を大きく」
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.write(field, self._office.now())
            return True
        return False

    def write(self, field: Any, now: datetime) -> None:
        """Write the time."""
        if isinstance(field, QPlainTextEdit):
            field.insertPlainText(f"{now:%H:%M} ")
        elif isinstance(field, TimeEdit):
            field.put(f"{now:%H:%M}")


def line_of(visit: Earlier, style: str) -> str:
    """An earlier visit in one line: day, status, who was heard, how much was answered, what was next."""
    parts = [
        show.moment(visit.visited_on, style) if visit.visited_on else "日付なし",
        label_of(VISIT_STATUSES, visit.status),
        visit.interviewee,
        f"回答 {visit.answered}" if visit.answered else "",
        visit.purpose,
        f"次：{visit.follow_up}" if visit.follow_up else "",
    ]
    return "　".join(part for part in parts if part)


def _with_title(name: str, title: str) -> str:
    return f"{name}（{title}）" if title else name
