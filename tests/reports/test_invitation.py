from __future__ import annotations

import dataclasses
from datetime import date

import pypdfium2
import pytest

from tests.reports import samples
from tests.reports.reading import pages, paragraphs
from zaitaku_desk.records.meetings import Attendance
from zaitaku_desk.reports import Request, invitation, make
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database

REQUEST = Request(id="m1", today=samples.TODAY)


@pytest.fixture(scope="module")
def paper(district: Database) -> invitation.InvitationPaper:
    return invitation.gather(district, REQUEST)


def test_there_is_a_page_for_each_addressee(district: Database, paper: invitation.InvitationPaper) -> None:
    found = pages(make("invitation_pdf", district, REQUEST))
    assert len(found) == len(paper.addressees) == 5
    assert "副会長髙﨑花子先生" in found[1]
    assert "事務長汐見三枝様" in found[3]
    assert "みどり台クリニック御中" in found[4]


@pytest.mark.parametrize(
    "words",
    [
        "令和8年11月10日",
        "担当：コーディネーター灯台みさき",
        "第10回医療連携推進コーディネーター事業コア会議の開催について（ご案内）",
        "拝啓晩秋の候",
        "敬具",
        "日時令和8年12月1日（火）19時～20時",
        "場所みなと野中央病院第1応接室",
        "（1）看取り代診医の要綱変更について",
        "顔を合わせて、地域の在宅医療",
        "以上",
        "切り取り線",
        "FAX0800-000-0002みなと野市医師会行",
        "出欠回答票",
        "令和8年11月20日（金）までにご返信ください",
    ],
)
def test_pdf_and_word_say_what_a_business_letter_says(words: str, district: Database) -> None:
    assert words in pages(make("invitation_pdf", district, REQUEST))[0]
    letter = "".join("".join(paragraphs(make("invitation_word", district, REQUEST))).split())
    assert words.replace("日時令", "令").replace("場所み", "み").replace("FAX0800-000-0002み", "み") in letter


def test_one_page_is_at_most_fifty_kilobytes(paper: invitation.InvitationPaper) -> None:
    one = dataclasses.replace(paper, addressees=paper.addressees[:1])
    assert len(invitation.write_pdf(one).data) <= 50_000


def test_a_long_letter_gives_the_slip_a_page_of_its_own(paper: invitation.InvitationPaper) -> None:
    long = dataclasses.replace(paper, addressees=paper.addressees[:1], body=("　長い案内文です。" * 60,) * 3)
    found = pages(invitation.write_pdf(long))
    assert "出欠回答票" not in found[0]
    assert "出欠回答票" in found[-1]


def test_without_people_one_page_goes_to_all_concerned(own_district: Database) -> None:
    made = make("invitation_pdf", own_district, Request(id="m2", today=samples.TODAY))
    assert len(pages(made)) == 1
    assert "関係者各位" in pages(made)[0]
    assert any("宛先がない" in warning for warning in made.warnings)


def test_a_character_without_a_glyph_is_told_before_printing(own_district: Database) -> None:
    samples.put(own_district, samples.make("attendances", "x", meeting_id="m1", name="\U0002fa1f田 太郎"))
    made = make("invitation_pdf", own_district, REQUEST)
    assert "〓田太郎様" in pages(made)[-1]
    assert any("U+2FA1F" in warning for warning in made.warnings)


def test_her_own_words_replace_ours(own_district: Database) -> None:
    meeting = save.get(own_district, "meetings", "m1")
    assert meeting is not None
    save.save(
        own_district, dataclasses.replace(meeting, invitation_text="例年どおり行います。ぜひご出席ください。")
    )  # type: ignore[call-arg]
    body = invitation.gather(own_district, REQUEST).body
    assert "　例年どおり行います。ぜひご出席ください。" in body
    assert not [line for line in body if "さて、このたび" in line or "つきましては" in line]


def test_title_and_institution_of_the_day_come_from_the_post(own_district: Database) -> None:
    samples.put(
        own_district,
        samples.make("people", "p", name="渚 四郎", profession="physician"),
        samples.make(
            "posts", "old", person_id="p", institution_id="i1", title="医員", ends_on=date(2026, 3, 31)
        ),
        samples.make(
            "posts", "new", person_id="p", institution_id="i4", title="院長", starts_on=date(2026, 4, 1)
        ),
        samples.make("attendances", "x", meeting_id="m1", order=99, person_id="p"),
    )
    found = invitation.gather(own_district, REQUEST).addressees[-1]
    assert (found.above, found.line) == (("みなと野中央病院",), "院長　渚 四郎　先生")


def test_an_institution_without_a_person_is_addressed_whole() -> None:
    found = invitation.addressee(Attendance(organisation="みなと野薬局", title="管理者"))
    assert found.line == "みなと野薬局　管理者　御中"


def test_the_font_is_embedded(district: Database) -> None:
    data = make("invitation_pdf", district, REQUEST).data
    assert b"/FontFile2" in data
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title").startswith("第10回")
    document.close()
