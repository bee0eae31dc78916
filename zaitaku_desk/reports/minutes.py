"""議事録: Word minutes in the form of the source (A24–A30, A32), and the prefectural form (A223, A224)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.meetings import (
    OUTCOMES,
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    MeetingResult,
    Remark,
)
from zaitaku_desk.reports import phrases, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

BOARD = "理事会"
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Topic:
    """One 議題 with what was said about it: (speaker or "", words)."""

    number: str
    title: str
    note: str
    remarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """Everything minutes say, as text; `sections` are (heading, bullets) in the order of such a meeting."""

    meeting: str
    when: str
    when_in_full: str
    place: str
    selling_point: str
    present: tuple[str, ...]
    present_count: str
    absent: str
    topics: tuple[Topic, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    writer: str
    warnings: tuple[str, ...] = ()


def gather(db: Database, request: Request) -> MinutesPaper:
    """The minutes of a meeting; UserError without one."""
    from zaitaku_desk.store import lists

    meeting = sources.one(db, Meeting, request.id)
    series = sources.series_of(db, meeting)
    office = sources.profile(db)
    people = sources.people_of(db, meeting)
    present, absent, guessed = _split(people)
    count = meeting.head_count if meeting.head_count is not None else len(present)
    results = _sections(
        board=bool(series and series.board) or BOARD in (meeting.title or ""),
        results=lists.children(db, "meeting_results", meeting.id),
        decisions=lists.children(db, "decisions", meeting.id),
        actions=lists.children(db, "action_items", meeting.id),
    )
    warnings = [] if meeting.held_on else ["開催日が入力されていません。"]
    if guessed and present:
        warnings.append("当日の出欠が未入力のため、返事が「出席」の方を出席者として載せました。")
    return MinutesPaper(
        meeting=phrases.meeting_name(meeting, series),
        when=phrases.minutes_when(meeting),
        when_in_full=phrases.letter_when(meeting, "wareki"),
        place=meeting.place or "",
        selling_point=meeting.selling_point or (series.selling_point if series else "") or "",
        present=people_lines(present),
        present_count=f"{count}人" if count else "",
        absent="、".join(_named(person, with_organisation=True) for person in absent),
        topics=_topics(
            lists.children(db, "agenda_items", meeting.id), lists.children(db, "remarks", meeting.id)
        ),
        sections=results,
        writer="　".join(part for part in (office.sender_title, office.sender_name) if part),
        warnings=tuple(warnings),
    )


def write_word(paper: MinutesPaper, template: Path) -> Made:
    """The minutes as a Word file from the office's template."""
    from zaitaku_desk.reports import word

    title = f"{paper.meeting} 議事録"
    data, replaced = word.render(template, context(paper), title=title)
    return Made(data, title, (*paper.warnings, *replacement_warning(replaced)))


def context(paper: MinutesPaper) -> dict[str, Any]:
    """The names a template may use."""
    return {
        "会議名": paper.meeting,
        "日時": paper.when,
        "開催日時": paper.when_in_full,
        "場所": paper.place,
        "売り": paper.selling_point,
        "出席者": list(paper.present),
        "出席者数": paper.present_count,
        "欠席者": paper.absent,
        "議題一覧": [
            {
                "番号": topic.number,
                "議題": topic.title,
                "内容": topic.note,
                "発言": [f"{speaker}：{words}" if speaker else words for speaker, words in topic.remarks],
                "発言一覧": [{"発言者": speaker, "発言": words} for speaker, words in topic.remarks],
            }
            for topic in paper.topics
        ],
        "節一覧": [{"見出し": heading, "項目": list(bullets)} for heading, bullets in paper.sections],
        "記録者": paper.writer,
    }


def people_lines(people: list[Attendance]) -> tuple[str, ...]:
    """「みなと野市医師会　会長 港野 一郎、副会長 …」: one line per institution, in protocol order (A32).

    Where that would be a page of lines it becomes running text.
    """
    found = []
    for organisation, members in groupby(people, key=lambda person: person.organisation or ""):
        names = "、".join(name for member in members if (name := _named(member)))
        found.append("　".join(part for part in (organisation, names) if part))
    return tuple(found) if len(found) <= MOST_LINES else ("、".join(found),)


def decision_line(decision: Decision) -> str:
    """The wording with its outcome, unless the wording says it already: …要綱改正（了承） (A30)."""
    text = (decision.text or "").strip()
    outcome = label_of(OUTCOMES, decision.outcome)
    when = f"、次回確認 {wareki.minutes_date(decision.next_check_on)}" if decision.next_check_on else ""
    if not outcome or (outcome in text[-12:] and not when):
        return text
    return f"{text}（{outcome}{when}）"


def action_line(action: ActionItem) -> str:
    """要綱の改正案を配布する（担当：…、期限：R8年12月15日（火））."""
    more = [f"担当：{action.owner}"] if action.owner else []
    more += [f"期限：{wareki.minutes_date(action.due_on)}"] if action.due_on else []
    more += [f"済：{wareki.minutes_date(action.done_on)}"] if action.done_on else []
    return (action.text or "") + (f"（{'、'.join(more)}）" if more else "")


def _split(people: list[Attendance]) -> tuple[list[Attendance], list[Attendance], bool]:
    """Who came, who did not, and whether that is only what they had replied."""
    if any(person.attended for person in people):
        came = [person for person in people if person.attended in ("present", "deputy")]
        return came, [person for person in people if person.attended == "absent"], False
    came = [person for person in people if person.reply == "yes"]
    return came, [person for person in people if person.reply == "no"], True


def _named(person: Attendance, *, with_organisation: bool = False) -> str:
    parts = (person.organisation if with_organisation else None, person.title, person.name)
    deputy = "（代理）" if person.attended == "deputy" else ""
    return " ".join(part for part in parts if part) + deputy


def _topics(agenda: list[AgendaItem], remarks: list[Remark]) -> tuple[Topic, ...]:
    found = []
    known = {item.id for item in agenda}
    for number, item in enumerate(agenda, 1):
        presenter = f"（説明：{item.presenter}）" if item.presenter else ""
        said = [remark for remark in remarks if remark.agenda_item_id == item.id]
        found.append(Topic(f"{number}．", f"{item.title or ''}{presenter}", item.note or "", _said(said)))
    rest = [remark for remark in remarks if remark.agenda_item_id not in known]
    if rest:
        found.append(Topic("", "その他の発言" if agenda else "発言", "", _said(rest)))
    return tuple(found)


def _said(remarks: list[Remark]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (remark.speaker or "", remark.text or "") for remark in remarks if remark.text or remark.speaker
    )


def _sections(
    *,
    board: bool,
    results: list[MeetingResult],
    decisions: list[Decision],
    actions: list[ActionItem],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """成果・課題 first in a core meeting, 確認及び承認事項 first in a board (A29, A30)."""
    said = [("成果・課題", _results(results)), ("確認及び承認事項", tuple(map(decision_line, decisions)))]
    if {result.kind for result in results} == {"achievement"}:
        said[0] = ("成果", said[0][1])
    elif {result.kind for result in results} == {"issue"}:
        said[0] = ("課題", said[0][1])
    if board:
        said.reverse()
    said.append(("宿題・対応事項", tuple(map(action_line, actions))))
    return tuple((heading, bullets) for heading, bullets in said if any(bullets))


def _results(results: list[MeetingResult]) -> tuple[str, ...]:
    both = len({result.kind for result in results if result.kind}) > 1
    marks = {"achievement": "（成果）", "issue": "（課題）"}
    return tuple(
        (marks.get(result.kind or "", "") if both else "") + (result.text or "") for result in results
    )
