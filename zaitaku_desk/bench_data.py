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
_PHRASES = (
    *(
        "退院後の訪問診療を希望されている。",
        "在宅酸素の手配について問い合わせ。",
        "主治医の紹介を求められた。",
    ),
    *(
        "ケアマネジャーから連携の相談。",
        "夜間の往診が可能な医療機関を知りたい。",
        "認知症の専門医を探している。",
    ),
    *("家族の介護負担が大きく、ショートステイを検討。", "吸引が必要だが対応できる事業所がない。"),
    *("看取りまで自宅で過ごしたいとの意向。", "薬の飲み忘れが続いている。", "訪問歯科を利用したい。"),
    *(
        "地域包括支援センターへ引き継いだ。",
        "折り返し電話することになった。",
        "医師会の名簿から三か所を案内した。",
    ),
    *(
        "麻薬の管理ができる薬局を紹介。",
        "胃ろうの交換をどこでできるか。",
        "退院前カンファレンスの日程を調整。",
    ),
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
    """Make an unprotected data folder with that many records and open it; a minute per 100,000."""
    db, _ = desk.create_desk(data_dir)
    dice = random.Random(seed)  # noqa: S311
    kept: list[str] = []
    for said in _batches(_institution(dice, number) for number in range(institutions)):
        sources.write(db, said)
        kept.extend(item.institution_id for item in said)
        told(f"institutions: {len(kept)}")
    done = 0
    for said in _batches(_consultation(dice, number, kept) for number in range(consultations)):
        sources.write(db, said, kind="consultations")
        done += len(said)
        told(f"consultations: {done}")
    return db


def text(dice: random.Random, shortest: int = 20, longest: int = 400) -> str:
    """Invented sentences of about that many characters."""
    length = dice.randint(shortest, longest)
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(
            f"{dice.choice(_PLACES)[0]}の{dice.choice(_PHRASES)}"
            if dice.random() < 0.2
            else dice.choice(_PHRASES)
        )
    return "".join(parts)[:length]


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


def _consultation(dice: random.Random, number: int, institutions: list[str]) -> SourceValues:
    when = _FIRST_DAY + timedelta(minutes=dice.randint(0, 20 * 365 * 24 * 60))
    values: dict[str, Any] = {
        "received_at": f"{when:%Y-%m-%dT%H:%M}",
        "inquirer_kind": "care_manager",
        "inquirer_name": f"{dice.choice(_PLACES)[0]}",
        "institution_id": dice.choice(institutions) if institutions else None,
        "topics": dice.sample(_TOPICS, dice.randint(1, 2)),
        "content": text(dice),
        "status": dice.choice(("open", "waiting", "closed")),
        "minutes_spent": dice.randint(5, 60),
        "patient_mark": f"M{number:06}",
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
