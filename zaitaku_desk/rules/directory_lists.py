"""Who belongs on which list of the region: dementia, homes for the elderly, neighbours (A163, A264, A265)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.records.people import Post
from zaitaku_desk.rules import distance

DEMENTIA: Final = "dementia"
"""The capability 認知症への対応."""

DEMENTIA_WORDS: Final = ("認知症", "もの忘れ", "物忘れ")
MEDICAL: Final = ("hospital", "clinic", "dental")

HOMES: Final = (
    ("特別養護老人ホーム", ("介護老人福祉施設", "特別養護老人ホーム", "特養")),
    ("介護老人保健施設", ("介護老人保健施設", "老健")),
    ("介護医療院", ("介護医療院", "介護療養型医療施設")),
    ("認知症グループホーム", ("認知症対応型共同生活介護", "グループホーム")),
    ("軽費老人ホーム・ケアハウス・養護老人ホーム", ("軽費老人ホーム", "ケアハウス", "養護老人ホーム")),
    (
        "有料老人ホーム・サービス付き高齢者向け住宅",
        ("有料老人ホーム", "サービス付き高齢者", "サ高住", "特定施設入居者"),
    ),
    ("ショートステイ", ("短期入所", "ショートステイ")),
)
"""高齢者向け施設 by what their services are called; the first that fits is the kind of home."""

LIAISON_PROFESSIONS: Final = ("medical_social_worker", "social_worker", "psychiatric_social_worker")
LIAISON_WORDS: Final = ("連携", "相談", "退院", "入退院", "ＭＳＷ", "MSW", "ソーシャルワーカー")


def dementia_reasons(institution: Institution, capability: Capability | None) -> list[str]:
    """Why a medical institution stands on the 認知症対応 list; empty when it does not.

    What was confirmed counts first: 不可 keeps it off whatever its filings say. Else any word about dementia
    in filings, services, strengths or what it can do at home.
    """
    if institution.kind not in MEDICAL or (capability and capability.state == "cannot"):
        return []
    found = []
    if capability and capability.state in ("can", "conditional"):
        mark = "○" if capability.state == "can" else "△"
        found.append(f"{mark}{f'（{capability.condition}）' if capability.condition else ''}")
    said = (*institution.filings, *institution.services)
    found += [text for text in said if _holds(text, DEMENTIA_WORDS)]
    free = (institution.strengths, institution.home_services)
    found += [text for text in free if text and _holds(text, DEMENTIA_WORDS)]
    return list(dict.fromkeys(found))


def home_of(institution: Institution) -> str:
    """The kind of 高齢者向け施設, by its services, else (of a facility) by its name; "" when it is none."""
    for title, words in HOMES:
        if any(_holds(service, words) for service in institution.services):
            return title
    if institution.kind == "facility":
        for title, words in HOMES:
            if _holds(institution.name or "", words):
                return title
    return ""


def is_liaison(post: Post, profession: str | None) -> bool:
    """Whether a post is one of 地域連携室・医療相談室: by title, or a social worker's."""
    said = _holds(post.title or "", LIAISON_WORDS)
    return said or (post.profession or profession) in LIAISON_PROFESSIONS


def nearness(clinic: Institution, other: Institution) -> int:
    """0 the same district, 1 it serves the clinic's district, 2 the same municipality, 3 elsewhere."""
    if clinic.district and other.district == clinic.district:
        return 0
    if clinic.district and clinic.district in other.service_area:
        return 1
    same = clinic.municipality and other.municipality == clinic.municipality
    return 2 if same or not clinic.municipality or not other.municipality else 3


def nearest(clinic: Institution, others: Iterable[Institution], least: int) -> tuple[list[Institution], int]:
    """Those of the clinic's own district, filled up to `least` from farther away; and how many are left.

    Within the same nearness by straight-line distance where it is known, else in their order.
    """
    here = distance.read(clinic.position)

    def place(other: Institution) -> tuple[int, float]:
        away = distance.between(other.position, here)
        return nearness(clinic, other), math.inf if away is None else away

    ordered = sorted(others, key=place)
    close = sum(nearness(clinic, other) < 2 for other in ordered)
    count = max(close, min(least, len(ordered)))
    return ordered[:count], len(ordered) - count


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)
