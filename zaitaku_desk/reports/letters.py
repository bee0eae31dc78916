"""連絡票, 連携支援シート, 協力依頼 from the office's templates (A68, A75, A106)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institution_parts import AGREEMENT_KINDS, AGREEMENT_STATES, Agreement
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person
from zaitaku_desk.reports import addressees, listed, phrases, sources
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.list_paper import shown
from zaitaku_desk.reports.listed import telephone
from zaitaku_desk.reports.request import Made, Request
from zaitaku_desk.reports.text import replacement_warning
from zaitaku_desk.rules import hours

if TYPE_CHECKING:
    from pathlib import Path

    from zaitaku_desk.records.office import Profile
    from zaitaku_desk.store.connection import Database

CONTACT_SHEET, SUPPORT_SHEET, BACKUP_REQUEST = "contact_sheet", "support_sheet", "backup_request"

TITLES = {
    CONTACT_SHEET: "連絡票",
    SUPPORT_SHEET: "主治医・ケアマネジャー連携支援シート",
    BACKUP_REQUEST: "後方病床へのご協力のお願い",
}


def write(db: Database, request: Request, name: str, template: Path) -> Made:
    """The sheet as a Word file; UserError without an institution."""
    from zaitaku_desk.reports import word

    one = sources.one(db, Institution, request.id)
    values = institution_context(db, one, request)
    title = f"{TITLES[name]}　{one.name or ''}".rstrip("　")
    data, replaced = word.render(template, values, title)
    return Made(data, title, (*_warnings(one, values, name), *replacement_warning(replaced)))


def write_to_person(db: Database, request: Request, template: Path) -> Made:
    """連絡票 to a person, at the place where they work today; UserError without a person."""
    from zaitaku_desk.reports import word

    person = sources.one(db, Person, request.id)
    values = person_context(db, person, request)
    title = f"{TITLES[CONTACT_SHEET]}　{person.name or ''}".rstrip("　")
    data, replaced = word.render(template, values, title)
    missing = () if values["宛先FAX"] else ("FAX番号が未登録です。人か所属の機関に登録してください。",)
    return Made(data, title, (*missing, *replacement_warning(replaced)))


def institution_context(db: Database, one: Institution, request: Request) -> dict[str, Any]:
    """The names a template may use, for an institution: its head, or the institution itself."""
    to = addressees.of_institution(one, "head")
    return _context(db, one, to, request) | {
        "宛先FAX": telephone(one.fax),
        "宛先電話": telephone(one.telephone),
        "連絡の手段": _channel(db, one.reach_by),
        "よい時間帯": one.call_hours or "",
        "避ける時間帯": one.no_call_hours or "",
    }


def person_context(db: Database, person: Person, request: Request) -> dict[str, Any]:
    """The same names for a person; what is not known of the person is that of the place of work."""
    title, place = addressees.places_of(db, request.today).get(person.id, ("", None))
    at = place or Institution(id="")
    to = addressees.of_person(person, title, place)
    return _context(db, at, to, request) | {
        "宛先FAX": telephone(person.fax or at.fax),
        "宛先電話": telephone(person.telephone or at.telephone),
        "連絡の手段": _channel(db, person.reach_by or at.reach_by),
        "よい時間帯": person.call_hours or at.call_hours or "",
        "避ける時間帯": person.no_call_hours or at.no_call_hours or "",
    }


def _context(db: Database, one: Institution, to: Addressee, request: Request) -> dict[str, Any]:
    from zaitaku_desk.store import codes

    office = sources.profile(db)
    style = office.date_style or "wareki"
    return {
        "日付": wareki.show(request.today, style),
        "件名": TITLES[BACKUP_REQUEST],
        "所属行": list(to.above),
        "宛名": to.line,
        "機関名": one.name or "",
        "種別": codes.label(db, "institution_kinds", one.kind),
        "郵便番号": one.postal_code or "",
        "所在地": listed.street(one),
        "代表者": one.director or "",
        "診療時間": hours.show(one.opening_hours),
        "休診日": one.closed_days or "",
        "窓口": one.liaison_contact or "",
        "窓口電話": telephone(one.liaison_telephone),
        "対応できること": _able(db, one),
        "取り決め": _agreements(db, one, style),
        "差出人": list(sources.sender(office)),
        "差出人名": _sender_name(office),
        "差出人電話": office.telephone or "",
        "差出人FAX": office.fax or "",
        "差出人メール": office.email or "",
        "連絡先": sources.contact(office),
        "頭語": phrases.greeting(request.today),
    }


def _sender_name(office: Profile) -> str:
    said = (office.placement or office.contractor, office.sender_title, office.sender_name)
    return "　".join(part for part in said if part)


def _able(db: Database, one: Institution) -> str:
    """「人工呼吸器の使用、看取り（△）」: what is confirmed, in the order of the list."""
    from zaitaku_desk.store import codes, lists

    states = {capability.code: capability for capability in lists.children(db, "capabilities", one.id)}
    found = []
    for code in codes.entries(db, "capabilities", kind=one.kind or ""):
        capability = states.get(code.key)
        if capability and capability.state == "can":
            found.append(code.label or "")
        elif capability and capability.state == "conditional":
            found.append(f"{code.label}（△{capability.condition or ''}）")
    return "、".join(found)


def _agreements(db: Database, one: Institution, style: str) -> list[dict[str, str]]:
    """連携の取り決め in which this institution takes part, whichever of the two it is (A75)."""
    from zaitaku_desk.store import lists, merging

    ids = merging.family(db, "institutions", one.id)
    marks = ", ".join("?" * len(ids))
    where = f"institution_id IN ({marks}) OR partner_id IN ({marks})"
    found: list[Agreement] = lists.everything(db, "agreements", where, (*ids, *ids))
    others = sources.institutions(
        db, [other for item in found for other in (item.institution_id, item.partner_id)]
    )
    rows = []
    for item in found:
        if item.status in ("declined", "ended"):
            continue
        other = item.institution_id if item.partner_id in ids else item.partner_id
        partner = others.get(other or "")
        rows.append(
            {
                "相手": (partner.name if partner else item.partner_text) or "",
                "種類": label_of(AGREEMENT_KINDS, item.kind),
                "内容": item.content or label_of(AGREEMENT_KINDS, item.kind),
                "状況": label_of(AGREEMENT_STATES, item.status),
                "窓口": item.contact or "",
                "見直し日": shown(item.review_on, style),
            }
        )
    return rows


def _channel(db: Database, key: str | None) -> str:
    from zaitaku_desk.store import codes

    return codes.label(db, "channels", key)


def _warnings(one: Institution, values: dict[str, Any], name: str) -> tuple[str, ...]:
    found = []
    if name == BACKUP_REQUEST and one.kind != "hospital":
        found.append("病院ではない機関あての協力依頼です。宛先を確かめてください。")
    if name != BACKUP_REQUEST and not values["宛先FAX"]:
        found.append("FAX番号が未登録です。関係機関の「連絡」に入力してください。")
    if not values["差出人"]:
        found.append("差出人が空欄です。「事務所の設定」で差出人として印字する形を入力してください。")
    return tuple(found)
