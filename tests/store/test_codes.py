from __future__ import annotations

from zaitaku_desk.records.codes import LISTS, code_id
from zaitaku_desk.store import codes, save


def test_every_list_has_its_presets_in_order(db):
    for name in LISTS:
        entries = codes.entries(db, name)
        assert entries or name in ("desks", "sources")  # every office has its own
        assert [code.order for code in entries] == sorted(code.order for code in entries)
        assert all(code.source for code in entries)


def test_a_label_is_changed_for_everybody_at_once(db):
    assert codes.label(db, "professions", "nurse") == "看護師"
    code = save.get(db, "codes", code_id("professions", "nurse"))
    code.label = "看護職"
    save.save(db, code)
    assert codes.label(db, "professions", "nurse") == "看護職"
    assert dict(codes.choices(db, "professions"))["nurse"] == "看護職"


def test_a_retired_code_is_readable_but_no_longer_offered(db):
    code = save.get(db, "codes", code_id("professions", "clerk"))
    code.retired = True
    save.save(db, code)
    assert "clerk" not in dict(codes.choices(db, "professions"))
    assert codes.label(db, "professions", "clerk") == "事務職"
    assert code in codes.entries(db, "professions", retired=True)


def test_a_new_code_stands_in_its_place(db):
    save.save(db, save.new("codes", id="x", list_name="professions", key="oiler", label="灯台守", order=15))
    keys = [key for key, _ in codes.choices(db, "professions")]
    assert keys.index("oiler") == 1


def test_capabilities_are_those_of_the_kind_of_institution(db):
    offered = {code.key for code in codes.entries(db, "capabilities", kind="pharmacy")}
    assert "sterile_preparation" in offered
    assert "swallowing" not in offered


def test_an_unknown_key_is_its_own_label(db):
    assert codes.label(db, "professions", "wizard") == "wizard"
    assert codes.label(db, "professions", None) == ""


def test_a_failed_save_leaves_the_old_labels(db, monkeypatch):
    import pytest

    from zaitaku_desk.store import index

    code = save.get(db, "codes", code_id("professions", "nurse"))
    code.label = "看護職"

    def fail(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(index, "update_labels", fail)
    with pytest.raises(OSError):
        save.save(db, code)
    assert codes.label(db, "professions", "nurse") == "看護師"
