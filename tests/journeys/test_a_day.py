"""A whole day through the real window: a list taken in, a hearing, a meeting, a call, the board's paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pypdfium2
import pytest

from tests.journeys.hands import CONTROL, KEY, Hands, desk
from zaitaku_desk.store import check, lists, save

LIST = Path(__file__).with_name("みなと野市の名簿.csv")
YEAR = (date(2026, 4, 1), date(2027, 3, 31))
NOTE = "夜間の呼び出しは月に二、三回。"
CALL = "退院後の訪問診療を頼める先を知りたい。錨町にお住まい。"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> SimpleNamespace:
    """The day, once; what was found on the way, and the folder it left."""
    folder = tmp_path_factory.mktemp("day")
    found = SimpleNamespace(folder=folder / "desk", papers=folder)
    with desk(found.folder) as hands:
        take_the_list_in(hands, found)
        search(hands, found)
        hear_a_clinic_out(hands, found)
        invite(hands, found)
        write_minutes(hands, found)
        answer_the_telephone(hands, found)
        report_to_the_board(hands, found)
    return found


@pytest.fixture(scope="module")
def again(day: SimpleNamespace) -> Iterator[Hands]:
    """The window, opened once more on what the day left."""
    with desk(day.folder) as hands:
        yield hands


# ---------------------------------------------------------------- the day


def take_the_list_in(hands: Hands, found: SimpleNamespace) -> None:
    hands.go("institutions")
    hands.key(KEY.Key_I, CONTROL)
    hands.dialogs.answers.append(LIST)
    hands.button("ファイルを選ぶ")
    hands.button("取り込む")
    found.listed = hands.tab("institutions").list.table.rowCount()


def search(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.go("institutions")
    hands.key(KEY.Key_F, CONTROL)
    hands.say("船津")
    table = tab.list.table
    found.found = [table.data(table.index(row, 0)) for row in range(table.rowCount())]
    hands.key(KEY.Key_Escape)


def hear_a_clinic_out(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.go("visits")
    hands.key(KEY.Key_N, CONTROL)
    hands.pick("institution_id", "船津みらい")
    hands.fill(interviewee="舩津 明（院長）", visited_on="きのう", start="14時", purpose="現状の聞き取り")
    hands.fill(note=NOTE)
    hands.key(KEY.Key_F2)
    for digit in (KEY.Key_1, KEY.Key_2):
        hands.key(digit)
        hands.key(KEY.Key_Tab)
    found.visit = tab.form.record.id


def invite(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.go("meetings")
    hands.key(KEY.Key_N, CONTROL)
    hands.button("コア会議")
    hands.fill(held_on="R8.12.1", start="19時", end="20時", place="みなと野市医師会館")
    hands.key(KEY.Key_PageDown, CONTROL)
    hands.table(
        "attendances",
        ("舩津 明", "院長", "舩津みらい医院", "医師"),
        ("髙見沢 渚", "管理者", "髙見沢訪問看護ステーション"),
    )
    hands.key(KEY.Key_PageUp, CONTROL)
    hands.key(KEY.Key_P, CONTROL)
    path = found.papers / "案内.pdf"
    hands.dialogs.answers.append(path)
    hands.button("PDFを保存")
    found.invitation = path.read_bytes()
    hands.key(KEY.Key_Escape)
    found.meeting = tab.form.record.id


def write_minutes(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.tab("meetings")
    hands.key(KEY.Key_PageDown, CONTROL)
    hands.button("全員 出席にする")
    hands.key(KEY.Key_PageDown, CONTROL)
    hands.table("agenda_items", ("夜間・休日の輪番について", "舩津院長", "案を示した。"))
    hands.table("remarks", ("髙見沢管理者", "二つの地区から始めたい。"))
    hands.table("decisions", ("二地区で試行する。", "承認"))
    path = found.papers / "議事録.docx"
    hands.dialogs.answers.append(path)
    hands.choose(tab.papers.menu(), "議事録（Word）")
    found.minutes = docx.Document(str(path))


def answer_the_telephone(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.go("consultations")
    hands.strokes = 0
    hands.key(KEY.Key_N, CONTROL)
    found.waiting_for_words = hands.at is tab.form.widget("content")
    hands.say(CALL)
    hands.pick("institution_id", "こもれび")
    hands.button("退院調整")
    hands.fill(response="舩津みらい医院を案内した。")
    found.strokes = hands.strokes
    found.consultation = tab.form.record.id


def report_to_the_board(hands: Hands, found: SimpleNamespace) -> None:
    tab = hands.go("meetings")
    for title, name in (("理事会 活動報告（Word）", "報告.docx"), ("資料（Excel）", "資料.xlsx")):
        hands.dialogs.answers += [YEAR, found.papers / name]
        hands.choose(tab.papers.menu(), title)
    found.report, found.annex = str(found.papers / "報告.docx"), found.papers / "資料.xlsx"
    found.counted = {
        "ヒアリング訪問": one(hands, "visits WHERE status = 'done' AND visited_on BETWEEN ? AND ?"),
        "会議の開催・参加": one(hands, "meetings WHERE status = 'held' AND held_on BETWEEN ? AND ?"),
        "相談": one(hands, "consultations WHERE received_at BETWEEN ? AND ?"),
    }
    found.institutions = hands.db.row("SELECT count(*) FROM institutions WHERE deleted = 0")[0]


def one(hands: Hands, what: str) -> int:
    """An independent count, straight from the file."""
    return int(hands.db.row(f"SELECT count(*) FROM {what} AND deleted = 0", [f"{day}" for day in YEAR])[0])


# ---------------------------------------------------------------- what came of it


def test_the_list_is_taken_in(day: SimpleNamespace) -> None:
    assert (day.listed, day.institutions) == (5, 5)


def test_funatsu_is_found_however_it_is_written(day: SimpleNamespace) -> None:
    assert sorted(day.found) == ["舩津みらい医院", "舩津台薬局"]


def test_the_hearing_has_its_answers_and_was_held(day: SimpleNamespace, again: Hands) -> None:
    visit = save.get(again.db, "visits", day.visit)
    said = {one.question_id: one.value for one in lists.children(again.db, "answers", day.visit)}
    assert (visit.status, visit.visited_on, visit.start) == ("done", date(2026, 12, 1), "14:00")
    assert visit.interviewee == "舩津 明（院長）" and visit.note == NOTE
    assert said == {"osaka-1:1": {"choice": "yes"}, "osaka-1:2": {"choice": "no"}}


def test_the_invitation_is_a_page_for_each_and_its_text_can_be_taken_out(day: SimpleNamespace) -> None:
    paper = pypdfium2.PdfDocument(day.invitation)
    pages = [page.get_textpage().get_text_range() for page in paper]
    assert len(pages) == 2
    assert "院長　舩津 明　先生" in pages[0] and "髙見沢訪問看護ステーション" in pages[1]
    assert all("第1回コア会議の開催について（ご案内）" in page for page in pages)
    assert all("令和8年12月1日（火）　19時～20時" in page for page in pages)


def test_the_minutes_have_the_header_of_the_source(day: SimpleNamespace) -> None:
    said = [paragraph.text for paragraph in day.minutes.paragraphs]
    assert said[:3] == ["第1回コア会議", "日時：R8年12月1日（火）19時～20時", "場所：みなと野市医師会館"]
    assert "・髙見沢管理者：二つの地区から始めたい。" in said
    assert any("二地区で試行する。（承認" in line for line in said)


def test_a_consultation_is_ready_for_words_and_takes_few_strokes(day: SimpleNamespace) -> None:
    assert day.waiting_for_words
    assert day.strokes <= 10  # half a minute: eight keys and clicks besides the words themselves


def test_the_board_reads_what_an_independent_count_finds(day: SimpleNamespace) -> None:
    rows = [[cell.text for cell in row.cells] for row in docx.Document(day.report).tables[0].rows]
    assert figures(rows) == day.counted == dict.fromkeys(day.counted, 1)


def test_the_annex_says_the_same_as_the_report(day: SimpleNamespace) -> None:
    sheet = openpyxl.load_workbook(day.annex).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(max_row=12)]
    assert figures(rows) == day.counted


def test_everything_is_there_after_the_window_was_closed_and_opened(
    day: SimpleNamespace, again: Hands
) -> None:
    counts = {name: tab.list.table.rowCount() for name, tab in again.window.tabs_by_name.items()}
    assert counts == {"visits": 1, "institutions": 5, "meetings": 1, "consultations": 1, "people": 0}
    consultation = save.get(again.db, "consultations", day.consultation)
    assert consultation.content == CALL and consultation.topics == ["discharge"]
    assert not check.check(again.db).problems


def figures(rows: list[list[str]]) -> dict[str, int]:
    """The numbers behind the names that are counted."""
    wanted = ("ヒアリング訪問", "会議の開催・参加", "相談")
    return {row[0]: int("".join(filter(str.isdigit, row[1]))) for row in rows if row[0] in wanted}
