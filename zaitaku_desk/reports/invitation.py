"""会議開催案内: a letter with a FAX reply slip, one page per addressee (A27, A71, A74)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.meetings import Attendance, Meeting
from zaitaku_desk.records.office import Profile
from zaitaku_desk.reports import phrases, sources
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import lines, replacement_warning

if TYPE_CHECKING:
    from pathlib import Path

    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Addressee:
    """One page's addressee: lines above the name, the name with its 敬称; both plain for the reply slip."""

    above: tuple[str, ...]
    line: str
    organisation: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class InvitationPaper:
    """Everything an invitation says, as text."""

    meeting: str
    title: str
    date: str
    sender: tuple[str, ...]
    addressees: tuple[Addressee, ...]
    greeting: str
    body: tuple[str, ...]
    details: tuple[tuple[str, tuple[str, ...]], ...]
    catchphrase: tuple[str, ...]
    when: str
    reply_by: str
    reply_to: str
    fax: str
    contact: str
    number: str = ""
    warnings: tuple[str, ...] = ()


def gather(db: Database, request: Request) -> InvitationPaper:
    """The invitation of a meeting: the meeting, its people and the office; UserError without a meeting."""
    from zaitaku_desk.store import lists

    meeting = sources.one(db, Meeting, request.id)
    series = sources.series_of(db, meeting)
    office = sources.profile(db)
    style = office.date_style or "wareki"
    name = phrases.meeting_name(meeting, series)
    people = sources.people_of(db, meeting)
    agenda = [item.title for item in lists.children(db, "agenda_items", meeting.id) if item.title]
    reply_by = (
        f"{wareki.show(meeting.reply_by, style)}（{wareki.weekday(meeting.reply_by)}）"
        if meeting.reply_by
        else ""
    )
    purpose = meeting.selling_point or (series.selling_point if series else None)
    when = phrases.letter_when(meeting, style)
    return InvitationPaper(
        meeting=name,
        title=f"{name}の開催について（ご案内）",
        date=wareki.show(request.today, style),
        sender=sources.sender(office),
        addressees=tuple(map(addressee, people)) or (Addressee((), "関係者各位"),),
        greeting=phrases.greeting(request.today),
        body=_body(meeting, name, reply_by, office),
        details=_details(when, meeting.place or (series.place if series else None), purpose, agenda),
        catchphrase=tuple(lines(meeting.catchphrase)),
        when=when,
        reply_by=reply_by,
        reply_to=office.contractor or office.placement or "",
        fax=office.fax or "",
        contact=sources.contact(office),
        warnings=_warnings(meeting, office, people),
    )


def addressee(person: Attendance) -> Addressee:
    """所属, then 役職 and 氏名 with 様・先生・御中 (A74)."""
    ending = phrases.honorific(person)
    organisation, title, name = (part or "" for part in (person.organisation, person.title, person.name))
    if not name:
        return Addressee((), f"{'　'.join(filter(None, (organisation, title)))}　{ending}", organisation)
    above = (organisation,) if organisation else ()
    return Addressee(above, f"{f'{title}　' if title else ''}{name}　{ending}", organisation, name)


def write_pdf(paper: InvitationPaper) -> Made:
    """The letters as one PDF, a page per addressee."""
    from zaitaku_desk.reports import fonts, invitation_page

    data, missing = invitation_page.draw(paper)
    warning = fonts.warning(missing)
    return Made(data, paper.title, (*paper.warnings, warning) if warning else paper.warnings)


def write_word(paper: InvitationPaper, template: Path) -> Made:
    """The letters as a Word file from the office's template."""
    from zaitaku_desk.reports import word

    data, replaced = word.render(template, context(paper), title=paper.title)
    return Made(data, paper.title, (*paper.warnings, *replacement_warning(replaced)))


def context(paper: InvitationPaper) -> dict[str, Any]:
    """The names a template may use."""
    return {
        "会議名": paper.meeting,
        "件名": paper.title,
        "文書番号": paper.number,
        "日付": paper.date,
        "差出人": list(paper.sender),
        "宛先一覧": [
            {"所属行": list(one.above), "宛名": one.line, "所属": one.organisation, "氏名": one.name}
            for one in paper.addressees
        ],
        "頭語": paper.greeting,
        "本文": list(paper.body),
        "記": [{"項目": label, "内容": "\n".join(values)} for label, values in paper.details],
        "キャッチフレーズ": "\n".join(paper.catchphrase),
        "日時": paper.when,
        "返信期限": paper.reply_by,
        "返信先": paper.reply_to,
        "FAX": paper.fax,
        "連絡先": paper.contact,
    }


def _body(meeting: Meeting, name: str, reply_by: str, office: Profile) -> tuple[str, ...]:
    work = "当地域の在宅医療・介護連携の推進に"
    own = lines(meeting.invitation_text)
    found = [f"　平素より{work}格別のご高配を賜り、厚く御礼申し上げます。"]
    found += [line if line.startswith("　") or not line else f"　{line}" for line in own] or [
        f"　さて、このたび「{name}」を下記のとおり開催いたします。"
    ]
    if not any(word in "".join(own) for word in ("つきましては", "ご出席", "ご参加")):
        found.append(
            "　つきましては、ご多用のところ誠に恐縮に存じますが、ご出席くださいますようお願い申し上げます。"
        )
    if reply_by:
        way = "下の回答票によりFAXで" if office.fax else ""
        found.append(f"　なお、準備の都合上、お手数ですが出欠を{reply_by}までに{way}お知らせください。")
    return tuple(found)


def _details(
    when: str, place: str | None, purpose: str | None, agenda: list[str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    numbered = tuple(f"（{position}）{title}" for position, title in enumerate(agenda, 1))
    rows = (("日時", (when,)), ("場所", (place or "",)), ("趣旨", tuple(lines(purpose))), ("議題", numbered))
    return tuple((label, values) for label, values in rows if any(values))


def _warnings(meeting: Meeting, office: Profile, people: list[Attendance]) -> tuple[str, ...]:
    found = []
    if meeting.held_on is None:
        found.append("開催日が入力されていません。")
    if not sources.sender(office):
        found.append("差出人が空欄です。「事務所の設定」で差出人として印字する形を入力してください。")
    if not office.fax:
        found.append("返信先のFAX番号が空欄です。「事務所の設定」でFAXを入力してください。")
    if not people:
        found.append(
            "宛先がないため「関係者各位」で1枚だけ作成しました。会議の参加者に宛先を加えてください。"
        )
    return tuple(found)
