"""変更履歴 in words, and taking a value back."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from zaitaku_desk import clock
from zaitaku_desk.records.codes import code_id
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.store import desk, history, save, sources
from zaitaku_desk.store.sources import SourceValues


@pytest.fixture
def me(db):
    staff = save.new("staff", name="灯台 みさき")
    save.save(db, staff)
    desk.sit_down(db, staff.id)
    return staff


def change(db, record, **values):
    found, seen = save.open_record(db, record.KIND, record.id)
    for name, value in values.items():
        setattr(found, name, value)
    save.save(db, found, seen)


def lines(db, record):
    return [(item.what, item.before, item.after) for item in history.of(db, record.KIND, record.id)]


def test_who_when_before_and_after(db, me):
    clinic = save.new("institutions", name="港医院")
    save.save(db, clinic)
    change(db, clinic, telephone="0000-11-2222")
    change(db, clinic, telephone="0000-33-4444")
    newest = history.of(db, "institutions", clinic.id)[0]
    assert (newest.who, newest.what, newest.before, newest.after) == (
        *("灯台 みさき", "電話"),
        *("0000-11-2222", "0000-33-4444"),
    )
    assert abs((newest.when - clock.now()).total_seconds()) < 60


def test_codes_choices_dates_and_names_are_words(db):
    clinic = save.new("institutions", name="港医院", kind="clinic", member=True, beds=19)
    visit = save.new("visits", institution_id=clinic.id, visited_on=date(2026, 4, 1), status="done")
    call = save.new("consultations", topics=["nobody_knows"], received_at=datetime(2026, 4, 1, 9, 30))
    save.save_many(db, [clinic, visit, call])
    assert ("種別", "", "診療所") in lines(db, clinic)
    assert ("医師会員", "", "はい") in lines(db, clinic)
    assert ("病床数", "", "19床") in lines(db, clinic)
    assert ("訪問日", "", "令和8年4月1日") in lines(db, visit)
    assert ("機関", "", "港医院") in lines(db, visit)
    assert ("状態", "", "実施") in lines(db, visit)
    assert ("受付日時", "", "令和8年4月1日 09:30") in lines(db, call)
    assert ("相談内容の区分", "", "nobody_knows") in lines(db, call)


def test_dates_follow_the_style_of_the_office(db):
    item = spec(Institution, "confirmed_on")
    assert history.text_of(db, item, "2026-04-01") == "令和8年4月1日"
    save.save(db, save.new("profiles", id=PROFILE_ID, date_style="western"))
    assert history.text_of(db, item, "2026-04-01") == "2026年4月1日"
    assert history.text_of(db, item, "bald") == "bald"


def test_what_could_not_be_read_is_shown_as_typed(db):
    visit = save.new("visits", as_typed={"visited_on": "12/ab"})
    save.save(db, visit)
    change(db, visit, visited_on=date(2026, 12, 1), as_typed={})
    assert ("訪問日", "12/ab", "令和8年12月1日") in lines(db, visit)


def test_an_answer_is_told_in_the_words_of_its_question(db):
    question = save.new(
        "questions", kind="single", text="訪問診療は", options=[{"key": "y", "label": "している"}]
    )
    answer = save.new("answers", question_id=question.id, state="answered", value={"choice": "y"})
    save.save_many(db, [question, answer])
    assert ("回答", "", "している") in lines(db, answer)


def test_the_first_word_over_a_source_shows_what_the_source_had_said(db):
    sources.write(db, [SourceValues("a", "list", "2026-04-01", {"name": "港医院", "telephone": "旧"})])
    clinic = save.get(db, "institutions", "a")
    change(db, clinic, telephone="新")
    assert lines(db, clinic) == [("電話", "旧", "新"), ("取り込み", "", "list（令和8年4月1日）")]


def test_deleting_and_restoring_are_told(db):
    clinic = save.new("institutions", name="港医院")
    save.save(db, clinic)
    save.delete(db, "institutions", clinic.id)
    save.restore(db, "institutions", clinic.id)
    assert [what for what, _, _ in lines(db, clinic)][:2] == ["ごみ箱から復元", "ごみ箱へ移動"]


def test_an_unsealed_change_is_not_history_yet(db):
    clinic = save.new("institutions", name="港医院")
    seen = save.save(db, clinic)
    clinic.note = "書きかけ"
    save.save(db, clinic, seen, sealed=False)
    assert "メモ" not in [what for what, _, _ in lines(db, clinic)]


def test_presets_tell_nothing_until_somebody_changes_them(db):
    code = save.get(db, "codes", code_id("professions", "nurse"))
    assert lines(db, code) == []
    change(db, code, label="看護職")
    assert lines(db, code) == [("名称", "看護師", "看護職")]


def test_a_value_is_put_back(db):
    clinic = save.new("institutions", name="港医院", note="一")
    save.save(db, clinic)
    change(db, clinic, note="二")
    first = next(item for item in history.of(db, "institutions", clinic.id) if item.after == "一")
    assert first.can_put_back
    batch = history.put_back(db, first.op)
    assert save.get(db, "institutions", clinic.id).note == "一"
    save.undo(db, batch)
    assert save.get(db, "institutions", clinic.id).note == "二"


def test_the_bin_names_what_lies_in_it(db):
    clinic, post = save.new("institutions", name="港医院"), save.new("posts", title="院長")
    save.save_many(db, [clinic, post])
    save.delete(db, "institutions", clinic.id)
    save.delete(db, "posts", post.id)
    assert [hit.title for hit in history.bin_of(db, "institutions")] == ["港医院"]
    assert [(hit.title, hit.subtitle) for hit in history.bin_of(db, "posts")] == [("院長", "役職")]


def test_what_points_nowhere_is_said_so(db):
    assert history.name_of(db, "institutions", "nowhere") == "（未着）"
    assert history.staff_name(db, "") == ""


def test_merging_names_the_record_that_stays(db):
    one, two = save.new("institutions", name="港医院"), save.new("institutions", name="みなと医院")
    save.save_many(db, [one, two])
    change(db, two, merged_into=one.id)
    assert lines(db, two)[0] == ("統合", "", "港医院")
