"""Uses of tools and their targets (A105)."""

from __future__ import annotations

from datetime import date

from zaitaku_desk.store import merging, save, tool_uses


def test_a_use_of_a_joined_institution_is_the_winners(db):
    for one in ("w", "l"):
        save.save(db, save.new("institutions", id=one, name=one, kind="clinic"))
    save.save(db, save.new("tool_uses", institution_id="l", tool="chat", starts_on=date(2026, 4, 1)))
    merging.merge(db, save.get(db, "institutions", "w"), ["l"])
    [use] = tool_uses.everyone(db)
    assert (use.institution_id, use.kind, use.starts_on) == ("w", "診療所", date(2026, 4, 1))


def test_a_target_is_set_and_taken_back(db):
    assert tool_uses.target(db, "chat") is None
    tool_uses.set_target(db, "chat", 40)
    assert tool_uses.target(db, "chat") == 40
    save.undo(db, db.last_batch)
    assert tool_uses.target(db, "chat") is None
