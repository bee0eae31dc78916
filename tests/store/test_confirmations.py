from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import new_id, pair_id
from zaitaku_desk.records.confirmations import Confirmation, ConfirmationRound
from zaitaku_desk.records.institutions import Capability, Institution
from zaitaku_desk.store import confirmations, merging, save
from zaitaku_desk.store.connection import Database

DAY, LONG_AGO = date(2026, 11, 1), date(2024, 5, 1)


def able(code: str, state: str = "can", day: date | None = LONG_AGO) -> Capability:
    return Capability(
        id=pair_id("capability", "i1", code), institution_id="i1", code=code, state=state, confirmed_on=day
    )


@pytest.fixture
def desk(db: Database) -> Database:
    """Two clinics and a pharmacy."""
    save.save_many(
        db,
        [
            Institution(id="i1", name="かもめ医院", kind="clinic", district="東", confirmed_on=LONG_AGO),
            Institution(id="i2", name="つばめ薬局", kind="pharmacy", district="西"),
            Institution(id="i3", name="みさご医院", kind="clinic", district="西", confirmed_on=DAY),
            Institution(id="i4", name="載せない医院", kind="clinic", listed=False),
            able("oxygen"),
            able("opioids", "unknown", None),
        ],
    )
    return db


def begin(db: Database, **how: Any) -> ConfirmationRound:
    made = ConfirmationRound(id=new_id(), title="令和8年度", starts_on=DAY)
    return confirmations.start(db, made, confirmations.candidates(db, **how))


def place(db: Database, record_id: str) -> Any:
    return save.get(db, "institutions", record_id)


def test_whom_to_ask_is_narrowed_by_kind_district_and_age(desk: Database) -> None:
    ask = confirmations.candidates
    assert [one.id for one in ask(desk)] == ["i1", "i3", "i2"]
    assert [one.id for one in ask(desk, kinds=("clinic",), districts=("西",))] == ["i3"]
    assert [one.id for one in ask(desk, before=date(2025, 11, 1))] == ["i1", "i2"]
    assert [one.id for one in ask(desk, ids={"i2"})] == ["i2"]


def test_sheets_are_numbered_in_the_order_of_the_list(desk: Database) -> None:
    found = confirmations.sheets(desk, begin(desk).id)
    assert [(one.confirmation.number, one.institution.id) for one in found] == [
        (1, "i1"),
        (2, "i3"),
        (3, "i2"),
    ]


def test_a_round_that_asks_nobody_is_refused(desk: Database) -> None:
    with pytest.raises(UserError, match="当てはまる機関"):
        begin(desk, kinds=("dental",))


def test_no_change_confirms_the_institution_and_what_it_can_do(desk: Database) -> None:
    sheet = confirmations.sheets(desk, begin(desk).id)[0]
    confirmations.answered(desk, sheet.confirmation, DAY, "fax")
    assert (place(desk, "i1").confirmed_on, place(desk, "i1").confirmed_how) == (DAY, "fax")
    oxygen: Any = save.get(desk, "capabilities", able("oxygen").id)
    opioids: Any = save.get(desk, "capabilities", able("opioids").id)
    assert (oxygen.confirmed_on, opioids.confirmed_on) == (DAY, None)
    (_, tally) = confirmations.rounds(desk)[0]
    assert (tally.total, tally.returned) == (3, 1)


def test_one_undo_takes_the_answer_back_whole(desk: Database) -> None:
    sheet = confirmations.sheets(desk, begin(desk).id)[0]
    confirmations.answered(desk, sheet.confirmation, DAY, "fax")
    save.undo(desk, desk.last_batch)
    back: Any = save.get(desk, "confirmations", sheet.confirmation.id)
    assert (place(desk, "i1").confirmed_on, back.returned_on) == (LONG_AGO, None)


def test_a_later_confirmation_is_not_made_older(desk: Database) -> None:
    sheet = confirmations.sheets(desk, begin(desk).id)[1]
    confirmations.answered(desk, sheet.confirmation, date(2026, 10, 1), "sheet")
    assert place(desk, "i3").confirmed_on == DAY


def test_sent_is_noted_for_all_at_once_and_taken_back(desk: Database) -> None:
    made = begin(desk)
    sheets = [one.confirmation for one in confirmations.sheets(desk, made.id)]
    confirmations.mark_sent(desk, sheets, DAY, "fax")
    assert confirmations.rounds(desk)[0][1].sent == 3
    confirmations.mark_sent(desk, sheets[:1], None, None)
    assert confirmations.rounds(desk)[0][1].sent == 2


def test_a_sheet_that_did_not_come_back_is_open_again(desk: Database) -> None:
    sheet = confirmations.sheets(desk, begin(desk).id)[0].confirmation
    confirmations.answered(desk, sheet, DAY, "fax")
    stored: Any = save.get(desk, "confirmations", sheet.id)
    confirmations.taken_back(desk, stored)
    assert confirmations.rounds(desk)[0][1].returned == 0


def test_facts_that_are_due_stand_by_age_the_unconfirmed_first(desk: Database) -> None:
    found = confirmations.due(desk, date(2025, 11, 1))
    assert [(one.institution_id, one.code) for one in found] == [("i2", ""), ("i1", ""), ("i1", "oxygen")]
    assert confirmations.due(desk, date(2025, 11, 1), kinds=("pharmacy",))[0].name == "つばめ薬局"


def test_a_single_fact_is_confirmed_by_telephone(desk: Database) -> None:
    fact = confirmations.due(desk, date(2025, 11, 1))[2]
    assert confirmations.confirm(desk, [fact], DAY, "telephone") == ["i1"]
    oxygen: Any = save.get(desk, "capabilities", able("oxygen").id)
    assert (oxygen.confirmed_on, oxygen.confirmed_how) == (DAY, "telephone")
    assert place(desk, "i1").confirmed_on == LONG_AGO


def test_what_lies_in_the_bin_is_not_asked(desk: Database) -> None:
    made = begin(desk)
    save.delete(desk, "institutions", "i3")
    assert [one.institution.id for one in confirmations.sheets(desk, made.id)] == ["i1", "i2"]


def test_two_laptops_that_ask_the_same_one_mean_the_same_sheet(desk: Database) -> None:
    made = begin(desk)
    (first, *_) = confirmations.sheets(desk, made.id)
    assert first.confirmation.id == pair_id("confirmation", made.id, "i1")
    assert isinstance(first.confirmation, Confirmation)


def test_the_sheet_of_a_joined_institution_is_the_winners(desk: Database) -> None:
    made = begin(desk, ids={"i1", "i2"})
    merging.merge(desk, place(desk, "i3"), ["i1"])
    assert [one.institution.id for one in confirmations.sheets(desk, made.id)] == ["i3", "i2"]
    merging.merge(desk, place(desk, "i2"), ["i3"])
    assert [one.institution.id for one in confirmations.sheets(desk, made.id)] == ["i2"]
    assert confirmations.rounds(desk)[0][1].total == 1
