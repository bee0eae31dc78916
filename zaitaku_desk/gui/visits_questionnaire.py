"""The questionnaire, drawn from data: what does not apply folds away (A144–A153, A305, A306)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.visits_answers import AnswerSheet
from zaitaku_desk.gui.visits_question import GAP, QuestionBox
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import SUPPORT_CLASSES, Institution
from zaitaku_desk.records.questions import Answer, Question
from zaitaku_desk.rules import hearing, questionnaire, skip

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from datetime import date

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.records.visits import Visit


Built = tuple[list[Question], list[QuestionBox], list["FoldedLine"]]
"""What was drawn of one set of questions."""

AT_ONCE = 4  # questions drawn in a step


class Questionnaire(QWidget):
    """Shows the questions of a visit's set and keeps her answers.

    `saved()` and `failed(words)` as of a form; `answered()` before an answer is stored; `undo_wanted()`;
    `filing_wanted(support_class)` when she wants the filing written to the directory (A146).
    """

    saved = Signal()
    failed = Signal(str)
    answered = Signal()
    undo_wanted = Signal()
    filing_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[QuestionBox] = []
        self.sheet: AnswerSheet | None = None
        self._questions: list[Question] = []
        self._set_id: str | None = None
        self._built: dict[str, Built] = {}
        self._drawing: dict[str, Generator[str, None, None]] = {}
        self._target = tokens.TARGET
        self._opened: set[str] = set()
        self._folds: list[FoldedLine] = []
        self._institution: Institution | None = None
        self.title = QLabel("調査票", self)
        self.title.setProperty("role", "section")
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.progress = ""
        self._empty = QLabel("調査票を選ぶと、設問がここに並びます。", self)
        self._empty.setProperty("role", "secondary")
        self._body = QVBoxLayout()
        self._body.setSpacing(tokens.SPACE_1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_1)
        layout.addWidget(self.title)
        layout.addWidget(self._empty)
        layout.addLayout(self._body)

    def attach_office(self, office: Office, before_save: Callable[[], None], after: QWidget) -> None:
        """Learn where to save; `after` is the field before the first question in the order of the Tab key."""
        self._office = office
        self._after = after
        self.sheet = AnswerSheet(office, before_save, self)
        self.sheet.changed.connect(self._show_answers)
        self.sheet.saved.connect(self.saved)
        self.sheet.failed.connect(self.failed)
        office.changes.saved.connect(self._on_saved)

    # --- showing

    def show_of(self, visit: Visit | None) -> None:
        """The questionnaire of a visit with its answers."""
        visit_id, set_id = (visit.id, visit.question_set_id) if visit else (None, None)
        other = self.sheet.visit_id != visit_id
        if not other and self._set_id == set_id and self.boxes:
            return
        if other:
            self._opened.clear()
            self.sheet.load(visit_id)
        self._build(set_id)
        self._show_answers()

    def context(
        self, on: date, institution: Institution | None, last: dict[str, tuple[Answer, date]]
    ) -> None:
        """What stands around the answers: the day, the directory's filing, what was said last time."""
        self._institution = institution
        for box in self.boxes:
            words = ""
            if box.question.id in last:
                answer, day = last[box.question.id]
                month = month_of(day, self._office.date_style)
                words = f"{hearing.answer_text(box.question, answer)}（{month}）"
            box.ask(on, words)
            self._offer_filing(box)

    def set_target(self, height: int) -> None:
        """The least height of what one clicks."""
        self._target = height
        for _, boxes, _folds in self._built.values():
            for box in boxes:
                box.set_target(height)

    def flush(self) -> None:
        """Save and seal what is being typed."""
        if self.sheet is not None:
            self.sheet.flush()

    def focus_question(self) -> None:
        """The keyboard to the first question that is not answered yet, else to the first."""
        shown = [box for box in self.boxes if not box.isHidden()]
        states = skip.states(self._questions, self.sheet.answers)
        waiting = [box for box in shown if states[box.question.id] == skip.NOT_ASKED]
        for box in (waiting or shown)[:1]:
            box.focus()

    # --- inside

    def _build(self, set_id: str | None) -> None:
        if set_id == self._set_id:
            return
        for part in [*self.boxes, *self._folds]:
            part.hide()
        self._set_id = set_id
        for _ in self.draw(set_id):
            pass
        self._questions, self.boxes, self._folds = self._built[set_id] if set_id else ([], [], [])
        self._empty.setVisible(not self.boxes)
        self._chain()

    def draw(self, set_id: str | None) -> Iterator[str]:
        """Make what a set of questions needs, hidden, a few questions a step; nothing is made twice.

        Whoever goes on with it later, goes on where it stands.
        """
        if not set_id:
            return iter(())
        if set_id not in self._drawing:
            self._drawing[set_id] = self._draw(set_id)
        return self._drawing[set_id]

    def _draw(self, set_id: str) -> Generator[str, None, None]:
        from zaitaku_desk.store import visits

        questions = skip.in_order(visits.questions(self._office.db, set_id))
        boxes: list[QuestionBox] = []
        folds: list[FoldedLine] = []
        self._built[set_id] = (questions, boxes, folds)
        for question in questions:
            fold = FoldedLine(self)
            fold.open_wanted.connect(self._open)
            box = QuestionBox(self._office, question, self)
            box.said.connect(lambda now, box=box: self._on_said(box, now))
            box.left.connect(self.flush)
            box.next_wanted.connect(lambda box=box: self._focus_after(box))
            box.undo_wanted.connect(self.undo_wanted)
            box.offer_taken.connect(lambda box=box: self.filing_wanted.emit(self._filing(box)))
            for part in (fold, box):
                self._body.addWidget(part)
            folds.append(fold)
            boxes.append(box)
            box.set_target(self._target)
            fold.hide()
            box.hide()
            if not len(boxes) % AT_ONCE:
                yield "questions"

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        """The questions themselves were changed: draw them anew."""
        if kind not in ("questions", "question_sets") or not self._built:
            return
        self.flush()
        current, self._set_id = self._set_id, None
        for _, boxes, folds in self._built.values():
            for part in [*boxes, *folds]:
                self._body.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._built.clear()
        for drawing in self._drawing.values():
            drawing.close()
        self._drawing.clear()
        self.boxes, self._folds = [], []
        self._build(current)
        self._show_answers()

    def _chain(self) -> None:
        """The Tab key goes from question to question, then to the field after the questionnaire."""
        before = self._after
        for box in self.boxes:
            for part in box.stops():
                QWidget.setTabOrder(before, part)
                before = part

    def _show_answers(self) -> None:
        for box in self.boxes:
            box.answer(self.sheet.answers.get(box.question.id))
        self._arrange()

    def _arrange(self) -> None:
        """Fold and unfold, runs with the same reason in one line; count."""
        answers = self.sheet.answers if self.sheet else {}
        run: FoldedLine | None = None
        for fold, box in zip(self._folds, self.boxes, strict=True):
            said = skip.has_value(answers.get(box.question.id))
            reason = questionnaire.fold_reason(box.question, answers, self._questions)
            waits = bool(reason) and skip.applies(box.question, answers, self._questions) is None
            if waits and (said or box.question.id in self._opened):
                reason = ""
            gone = bool(box.question.retired) and not said
            box.setVisible(not reason and not gone)
            fold.clear()
            if reason and not gone:
                run = run if run is not None and run.reason == reason else fold
                run.add(box.question, box.title, reason, waits)
            elif not gone:
                run = None
            fold.setVisible(bool(fold.ids))
            self._offer_filing(box)
        counted = questionnaire.progress(self._questions, answers)
        words = [f"回答 {counted.answered} / {counted.of}"]
        words += [f"無回答 {counted.no_answer}"] * bool(counted.no_answer)
        words += [f"非該当 {counted.not_applicable}"] * bool(counted.not_applicable)
        self.progress = "　".join(words) if self._questions else ""
        shown = GAP.join(self.progress.split("　"))
        light = f'<span style="font-weight:normal; color:{tokens.SECONDARY}">{GAP}{shown}</span>'
        self.title.setText(f"調査票{light}")

    def _on_said(self, box: QuestionBox, now: bool) -> None:
        said = box.content()
        if said.state == skip.ANSWERED:
            self.answered.emit()
        self.sheet.put(box.question.id, said, now=now)
        self._arrange()

    def _open(self, ids: list[str]) -> None:
        self._opened.update(ids)
        self._arrange()
        next(box for box in self.boxes if box.question.id in ids).focus()

    def _focus_after(self, box: QuestionBox) -> None:
        rest = [item for item in self.boxes[self.boxes.index(box) + 1 :] if not item.isHidden()]
        rest[0].focus() if rest else box.other.focusNextChild()

    def _offer_filing(self, box: QuestionBox) -> None:
        """Where the answer is another filing than the directory's: one line that writes it there (A146)."""
        key, known = self._filing(box), self._institution.support_class if self._institution else None
        if not key or key == known:
            box.offer("")
            return
        now = label_of(SUPPORT_CLASSES, known) or "記入なし"
        box.offer(
            f"関係機関の届出区分を{label_of(SUPPORT_CLASSES, key)}に更新する（いまは{now}）",
            "関係機関の「支援診・支援病」を書き換え、確認日をこの訪問の日にします（Ctrl+Zで戻せます）",
        )

    def _filing(self, box: QuestionBox) -> str:
        if self._institution is None or not questionnaire.asks_support_class(box.question):
            return ""
        return next(iter(skip.chosen(self.sheet.answers.get(box.question.id))), "")


