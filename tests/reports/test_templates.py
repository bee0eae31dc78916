from __future__ import annotations

from datetime import date

import docx
import pytest

from zaitaku_desk import reports
from zaitaku_desk.errors import UserError
from zaitaku_desk.reports import Request, templates
from zaitaku_desk.store import save

REQUEST = Request(today=date(2026, 11, 22))


@pytest.fixture
def meeting(db):
    made = save.new("meetings", title="コア会議", held_on=date(2026, 12, 1))
    save.save(db, made)
    return made


def edited(db, path, words):
    templates.give_out(db, "invitation", path)
    document = docx.Document(path)
    document.add_paragraph(words)
    document.save(path)
    return path


def test_an_edited_copy_is_used_from_then_on(db, meeting, tmp_path):
    path = edited(db, tmp_path / "a.docx", "駐車場はありません。")
    templates.take_in(db, "invitation", path, REQUEST)
    made = reports.make("invitation_word", db, Request(id=meeting.id), tmp_path / "out.docx")
    assert made.data
    assert "駐車場はありません。" in [line.text for line in docx.Document(tmp_path / "out.docx").paragraphs]


def test_an_unknown_name_is_refused_and_nothing_changes(db, meeting, tmp_path):
    path = edited(db, tmp_path / "a.docx", "{{ 天気 }}")
    with pytest.raises(UserError, match="天気"):
        templates.take_in(db, "invitation", path, REQUEST)
    assert not templates.is_own(db, "invitation")


def test_the_programs_own_is_put_back(db, meeting, tmp_path):
    templates.take_in(db, "invitation", edited(db, tmp_path / "a.docx", "駐車場はありません。"), REQUEST)
    templates.put_back(db, "invitation")
    assert not templates.is_own(db, "invitation")


def test_without_a_meeting_it_says_what_to_do_first(db, tmp_path):
    path = tmp_path / "a.docx"
    templates.give_out(db, "minutes", path)
    with pytest.raises(UserError, match="会議がまだありません"):
        templates.take_in(db, "minutes", path, REQUEST)


def test_every_template_can_be_given_out_and_taken_in(db, meeting, tmp_path):
    for template in templates.TEMPLATES:
        path = tmp_path / f"{template.name}.docx"
        templates.give_out(db, template.name, path)
        templates.take_in(db, template.name, path, REQUEST)
        assert templates.is_own(db, template.name)
