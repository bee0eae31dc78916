"""What the program starts with: the question set Q1–Q7 of 在宅医療推進コーディネータ活動指針 (A144–A152,
A305, A306) and three meeting series (A45).
"""

from __future__ import annotations

from typing import Any

from zaitaku_desk.records.meetings import MeetingSeries
from zaitaku_desk.records.questions import Question, QuestionSet

OSAKA_SET = "osaka-1"

_YES_NO = [{"key": "yes", "label": "はい"}, {"key": "no", "label": "いいえ", "text": "「いいえ」の理由"}]
_DOING = {"question": f"{OSAKA_SET}:1", "in": ["yes"]}
_NOT_DOING = {"question": f"{OSAKA_SET}:1", "in": ["no"]}
_ASK_DOING = "1. で「はい」と回答いただいた先生にお尋ねします。"
_ASK_NOT_DOING = "1. で「いいえ」と回答いただいた先生にお尋ねします。いずれかを選択してください。"

BARRIERS: tuple[tuple[str, str], ...] = (
    ("technique", "①技術面（緩和ケア・特殊な措置）"),
    ("out_of_hours", "②緊急時・夜間・休日の対応が困難"),
    ("patient_family", "③患者・家族との対応"),
    ("cooperation", "④訪問看護師・ケアマネ等との連携"),
    ("fees", "⑤複雑な診療報酬体系"),
    ("other", "⑥その他"),
)
"""阻害要因 (A151)."""


def meeting_series() -> list[MeetingSeries]:
    """The preset meeting series."""
    return [
        MeetingSeries(
            id="series-core",
            title="コア会議",
            order=1,
            selling_point="事業を医師会と具体的に協議する場。ここで協議した結果を理事会にかけ、会員に発信する。",
        ),
        MeetingSeries(
            id="series-board",
            title="理事会",
            order=2,
            board=True,
            selling_point="活動報告と今後の取組について、承認及び協力依頼を行う。",
        ),
        MeetingSeries(id="series-liaison", title="保健所・市連絡会", order=3, involvement="join"),
    ]


def question_sets() -> list[QuestionSet]:
    """The preset question sets."""
    return [
        QuestionSet(
            id=OSAKA_SET,
            title="在宅医療の現状把握（Q1～Q7）",
            version=1,
            source="在宅医療推進コーディネータ活動指針 アンケート調査内容例",
        )
    ]


def questions() -> list[Question]:
    """The preset questions in their order."""
    return [
        _question(1, "1", "訪問診療を行っていますか", "single", options=_YES_NO),
        _question(2, "2", "往診を行っていますか", "single", options=_YES_NO),
        _question(
            3,
            "3",
            "地方厚生局へ「在宅療養支援診療所」の届け出をしていますか",
            "single",
            options=[
                {"key": "clinic1", "label": "はい（在宅療養支援診療所1）"},
                {"key": "clinic2", "label": "はい（在宅療養支援診療所2）"},
                {"key": "clinic3", "label": "はい（在宅療養支援診療所3）"},
                {"key": "none", "label": "いいえ"},
            ],
        ),
        _question(4, "4-①", "現在の在宅患者数", "number", unit="名", asked_if=_DOING, instruction=_ASK_DOING),
        _question(
            5, "4-②", "ひとりの患者様への訪問回数（1か月あたり）", "number", unit="回", asked_if=_DOING
        ),
        _question(6, "4-③", "昨年度（{前年度の期間}）の看取り患者数", "number", unit="名", asked_if=_DOING),
        _question(
            7,
            "5",
            "在宅医療への意欲",
            "single",
            asked_if=_NOT_DOING,
            instruction=_ASK_NOT_DOING,
            options=[
                {
                    "key": "conditional",
                    "label": "①今後条件が整えば、在宅医療を行ってもよい",
                    "text": "具体的な条件",
                },
                {"key": "never", "label": "②在宅医療を行う予定はまったくない"},
            ],
        ),
        _question(
            8,
            "6",
            "訪問診療を行う上での不安点を選択してください（複数回答可）",
            "multiple",
            options=[
                {"key": key, "label": label} | ({"text": "その他の内容"} if key == "other" else {})
                for key, label in BARRIERS
            ],
        ),
        _question(9, "7", "上記の不安を解消するために有効と思われる方法", "text"),
    ]


def _question(order: int, number: str, text: str, kind: str, **more: Any) -> Question:
    key = number.replace("①", "1").replace("②", "2").replace("③", "3")
    return Question(
        id=f"{OSAKA_SET}:{key}",
        question_set_id=OSAKA_SET,
        order=order,
        number=number,
        text=text,
        kind=kind,
        **more,
    )
