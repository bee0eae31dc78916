from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx
import pytest

from tests.reports import samples
from zaitaku_desk import paths
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, make, word
from zaitaku_desk.store.connection import Database

SIGNS = "漢字かなカナ髙﨑①㈱𠮷ｱA1 　&<>\"'\n\t{}%_#。、…～"


def template(folder: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "ひな形.docx"))
    return folder / "ひな形.docx"


def filled(place: Path, **values: object) -> list[str]:
    data, _ = word.render(place, values, "題")
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_two_thousand_texts_of_every_sign_arrive_whole(tmp_path: Path) -> None:
    pick = random.Random(20261122)
    texts = ["".join(pick.choices(SIGNS, k=pick.randint(1, 30))) for _ in range(2_000)]
    texts += ["{_{", "%_}", "</w:t>", "&amp;", "{{ 値 }}", "a\r\nb"]
    place = template(tmp_path, "{%p for x in 値 %}", "{{ x }}", "{%p endfor %}")
    assert filled(place, 値=texts) == [text.replace("\r\n", "\n") for text in texts]


def test_unprintable_characters_are_replaced_and_counted(tmp_path: Path) -> None:
    place = template(tmp_path, "{{ 値 }}")
    data, replaced = word.render(place, {"値": "a\x00b\x0bc\x07d\x0ce"}, "題")
    assert replaced == 4
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "a�b�c�d�e"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 会議の名前 }}", "会議の名前"),
        ("{% if いいえ %}{{ 知らない }}{% endif %}", "知らない"),
        ("{{ 会.nothing }}", "nothing"),
        ("{{ ''.__class__.__mro__ }}", "命令|名前"),
        ("{{ 値.upper() }}", "命令"),
        ("{{ 値 * 1000000000 }}", "命令"),
        ("{{ '%99999999d' % 1 }}", "命令"),
        ("{{ range(3) }}", "range"),
        ("{{ cycler.__init__.__globals__.os.system('id') }}", "cycler"),
        ("{% include 'a' %}", "書き方|命令|名前"),
        ("{{ 値 | safe }}", "書き方"),
        ("{% for x in 値 %}", "書き方"),
        ("{{ 値", "書き方"),
    ],
)
def test_an_unknown_name_or_code_is_refused_in_words(text: str, said: str, tmp_path: Path) -> None:
    place = template(tmp_path, text)
    with pytest.raises(UserError, match=said):
        word.render(place, {"値": "a", "会": {"名": "b"}, "いいえ": False}, "題")


def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(b"not a zip")
    with pytest.raises(UserError, match="読めません"):
        word.render(place, {}, "題")
    with pytest.raises(UserError, match="見つかりません"):
        word.render(tmp_path / "none.docx", {}, "題")


def test_a_template_with_macros_is_refused_whatever_its_name(tmp_path: Path) -> None:
    place = template(tmp_path, "{{ 値 }}")
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UserError, match="マクロ"):
        word.render(place, {"値": "a"}, "題")


def test_the_offices_own_copy_is_used_first(own_district: Database) -> None:
    folder = own_district.data_dir / word.FOLDER
    folder.mkdir()
    template(folder, "わが会の議事録 {{ 会議名 }}").rename(folder / "minutes.docx")
    data = make("minutes_word", own_district, Request(id="m1", today=samples.TODAY)).data
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text.startswith("わが会の議事録 第10回")


@pytest.mark.parametrize(
    "place", sorted((paths.resources() / word.FOLDER).glob("*.docx")), ids=lambda p: p.name
)
def test_our_templates_hold_no_name_of_a_person_and_no_text_of_a_machine(place: Path) -> None:
    with zipfile.ZipFile(place) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "在宅デスク" in core
    assert "python-docx" not in core
