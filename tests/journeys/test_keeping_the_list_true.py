"""The yearly round from choosing whom to ask to the last answer typed back; two editions and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.journeys.hands import CONTROL, KEY, TODAY, Hands, desk
from zaitaku_desk.store import cache, lists, save

LIST = Path(__file__).with_name("みなと野市の名簿.csv")


@pytest.fixture
def hands(tmp_path: Path, qapp: object) -> Iterator[Hands]:
    """The window with the list of みなと野市 taken in, at 関係機関."""
    with desk(tmp_path / "desk", LIST) as made:
        made.go("institutions")
        made.key(KEY.Key_I, CONTROL)
        made.button("ファイルを選ぶ")
        made.button("取り込む")
        yield made


def tool(hands: Hands, words: str) -> Any:
    """Open a page of 名簿の仕事."""
    tab = hands.tab("institutions")
    hands.choose(tab.tools.menu, words)
    return tab._stack.currentWidget()


def saved_pdf(hands: Hands, path: Path) -> str:
    """Save what the preview shows, and read it."""
    hands.dialogs.answers.append(path)
    hands.button("PDFを保存")
    document = pypdfium2.PdfDocument(path.read_bytes())
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


def test_a_round_from_whom_to_ask_to_the_answers(hands: Hands, tmp_path: Path) -> None:
    page = tool(hands, "確認の回")
    hands.button("確認の回を始める")
    hands.button("この機関で始める")
    sheets = page.steps.currentWidget()
    asked = len(sheets.rows.rows)
    assert asked == lists.count(hands.db, lists.Listing("institutions"))
    hands.key(KEY.Key_P, CONTROL)
    assert f"番号{asked}" in saved_pdf(hands, tmp_path / "確認票.pdf")
    hands.key(KEY.Key_Escape)
    hands.button("未送付をすべて送付済みに")

    hands.click(sheets.find)
    hands.strokes = 0
    for number in range(1, 4):  # three sheets without a change
        hands.say(str(number))
        hands.key(KEY.Key_Return)
        hands.key(KEY.Key_Return)
    assert hands.strokes == 6
    hands.say("コモレビ")  # found by a part of the name, in any writing; the telephone has changed
    hands.key(KEY.Key_Return)
    answer = page.steps.currentWidget()
    name, place = answer.TITLE, answer.form.record.id
    hands.click(answer.form.widget("telephone"))
    hands.key(KEY.Key_A, CONTROL)
    hands.say("0000-99-9999")
    hands.key(KEY.Key_Return, CONTROL)

    stored: Any = save.get(hands.db, "institutions", place)
    assert (stored.telephone, stored.confirmed_on, stored.confirmed_how) == ("0000-99-9999", TODAY, "fax")
    assert "こもれび" in name
    assert sheets.progress.text().startswith(f"対象 {asked}　送付 {asked}　返信 4")
    hands.button("未返信一覧を印刷")
    waiting = saved_pdf(hands, tmp_path / "未返信.pdf")
    assert "こもれび" not in waiting and f"未返信{asked - 4}" in waiting
    hands.key(KEY.Key_Escape)
    hands.key(KEY.Key_Z, CONTROL)
    assert "返信 3" in sheets.progress.text()
    assert cache.differences(hands.db) == []


def test_two_editions_and_the_list_of_what_changed(hands: Hands, tmp_path: Path) -> None:
    page = tool(hands, "一覧表の版")
    hands.button("いまの内容で版を作る")
    assert page.rows.rows[0].cells[0] == "令和8年度版"
    hands.key(KEY.Key_Escape)
    hands.key(KEY.Key_F, CONTROL)
    hands.say("船津")
    hands.key(KEY.Key_Down)
    hands.key(KEY.Key_Return)
    hands.fill(telephone="0000-99-9999", closed_days="日曜・祝日")
    hands.key(KEY.Key_Escape)

    page = tool(hands, "一覧表の版")
    hands.click(page.name)
    hands.key(KEY.Key_A, CONTROL)
    hands.say("令和8年度 冬版")
    hands.button("いまの内容で版を作る")
    page.rows.select(page.rows.rows[1].key)
    hands.button("変更点一覧")
    changes = page.steps.currentWidget()
    assert {row.cells[4] for row in changes.rows.rows} == {"電話", "休診日"}
    hands.key(KEY.Key_P, CONTROL)
    paper = saved_pdf(hands, tmp_path / "変更点.pdf")
    assert "0000-99-9999" in paper and "冬版" in paper
    hands.key(KEY.Key_Escape)
    assert page.steps.currentWidget() is changes
    hands.key(KEY.Key_Escape)
    hands.button("一覧表を見る")
    assert "0000-99-9999" not in saved_pdf(hands, tmp_path / "前の版.pdf")
