"""A big invented desk: for the bench and for nightly tests. The same seed gives the same data."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from zaitaku_desk.store import desk, index, sources
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
_KINDS_IN_TEXT = [(name, kana) for _, name, kana in _KINDS]
_DISTRICTS = ("北部", "南部", "東部", "西部", "中央", "島しょ")
_CHARACTERS = (
    "医療介護訪問看護診療往薬局病院退入在宅支援相談家族本人希望連絡先生主治紹介状態管理酸素胃褥瘡点滴認知症夜間"
    "休日対応可能調整担当者会議資料送付確認必要手続費用保険申請要配食移動送迎歩行転倒骨折肺炎痛緩和看取意向説明"
    "同居独長男女夫妻娘息子姪甥近隣民生委員包括地域市町村役場窓口電話訪来所面談依頼報告検討継続終了開始予定変更"
    "春夏秋冬朝昼夕晩週月年前後上下左右東西南北山川海空木花草石土金銀白黒赤青緑新古高低大小多少強弱早遅明暗"
)
_JOINTS = ("の", "を", "に", "が", "は", "で", "と", "から", "まで", "について", "のため", "により")
_ENDS = (
    "を希望。",
    "との相談。",
    "を案内した。",
    "を確認する。",
    "で困っている。",
    "へ連絡済み。",
    "を検討中。",
    "は未定。",
)
_VOCABULARY = 1_500
_TOPICS = ("home_care", "discharge", "end_of_life", "dementia", "find_physician")


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
    dice = random.Random(seed)
    words = vocabulary(dice)
    kept: list[str] = []
    minutes = sorted(dice.randrange(20 * 365 * 24 * 60) for _ in range(consultations))
    for said in _batches(_institution(dice, number) for number in range(institutions)):
        sources.write(db, said)
        kept.extend(item.institution_id for item in said)
        told(f"institutions: {len(kept)}")
    done = 0
    for said in _batches(_consultation(dice, words, kept, at) for at in minutes):
        sources.write(db, said)
        done += len(said)
        told(f"consultations: {done}")
    index.optimize(db)
    return db


def text(dice: random.Random, words: list[str], shortest: int = 20, longest: int = 400) -> str:
    """Invented sentences of about that many characters; some words are frequent, most are rare."""
    length = dice.randint(shortest, longest)
    found = ""
    while len(found) < length:
        rare = [words[int(len(words) * dice.random() ** 2)] for _ in range(dice.randint(2, 5))]
        if dice.random() < 0.1:
            rare[0] = "".join(dice.choice(part)[0] for part in (_PLACES, _MIDDLES, _KINDS_IN_TEXT))
        found += "".join(word + dice.choice(_JOINTS) for word in rare[:-1]) + rare[-1] + dice.choice(_ENDS)
        if dice.random() < 0.2:
            found += f"（{dice.randint(1, 12)}/{dice.randint(1, 28)}、{dice.randint(60, 99)}歳）"
    return found[:length]


def vocabulary(dice: random.Random) -> list[str]:
    """Invented words of two or three characters."""
    return ["".join(dice.choices(_CHARACTERS, k=dice.choice((2, 2, 3)))) for _ in range(_VOCABULARY)]


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


def _consultation(
    dice: random.Random, words: list[str], institutions: list[str], minute: int
) -> SourceValues:
    when = _FIRST_DAY + timedelta(minutes=minute)
    values: dict[str, Any] = {
        "received_at": f"{when:%Y-%m-%dT%H:%M}",
        "inquirer_kind": "care_manager",
        "inquirer_name": f"{dice.choice(_PLACES)[0]}",
        "institution_id": dice.choice(institutions) if institutions else None,
        "topics": dice.sample(_TOPICS, dice.randint(1, 2)),
        "content": text(dice, words),
        "status": dice.choice(("open", "waiting", "closed")),
        "minutes_spent": dice.randint(5, 60),
        "patient_mark": f"M{dice.randrange(10**6):06}",
    }
    record_id = uuid.UUID(int=dice.getrandbits(128)).hex
    return SourceValues(record_id, "bench", EDITION, values, kind="consultations")


def _batches(items: Iterator[SourceValues]) -> Iterator[list[SourceValues]]:
    batch: list[SourceValues] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
