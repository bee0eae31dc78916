"""The words by which lists all over the country head their columns, as fields of an institution."""

from __future__ import annotations

import re
import unicodedata

GROUP = "／"
"""Between a group title and its word in a header of two rows."""

_WORDS: dict[str, str] = {
    "name": (
        "名称 正式名称 施設名 施設名称 施設正式名称 施設の名称 医療機関名 医療機関名称 "
        "医療機関の名称 事業所名 事業所名称 事業所の名称 介護サービス事業所名称 施設・事業所名 "
        "病院名 病院名称 診療所名 診療所名称 薬局名 薬局名称 機関名 機関名称 関係機関名 団体名 "
        "団体名称 ステーション名 name"
    ),
    "kana": (
        "名称_カナ 名称(カナ) 名称カナ 名称フリガナ 名称かな 名称(フリガナ) カナ カナ名 フリガナ "
        "ふりがな よみがな 事業所名カナ 事業所名_カナ 施設名カナ 施設名フリガナ 医療機関名カナ "
        "医療機関名フリガナ 正式名称(フリガナ) 介護サービス事業所名称_カナ fullnameinkana"
    ),
    "kind": (
        "医療機関の種類 機関区分 機関種別 施設区分 施設種別 施設の種類 種別 区分 種類 分類 alternativename "
        "サービスの種類 サービス種類 サービス種別 実施サービス サービス名 サービス種別名 サービス種類名 "
        "施設種別名 種別名 事業種別 事業種類 事業の種類 施設類型"
    ),
    "corporation": (
        "法人名 法人の名称 法人名称 開設者名 開設者氏名 開設者 設置者 設置者名 設置主体 経営主体 "
        "運営法人 運営法人名 開設法人 事業主体 事業者名 corporatename establisher"
    ),
    "medical_code": "医療機関コード 医療機関番号 保険医療機関コード 保険医療機関番号 medicalcode",
    "office_number": "事業所番号 事業所コード 介護保険事業所番号",
    "postal_code": "郵便番号 〒 施設郵便番号 医療機関所在地(郵便番号)",
    "prefecture": "都道府県名 都道府県 所在地_都道府県 pref",
    "municipality": "市区町村名 市区町村 市町村名 市町村 所在地_市区町村 city",
    "address": (
        "住所 所在地 所在地_連結表記 施設所在地 施設住所 事業所所在地 事業所住所 医療機関所在地 "
        "医療機関所在地(住所) address"
    ),
    "building": "住所2 所在地2 方書(ビル名等) 建物名等(方書) 方書 建物名 建物名等 ビル名 katagaki",
    "telephone": (
        "電話番号 電話 tel 代表電話 代表電話番号 電話番号(代表) 連絡先電話番号 連絡先 "
        "telephonenumber telephone"
    ),
    "fax": (
        "fax番号 fax ファックス ファックス番号 ファクス ファクス番号 ファクシミリ ファクシミリ番号 faxnumber"
    ),
    "email": "メールアドレス メール eメール e-mail email 電子メール 連絡先メールアドレス",
    "url": (
        "url ホームページ ホームページアドレス ホームページurl hp ウェブサイト 案内用ホームページアドレス "
        "薬局のホームページアドレス ウェブサイトurl webサイト referenceobject"
    ),
    "director": (
        "管理者氏名 管理者名 管理者 院長 院長名 院長氏名 施設長 施設長名 代表者 代表者名 代表者氏名"
    ),
    "beds": "病床数 許可病床数 総病床数 合計病床数 病床数合計 病床数計 ベッド数 numberofbeds",
    "closed_days": "休診日 定休日 休業日 休館日 休診",
    "services": "診療科目 診療科 診療科名 診療科目名 標榜科目 標榜診療科 medicalsubjects",
    "aliases": "略称 通称 別名 旧称 旧名称 旧施設名",
    "latitude": "緯度 北緯 latitude lat 所在地座標(緯度) 施設緯度",
    "longitude": "経度 東経 longitude lng lon 所在地座標(経度) 施設経度",
    "days": "診療曜日 営業曜日 開館曜日 診療日 営業日 availabledate",
    "opens": "診療開始時間 営業開始時間 開始時間 medicalstarttime starttime",
    "closes": "診療終了時間 営業終了時間 終了時間 medicalendtime endtime",
    "hours": "診療時間 営業時間 開局時間 開設時間",
    "hours_note": "診療日時特記事項 診療時間特記事項 利用可能日時特記事項 availabledatenote",
    "support_class": (
        "支援診・支援病 支援診 在宅療養支援診療所 在支診 在宅療養支援診療所・病院 在宅療養支援診療所区分"
    ),
    "filings": "施設基準 届出 届出(施設基準) 受理届出名称 施設基準届出",
    "district": "地区 地区名 担当地区",
    "school_district": "中学校区 校区 中学校区名",
    "service_area": (
        "サービス提供地域 サービス提供エリア 通常の事業の実施地域 通常の事業実施地域 訪問地域 訪問エリア "
        "対応地域 対応できる地区"
    ),
}
PARTS = ("building", "latitude", "longitude", "days", "opens", "closes", "hours", "hours_note")
"""Columns that are no field of their own: they go into 住所, 緯度・経度 and 診療・営業時間."""

