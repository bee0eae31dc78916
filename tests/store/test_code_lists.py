"""Editing code lists (A301)."""

from __future__ import annotations

from zaitaku_desk.records.codes import Code
from zaitaku_desk.store import code_lists
from zaitaku_desk.store.save import delete, new, save


def test_use_is_counted_in_fields_and_in_lists(db):
    save(db, new("institutions", id="a", name="港", kind="clinic"))
    save(db, new("institutions", id="b", name="灘", kind="clinic"))
    save(db, new("consultations", id="c", topics=["discharge", "other"]))
    assert code_lists.used(db, "institution_kinds") == {"clinic": 2}
    assert code_lists.used(db, "topics") == {"discharge": 1, "other": 1}


def test_what_lies_in_the_bin_does_not_count(db):
    save(db, new("institutions", id="a", name="港", kind="clinic"))
    delete(db, "institutions", "a")
    assert code_lists.used(db, "institution_kinds") == {}


def test_a_new_entry_gets_a_key_of_its_own(db):
    one, other = Code(list_name="topics", label="在宅"), Code(list_name="topics", label="在宅")
    assert code_lists.identify(one) == f"topics:{one.key}"
    assert code_lists.identify(other) != code_lists.identify(one)
