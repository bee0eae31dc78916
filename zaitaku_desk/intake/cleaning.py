"""Values as they are kept (only white space tidied) and as they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.japanese.numbers import arabic, digits, plain

_PREFECTURE = re.compile(
    "北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|"
    "福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|"
    "佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
# 市, 町, 村 and 郡 are also parts of names: the municipalities that hold one stand first
_MUNICIPALITY = re.compile(
    r"(?:(?:旭川|伊達|石狩|盛岡|奥州|田村|南相馬|那須塩原|東村山|武蔵村山|羽村|十日町|上越|富山|野々市|大町|蒲郡|四日市|"
    r"姫路|大和郡山|廿日市|下松|岩国|田川|大村|宮古|富良野|別府|佐伯|黒部|小諸|塩尻|玉野|周南|市川|市原|町田|村山|"
    r"村上|北村山|郡山|郡上|小郡|都城)市"
    r"|(?:余市|高市|[^市]{2,3}?)郡(?:玉村|大町|.{1,5}?)[町村]"
    r"|.{1,4}市[^町市]{1,3}?区(?=\D)"
    r"|[^市町村]{1,4}?区"
    r"|.{1,7}?[市町村])"
)
_FORM = (
    r"(?:(?:特定|社会)?医療法人(?:社団|財団)?|社会福祉法人|一般(?:社団|財団)法人|公益(?:社団|財団)法人|(?:社団|財団)法人|"
    r"独立行政法人|地方独立行政法人|国立大学法人|学校法人|宗教法人|特定非営利活動法人|NPO法人|株式会社|有限会社|"
    r"合同会社|合資会社|\(医\)|\(医社\)|\(社福\)|\(株\)|\(有\))"
)
_CORPORATION = re.compile(rf"^{_FORM}\s*(?:\(社団\)|\(財団\))?\s*")
_CORPORATION_NAME = re.compile(r"^(?:\S{1,14}?会\s*(?=\S)|\S+\s+(?=\S))")
_FAULTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_MARKS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_INVISIBLE = re.compile(f"[{_MARKS}]")
_UNTIDY = re.compile(rf"[{_MARKS}\r\n\t\xa0]|  |^[ \u3000#]|[ \u3000]$")
_NOTHING = frozenset({"", "-", "ー", "－", "―", "なし", "無し", "無", "不明", "非公開"})
_SAYS = re.compile(r"[^\s\-‐‑‒–—―−ー－─~～〜*＊./／]")
_EMPTY: tuple[object, ...] = (None, "", [], {})
_EXPONENT = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百]+(?=丁目|番|号|条|線)")
_BLOCK = re.compile(r"(?<=\d)(?:丁目|番地|番|号)?(?:の|ノ|之|-)?(?=\d)|(?<=\d)(?:丁目|番地|番|号)")
_STREET = re.compile(r"(\D*)(\d[\d\-]*(?:[条線][東西南北]?\d[\d\-]*)*)")
_PERSON = re.compile(r"(?!.*(?:法人|会|社|団))[一-鿿々ヶ]{1,4}[ \u3000]+[ぁ-ヿ一-鿿々]{1,5}")
_TELEPHONES = re.compile(r"[0-9()\-.+]{9,}")
_ABROAD = re.compile(r"\+?81(?=\d{9,10}$)")
_ZERO_LOST = re.compile(r"[1-9]\d{8}|[5789]0\d{8}")


def tidy(text: str) -> str:
    """The value as given: invisible marks, faults of Excel and doubled white space gone, nothing else."""
    if _UNTIDY.search(text) is None:
        return text
    text = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (" ".join(re.split(r"[ \t\xa0]+", line)).strip(" \u3000") for line in text.split("\n"))
    text = "\n".join(line for line in lines if line)
    return "" if text in _FAULTS else text


def one_line(text: str) -> str:
    """`tidy` for fields of one line."""
    return " ".join(tidy(text).split("\n"))


def or_nothing(text: str) -> str:
    """Empty when the cell only says that there is nothing (「なし」, 「-」)."""
    return "" if text in _NOTHING or not _SAYS.search(text) else text


def is_person(text: str) -> bool:
    """「川上 花子」: a founder who is a person is no corporation."""
    return _PERSON.fullmatch(text) is not None


def same(field: str, before: object, after: object) -> bool:
    """True when two values differ at most in width, white space, or the way a number is punctuated."""
    if before == after:
        return True
    if isinstance(before, list) and isinstance(after, list):
        return sorted(map(str, before)) == sorted(map(str, after))
    if not isinstance(before, str) or not isinstance(after, str):
        return before in _EMPTY and after in _EMPTY
    if field in ("telephone", "fax", "postal_code"):
        return digits(before) == digits(after) and plain(before)[:1] == plain(after)[:1]
    return _comparable(before) == _comparable(after)


def telephone_key(text: str | None) -> str:
    """The digits of the first number of 9 to 11 digits in the text, or ""."""
    if not text:
        return ""
    if text.isascii():
        return _first_number(text) or (_first_number(plain(text)) if " " in text else "")
    return _first_number(plain(text))


def _first_number(text: str) -> str:
    for found in _TELEPHONES.findall(text):
        number = digits(found)
        if found[0] == "+" or len(number) == 11:
            number = _ABROAD.sub("0", number)
        if _ZERO_LOST.fullmatch(number):
            number = f"0{number}"
        if 9 <= len(number) <= 11:
            return number
    return ""


@lru_cache(maxsize=65536)
def name_keys(name: str, corporation: str = "") -> frozenset[str]:
    """Folded forms of a name: whole, without the form of the corporation, without its name too."""
    text = unicodedata.normalize("NFKC", name).strip()
    whole = fold(text)
    found = {whole}
    bare = _CORPORATION.sub("", text)
    if bare != text:
        found |= {fold(bare), fold(_CORPORATION_NAME.sub("", bare))}
    owner = fold(corporation)
    if owner:
        found |= {key.removeprefix(owner) for key in tuple(found)}
    return frozenset(key for key in found if len(key) > 1 or (key and key == whole))


@lru_cache(maxsize=65536)
def address_key(address: str) -> str:
    """Numbers of an address and the end of the street's name in one form; "" when it has no number.

    Prefecture, municipality and building do not matter, nor how numbers are written (一丁目2番3号 = 1-2-3).
    """
    text = _KANJI_NUMBER.sub(lambda run: arabic(run[0]), plain(address))
    text = _BLOCK.sub("-", text.replace("大字", "").replace("字", ""))
    found = _STREET.match(text)
    return f"{fold(found[1])[-2:]}|{found[2].strip('-')}" if found else ""


def split_address(address: str) -> tuple[str, str]:
    """(prefecture, municipality) as far as the address says them."""
    text = unicodedata.normalize("NFKC", address).strip()
    found = _PREFECTURE.match(text)
    prefecture = found[0] if found else ""
    municipality = _MUNICIPALITY.match(text[len(prefecture) :].lstrip())
    return prefecture, municipality[0] if municipality else ""


def in_city(city: str, municipality: str, address: str) -> bool:
    """Whether the institution lies in the city: 津市 is not 大津市, 札幌市 has its wards, 三木町 its 郡."""
    wanted = _without_prefecture(city)
    if not wanted:
        return True
    place = _without_prefecture(municipality) or _without_prefecture(address)
    return place.startswith(wanted) or re.match(rf".{{1,4}}郡{re.escape(wanted)}", place) is not None


def broken_number(text: str) -> bool:
    """2.61E+12: Excel took an id for a number and its digits are lost."""
    return _EXPONENT.fullmatch(plain(text)) is not None


def _without_prefecture(text: str) -> str:
    text = plain(text)
    found = _PREFECTURE.match(text)
    return text[found.end() :] if found and len(text) > found.end() else text


@lru_cache(maxsize=65536)
def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
