from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from tests.reports import samples
from tests.reports.reading import paragraphs
from zaitaku_desk.records.meetings import ActionItem, Attendance, Decision
from zaitaku_desk.reports import Request, make, minutes
from zaitaku_desk.store.connection import Database

REQUEST = Request(id="m1", today=samples.TODAY)


def test_minutes_have_the_form_of_the_source(district: Database) -> None:
    found = paragraphs(make("minutes_word", district, REQUEST))
    assert found[0] == "第10回医療連携推進コーディネーター事業コア会議"
    assert found[1] == "日時：R8年12月1日（火）19時～20時"
    assert found[2] == "場所：みなと野中央病院 第1応接室"
    assert found[3] == f"売り：{samples.SELLING}"


def test_a_year_of_the_source_reads_as_in_the_source(own_district: Database) -> None:
    samples.put(
        own_district,
        samples.make("meetings", "s", title="理事会", held_on=date(2020, 12, 8), start="18:45", end="19:15"),
    )
    found = paragraphs(make("minutes_word", own_district, Request(id="s")))
    assert "日時：R2年12月8日（火）18時45分～19時15分" in found


def test_people_stand_in_protocol_order_with_their_titles(district: Database) -> None:
    found = paragraphs(make("minutes_word", district, REQUEST))
    at = found.index("出席者：4人")
    assert found[at + 1 : at + 5] == [
        "みなと野市医師会　会長 港野 一郎、副会長 髙﨑 花子",
        "みなと野保健所　参事 葦原 次郎（代理）",
        "みなと野市医師会　事務長 汐見 三枝",
        "欠席者：みどり台クリニック",
    ]


def test_remarks_keep_their_signs_and_line_ends(district: Database) -> None:
    assert "・保健所：様式は<A&B>の\n2種類とする。" in paragraphs(make("minutes_word", district, REQUEST))


def test_sections_follow_in_the_order_of_a_core_meeting(district: Database) -> None:
    found = paragraphs(make("minutes_word", district, REQUEST))
    heads = [line for line in found if line.startswith("【")]
    assert heads == ["【議題】", "【成果・課題】", "【確認及び承認事項】", "【宿題・対応事項】"]
    assert "・看取り代診医紹介システムの要綱改正（了承）" in found
    assert "・意見交換会の定期開催について、了承。" in found


def test_a_board_confirms_and_approves_first(own_district: Database) -> None:
    samples.put(
        own_district,
        samples.make("decisions", "x", meeting_id="m2", text="12月通信の内容", outcome="confirmed"),
        samples.make("meeting_results", "y", meeting_id="m2", kind="issue", text="人手が足りない。"),
    )
    found = paragraphs(make("minutes_word", own_district, Request(id="m2")))
    assert [line for line in found if line.startswith("【")] == ["【確認及び承認事項】", "【課題】"]
    assert "・12月通信の内容（確認）" in found


def test_the_prefectural_form_names_speakers_and_the_whole_year(district: Database) -> None:
    found = paragraphs(make("minutes_formal_word", district, REQUEST))
    assert "と　き　　令和8年12月1日（火）　19時～20時" in found
    assert "会長　待機時間の区切りを分かりやすくしてほしい。" in found


def test_without_marks_of_the_day_the_replies_count_and_it_is_said(own_district: Database) -> None:
    samples.put(own_district, samples.make("attendances", "x", meeting_id="m2", name="浜 五郎", reply="yes"))
    made = make("minutes_word", own_district, Request(id="m2"))
    assert "浜 五郎" in paragraphs(made)
    assert any("出欠が未入力" in warning for warning in made.warnings)


@pytest.mark.parametrize(
    ("decision", "line"),
    [
        (Decision(text="要綱改正", outcome="approved"), "要綱改正（承認）"),
        (Decision(text="要綱改正について承認。", outcome="approved"), "要綱改正について承認。"),
        (
            Decision(text="見直し", outcome="continued", next_check_on=date(2021, 1, 12)),
            "見直し（継続検討、次回確認 R3年1月12日（火））",
        ),
        (Decision(text="報告のみ"), "報告のみ"),
    ],
)
def test_a_decision_says_its_outcome_once(decision: Decision, line: str) -> None:
    assert minutes.decision_line(decision) == line


def test_an_action_item_says_who_and_by_when() -> None:
    action = ActionItem(text="配布する", owner="事務長", due_on=date(2020, 12, 15))
    assert minutes.action_line(action) == "配布する（担当：事務長、期限：R2年12月15日（火））"


def test_people_without_an_institution_stand_alone() -> None:
    assert minutes.people_lines([Attendance(name="浜 五郎", title="委員")]) == ("委員 浜 五郎",)


def test_every_style_names_an_east_asian_font(district: Database) -> None:
    document = docx.Document(io.BytesIO(make("minutes_word", district, REQUEST).data))
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "List Paragraph"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) in ("ＭＳ 明朝", "ＭＳ ゴシック")
