"""新規参入診療所向け 連携先リスト: whom a clinic that begins home visits works with nearby (A162, A163)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institutions import SUPPORT_CLASSES, Capability, Institution
from zaitaku_desk.reports import listed, sources
from zaitaku_desk.reports.care_lists import vacancy
from zaitaku_desk.reports.list_paper import Column, ListPaper, Section, filled
from zaitaku_desk.reports.listed import mark, street, telephone
from zaitaku_desk.reports.request import Request
from zaitaku_desk.rules import distance
from zaitaku_desk.rules.directory_lists import nearest, nearness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zaitaku_desk.store.connection import Database

LEAST = 8
"""Where the clinic's own district has fewer, the list is filled up to this many from the municipality."""

GROUPS = (
    ("hospital", "病院（後方支援）", (("around_the_clock", "24時間"), ("severe_patients", "重症"))),
    (
        "home_nursing",
        "訪問看護ステーション",
        (("around_the_clock", "24時間"), ("end_of_life_care", "看取り"), ("ventilator", "呼吸器")),
    ),
    (
        "pharmacy",
        "薬局",
        (("pharmacist_home_visit", "訪問"), ("around_the_clock", "24時間"), ("opioids", "麻薬")),
    ),
    ("dental", "歯科診療所", (("dental_home_visit", "訪問"), ("oral_care", "口腔ケア"))),
    ("care_management", "居宅介護支援事業所", ()),
    ("support_centre", "地域包括支援センター", ()),
)
"""Kind, title, and the capabilities a clinic asks of it first."""

NEARNESS = ("同じ地区", "対応地区", "市町村内", "市町村外")


def gather(db: Database, request: Request) -> ListPaper:
    """Neighbours of the clinic `request.id`, by kind, the nearest first. UserError without a clinic."""
    from dataclasses import replace

    clinic = sources.one(db, Institution, request.id)
    found = listed.institutions(db, replace(request, id="", listing=None))
    states = listed.capabilities(db)
    sections = []
    for kind, title, asked in GROUPS:
        others = sorted(
            (one for one in found.records if one.kind == kind and one.id != clinic.id), key=listed.order
        )
        others = [
            one for one in others if kind != "hospital" or _backs(one, states.get(one.id, {}))
        ] or others
        near, left = nearest(clinic, others, LEAST)
        if near:
            sections.append(_section(clinic, near, title, asked, states, left))
    place = "　".join(filter(None, (clinic.municipality, clinic.district)))
    name = clinic.name or "（名称なし）"
    notes = (
        f"{name}（{place or '所在地未登録'}）の近くの連携先です。kmは直線距離です。",
        "○＝可　△＝条件付　×＝不可　空欄＝未確認",
    )
    warnings = (
        ()
        if clinic.district or clinic.municipality
        else (f"{name}の地区と市町村が未登録のため、近い順に並べられません。",)
    )
    return listed.paper(
        db,
        request,
        f"連携先リスト　{name}",
        sections,
        listed.Found(found.records),
        notes=notes,
        warnings=warnings,
    )


def _section(
    clinic: Institution,
    near: list[Institution],
    title: str,
    asked: tuple[tuple[str, str], ...],
    states: Mapping[str, Mapping[str, Capability]],
    left: int,
) -> Section:
    from dataclasses import replace

    columns = (
        Column("近さ", 10, "centre"),
        Column("名称", 24),
        Column("ふりがな", 16, under=True),
        Column("所在地", 24),
        Column("電話", 14.5, "centre"),
        Column("FAX", 14.5, "centre", under=True),
        *(Column(label, 7, "centre") for _, label in asked),
        Column("支援病", 8, "centre"),
        Column("得意分野・できること", 28),
        Column("受入余力", 16),
        Column("窓口", 14),
        Column("最終確認", 10.5, "date"),
    )
    rows: list[list[Any]] = []
    for one in near:
        able = states.get(one.id, {})
        support = label_of(SUPPORT_CLASSES, one.support_class)
        rows.append(
            [
                _near(clinic, one),
                one.name,
                one.kana,
                street(one),
                telephone(one.telephone),
                telephone(one.fax),
                *(mark(able.get(code)) for code, _ in asked),
                support if one.support_class not in (None, "none", "unknown") else "",
                "／".join(filter(None, (one.strengths, one.home_services, *_conditions(able, asked)))),
                vacancy(one),
                "\n".join(filter(None, (one.liaison_contact, telephone(one.liaison_telephone)))),
                one.confirmed_on,
            ]
        )
    more = f"（ほかに{left}か所。関係機関情報一覧表をご覧ください）" if left else ""
    return replace(filled(columns, rows, always=2), title=title, note=f"{len(near)}か所{more}")


def _near(clinic: Institution, one: Institution) -> str:
    """同じ地区, and how far in a straight line where both places are known."""
    away = distance.between(one.position, distance.read(clinic.position))
    return "\n".join(filter(None, (NEARNESS[nearness(clinic, one)], distance.Straight(away).words())))


def _conditions(able: Mapping[str, Capability], asked: tuple[tuple[str, str], ...]) -> list[str]:
    """What stands behind a △."""
    return [
        f"{label}：{able[code].condition}" for code, label in asked if code in able and able[code].condition
    ]


def _backs(hospital: Institution, able: Mapping[str, Capability]) -> bool:
    """Whether a hospital is known to stand behind home care: by role, filing, beds or what it takes."""
    takes = any(
        able[code].state in ("can", "conditional")
        for code in ("around_the_clock", "severe_patients")
        if code in able
    )
    support = hospital.support_class not in (None, "none", "unknown")
    return bool(
        takes
        or support
        or hospital.regional_role in ("backup", "core", "emergency")
        or hospital.open_system in ("open", "complete")
    )
