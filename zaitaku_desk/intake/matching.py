"""名寄せ: which institution of the desk a row is, by key, telephone + name, or name + address. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from zaitaku_desk.intake.cleaning import address_key, name_keys, telephone_key
from zaitaku_desk.japanese.fold import fold

STRENGTH = ("decision", "key", "both", "telephone", "address", "place", "name", "")
"""What a match may rest on, the strongest first; "place" is one telephone and address with another name."""

_GROUPS = {
    "hospital": "medical",
    "clinic": "medical",
    "dental": "dental",
    "pharmacy": "pharmacy",
    "home_nursing": "care",
    "care_management": "care",
    "support_centre": "care",
    "facility": "care",
}
_BY_LAW = {"1": "medical", "3": "dental", "4": "pharmacy"}
"""Third digit of a 事業所番号 of an office that is one without asking (みなし指定): what it is else."""

_BOTH = re.compile(
    "病院|医療センター|歯科.*(?:医科|内科|小児科|眼科|皮膚科|整形)|(?:医科|内科|外科|小児科|眼科|科).*歯科"
)
"""A name that says that medicine and dentistry are one institution: hospitals, 医科歯科, 内科・歯科."""

_GENERIC = frozenset(
    map(
        fold,
        (
            *("病院", "附属病院", "付属病院", "医院", "診療所", "附属診療所", "付属診療所", "クリニック"),
            *("内科", "内科医院", "内科クリニック", "外科", "眼科", "小児科", "皮膚科", "整形外科"),
            *("歯科", "歯科医院", "歯科クリニック", "薬局", "調剤薬局", "本店", "本院", "分院", "支店"),
            *("訪問看護", "訪問看護ステーション", "訪問介護", "訪問介護事業所", "ヘルパーステーション"),
            *("居宅介護支援", "居宅介護支援事業所", "ケアプランセンター", "通所介護", "通所介護事業所"),
            *("デイサービス", "デイサービスセンター", "デイケア", "デイケアセンター", "訪問入浴"),
            *("通所リハビリテーション", "訪問リハビリテーション", "老人保健施設", "介護老人保健施設"),
            *("特別養護老人ホーム", "介護医療院", "グループホーム", "ショートステイ", "短期入所生活介護"),
            *("小規模多機能型居宅介護", "看護小規模多機能型居宅介護", "福祉用具貸与事業所"),
        ),
    )
)
"""Not enough of a name to be found by, when it is only what is left without the corporation."""

RESTS = ("休止", "休止中", "休業中", "休診中", "休院中")
_RESTING = re.compile(rf"[ 　]*[(（](?:{'|'.join(RESTS)})[)）]$")
"""How lists mark an institution that rests; its name is the same."""

_UNION = re.compile(
    r"^.{2,16}?(?:共済組合連合会|共済組合|協同組合連合会|生活協同組合|医療生協|機構|事業団|赤十字社|済生会)\s*(?=\S{3})"
)
"""Who runs it, where no form of a corporation says so."""

FORMS = tuple(
    map(
        fold,
        (
            *("医療法人", "特定医療法人", "社会医療法人", "社会福祉法人", "一般社団法人", "一般財団法人"),
            *("公益社団法人", "公益財団法人", "社団法人", "財団法人", "独立行政法人", "地方独立行政法人"),
            *("国立大学法人", "学校法人", "宗教法人", "特定非営利活動法人", "NPO法人"),
            *("株式会社", "有限会社", "合同会社", "合資会社", "(医", "(社福", "(株", "(有"),
            *("国家公務員共済組合連合会", "日本赤十字社", "恩賜財団", "地域医療"),
        ),
    )
)
"""Folded words a name may begin with, and which another list leaves out."""


class Entry(NamedTuple):
    """An institution as it is shown, or as a list last called it, with what is compared of it."""

    id: str
    name: str
    number: str
    place: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a row: for matching it needs no more."""

    name: str
    telephone: str = ""
    address: str = ""
    corporation: str = ""
    key: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`ids` holds no institution (new), one (found `by`), or several; not `sure`: somebody must decide."""

    ids: tuple[str, ...] = ()
    by: str = ""
    sure: bool = True


@dataclass(slots=True)
class Index:
    """The institutions of the desk under the names and keys they can be found by.

    The same institution may be added several times: as it is shown, and as each list last called it.
    """

    keys: dict[str, str] = field(default_factory=dict)
    _named: dict[str, list[Entry]] = field(default_factory=dict)
    _numbered: dict[str, list[Entry]] = field(default_factory=dict)
    _own_keys: dict[str, set[str]] = field(default_factory=dict)

    def add(self, id_: str, name: str, telephone: str, address: str, kind: str = "") -> None:
        """Make an institution findable."""
        entry = Entry(id_, name, telephone_key(telephone), address_key(address or ""), kind)
        for key in names_of(name):
            self._named.setdefault(key, []).append(entry)
        if entry.number and entry.place:
            self._numbered.setdefault(entry.number, []).append(entry)

    def add_key(self, key: str, id_: str) -> None:
        """A trusted key ("kaigo:3710119557") of an institution."""
        self.keys[key] = id_
        self._own_keys.setdefault(id_, set()).add(key)

    def find(self, wanted: Wanted) -> Match:
        """The one institution a row is, or those it may be. Never by telephone alone."""
        if wanted.key and wanted.key in self.keys:
            return Match((self.keys[wanted.key],), "key")
        if not self._named:
            return Match()
        names = names_of(wanted.name, wanted.corporation)
        entries = [entry for name in names for entry in self._named.get(name, ())]
        number = telephone_key(wanted.telephone)
        if not entries and number not in self._numbered:
            return Match()
        place = address_key(wanted.address)
        found: dict[str, dict[str, str]] = {}
        for entry in entries:
            by = _evidence(entry, number, place)
            verdict = self._verdict(wanted, entry) if by else ""
            if by == "name" and verdict and (number or place or entry.number or entry.place):
                verdict = "ask"  # a name alone is only a guess
            if verdict:
                known = found.setdefault(by, {})
                known[entry.id] = "same" if "same" in (verdict, known.get(entry.id)) else verdict
        if not found and number and place:
            found["place"] = self._at_one_place(wanted, number, place)
        for by in STRENGTH:
            if found.get(by):
                return self._choose(wanted, found[by], by)
        return Match()

    def _at_one_place(self, wanted: Wanted, number: str, place: str) -> dict[str, str]:
        """One kind with one telephone at one address, called otherwise: renamed, misspelt, or two."""
        group = _GROUPS.get(wanted.kind)
        return {
            entry.id: "ask"
            for entry in self._numbered.get(number, ())
            if entry.place == place
            and group
            and _GROUPS.get(entry.kind) == group
            and self._verdict(wanted, entry)
        }

    def _verdict(self, wanted: Wanted, entry: Entry) -> str:
        """ "same", "ask", or "" when the two are different for all that the name says."""
        theirs = self._own_keys.get(entry.id, set())
        if wanted.key and any(scheme(key) == scheme(wanted.key) for key in theirs):
            return ""  # a number of its own: another office
        numbers = {key for key in (wanted.key, *theirs) if key and key.startswith("kaigo:")}
        return agree(wanted.kind, entry.kind, wanted.name, {key[8:9] for key in numbers})

    def _choose(self, wanted: Wanted, found: dict[str, str], by: str) -> Match:
        """Of several the one whose whole name it is."""
        if len(found) > 1:
            whole = fold(wanted.name)
            exact = {entry.id for entry in self._named.get(whole, ()) if fold(entry.name) == whole}
            if len(exact & found.keys()) == 1:
                found = {id_: verdict for id_, verdict in found.items() if id_ in exact}
        return Match(tuple(sorted(found)), by, "ask" not in found.values())


def agree(kind: str, other: str, name: str, by_law: Collection[str] = ()) -> str:
    """Whether two institutions of one name may be one, by their kinds: "same", "ask" or "" (they are two).

    `by_law` holds the third digits of their 事業所番号.
    """
    one, two = _GROUPS.get(kind, kind), _GROUPS.get(other, other)
    if one == two or "other" in (one, two) or not one or not two:
        return "same"
    if {one, two} == {"medical", "dental"}:
        return "same" if _BOTH.search(unicodedata.normalize("NFKC", name)) else ""
    if "care" in (one, two) and ({one, two} - {"care"}) <= {_BY_LAW.get(digit) for digit in by_law}:
        return "same"
    return "ask"


def scheme(key: str) -> str:
    """What kind of number a key is: an institution has one of each."""
    return re.split(r"[:/][^:/]*$", key)[0]


@lru_cache(maxsize=65536)
def names_of(name: str, corporation: str = "") -> frozenset[str]:
    """The folded forms of a name by which it is found: whole, and without its corporation."""
    working = _RESTING.sub("", unicodedata.normalize("NFKC", name))
    found = name_keys(working, corporation) | name_keys(name)
    union = _UNION.sub("", working)
    if union != working:
        found |= {fold(union)}
    special = found - _GENERIC
    return special or found


def bare_name(name: str) -> str:
    """The shortest form of a name: what stays the same whether a list writes the corporation or not."""
    return min(names_of(name), key=lambda key: (len(key), key), default=fold(name))


def fingerprint(wanted: Wanted) -> str:
    """What tells a row from all others of its list in every edition: its key, or name, number and place."""
    if wanted.key:
        return wanted.key
    number, place = telephone_key(wanted.telephone), address_key(wanted.address)
    return "|".join((bare_name(wanted.name), number, place))


def build(known: Iterable[tuple[str, str, str, str, str | None]]) -> Index:
    """An index of (id, name, telephone, address, key)."""
    index = Index()
    for id_, name, telephone, address, key in known:
        index.add(id_, name, telephone, address)
        if key:
            index.add_key(key, id_)
    return index


def _evidence(entry: Entry, number: str, place: str) -> str:
    """What speaks for it besides the name; "name" when nothing can be compared, "" when nothing agrees."""
    same_number = bool(number) and number == entry.number
    same_place = bool(place) and place == entry.place
    if same_number or same_place:
        return "both" if same_number and same_place else "telephone" if same_number else "address"
    comparable = (number and entry.number) or (place and entry.place)
    return "" if comparable else "name"
