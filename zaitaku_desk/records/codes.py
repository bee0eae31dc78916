"""Editable code lists, and the presets the program starts with (decisions 6, A301).

Presets have fixed ids, so every laptop means the same code; each names the document it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from zaitaku_desk.records.fields import Record, field

LISTS: dict[str, str] = {
    "institution_kinds": "機関の種別",
    "capabilities": "機能・処置",
    "professions": "職種",
    "qualifications": "資格",
    "desks": "窓口",
    "channels": "方法",
    "inquirer_kinds": "相談者種別",
    "topics": "相談内容の区分",
    "information": "提供した情報",
    "regional_roles": "地域での役割",
    "ict_tools": "情報共有システム",
    "confirmation_methods": "確認方法",
    "preparations": "開始準備",
    "measures": "年度の実績の項目",
    "sources": "取り込んだ一覧",
}


@dataclass(slots=True, kw_only=True)
class Code(Record):
    """One entry of a code list; never deleted, only retired. `applies_to` limits it to kinds of
    institution.
    """

    KIND: ClassVar[str] = "codes"
    TITLE: ClassVar[str] = "区分"
    NAME: ClassVar[str] = "label"
    ORDER: ClassVar[tuple[str, ...]] = ("order", "label")

    list_name: str | None = field("一覧", group="identity")
    key: str | None = field("記号", group="identity")
    label: str | None = field("名称", group="label", required=True)
    kana: str | None = field("ふりがな", group="label")
    order: int | None = field("順")
    retired: bool | None = field("使わない", default=False)
    source: str | None = field("出典")
    applies_to: list[str] = field("対象の種別", default=list, codes="institution_kinds")
    target: int | None = field("目標", unit="か所")


def code_id(list_name: str, key: str) -> str:
    """The fixed id of a code: list and key (decisions 4)."""
    return f"{list_name}:{key}"


def presets() -> list[Code]:
    """Every preset code, in screen order."""
    found: list[Code] = []
    for list_name, source, entries in _PRESETS:
        for position, entry in enumerate(entries, 1):
            key, label, *kinds = entry
            found.append(
                Code(
                    id=code_id(list_name, key),
                    list_name=list_name,
                    key=key,
                    label=label,
                    order=position * 10,
                    source=source,
                    applies_to=list(kinds),
                )
            )
    return found


_OSAKA = "在宅医療推進コーディネータ活動指針"
_BOARD = "担当理事会議資料（相談窓口）"
_ROLE = "コーディネーターの役割"
_OURS = "在宅デスク"

_MEDICAL = ("hospital", "clinic")

_PRESETS: tuple[tuple[str, str, tuple[tuple[str, ...], ...]], ...] = (
    (
        "institution_kinds",
        _OSAKA,
        (
            ("hospital", "病院"),
            ("clinic", "診療所"),
            ("dental", "歯科診療所"),
            ("pharmacy", "薬局"),
            ("home_nursing", "訪問看護ステーション"),
            ("care_management", "居宅介護支援事業所"),
            ("support_centre", "地域包括支援センター"),
            ("facility", "施設・介護サービス"),
            ("association", "団体"),
            ("government", "行政"),
            ("other", "その他"),
            ("palliative_centre", "在宅緩和ケア支援センター"),
            ("midwifery", "助産所"),
        ),
    ),
    (
        "capabilities",
        _OSAKA,
        (
            ("ventilator", "人工呼吸器の使用", *_MEDICAL, "home_nursing"),
            ("tracheostomy", "気管切開の管理", *_MEDICAL, "home_nursing"),
            ("tracheal_cannula", "気管カニューレの使用", *_MEDICAL, "home_nursing"),
            ("drain_catheter", "ドレーンチューブ・留置カテーテル", *_MEDICAL, "home_nursing"),
            ("stoma", "人工肛門・人工膀胱の管理", *_MEDICAL, "home_nursing"),
            ("peritoneal_dialysis", "在宅自己腹膜灌流", *_MEDICAL, "home_nursing"),
            ("home_haemodialysis", "在宅血液透析", *_MEDICAL, "home_nursing"),
            ("oxygen", "酸素療法", *_MEDICAL, "home_nursing"),
            ("central_venous_nutrition", "在宅中心静脈栄養法", *_MEDICAL, "home_nursing"),
            ("self_catheterisation", "在宅自己導尿", *_MEDICAL, "home_nursing"),
            ("pain_relief", "疼痛緩和", *_MEDICAL, "home_nursing"),
            ("opioids", "麻薬の取扱い", *_MEDICAL, "pharmacy"),
            ("end_of_life_care", "看取り", *_MEDICAL, "home_nursing", "facility"),
            ("around_the_clock", "24時間対応", *_MEDICAL, "home_nursing", "pharmacy"),
            ("severe_patients", "重症患者の受入れ", *_MEDICAL, "home_nursing", "facility"),
            ("advanced_care", "高度医療が必要な方の受入れ", "home_nursing", "hospital"),
            ("dental_home_visit", "訪問歯科診療", "dental"),
            ("oral_care", "口腔ケア", "dental"),
            ("swallowing", "摂食嚥下の評価", "dental"),
            ("pharmacist_home_visit", "在宅訪問薬剤指導", "pharmacy"),
            ("emergency_dispensing", "夜間・休日の緊急調剤", "pharmacy"),
            ("sterile_preparation", "無菌調剤", "pharmacy"),
            ("dementia", "認知症への対応", *_MEDICAL, "dental", "home_nursing", "facility", "support_centre"),
        ),
    ),
    (
        "professions",
        _BOARD,
        (
            ("physician", "医師"),
            ("dentist", "歯科医師"),
            ("pharmacist", "薬剤師"),
            ("nurse", "看護師"),
            ("public_health_nurse", "保健師"),
            ("care_manager", "介護支援専門員"),
            ("medical_social_worker", "医療ソーシャルワーカー"),
            ("social_worker", "社会福祉士"),
            ("psychiatric_social_worker", "精神保健福祉士"),
            ("care_worker", "介護福祉士"),
            ("therapist", "リハビリ職"),
            ("dietitian", "管理栄養士"),
            ("official", "行政職"),
            ("facility_manager", "施設管理者"),
            ("clerk", "事務職"),
            ("coordinator", "コーディネーター"),
            ("other", "その他"),
        ),
    ),
    (
        "qualifications",
        _BOARD,
        (
            ("care_manager", "介護支援専門員"),
            ("nurse", "看護師"),
            ("care_worker", "介護福祉士"),
            ("social_worker", "社会福祉士"),
            ("psychiatric_social_worker", "精神保健福祉士"),
            ("medical_social_worker", "医療ソーシャルワーカー"),
        ),
    ),
    ("desks", _ROLE, (("main", "在宅医療・介護連携相談支援室"),)),
    (
        "channels",
        _OURS,
        (
            ("telephone", "電話"),
            ("visit_to_us", "来所"),
            ("visit_to_them", "訪問"),
            ("fax", "FAX"),
            ("mail", "メール"),
            ("meeting", "会議・研修の場"),
            ("other", "その他"),
        ),
    ),
    (
        "inquirer_kinds",
        _ROLE,
        (
            ("care_manager", "ケアマネジャー"),
            ("physician", "医師・医療機関"),
            ("hospital_liaison", "病院 地域連携室"),
            ("home_nursing", "訪問看護"),
            ("support_centre", "地域包括支援センター"),
            ("care_staff", "介護事業所・施設"),
            ("pharmacy_dental", "薬局・歯科"),
            ("government", "行政"),
            ("family", "本人・家族"),
            ("citizen", "市民"),
            ("other", "その他"),
        ),
    ),
    (
        "topics",
        _BOARD,
        (
            ("home_care", "在宅療養"),
            ("find_physician", "在宅医・主治医の紹介"),
            ("find_institution", "機関の紹介"),
            ("discharge", "退院調整"),
            ("admission", "入院・転院"),
            ("end_of_life", "看取り"),
            ("dementia", "認知症"),
            ("medical_procedure", "医療処置・薬"),
            ("ask_physician", "主治医への聞き方"),
            ("opinion_form", "主治医意見書"),
            ("refusal", "受診拒否"),
            ("care_service", "介護保険・サービス"),
            ("new_home_visits", "訪問診療の新規参入"),
            ("other", "その他"),
        ),
    ),
    (
        "information",
        _BOARD,
        (
            ("home_visits", "往診・訪問診療に関する情報"),
            ("home_nursing", "訪問看護に関する情報"),
            ("hospital", "病院・入院に関する情報"),
            ("dental", "訪問歯科に関する情報"),
            ("pharmacy", "薬局・訪問薬剤に関する情報"),
            ("care_service", "介護サービスに関する情報"),
            ("facility", "施設に関する情報"),
            ("system", "制度・報酬に関する情報"),
            ("other_desk", "他機関への相談の助言"),
            ("other", "その他"),
        ),
    ),
    (
        "regional_roles",
        _BOARD,
        (
            ("core", "地域の中核"),
            ("backup", "後方支援"),
            ("emergency", "急変時の受入れ"),
            ("home_care", "在宅医療の担い手"),
            ("training", "研修・人材育成"),
        ),
    ),
    (
        "ict_tools",
        _OURS,
        (("regional_network", "地域の医療情報ネットワーク"), ("chat", "多職種連携の連絡ツール")),
    ),
    (
        "confirmation_methods",
        _OURS,
        (
            ("visit", "訪問"),
            ("telephone", "電話"),
            ("fax", "FAX"),
            ("sheet", "調査票"),
            ("mail", "メール"),
            ("public_list", "公開情報"),
            ("list", "名簿・一覧"),
        ),
    ),
    (
        "preparations",
        _ROLE,
        (
            ("filing", "厚生局への届出"),
            ("around_the_clock", "24時間の連絡体制"),
            ("forms", "書式（同意書・計画書）の準備"),
            ("partners", "連携先（訪問看護・薬局・ケアマネ）"),
            ("backup", "後方支援病院との取り決め"),
            ("accompanied_visit", "同行訪問"),
            ("announcement", "関係機関への周知"),
        ),
    ),
    ("sources", _OURS, (("areas", "区域（住所からの割り当て）"),)),
    (
        "measures",
        _OSAKA,
        (
            ("home_patients", "在宅患者数"),
            ("home_visits", "訪問診療の件数"),
            ("end_of_life", "看取りの件数"),
            ("users", "サービスの利用者数"),
        ),
    ),
)
