"""What is searched of a record."""

from __future__ import annotations

from zaitaku_desk.japanese import fold
from zaitaku_desk.store import documents, save


def texts(db, kind, record_id):
    [doc] = documents.documents(db, kind, [record_id])
    return doc.tokens


def test_a_record_is_searched_by_its_words_and_its_labels(db):
    clinic = save.new("institutions", name="海", kind="clinic", support_class="clinic1", services=["内科"])
    save.save(db, clinic)
    found = texts(db, "institutions", clinic.id)
    for text in ("海", "診療所", "支援診1", "内科"):
        assert all(term in found for term in fold.tokens([text]).split())


def test_keys_and_addresses_of_pages_are_not_searched(db):
    clinic = save.new("institutions", name="海", url="https://example.invalid/xyz", support_class="clinic1")
    save.save(db, clinic)
    assert "xy" not in texts(db, "institutions", clinic.id).split()
    assert "cl" not in texts(db, "institutions", clinic.id).split()


def test_only_records_listed_by_name_have_a_name_key(db):
    person, call = save.new("people", name="髙見 沢"), save.new("consultations", content="髙見沢")
    save.save_many(db, [person, call])
    assert next(iter(documents.documents(db, "people", [person.id]))).name_key == fold.fold("高見沢")
    assert next(iter(documents.documents(db, "consultations", [call.id]))).name_key == ""


def test_deleted_and_merged_records_have_no_document(db):
    gone, merged = save.new("people", name="一"), save.new("people", name="二", merged_into="x")
    save.save_many(db, [gone, merged])
    save.delete(db, "people", gone.id)
    assert list(documents.documents(db, "people", [gone.id, merged.id])) == []


def test_a_record_is_shown_in_itself_and_in_its_parent(db):
    meeting = save.new("meetings", title="会")
    remark = save.new("remarks", meeting_id=meeting.id, text="発言")
    save.save_many(db, [meeting, remark])
    assert documents.shown_in(db, {"remarks": [remark.id], "codes": ["x"]}) == {"meetings": {meeting.id}}
    assert documents.shown_in(db, {"meetings": [meeting.id]}) == {"meetings": {meeting.id}}
