"""What 名寄せ reads, and what she decided once."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.store import matching, save, sources
from zaitaku_desk.store.matching import Decision
from zaitaku_desk.store.sources import SourceValues

DAY = date(2026, 5, 1)


def said(id_: str, name: str, key: str | None = None, source: str = "list", **values: object) -> SourceValues:
    return SourceValues(id_, source, "2026-04-01", {"name": name, **values}, key)


def test_institutions_are_found_by_folded_name_or_by_its_end(db):
    sources.write(db, [said("a", "港医院"), said("b", "医療法人丘医院"), said("c", "別の医院")])
    names = {"港医院", "丘医院"}
    assert {row[0] for row in matching.named(db, names)} == {"a"}
    assert {row[0] for row in matching.named(db, names, ("医療法人",))} == {"a", "b"}


def test_one_in_the_bin_is_told_apart(db):
    sources.write(db, [said("a", "港医院")])
    save.delete(db, "institutions", "a")
    assert list(matching.named(db, {"港医院"})) == []
    assert [row[:2] for row in matching.binned(db)] == [("a", "港医院")]


def test_keys_are_found_in_every_source(db):
    sources.write(db, [said("a", "港", "kaigo:1"), said("b", "丘", "kaigo:2", "other")])
    assert dict(matching.with_keys(db, {"kaigo:1", "kaigo:2", "kaigo:3"})) == {"kaigo:1": "a", "kaigo:2": "b"}
    assert list(matching.keys_of(db, {"a"})) == [("kaigo:1", "a")]


def test_a_layer_reads_what_the_list_said_when_it_is_asked(db):
    sources.write(db, [said("a", "港", "k:1", fax="1")])
    layer = matching.Layer(db, "list")
    assert (list(layer), "b" in layer, layer["a"].values["fax"], layer.newest()) == (
        *(["a"], False, "1", "2026-04-01"),
    )
    assert list(layer.called()) == [("a", "港", "", "", "")]


def test_a_decision_is_remembered_changed_and_taken_back(db):
    sources.write(db, [said("a", "港")])
    made = matching.decide(db, "list", "f", "港医院", Decision("a"), DAY)
    assert matching.decisions(db, "list") == {"f": Decision("a")}
    matching.decide(db, "list", "f", "港医院", Decision(None, skip=True), DAY)
    assert matching.decisions(db, "list") == {"f": Decision(None, skip=True)}
    save.delete(db, "match_decisions", made.id)
    assert matching.decisions(db, "list") == {}
    matching.decide(db, "list", "f", "港医院", Decision(None), DAY)
    assert matching.decisions(db, "list") == {"f": Decision(None)}


def test_a_decision_for_what_is_no_more_decides_nothing(db):
    sources.write(db, [said("a", "港")])
    matching.decide(db, "list", "f", "港医院", Decision("a"), DAY)
    save.delete(db, "institutions", "a")
    assert matching.decisions(db, "list") == {}


def test_names_of_what_was_joined_lead_to_the_winner(db):
    sources.write(db, [said("a", "港病院"), said("b", "みなとホスピタル")])
    record, seen = save.open_record(db, "institutions", "b")
    record.merged_into = "a"
    save.save(db, record, seen)
    assert matching.joined(db) == {"b": "a"}
    assert ("a", "みなとホスピタル") in {row[:2] for row in matching.named(db, {"みなとほすひたる"})}