_OF_OTHERS = ("法人", "開設者", "設置者", "運営", "事業者", "管理者", "代表者", "担当", "開設主体", "本部")
"""Group titles whose 住所, 電話 … are not those of the institution."""

_ENDINGS: tuple[tuple[str, str], ...] = (
    ("電話番号", "telephone"),
    ("fax番号", "fax"),
    ("郵便番号", "postal_code"),
    ("メールアドレス", "email"),
    ("所在地", "address"),
    ("住所", "address"),
    ("病床数", "beds"),
    ("事業所名", "name"),
    ("施設名", "name"),
    ("医療機関名", "name"),
)
HEADINGS: dict[str, str] = {word: field for field, words in _WORDS.items() for word in words.split()}
"""Header word (as `key` makes it) → field."""

MEDICAL = re.compile(
    "病院|医院|診療|クリニック|薬局|歯科|医療|看護|介護|ケア|訪問|リハビリ|デイサービス|ホーム(?!ページ)|"
    "包括支援|在宅|病床|医師会|福祉|保健所|保健センター|助産|老健|内科|外科|眼科|皮膚科|小児科|婦人科|耳鼻|整形|心療|泌尿"
)
"""Words that show a list to be of institutions we work with."""


def key(text: str) -> str:
    """A header word for comparison: NFKC, lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def field_of(heading: str) -> str:
    """The field a header word stands for, or "" when it says nothing to us.

    Under a group title (「連絡先／電話」) the word itself decides, unless the group is somebody else.
    """
    group, _, word = heading.rpartition(GROUP)
    if group:
        return HEADINGS.get(key(group + word)) or ("" if _is_others(group) else _field_of(word))
    return _field_of(heading)


def _field_of(heading: str) -> str:
    word = key(heading)
    bare = word.split("(")[0].lstrip("#*※◎").rstrip("0123456789")
    found = HEADINGS.get(word) or HEADINGS.get(bare)
    if found:
        return found
    return next((field for ending, field in _ENDINGS if bare.endswith(ending) and "法人" not in bare), "")


def _is_others(group: str) -> bool:
    return any(word in key(group) for word in _OF_OTHERS)


def columns(header: list[str]) -> dict[str, int]:
    """Header word (as `key` makes it) → column; of two the left one."""
    return {key(heading): column for column, heading in reversed(list(enumerate(header)))}


def guess(header: list[str]) -> dict[str, int]:
    """Field → column. An exact word wins over an ending, the left column over the right."""
    exact: dict[str, int] = {}
    loose: dict[str, int] = {}
    for column, heading in enumerate(header):
        found = field_of(heading)
        if found and (key(heading) in HEADINGS or GROUP in heading):
            exact.setdefault(found, column)
        elif found:
            loose.setdefault(found, column)
    return loose | exact
