"""A big invented desk: for the bench and for nightly tests. The same seed gives the same data."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from zaitaku_desk.store import desk, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sources import SourceValues

INSTITUTIONS, CONSULTATIONS = 50_000, 200_000
EDITION = "2026-04-01"
_BATCH = 10_000
_FIRST_DAY = datetime(2006, 4, 1, 9, 0)

_PLACES = (
    ("みどり台", "みどりだい"),
    ("あさひ野", "あさひの"),
    ("舩津", "ふなつ"),
    ("船津", "ふなつ"),
    ("高浜", "たかはま"),
    ("髙見沢", "たかみざわ"),
    ("こもれび", "こもれび"),
    ("ひだまり", "ひだまり"),
    ("さくら坂", "さくらざか"),
    ("渡邉", "わたなべ"),
    ("星見", "ほしみ"),
    ("白波", "しらなみ"),
    ("青葉原", "あおばはら"),
    ("虹の橋", "にじのはし"),
    ("月影", "つきかげ"),
    ("花園北", "はなぞのきた"),
)
_MIDDLES = (
    *(("", ""), ("中央", "ちゅうおう"), ("東", "ひがし"), ("西", "にし"), ("南", "みなみ"), ("北", "きた")),
    *(("第一", "だいいち"), ("第二", "だいに"), ("駅前", "えきまえ"), ("ふれあい", "ふれあい")),
)
_KINDS = (
    ("clinic", "医院", "いいん"),
    ("clinic", "クリニック", "くりにっく"),
    ("hospital", "病院", "びょういん"),
    ("pharmacy", "薬局", "やっきょく"),
    ("dental", "歯科", "しか"),
    ("home_nursing", "訪問看護ステーション", "ほうもんかんごすてーしょん"),
    ("care_management", "ケアプランセンター", "けあぷらんせんたー"),
    ("facility", "デイサービス", "でいさーびす"),
)
_DISTRICTS = ("北部", "南部", "東部", "西部", "中央", "島しょ")
_WHO = (
    "長女",
    "長男の妻",
    "夫",
    "妻",
    "ご本人",
    "姪",
    "担当ケアマネジャー",
    "病棟看護師",
    "訪問看護師",
    "民生委員",
    "施設長",
    "薬剤師",
)
_WHAT = (
    *(
        "在宅酸素",
        "胃ろうの交換",
        "訪問歯科",
        "気管切開の管理",
        "夜間の往診",
        "麻薬の管理",
        "褥瘡の処置",
        "点滴",
        "認知症の受診",
    ),
    *(
        "看取り",
        "退院前カンファレンス",
        "ショートステイ",
        "吸引",
        "訪問リハビリ",
        "口腔ケア",
        "人工透析の送迎",
        "導尿",
        "栄養指導",
    ),
)
_HOW = (
    *(
        "対応できる医療機関を知りたい",
        "について相談",
        "の調整を依頼",
        "の可否を確認",
        "で困っている",
        "を希望されている",
    ),
    *("の費用を尋ねられた", "の手続きが分からない", "を断られたとのこと", "の日程を調整中"),
)
_WHEN = (
    "来週",
    "退院後",
    "週末",
    "今月末",
    "夜間",
    "先月から",
    "三日前から",
    "できるだけ早く",
    "年明け",
    "連休中",
)
_DONE = (
    *(
        "名簿から三か所を案内",
        "折り返し電話する",
        "主治医に連絡済み",
        "地域包括支援センターへ引き継いだ",
        "資料を郵送",
    ),
    *("担当者会議で検討する", "本人の意向を確かめる", "家族と面談の予定", "様子をみる", "ファクスで回答"),
)
_TOPICS = ("home_visit", "discharge", "end_of_life", "dementia", "other")


def build(
    data_dir: Path,
    *,
    institutions: int = INSTITUTIONS,
    consultations: int = CONSULTATIONS,
    seed: int = 1,
    told: Callable[[str], None] = lambda _line: None,
) -> Database:
    """Make an unprotected data folder with that many records and open it; a minute or two per 100,000.

    `told` hears how far it is.
    """
    db, _ = desk.create_desk(data_dir)
    dice = random.Random(seed)  # noqa: S311
    kept: list[str] = []
    minutes = sorted(dice.randrange(20 * 365 * 24 * 60) for _ in range(consultations))
    for said in _batches(_institution(dice, number) for number in range(institutions)):
        sources.write(db, said)
        kept.extend(item.institution_id for item in said)
        told(f"institutions: {len(kept)}")
    done = 0
    for said in _batches(_consultation(dice, kept, at) for at in minutes):
        sources.write(db, said, kind="consultations")
        done += len(said)
        told(f"consultations: {done}")
    return db


def text(dice: random.Random, shortest: int = 20, longest: int = 400) -> str:
    """Invented sentences of about that many characters."""
    length = dice.randint(shortest, longest)
    found = ""
    while len(found) < length:
        place = dice.choice(_PLACES)[0] + dice.choice(_MIDDLES)[0]
        found += dice.choice(
            (
                f"{place}の{dice.choice(_WHO)}より、{dice.choice(_WHAT)}{dice.choice(_HOW)}。",
                f"{dice.choice(_WHEN)}{dice.choice(_WHAT)}{dice.choice(_HOW)}。{dice.choice(_DONE)}。",
                f"{dice.randint(60, 99)}歳、{dice.choice(_WHO)}と同居。要介護{dice.randint(1, 5)}。",
                f"{place}へ{dice.randint(1, 12)}月{dice.randint(1, 28)}日に連絡、{dice.choice(_DONE)}。",
            )
        )
    return found[:length]


def _institution(dice: random.Random, number: int) -> SourceValues:
    place, middle, kind = dice.choice(_PLACES), dice.choice(_MIDDLES), dice.choice(_KINDS)
    values: dict[str, Any] = {
        "name": f"{place[0]}{middle[0]}{kind[1]}{number % 97 or ''}",
        "kana": f"{place[1]}{middle[1]}{kind[2]}",
        "kind": kind[0],
        "district": dice.choice(_DISTRICTS),
        "prefecture": "見本県",
        "municipality": f"{dice.choice(_PLACES)[0]}市",
        "address": f"{middle[0] or '本'}町{dice.randint(1, 20)}-{dice.randint(1, 30)}",
        "postal_code": f"000-{dice.randint(0, 9999):04}",
        "telephone": f"0000-{dice.randint(0, 99):02}-{dice.randint(0, 9999):04}",
        "corporation": f"医療法人{place[0]}会" if dice.random() < 0.5 else None,
    }
    record_id = uuid.UUID(int=dice.getrandbits(128)).hex
    return SourceValues(record_id, "bench", EDITION, values, key=f"bench:{number}")


def _consultation(dice: random.Random, institutions: list[str], minute: int) -> SourceValues:
    when = _FIRST_DAY + timedelta(minutes=minute)
    values: dict[str, Any] = {
        "received_at": f"{when:%Y-%m-%dT%H:%M}",
        "inquirer_kind": "care_manager",
        "inquirer_name": f"{dice.choice(_PLACES)[0]}",
        "institution_id": dice.choice(institutions) if institutions else None,
        "topics": dice.sample(_TOPICS, dice.randint(1, 2)),
        "content": text(dice),
        "status": dice.choice(("open", "waiting", "closed")),
        "minutes_spent": dice.randint(5, 60),
        "patient_mark": f"M{dice.randrange(10**6):06}",
    }
    return SourceValues(uuid.UUID(int=dice.getrandbits(128)).hex, "bench", EDITION, values)


def _batches(items: Iterator[SourceValues]) -> Iterator[list[SourceValues]]:
    batch: list[SourceValues] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
