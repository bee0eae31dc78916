"""What is typed before it becomes records."""

from __future__ import annotations

from zaitaku_desk.store import desk, drafts


def test_a_draft_survives_the_end_of_the_program(db, data_dir):
    drafts.put(db, "sample", [{"name": "帆足 道"}])
    db.close()
    again = desk.open_desk(data_dir)
    assert drafts.get(again, "sample") == [{"name": "帆足 道"}]
    drafts.put(again, "sample", None)
    assert drafts.get(again, "sample") is None
    again.close()
