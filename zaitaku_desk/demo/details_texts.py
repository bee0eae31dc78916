"""What is said of the institutions of みなと野市; all of it invented."""

from __future__ import annotations

from typing import Any

Span = tuple[str, str]

SCHOOLS = {
    "錨町": "みなと野第一中学校",
    "波ノ木": "みなと野第一中学校",
    "椿瀬": "椿瀬中学校",
    "藍野原": "藍野原中学校",
    "霧ヶ沢": "霧ヶ沢中学校",
    "帆立谷": "霧ヶ沢中学校",
    "月灘": "月灘中学校",
    "杉ノ戸": "月灘中学校",
}

_OFFICE: tuple[tuple[Span | None, Span | None], ...] = (
    (("08:30", "17:30"), None),
    (("09:00", "18:00"), None),
)

HOURS: dict[str, tuple[tuple[Span | None, Span | None], ...]] = {
    "clinic": (
        (("09:00", "12:30"), ("14:30", "18:00")),
        (("08:30", "12:00"), ("14:00", "17:30")),
        (("09:00", "12:00"), ("15:00", "18:30")),
    ),
    "dental": ((("09:00", "13:00"), ("14:30", "18:30")), (("09:30", "12:30"), ("14:00", "19:00"))),
    "hospital": ((("08:30", "17:15"), None),),
    "pharmacy": ((("08:30", "18:30"), None), (("09:00", "19:00"), None)),
    "facility": ((None, None),),
    "government": ((("08:30", "17:15"), None),),
    "other": _OFFICE,
}
"""Morning and afternoon; a facility is always open."""

VACANCIES: dict[str, tuple[tuple[str, str], ...]] = {
    "hospital": (
        ("open", "地域包括ケア病床 2床"),
        ("limited", "レスパイトは月1名まで"),
        ("full", "来月まで満床"),
    ),
    "clinic": (
        ("open", "訪問診療の新規 月3名まで"),
        ("limited", "錨町・波ノ木のみ可"),
        ("full", "新規は休止中"),
    ),
    "home_nursing": (
        ("open", "新規可。土曜も可"),
        ("limited", "午後の枠のみ"),
        ("full", "来月から受入れ再開の予定"),
    ),
    "care_management": (("open", "2名まで可"), ("limited", "要支援は不可"), ("full", "新規は受けていない")),
    "facility": (
        ("open", "ショートステイ 2床空き"),
        ("limited", "女性の多床室のみ空き"),
        ("full", "待機あり"),
    ),
}

HOME_SERVICES: dict[str, tuple[str, ...]] = {
    "clinic": (
        "訪問診療・往診。在宅酸素、胃ろう、がん末期の緩和。",
        "訪問診療（月2回）。褥瘡の処置、点滴。小児は不可。",
        "訪問診療・往診。看取り。施設への往診も可。",
    ),
    "dental": (
        "義歯の調整、抜歯（簡単なもの）、口腔ケア。",
        "口腔ケア、摂食嚥下の相談。車いすの方は通院も可。",
    ),
    "pharmacy": (
        "訪問薬剤管理、麻薬の配達、一包化。",
        "訪問薬剤管理。お薬カレンダーの設置。夜間は電話相談のみ。",
    ),
    "home_nursing": (
        "24時間対応。点滴、褥瘡、ストマ、看取り。",
        "リハビリ、褥瘡、服薬管理。人工呼吸器は要相談。",
    ),
}

STRENGTHS: dict[str, tuple[str, ...]] = {
    "clinic": ("糖尿病", "認知症", "循環器", "整形外科の痛み", "皮膚・褥瘡", "内視鏡"),
    "hospital": ("緩和ケア", "リハビリテーション", "認知症の鑑別診断"),
    "home_nursing": ("がん末期", "小児", "精神科訪問看護", "リハビリ"),
    "care_management": ("医療の必要な方", "認知症", "独居の方"),
    "facility": ("看取り", "認知症", "医療的ケア"),
}

DISCHARGE = (
    "入院後7日以内に退院支援の要否を判断。退院前カンファレンスは3日前までに連携室へ。",
    "相談室が家族面談を行い、退院の2週間前にケアマネへ連絡。",
    "退院前に家屋調査。退院後1か月の訪問あり。",
    "精神保健福祉士が退院後の生活を調整。",
    "主治医と病棟看護師が在宅チームへ直接引き継ぐ。",
)

AGREEMENTS = {
    "backup": "急変時・レスパイトの入院を優先して受ける。事前に登録票を渡す。",
    "cover": "学会・休暇のあいだの往診を互いに代わる。",
    "nursing": "24時間の電話は訪問看護が先に受け、必要なときだけ医師へつなぐ。",
}

CONTACTS: tuple[tuple[str, str, str, str], ...] = (
    ("home_nursing", "telephone", "新規受入れの枠を尋ねた", "月末まで2名可"),
    ("hospital", "telephone", "退院調整の窓口の変更を確認", "4月から主任が担当"),
    ("clinic", "fax", "多職種研修会の案内を送付", "参加の返事あり"),
    ("facility", "telephone", "ショートステイの空きを確認", "女性の多床室のみ"),
    ("pharmacy", "visit_to_them", "麻薬の配達について聞いた", "前日までに連絡があれば可"),
    ("care_management", "telephone", "担当件数の状況を確認", "2名まで受けられる"),
    ("dental", "telephone", "訪問できる曜日を確認", "木曜の午後"),
    ("support_centre", "meeting", "地域ケア会議の議題を相談", "次回に事例を出す"),
    ("association", "mail", "会員への調査票の配布を依頼", "理事会のあとに配布"),
    ("government", "telephone", "補助金の締切りを確認", "12月末"),
    ("clinic", "telephone", "同行訪問の日程を相談", "来月の第2水曜"),
    ("home_nursing", "fax", "緊急時の連絡先の確認", "変更なし"),
    ("hospital", "visit_to_them", "レスパイト入院の条件を聞いた", "2週間まで、事前面談が必要"),
    ("facility", "telephone", "看取りの受入れを確認", "主治医の往診があれば可"),
)

REACH: tuple[dict[str, Any], ...] = (
    {"by": "telephone", "good": "12:30～13:30", "bad": "午前の診療中"},
    {"by": "fax", "bad": "9:00～12:00"},
    {"by": "mail", "good": "18:00～20:00"},
    {"by": "telephone", "good": "平日17:30～18:30"},
    {"by": "fax", "good": "いつでも", "bad": "水曜の午後"},
)

TRAININGS = [
    ("在宅医療導入研修", 26),
    ("多職種連携研修「急変時の対応」", 14),
    ("ACP（人生会議）研修", 9),
    ("認知症サポート医 養成研修", 31),
    ("訪問看護の導入研修", 5),
    ("口腔ケア実技研修", 18),
]
