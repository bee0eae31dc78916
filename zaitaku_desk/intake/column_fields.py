"""What the columns of somebody's own list may mean: fields of institutions and of people (A6, A32, A77).

A field that is no field of the record is put together with others: 姓 and 名 are a name, 方書 is part of an
address, 「capability:…」 is a line of 機能・処置.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zaitaku_desk.intake import words
from zaitaku_desk.records.codes import Code
from zaitaku_desk.records.fields import by_name
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.people import Person

CAPABILITY = "capability:"
TRAINING = "training:"
TARGETS = (("institutions", "関係機関"), ("people", "人"))


class MapField(NamedTuple):
    """`words` are headings (as `words.key` makes them), `test` names what its cells look like.

    `usual` ones are shown from the start, the others when she asks for them or a column was found.
    """

    name: str
    title: str
    section: str
    words: frozenset[str]
    test: str = ""
    usual: bool = True


# ■ section, then a line per field: name (+ when it is usual), test (- for none), title (- for the record's
# own), headings; lines that begin with white space go on with headings
_INSTITUTION = """
■基本
name+ institution 名称 機関 事業所 施設 医療機関 名前 機関(施設)名 医療機関・事業所名
kana+ kana -
kind+ kind - 種別・区分 機関の種別 業種
district+ - - 地区 地区名 圏域 日常生活圏域 エリア 地域 担当圏域 校区
director+ person - 代表 責任者 管理者(院長) 所長 会長
corporation+ - - 法人 経営主体 設置主体
medical_code number -
office_number number -
member mark - 医師会員 会員 医師会 医師会加入
aliases - - 旧称 旧名称 別名 通称
school_district - - 中学校区 学区
■連絡先
telephone+ telephone - 電話(代表) 電話番号1 tel番号 代表tel
fax+ telephone - ファックス番号
postal_code+ postal - 郵便 〒番号
address+ address - 住所1 番地 所在
building - 方書・建物 住所2 建物
prefecture - -
municipality - - 市町
latitude - 緯度 緯度
longitude - 経度 経度
email+ email - mail メアド
url url - web webサイト
liaison_contact+ person - 担当者 窓口 窓口担当者 連携窓口 連携担当者 担当 担当者名 窓口担当
liaison_telephone telephone - 窓口電話 窓口の電話 連携室電話 連携室直通 直通電話 直通
mobile telephone - 携帯 携帯電話 緊急携帯 緊急連絡先
night_telephone telephone - 夜間連絡先 夜間・休日連絡先 夜間電話 時間外連絡先 24時間連絡先
call_hours - - 連絡のよい時間帯 連絡時間帯 連絡可能時間
no_call_hours - - 連絡を避ける時間帯
■内容
services+ - - 科目 標ぼう科目 サービス サービス内容 提供サービス
opening_hours+ hours - 診療時間 営業時間 開所時間 受付時間 営業日・時間 診療日時 診療・営業時間
closed_days - - 休み 定休
regular_home_visit_status+ mark - 訪問診療 往診 往診・訪問診療 在宅診療
support_class - - 在宅療養支援診療所 在支診 支援診 支援診・支援病 在宅療養支援 在支診・在支病
beds count - 病床 床数 ベッド
home_services - - 対応可能な処置 対応できる内容 在宅で対応できる内容 対応可能な医療処置
strengths - - 得意分野 特色 特徴 専門
service_area - - 対応地区 対応地域 訪問地域 訪問可能地域 サービス提供地域 通常の実施地域 対応エリア
note+ - - 備考 メモ 特記事項 備考欄 摘要 コメント 注意点
"""
_PERSON = f"""
■氏名
name+ person - 氏名 名前 お名前 ご氏名 御氏名 委員名 会員名 会員氏名 委員氏名 参加者 参加者名 出席者 受講者
    受講者名 受講者氏名 担当者 担当者名 担当者氏名 職員氏名 職員名
kana+ kana - ふりがな フリガナ カナ 氏名カナ 氏名(カナ) 氏名フリガナ 氏名(フリガナ) よみがな 読み ヨミ
    氏名かな
family - 姓 姓 氏 苗字 名字
given - 名 名
family_kana kana 姓のふりがな せい セイ 姓(カナ) 姓カナ 姓(ふりがな)
given_kana kana 名のふりがな めい メイ 名(カナ) 名カナ 名(ふりがな)
profession+ profession - 職種 職業 専門職 資格 職種・資格 職
member mark - 医師会員 会員
■所属と役職
institution+ institution 所属機関 所属 所属先 所属機関 所属名 勤務先 勤務先名 機関名 機関 施設名 事業所名
    事業所 医療機関名 会社名 団体名 所属団体 所属施設 所属事業所 病院名 勤務先名称 所属機関名
department - 部署 部署 所属部署 部署名 部門 診療科 課 係 所属部門
title+ title 役職 役職 役職名 職名 肩書 肩書き 役 役員名 職位 役職等 委員会役職
starts_on+ date 就任 就任 就任日 任期開始 着任 着任日 開始 任期(自) 就任年月日 委嘱日 入職日
ends_on date 退任 退任 退任日 任期終了 離任 終了 任期(至) 退任年月日 任期満了 任期満了日 異動日
order count 並び順 並び順 序列 順番 順位 掲載順
■連絡先
telephone+ telephone - 電話 電話番号 tel 連絡先 連絡先電話 連絡先電話番号 勤務先電話 電話(勤務先)
mobile+ telephone - 携帯 携帯電話 携帯番号 携帯電話番号
fax telephone - fax fax番号 ファックス
email+ email - メール メールアドレス mail e-mail email eメール 電子メール
note+ - - 備考 メモ 特記事項 備考欄 摘要
■研修
{TRAINING}title+ - 研修名 研修 研修名 受講研修 研修名称 受講した研修 講座名 研修会名
{TRAINING}on+ date 受講日 受講日 研修日 開催日 受講年月日 修了日 受講年月 修了年月日
{TRAINING}done mark 修了 修了 修了の有無 修了状況 修了証
{TRAINING}1 - 見出しが研修名の列①
{TRAINING}2 - 見出しが研修名の列②
{TRAINING}3 - 見出しが研修名の列③
"""


def fields_of(target: str, capabilities: Iterable[Code] = ()) -> list[MapField]:
    """The fields of a target in the order of the page; of an institution a line for every capability, too."""
    if target == "people":
        return list(_read(_PERSON, Person, {}))
    known: dict[str, set[str]] = {}
    for word, name in words.HEADINGS.items():
        known.setdefault(name, set()).add(word)
    found = list(_read(_INSTITUTION, Institution, known))
    for code in capabilities:
        label = code.label or ""
        heading = frozenset({words.key(label)})
        found.append(MapField(f"{CAPABILITY}{code.key}", label, "機能・処置", heading, "mark", usual=False))
    return found


def _read(
    text: str, record: type[Institution] | type[Person], known: dict[str, set[str]]
) -> Iterator[MapField]:
    section = ""
    for line in text.replace("\n    ", " ").split("\n"):
        if line.startswith("■"):
            section = line[1:]
        elif line:
            name, test, title, *headings = line.split()
            field = name.rstrip("+")
            yield MapField(
                field,
                by_name(record)[field].title if title == "-" else title,
                section,
                frozenset(known.get(field, set()) | {words.key(word) for word in headings}),
                "" if test == "-" else test,
                usual=name.endswith("+"),
            )
