"""Whose a value is, and of which day (A6)."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.store import origins, save, sources


def clinic(db, **values):
    made = save.new("institutions", **{"name": "港医院", **values})
    save.save(db, made)
    return made.id


def said(db, record_id, edition, source="generic/x", **values):
    sources.write(db, [sources.SourceValues(record_id, source, edition, values)])


def test_her_own_value_has_the_day_she_typed_it(db):
    found = origins.of(db, "institutions", clinic(db, telephone="0999-11-2222")).fields["telephone"]
    assert (found.source, found.differs) == ("", ())
    assert found.day is not None


def test_a_value_from_a_list_has_its_edition(db):
    here = clinic(db)
    said(db, here, "2025-10-01", url="https://minato.example.jp/")
    found = origins.of(db, "institutions", here).fields["url"]
    assert (found.source, found.day) == ("generic/x", date(2025, 10, 1))


def test_of_two_lists_the_newer_one_is_named(db):
    here = clinic(db)
    said(db, here, "2025-10-01", "generic/x", url="https://a.example.jp/")
    said(db, here, "2026-04-01", "generic/y", url="https://b.example.jp/")
    found = origins.of(db, "institutions", here)
    assert found.fields["url"].source == "generic/y"
    assert [item.source for item in found.sources] == ["generic/y", "generic/x"]


def test_a_list_that_says_otherwise_is_named_beside_her_value(db):
    here = clinic(db, telephone="0999-11-2222")
    said(db, here, "2025-10-01", telephone="0999-33-4444")
    (other,) = origins.of(db, "institutions", here).fields["telephone"].differs
    assert other.values["telephone"] == "0999-33-4444"


def test_a_list_that_says_the_same_is_no_difference(db):
    here = clinic(db, telephone="0999-11-2222")
    said(db, here, "2025-10-01", telephone="0999-11-2222")
    assert origins.of(db, "institutions", here).fields["telephone"].differs == ()


def test_an_empty_field_comes_from_nowhere(db):
    assert "fax" not in origins.of(db, "institutions", clinic(db)).fields
