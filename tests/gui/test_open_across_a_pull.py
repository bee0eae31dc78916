"""A form that is open while another device's changes come in (T15, decisions 16)."""

from __future__ import annotations

import pytest

from tests.gui.two_desks import Two, two  # noqa: F401
from zaitaku_desk.gui.sharing import Sharing
from zaitaku_desk.gui.visits import VisitsTab
from zaitaku_desk.store import conflicts, save


@pytest.fixture
def desk(qtbot, two: Two):  # noqa: F811
    """The real page of visits with one visit open, and the colleague's desk knows it."""
    visit = save.new("visits", purpose="元", note="元のメモ")
    save.save(two.office.db, visit)
    tab = VisitsTab(two.office)
    qtbot.addWidget(tab)
    tab.build()
    tab.show()
    tab.open_record(visit.id)
    sharing = Sharing(two.office)
    sharing.sync()
    return tab, sharing, visit.id


def test_another_field_comes_in_and_her_typing_stays(desk, two, say) -> None:  # noqa: F811
    tab, sharing, visit = desk
    say(tab.form.widget("purpose"), "わたし")
    two.theirs(visit, "visits", note="あちら")
    sharing.sync()
    assert (tab.form.widget("purpose").value, tab.form.widget("note").value) == ("わたし元", "あちら")
    tab.form.flush()
    stored = save.get(two.office.db, "visits", visit)
    assert (stored.purpose, stored.note, conflicts.count(two.office.db)) == ("わたし元", "あちら", 0)


@pytest.mark.parametrize("saved_before", [False, True])
def test_the_same_field_is_a_conflict_and_her_typing_stays(desk, two, say, saved_before) -> None:  # noqa: F811
    tab, sharing, visit = desk
    say(tab.form.widget("purpose"), "わたし")
    if saved_before:
        tab.form.save()
    two.theirs(visit, "visits", purpose="あちら")
    sharing.sync()
    assert tab.form.widget("purpose").value == "わたし元"
    say(tab.form.widget("purpose"), "まだ")
    tab.form.flush()
    [key] = conflicts.keys(two.office.db)
    found = conflicts.load(two.office.db, *key)
    assert (found.before, {side.text for side in found.sides}) == ("元", {"わたしまだ元", "あちら"})
    assert tab.pane.conflicts.isVisibleTo(tab)


def test_what_she_only_looks_at_is_shown_as_it_is_now(desk, two) -> None:  # noqa: F811
    tab, sharing, visit = desk
    two.theirs(visit, "visits", purpose="あちら")
    sharing.sync()
    assert tab.form.widget("purpose").value == "あちら"
    tab.form.set_values(purpose="つぎ")
    assert conflicts.count(two.office.db) == 0


def test_what_came_in_after_she_opened_a_row_is_not_overwritten(desk, two) -> None:  # noqa: F811
    """A row of a table is seen when it is shown, not when it is saved."""
    from zaitaku_desk.gui.child_model import ChildModel, Children

    consultation = save.new("consultations", content="相談")
    follow = save.new("follow_ups", consultation_id=consultation.id, text="元")
    save.save_many(two.office.db, [consultation, follow])
    model = ChildModel(two.office, Children("follow_ups", ("text",)))
    model.load(consultation.id)
    _, sharing, _ = desk
    sharing.sync()
    two.theirs(follow.id, "follow_ups", text="あちら")
    sharing.sync()
    model.put(0, model.specs[0], "わたし")
    assert conflicts.titles(two.office.db, "consultations", consultation.id) == ["経過の内容"]


def test_while_something_is_written_the_autosave_waits(desk, two, say) -> None:  # noqa: F811
    tab, _, visit = desk
    say(tab.form.widget("purpose"), "わたし")
    with two.office.db.begin_raw():
        tab.form._save_unless_busy()
        assert tab.form.dirty
    tab.form.flush()
    assert save.get(two.office.db, "visits", visit).purpose == "わたし元"
