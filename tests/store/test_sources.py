"""What a source says lies under what she typed (decisions 18)."""

from __future__ import annotations

import pytest

from tests.store.laptops import is_whole, laptops, meet, state
from zaitaku_desk.store import journal, lists, save, sources
from zaitaku_desk.store.lists import Listing
from zaitaku_desk.store.sources import SourceValues


def said(institution: str = "a", source: str = "list", edition: str = "2026-04-01", **values: object):
    return SourceValues(institution, source, edition, values, key=f"key:{institution}")


def get(db, institution: str = "a"):
    return save.get(db, "institutions", institution)


def test_an_institution_is_what_its_source_says(db):
    sources.write(db, [said(name="港医院", beds=19, services=["内科"])])
    assert (get(db).name, get(db).beds, get(db).services) == ("港医院", 19, ["内科"])
    assert lists.ids(db, Listing("institutions", text="港")) == ["a"]


def test_her_word_lies_above_and_a_new_edition_never_touches_it(db):
    sources.write(db, [said(name="港医院", telephone="1", fax="1")])
    record, seen = save.open_record(db, "institutions", "a")
    record.telephone = "確かめた番号"
    save.save(db, record, seen)
    sources.write(db, [said(name="港医院", telephone="2", fax="2", edition="2027-04-01")])
    assert (get(db).telephone, get(db).fax) == ("確かめた番号", "2")
    assert [item.values["telephone"] for item in sources.of(db, "a")] == ["2"]


def test_the_newest_source_that_says_something_counts(db):
    sources.write(db, [said(source="old", edition="2024-04-01", fax="旧", telephone="旧")])
    sources.write(db, [said(source="new", edition="2026-04-01", fax="新", telephone=None)])
    assert (get(db).fax, get(db).telephone) == ("新", "旧")
    assert [item.source for item in sources.of(db, "a")] == ["new", "old"]


def test_two_laptops_with_two_editions_agree_on_the_newer(desk_template):
    with laptops(desk_template) as (here, there):
        sources.write(there, [said(fax="新", edition="2026-04-01")])
        sources.write(here, [said(fax="旧", edition="2025-04-01")])
        meet(here, there)
        assert state(here) == state(there)
        assert get(here).fax == "新"
        assert journal.heads(here, "a").conflicts == []


def test_one_operation_per_institution_and_source(db):
    sources.write(db, [said(name="一"), said("b", name="二"), said(name="後の一")])
    assert len(journal.of_batch(db, db.last_batch)) == 2
    assert get(db).name == "後の一"


def test_an_institution_that_left_the_list_stays_with_the_mark(db):
    sources.write(db, [said(name="港医院")])
    sources.write(db, [SourceValues("a", "list", "2027-04-01", {"name": "港医院"}, "key:a", gone=True)])
    assert [item.gone for item in sources.said_by(db, "list")] == [True]
    assert get(db).name == "港医院"


def test_keys_lead_to_institutions_the_same_on_every_laptop(db):
    assert sources.institution_id(db, "key:z") == sources.institution_id(db, "key:z")
    assert sources.institution_id(db, None) != sources.institution_id(db, None)


def test_an_imported_institution_in_the_bin_stays_there_at_the_next_import(db):
    sources.write(db, [said(name="港医院")])
    save.delete(db, "institutions", "a")
    sources.write(db, [said(name="港医院", edition="2027-04-01")])
    assert get(db).deleted


def test_progress_goes_up_to_the_end(db):
    told: list[tuple[int, int]] = []
    sources.write(
        db, [said(str(n), name=f"港{n}") for n in range(900)], progress=lambda *step: told.append(step)
    )
    assert told == sorted(told)
    assert told[-1] == (1800, 1800)


@pytest.mark.parametrize("when", [0, 1, 2, 3, 4])
def test_stopping_leaves_nothing(db, when):
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > when

    with pytest.raises(sources.Cancelled):
        sources.write(db, [said(str(n), name=f"港{n}") for n in range(900)], cancelled=cancelled)
    assert lists.count(db, Listing("institutions")) == 0
    assert db.rows("SELECT count(*) FROM institutions") == [(0,)]
    assert is_whole(db)


def test_records_of_another_kind_can_come_from_a_list(db):
    sources.write(db, [SourceValues("c", "log", "2026", {"content": "相談の記録"}, kind="consultations")])
    assert save.get(db, "consultations", "c").content == "相談の記録"
    assert is_whole(db)
