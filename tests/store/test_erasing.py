"""消去: nothing of an erased word stays, on any device, in whatever order things arrive (decisions 12)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.laptops import is_whole, laptops, meet, send, state
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.records.questions import Answer
from zaitaku_desk.rules.erasing import MARK
from zaitaku_desk.store import (
    audit,
    backups,
    bulk,
    desk,
    difference,
    erasing,
    history,
    journal,
    lists,
    save,
    search,
    sources,
)
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.erasing import Due
from zaitaku_desk.store.journal import Op
from zaitaku_desk.store.ledger import Ledger
from zaitaku_desk.store.slots import derive

TODAY = date(2026, 11, 27)
CANARY = "龘靐"


def put(db: Database, kind: str, **values: Any) -> Any:
    record = save.new(kind, **values)
    save.save(db, record)
    return record


def change(db: Database, record: Any, **values: Any) -> None:
    found, seen = save.open_record(db, record.KIND, record.id)
    for name, value in values.items():
        setattr(found, name, value)
    save.save(db, found, seen)


def old_consultation(db: Database, **values: Any) -> Any:
    from datetime import datetime

    said = {"received_at": datetime(2020, 5, 1, 10, 0), "content": f"{CANARY}の相談", "age_band": "75-84"}
    return put(db, "consultations", **{**said, **values})


def kinds_due(db: Database) -> list[tuple[str, str]]:
    return [(one.kind, one.id) for one in erasing.due(db, TODAY)]


def everything_in(db: Database) -> str:
    """Every column of every table, the index's own too."""
    tables = [row[0] for row in db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = [
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for table in tables
        if table != "search_text"
        for row in db.rows(f'SELECT * FROM "{table}"')
        for value in row
    ]
    return "\n".join(found)


def pages_of(file: Path, key: bytes) -> bytes:
    """All pages of a closed file in the clear, free places too."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    secret, data, found = derive(key, "database"), file.read_bytes(), b""
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        body, vector = page[16 if start == 0 else 0 : -80], page[-80:-64]
        decryptor = Cipher(algorithms.AES(secret), modes.CBC(vector)).decryptor()
        found += decryptor.update(body) + decryptor.finalize()
    return found


# ---------------------------------------------------------------- what is due


def test_a_consultation_is_due_five_fiscal_years_after_its_last_entry(db: Database) -> None:
    from datetime import datetime

    old = old_consultation(db)
    old_consultation(db, received_at=datetime(2021, 4, 1, 0, 0))
    later = old_consultation(db)
    put(db, "follow_ups", consultation_id=later.id, happened_at=datetime(2024, 1, 1), text="電話")
    assert kinds_due(db) == [("consultations", old.id)]


def test_who_still_holds_a_post_has_not_left(db: Database) -> None:
    left, back, never = (put(db, "people", name=name) for name in ("甲", "乙", "丙"))
    put(db, "posts", person_id=left.id, ends_on=date(2019, 3, 31))
    put(db, "posts", person_id=back.id, ends_on=date(2019, 3, 31))
    put(db, "posts", person_id=back.id, title="会長")
    assert kinds_due(db) == [("people", left.id)] and never.id


def test_the_office_sets_the_years_and_may_keep_for_ever(db: Database) -> None:
    old_consultation(db)
    put(db, "profiles", id=PROFILE_ID, erase_after_years=10)
    assert kinds_due(db) == []
    change(db, save.get(db, "profiles", PROFILE_ID), erase_after_years=1)
    assert len(kinds_due(db)) == 1
    change(db, save.get(db, "profiles", PROFILE_ID), erase_after_years=None)
    assert erasing.years(db) is None and kinds_due(db) == []


def test_a_desk_older_than_the_setting_keeps_five_years(db: Database) -> None:
    profile = save.new("profiles", id=PROFILE_ID, contractor="みなと野市医師会")
    profile.erase_after_years = None
    save.save(db, profile)
    assert erasing.years(db) == 5


def test_what_lies_in_the_bin_is_due_too(db: Database) -> None:
    old = old_consultation(db)
    save.delete(db, "consultations", old.id)
    assert kinds_due(db) == [("consultations", old.id)]


def test_what_says_nothing_personal_is_not_due(db: Database) -> None:
    old_consultation(db, content=None)
    assert kinds_due(db) == []


def test_what_was_erased_is_not_due_again_until_somebody_writes(db: Database) -> None:
    old = old_consultation(db)
    erasing.erase(db, erasing.due(db, TODAY))
    assert kinds_due(db) == []
    change(db, old, response="あとから")
    assert kinds_due(db) == [("consultations", old.id)]


# ---------------------------------------------------------------- what goes and what stays


def test_words_go_and_codes_stay(db: Database) -> None:
    old = old_consultation(db, patient_mark="K-7", sex="female", inquirer_name="潮見", inquirer_kind="family")
    erasing.erase(db, erasing.due(db, TODAY))
    found: Any = save.get(db, "consultations", old.id)
    assert (found.content, found.patient_mark, found.inquirer_name) == (MARK, None, None)
    assert (found.sex, found.age_band, found.inquirer_kind) == ("female", "75-84", "family")


def test_children_go_with_their_record(db: Database) -> None:
    visit = put(db, "visits", visited_on=date(2019, 5, 1), note=CANARY)
    answer = Answer(
        id="a", visit_id=visit.id, question_id="q", state="answered", value={"choice": "y", "text": CANARY}
    )
    save.save(db, answer)
    erasing.erase(db, erasing.due(db, TODAY))
    assert save.get(db, "answers", "a").value == {"choice": "y"}  # type: ignore[union-attr]


def test_names_in_an_old_edition_go(db: Database) -> None:
    edition = put(db, "editions", title="令和元年度版", frozen_on=date(2019, 4, 1))
    put(db, "edition_entries", edition_id=edition.id, values={"name": "医院"}, posts=[{"name": CANARY}])
    erasing.erase(db, erasing.due(db, TODAY))
    assert CANARY not in everything_in(db) and "医院" in everything_in(db)


def test_words_from_an_imported_list_go_too(db: Database) -> None:
    said = sources.SourceValues("p", "names", "2019-01-01", {"name": CANARY}, key=CANARY, kind="people")
    sources.write(db, [said])
    put(db, "posts", person_id="p", ends_on=date(2019, 3, 31))
    erasing.erase(db, erasing.due(db, TODAY))
    assert CANARY not in everything_in(db) and save.get(db, "people", "p").name == MARK  # type: ignore[union-attr]


def test_what_goes_and_what_stays_is_shown_beforehand(db: Database) -> None:
    old_consultation(db, patient_mark="K-7")
    (one,) = erasing.due(db, TODAY)
    assert erasing.what_goes(db, one) == [("記号", "K-7"), ("相談の内容", f"{CANARY}の相談")]
    assert ("年代", "75～84歳") in erasing.what_stays(db, one)


def test_nothing_of_it_is_found_in_any_table_nor_by_searching(db: Database) -> None:
    old = old_consultation(db)
    change(db, old, content=f"{CANARY}と{CANARY}", response=CANARY)
    change(db, old, response="消した")
    assert CANARY in everything_in(db) and search.search(db, CANARY)
    erasing.erase(db, erasing.due(db, TODAY))
    erasing.sweep(db)
    assert CANARY not in everything_in(db) and not search.search(db, CANARY)
    assert is_whole(db) and not erasing.to_be_swept(db)


def test_nothing_of_it_lies_in_free_places_of_the_file(data_dir: Path) -> None:
    db = desk.open_desk(data_dir)
    key = bytes(db.key)
    for _ in range(30):
        old_consultation(db, response=CANARY * 200)
    db.close()
    assert CANARY[0].encode() in pages_of(data_dir / "desk.db", key)
    db = desk.open_desk(data_dir)
    erasing.erase(db, erasing.due(db, TODAY))
    erasing.sweep(db)
    db.close()
    pages = pages_of(data_dir / "desk.db", key)
    assert b"consultations" in pages and not any(mark.encode() in pages for mark in CANARY)


def test_the_audit_log_names_the_record_and_no_word(db: Database) -> None:
    old = old_consultation(db)
    erasing.erase(db, erasing.due(db, TODAY))
    row = audit.page(db, audit.Wanted(what="erase"))[0]
    assert (row.kind, row.record) == ("consultations", old.id) and audit.problems(db) == []


def test_the_history_says_that_it_was_erased_and_offers_nothing_back(db: Database) -> None:
    old = old_consultation(db)
    erasing.erase(db, erasing.due(db, TODAY))
    said = history.of(db, "consultations", old.id)
    erased = [change for change in said if change.after == history.ERASED]
    assert said[0].what == "保存期間を過ぎた個人の情報の消去" and [one.what for one in erased] == [
        "相談の内容"
    ]
    assert not any(one.can_put_back for one in erased)


def test_undo_does_not_bring_it_back(db: Database) -> None:
    old = old_consultation(db)
    change(db, old, content="別の文")
    written = db.last_batch
    batch = erasing.erase(db, erasing.due(db, TODAY))
    assert db.last_batch == written
    with pytest.raises(UserError):
        save.undo(db, batch)
    save.undo(db, written)
    assert kinds_due(db) == []
    assert save.get(db, "consultations", old.id).content == MARK  # type: ignore[union-attr]


def test_a_generation_from_before_does_not_bring_it_back_by_the_record(db: Database) -> None:
    old = old_consultation(db, status="open")
    made = backups.make(db)
    change(db, old, status="closed")
    erasing.erase(db, erasing.due(db, TODAY))
    with difference.opened(made, db.key) as then:
        difference.take_back(db, then, [("consultations", old.id)])
    found: Any = save.get(db, "consultations", old.id)
    assert (found.status, found.content) == ("open", MARK)


def test_a_task_that_is_stopped_has_erased_nothing(db: Database) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    old = old_consultation(db)
    with pytest.raises(Stop):
        erasing.erase(db, erasing.due(db, TODAY), stop)
    assert save.get(db, "consultations", old.id).content and is_whole(db)  # type: ignore[union-attr]


def test_a_list_shows_the_record_still(db: Database) -> None:
    old = old_consultation(db)
    erasing.erase(db, erasing.due(db, TODAY))
    assert lists.ids(db, lists.Listing("consultations"), limit=5) == [old.id]


# ---------------------------------------------------------------- the others


def test_another_device_erases_the_same(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        old = old_consultation(here)
        meet(here, there)
        change(there, old, response=CANARY)
        meet(here, there)
        erasing.erase(here, [Due("consultations", old.id, "")])
        send(here, there)
        assert CANARY not in everything_in(there) and state(here) == state(there) and is_whole(there)
        assert erasing.to_be_swept(there)


def test_what_somebody_wrote_without_having_seen_the_erasing_stays(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        old = old_consultation(here)
        meet(here, there)
        change(there, old, response="知らずに書いた")
        erasing.erase(here, [Due("consultations", old.id, "")])
        meet(here, there)
        for db in (here, there):
            found: Any = save.get(db, "consultations", old.id)
            assert (found.content, found.response) == (MARK, "知らずに書いた")
            assert kinds_due(db) == [("consultations", old.id)]


def test_two_who_erase_the_same_record_are_no_conflict(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        old = old_consultation(here)
        meet(here, there)
        for db in (here, there):
            erasing.erase(db, [Due("consultations", old.id, "")])
        meet(here, there)
        assert state(here) == state(there) and here.row("SELECT count(*) FROM conflict") == (0,)


def test_a_new_device_that_takes_everything_at_once_has_none_of_it(desk_template: Path) -> None:
    with laptops(desk_template) as (here, there):
        old = old_consultation(here)
        before = journal.everything(here)
        erasing.erase(here, [Due("consultations", old.id, "")])
        bulk.take(there, journal.everything(here))
        bulk.take(there, before)
        bulk.finish(there)
        assert CANARY not in everything_in(there) and state(here) == state(there)


def what_was_sent(here: Database, there: Database, plan: list[tuple[int, str]]) -> tuple[str, list[Op]]:
    """Both write, one erases in between; the operations as they left, words and all."""
    sent: dict[str, Op] = {}

    def keep() -> None:
        for db in (here, there):
            save.seal(db)
            for op in journal.everything(db):
                sent.setdefault(op.id, op)

    old = old_consultation(here)
    keep()
    send(here, there)
    for who, what in plan:
        db = (here, there)[who]
        if what == "erase":
            erasing.erase(db, [Due("consultations", old.id, "")])
        elif what == "meet":
            meet(here, there)
        elif what == "delete":
            save.delete(db, "consultations", old.id)
        else:
            change(db, old, **{what: f"{what}{CANARY}{db.clock}"})
        keep()
    meet(here, there)
    return old.id, list(sent.values())


@settings(max_examples=15)
@given(
    plan=st.lists(
        st.tuples(
            st.integers(0, 1),
            st.sampled_from(["content", "response", "patient_mark", "erase", "meet", "delete"]),
        ),
        min_size=2,
        max_size=8,
    ),
    data=st.data(),
)
def test_in_any_order_and_twice_is_the_same_everywhere(desk_template: Path, plan: Any, data: Any) -> None:
    with laptops(desk_template, 3) as (here, there, third):
        record, sent = what_was_sent(here, there, plan)
        order = data.draw(st.permutations(sent))
        size = data.draw(st.integers(1, 5))
        for start in range(0, len(order), size):
            save.apply(third, [*order[start : start + size], *order[: start // 2]])
        values = {
            db: db.rows("SELECT id, value, erased IS NULL FROM op WHERE record = ? ORDER BY id", (record,))
            for db in (here, there, third)
        }
        assert values[here] == values[there] == values[third]
        assert state(here) == state(there) == state(third) and is_whole(third)


# ---------------------------------------------------------------- what is kept for sending


def _words(_number: int, ops: Any) -> bytes:
    return " ".join(journal.dump(op.value) for op in ops).encode()


def bodies(db: Database) -> str:
    return b" ".join(data for _, data in Ledger(db).outbox()).decode()


def test_what_is_kept_for_sending_once_more_is_made_anew(db: Database) -> None:
    old = old_consultation(db)
    ledger = Ledger(db)
    ledger.cut(db.device, _words, lambda n, _data: f"{n:08}-{'0' * 32}-x", 2_000)
    assert CANARY in bodies(db)
    erasing.erase(db, [Due("consultations", old.id, "")])
    assert ledger.outbox() == [] and ledger.unsent() > 0
    ledger.cut(db.device, _words, lambda n, _data: f"{n:08}-{'1' * 32}-x", 2_000)
    assert CANARY not in bodies(db)


def test_a_sent_segment_forgets_its_bytes(db: Database) -> None:
    old = old_consultation(db)
    ledger = Ledger(db)
    ledger.cut(db.device, _words, lambda n, _data: f"{n:08}-{'0' * 32}-x", 2_000)
    ((held, _data),) = ledger.outbox()
    ledger.publish(held.id, db.device)
    erasing.erase(db, [Due("consultations", old.id, "")])
    assert ledger.body(held.id) is None and ledger.total().ops > 0
