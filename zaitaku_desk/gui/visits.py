"""ヒアリング訪問: everything said in one hearing, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from zaitaku_desk.gui import lookup, show, theme, tokens, visits_filters
from zaitaku_desk.gui.area_filter import DISTRICT
from zaitaku_desk.gui.filters import Filter
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.menus import Command
from zaitaku_desk.gui.record_tab import RecordTab
from zaitaku_desk.records.fields import Record, label_of, spec, specs
from zaitaku_desk.records.visits import VISIT_STATUSES, Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zaitaku_desk.gui.papers import Paper
    from zaitaku_desk.gui.visits_fields import EarlierVisits
    from zaitaku_desk.gui.visits_questionnaire import Questionnaire
    from zaitaku_desk.records.institutions import Institution
    from zaitaku_desk.store.visits import Earlier

VISITING = "visits.visiting"
"""The setting: 訪問モード is on."""

AROUND = ("institution_id", "visited_on", "question_set_id")
"""Fields that decide what stands around the answers: facts of the directory, last answers, questions."""

WHEN = ("institution_id", "visited_on", "start", "end", "status")
"""Fields that decide whether a visit disturbs."""


class VisitsTab(RecordTab):
    """One hearing with its questionnaire; in visiting mode nothing else is on the screen (A13, A142–A153)."""

    NAME = "visits"
    RECORD = Visit
    FILTERS = (
        Filter("status"),
        Filter("year"),
        DISTRICT,
        visits_filters.DUE,
    )
    EMPTY = (
        "訪問の記録はまだありません。\n"
        "Ctrl+N で、日付と訪問者が入った新しい訪問が開きます。先に予定だけ入れておくこともできます。"
    )
    NEW = "新しい訪問"
    NOT_COPIED = (
        *("visited_on", "start", "end", "status", "interviewer"),
        *("note", "follow_up_on", "follow_up"),
    )
    COMMANDS = (Command("表示", "訪問モード（文字を大きく、この記録だけ）", "toggle_visiting", "F11"),)

    # --- hooks

    def import_parts(self) -> None:
        super().import_parts()
        from zaitaku_desk.gui import visits_parts  # noqa: F401
        from zaitaku_desk.records import KINDS

        for kind in ("institutions", "question_sets", "questions", "answers"):
            specs(KINDS[kind])

    def widgets(self) -> tuple[type[QWidget], ...]:
        from zaitaku_desk.gui import visits_parts

        return visits_parts.WIDGETS

    def first_steps(self) -> Iterator[str]:
        from zaitaku_desk.store import save

        first = save.get(self.office.db, "visits", self.list.selected() or "")
        if isinstance(first, Visit):
            yield from self.questionnaire.draw(first.question_set_id)
            self.questionnaire.show_of(first)
            yield "answers"
            self.head(first)  # what it reads is at hand when it is shown
            yield "head"

    def offered_papers(self) -> tuple[Paper, ...]:
        from zaitaku_desk.gui.paper_list import papers

        return papers("hearing_excel")

    def ready(self) -> None:
        from zaitaku_desk.gui import visits_parts

        self.questionnaire: Questionnaire = self.page.findChild(visits_parts.Questionnaire, "questionnaire")
        self.earlier: EarlierVisits = self.page.findChild(visits_parts.EarlierVisits, "earlier")
        self._last_question: QWidget | None = None
        note = self.form.widget("note")
        note.setPlaceholderText("話を聞きながら、そのまま書けます（Ctrl+; で今の時刻、F2 で調査票へ）")
        self.questionnaire.attach_office(self.office, self.form.ensure_saved, note)
        self.questionnaire.saved.connect(self.saved)
        self.questionnaire.failed.connect(self.said)
        self.questionnaire.answered.connect(self._was_held)
        self.questionnaire.undo_wanted.connect(self.undo)
        self.questionnaire.filing_wanted.connect(self._write_filing)
        self.earlier.wanted.connect(self.open_record)
        stamp = visits_parts.Stamp(self.office, self)
        for name in ("note", "start", "end"):
            self.form.widget(name).installEventFilter(stamp)
            self.form.widget(name).setToolTip("Ctrl+; で今の時刻を入れます")
        self.office.changes.saved.connect(self._on_any_saved)
        self._warn_soon = QTimer(self, singleShot=True, interval=tokens.FOLLOW_MS)
        self._warn_soon.timeout.connect(self._warn_of_hours)
        self._hearing = visits_parts.HearingLayout(self.page, self.pane.findChild(QScrollArea), note)
        self.visiting_button = self.pane.add_button(
            "訪問モード", "文字を大きくし、この記録だけを表示する（F11）"
        )
        self.visiting_button.setCheckable(True)
        self.visiting_button.setProperty("chip", True)
        self.visiting_button.clicked.connect(lambda _on=False: self.toggle_visiting())
        QApplication.instance().focusChanged.connect(self._remember_question)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut  # elsewhere F2 opens a cell of a table
        QShortcut(QKeySequence("F2"), self, self.jump, context=here)
        self._visiting(on=bool(self.office.settings.get(VISITING, False)))

    def defaults(self) -> dict[str, Any]:
        from zaitaku_desk.store import visits

        return {
            "visited_on": self.office.today(),
            "interviewer": visits.default_interviewer(self.office.db),
            "question_set_id": visits.default_question_set(self.office.db),
        }

    def shown(self, record: Record | None) -> None:
        self._offer_sets()
        self._show_around()
        self._warn_of_hours()

    def field_edited(self, name: str) -> None:
        if name in WHEN:
            self._warn_soon.start()
        if name == "interviewee":
            person_id = self.form.widget(name).person_id
            if self.form.record.interviewee_id != person_id:
                self.form.set_values(interviewee_id=person_id)
        elif name in AROUND and self.form.widget(name).value != getattr(self.form.record, name):
            self.form.save()

    def head(self, record: Record) -> tuple[str, str]:
        """Who is visited, and what one needs in the waiting room."""
        from zaitaku_desk.records.institutions import SUPPORT_CLASSES, Institution

        assert isinstance(record, Visit)
        place, earlier = self._place(record), self._earlier(record)
        title = (place.name if place else record.institution_text) or "（訪問先を選んでください）"
        day = show.moment(record.visited_on, self.office.date_style) if record.visited_on else ""
        kind = lookup.label(self.office.db, spec(Institution, "kind"), place.kind) if place else ""
        support = place.support_class if place else None
        said = (
            day,
            label_of(VISIT_STATUSES, record.status),
            kind,
            label_of(SUPPORT_CLASSES, support) if support not in (None, "none", "unknown") else "",
            (place.district or place.municipality) if place else "",
            place.telephone if place else "",
            self._last_visit(earlier),
        )
        return title, " · ".join(part for part in said if part)

    def flush(self) -> None:
        super().flush()
        if self.built:
            self.questionnaire.flush()

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("1～9", "選択肢を選ぶ（0 は無回答）"),
            ("Tab", "次の設問"),
            ("Alt+0 / Alt+M", "無回答 / 設問のメモ"),
            ("F2", "聞き取りメモと調査票を行き来する"),
            ("Ctrl+;", "メモや開始・終了に今の時刻"),
            ("F11", "訪問モード"),
            *super().keys(),
        ]

    # --- commands

    def toggle_visiting(self) -> None:
        """訪問モード on or off, remembered on this machine."""
        on = not self.visiting
        self.office.settings.set(VISITING, on)
        self._record_open = self._record_open or self.form.record is not None
        self._visiting(on=on)

    def jump(self) -> None:
        """F2: from the notes to the question she was at, from anywhere else to the end of the notes."""
        note = self.form.widget("note")
        if not note.hasFocus():
            note.setFocus()
            note.moveCursor(note.textCursor().MoveOperation.End)
        elif self._last_question is not None and self._last_question.isVisible():
            self._last_question.setFocus()
        else:
            self.questionnaire.focus_question()

    # --- inside

    visiting = False
    _scale = 1.0
    _shown: tuple[Any, ...] = ()

    @property
    def listening(self) -> bool:
        """In visiting mode: somebody is telling."""
        return self.visiting

    @property
    def narrow(self) -> bool:
        """In visiting mode the list gives way to the record as on a narrow screen."""
        return self.visiting or super().narrow

    def _visiting(self, *, on: bool) -> None:
        from zaitaku_desk.gui import visits_mode

        self.visiting, self._scale = on, theme.text_scale(self.office.settings)
        self.visiting_button.setChecked(on)
        pane = self.pane
        for button in (pane.copy_button, pane.history_button, pane.delete_button, pane.bin_button):
            button.setVisible(not on)
        self.pane.setStyleSheet(visits_mode.sheet(self._scale) if on else "")
        self.questionnaire.set_target(tokens.TARGET_VISITING if on else tokens.TARGET)
        self.earlier.fit()
        self._arrange()
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.page.isAncestorOf(focus):
            self.pane.findChild(QScrollArea).ensureWidgetVisible(focus, 0, 2 * tokens.SPACE_5)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        restyled = event.type() == QEvent.Type.StyleChange and self.visiting
        if restyled and self._scale != theme.text_scale(self.office.settings):
            self._visiting(on=True)

    def _arrange(self) -> None:
        super()._arrange()
        if hasattr(self, "_hearing"):
            self._hearing.arrange(visiting=self.visiting, width=self.width())

    def _warn_of_hours(self) -> None:
        """A line under the time of a planned visit that falls into the hours patients are seen (A291)."""
        from zaitaku_desk.gui import hours_warning

        if self.form.record is None or self.office.db is None:
            return
        said = {name: self.form.widget(name).value for name in WHEN}
        planned = said.pop("status") == "planned"
        day, place = said.pop("visited_on"), said.pop("institution_id")
        if not self.form.widget("start").problem():
            words = hours_warning.at_institution(self.office.db, place, day, **said) if planned else ""
            self.form.say("start", words, warning=True)

    def _place(self, visit: Visit) -> Institution | None:
        from zaitaku_desk.records.institutions import Institution
        from zaitaku_desk.store import save

        found = (
            save.get(self.office.db, "institutions", visit.institution_id) if visit.institution_id else None
        )
        return found if isinstance(found, Institution) else None

    def _earlier(self, visit: Visit) -> list[Earlier]:
        from zaitaku_desk.store import visits

        return visits.earlier(self.office.db, visit)

    def _last_visit(self, earlier: list[Earlier]) -> str:
        from zaitaku_desk.japanese import wareki

        held = next((item for item in earlier if item.status == "done" and item.visited_on), None)
        if held is None:
            return ""
        if self.office.date_style == "wareki":
            return f"前回 {wareki.short_era_date(held.visited_on)}"
        return f"前回 {held.visited_on:%Y/%m/%d}"

    def _show_around(self) -> None:
        """What is not in the form itself: people to choose from, the questionnaire, the earlier visits."""
        visit = self.form.record
        self._shown = self._around(visit)
        person = self.form.widget("interviewee")
        person.institution_id = visit.institution_id if visit else None
        person.know(visit.interviewee_id if visit else None)
        self.questionnaire.show_of(visit)
        self._show_context()

    def _show_context(self) -> None:
        from zaitaku_desk.store import visits

        visit = self.form.record
        if visit is None:
            return
        earlier = self._earlier(visit)
        last = visits.last_answers(self.office.db, earlier, visit.question_set_id or "")
        self.questionnaire.context(visit.visited_on or self.office.today(), self._place(visit), last)
        self.earlier.show_of(earlier, self.office.date_style, institution=bool(visit.institution_id))

    def _around(self, visit: Visit | None) -> tuple[Any, ...]:
        return (visit.id, *(getattr(visit, name) for name in AROUND)) if visit is not None else ()

    def _offer_sets(self) -> None:
        from zaitaku_desk.store import lists

        choices = [
            Choice(
                item.id, f"{item.title or '（名称なし）'} 第{item.version or 1}版", retired=bool(item.retired)
            )
            for item in lists.everything(self.office.db, "question_sets")
        ]
        box = self.form.widget("question_set_id")
        if [box.itemData(at) for at in range(1, box.count())] != [c.key for c in choices if not c.retired]:
            value = box.value
            box.set_choices(choices)
            box.value = value

    def _was_held(self) -> None:
        """The first answer of a visit whose day has come makes 予定 into 実施, and says so."""
        visit = self.form.record
        today = self.office.today()
        if visit is None or visit.status != "planned" or not visit.visited_on or visit.visited_on > today:
            return
        self.form.set_values(status="done")
        self.form.flush()
        self.said.emit("状態を「実施」にしました。")

    def _write_filing(self, support_class: str) -> None:
        from zaitaku_desk.records.institutions import SUPPORT_CLASSES
        from zaitaku_desk.store import visits

        visit = self.form.record
        self.flush()
        if visits.write_support_class(self.office.db, visit, support_class):
            self.office.saved("institutions", [visit.institution_id])
            self.said.emit(f"関係機関の届出区分を「{label_of(SUPPORT_CLASSES, support_class)}」にしました。")

    def _on_any_saved(self, kind: str, ids: list[str]) -> None:
        """The visit got another place or day (also by undo), or the directory or other visits changed."""
        visit = self.form.record
        if visit is None:
            return
        if kind == "visits" and self._around(visit) != self._shown:
            self._head()
            self._show_around()
        elif (kind == "institutions" and (not ids or visit.institution_id in ids)) or (
            kind == "visits" and any(item != visit.id for item in ids)
        ):
            self._head()
            self._show_context()

    def _remember_question(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.questionnaire.isAncestorOf(new):
            self._last_question = new