class FoldedLine(QWidget):
    """One grey line in the place of questions that are not asked now, and the reason."""

    open_wanted = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ids: list[str] = []
        self.reason = ""
        self._numbers: list[str] = []
        self.words = QLabel(self)
        self.words.setProperty("role", "secondary")
        self.words.setWordWrap(True)
        self._open = QPushButton("先に聞く", self)
        self._open.setProperty("quiet", True)
        self._open.setFocusPolicy(self._open.focusPolicy().ClickFocus)
        self._open.setToolTip("前の設問より先に、この設問を開く")
        self._open.clicked.connect(lambda: self.open_wanted.emit(list(self.ids)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self._open)

    def clear(self) -> None:
        """Nothing is folded here."""
        self.ids, self._numbers, self.reason = [], [], ""

    def add(self, question: Question, title: str, reason: str, waits: bool) -> None:
        """One more question with the same reason."""
        self.ids.append(question.id)
        self._numbers.append(question.number or "")
        self.reason = reason
        which = "・".join(self._numbers) if len(self.ids) > 1 else title
        self.words.setText(f"{which}　　{reason}")
        self._open.setVisible(waits)
        self.show()


def month_of(day: date, style: str) -> str:
    """R7.9, or 2025.9 in the western style."""
    from zaitaku_desk.japanese import wareki

    shown = wareki.short_era_date(day) if style == "wareki" else f"{day.year}.{day.month}.{day.day}"
    return shown.rpartition(".")[0]
