"""種別 of an institution, from what a list calls it or from its own name."""

from __future__ import annotations

import re
import unicodedata

_FACILITY = (
    "老人保健施設|老人ホーム|老健|介護医療院|リハビリテーション$|デイ|通所|短期入所|ホームヘルプ|訪問介護|訪問入浴|"
    "居住系|グループホーム|サービス付き|有料|ショートステイ|特養|福祉用具|共同生活|施設入居|多機能"
)
_BY_WORD: tuple[tuple[str, str], ...] = (
    ("歯科", "dental"),
    ("薬局|調剤|ファーマシー", "pharmacy"),
    ("看護小規模多機能|看多機|小規模多機能|療養通所", "facility"),
    ("訪問看護|看護ステーション", "home_nursing"),
    ("地域包括支援|介護予防支援", "support_centre"),
    ("居宅介護支援|ケアプラン|ケアマネ", "care_management"),
    (_FACILITY, "facility"),
    ("医師会|歯科医師会|薬剤師会|看護協会|協議会|連絡会|協会|学会", "association"),
    ("市役所|区役所|町役場|村役場|保健所|保健センター|県庁|健康福祉事務所", "government"),
    ("病院|医療センター|メディカルセンター", "hospital"),
    ("診療所|医院|クリニック|内科|外科|眼科|皮膚科|耳鼻|小児科|産科|婦人科|整形|医務室|健診", "clinic"),
)
_PATTERNS = [(re.compile(words), kind) for words, kind in _BY_WORD]
_ENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hospital", ("病院", "医療センター", "メディカルセンター")),
    ("clinic", ("診療所", "医院", "醫院", "クリニック", "内科", "外科", "医務室")),
)
_EXACT = {"医科": "", "病院": "hospital", "診療所": "clinic", "歯科": "dental", "薬局": "pharmacy"}


def kind_of(said: str, name: str = "") -> str:
    """A key of the code list `institution_kinds`; what the list says wins over the name, "other" at last."""
    word, end = _plain(said), _plain(name)
    kind = _EXACT.get(word) or _by_words(word) or _by_end(end) or _by_words(end) or "other"
    return "dental" if kind == "clinic" and "歯科" in end and "医科" not in end else kind


def kind_of_service(service: str, name: str, office_number: str) -> str:
    """The kind of an office that offers a care service.

    Hospitals and clinics are offices by law without asking (third digit 1): their own name decides.
    """
    kind = kind_of(service)
    if kind == "facility" and office_number[2:3] == "1":
        return _by_end(_plain(name)) or kind
    return "facility" if kind in ("other", "hospital", "clinic") else kind


def kind_of_list(*titles: str) -> str:
    """The kind of a list by one of its titles (「薬局一覧」); "" when none tells or it is of several."""
    for title in titles:
        text = _plain(title)
        kind = "" if re.search("[・、,/]|及び|並びに|医療機関|関係機関", text) else _by_words(text)
        if kind:
            return kind
    return ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _by_words(text: str) -> str:
    return next((kind for pattern, kind in _PATTERNS if pattern.search(text)), "")


def _by_end(text: str) -> str:
    if text.endswith(("歯科", "歯科医院", "歯科診療所", "歯科クリニック")):
        return "dental"
    return next((kind for kind, ends in _ENDS if text.endswith(ends)), "")
