"""The desk as a plan needs it."""

from __future__ import annotations

from zaitaku_desk.intake.directory import Directory, shown
from zaitaku_desk.intake.items import Item
from zaitaku_desk.intake.rows import Source
from zaitaku_desk.store import save, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sources import SourceValues

SOURCE = Source("generic", "generic/x", "一覧", "2026-05-01", [], {}, "municipality")


def found(db: Database, name: str, telephone: str = "", address: str = "") -> tuple[str, ...]:
    item = Item([2], None, {"name": name, "telephone": telephone, "address": address, "kind": "clinic"})
    desk = Directory(db, SOURCE)
    desk.load([item])
    return desk.index.find(item.wanted()).ids


def known(db: Database, **values: object) -> str:
    made = save.new("institutions", kind="clinic", **values)
    save.save(db, made)
    return made.id


def test_it_is_found_by_name_with_the_corporation_on_either_side(db: Database) -> None:
    id_ = known(db, name="医療法人社団みなと会 港医院", telephone="0999-11-0001")
    assert found(db, "港医院", "0999-11-0001") == (id_,)
    other = known(db, name="丘医院", telephone="0999-22-0002")
    assert found(db, "医療法人 丘医院", "０９９９（２２）０００２") == (other,)


def test_it_is_found_while_it_rests_under_an_old_name_and_by_its_place(db: Database) -> None:
    resting = known(db, name="港医院（休止中）", telephone="0999-11-0001")
    assert found(db, "港医院", "0999-11-0001") == (resting,)
    renamed = known(db, name="しおかぜ診療所", aliases=["みなと分院"], telephone="0999-22-0002")
    assert found(db, "みなと分院", "0999-22-0002") == (renamed,)
    misspelt = known(db, name="丘クニリック", telephone="087-833-0003", address="丘町3-3")
    assert found(db, "丘クリニック", "0878330003", "丘町3番3号") == (misspelt,)


def test_what_was_joined_is_found_as_the_one_it_was_joined_to(db: Database) -> None:
    winner = known(db, name="港病院", telephone="0999-11-0001")
    known(db, name="みなとホスピタル", telephone="0999-11-0009", merged_into=winner)
    assert found(db, "みなとホスピタル", "0999-11-0009") == (winner,)


def test_a_key_leads_to_its_institution_whatever_it_is_called(db: Database) -> None:
    sources.write(db, [SourceValues("a", "care/1", "2026-04-01", {"name": "港センター"}, "kaigo:3710000001")])
    item = Item([2], "kaigo:3710000001", {"name": "別の名"})
    desk = Directory(db, SOURCE)
    desk.load([item])
    assert desk.index.find(item.wanted()).ids == ("a",)


def test_her_words_are_told_from_those_of_the_lists(db: Database) -> None:
    sources.write(db, [SourceValues("a", "generic/x", "2026-04-01", {"name": "港", "fax": "1"})])
    record, seen = save.open_record(db, "institutions", "a")
    record.telephone = "0999-11-0001"
    save.save(db, record, seen)
    values, hers = shown(db, "a")
    assert (values["name"], values["telephone"], "telephone" in hers, "fax" in hers) == (
        *("港", "0999-11-0001", True, False),
    )
