"""Partners of an institution: who would do, what was agreed, and the log of asking (A75, A82, A220)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from zaitaku_desk.records import new_id
from zaitaku_desk.records.fields import label_of
from zaitaku_desk.records.institution_parts import AGREEMENT_KINDS, AGREEMENT_STATES, Agreement, Contact
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules.partners import Candidate, candidates, suited
from zaitaku_desk.store import lists, merging, save
from zaitaku_desk.store.documents import any_of

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


def find(db: Database, place: Institution, agreement: str, asked: frozenset[str]) -> list[Candidate]:
    """Who would do as a partner, the best first."""
    kinds = suited(agreement, place.kind)
    able: dict[str, set[str]] = defaultdict(set)
    if asked:
        for institution, code in db.rows(
            "SELECT institution_id, code FROM capabilities WHERE deleted = 0"
            f" AND state IN ('can', 'conditional') AND {any_of('code', sorted(asked))}",
            sorted(asked),
        ):
            able[institution].add(code)
    others = lists.everything(db, "institutions", any_of("t.kind", kinds) if kinds else "1", kinds)
    return candidates(place, agreement, ((one, frozenset(able[one.id])) for one in others), asked)


def agreements(db: Database, institution_id: str, agreement: str) -> dict[str, Agreement]:
    """Partner id → the newest agreement of that kind, whichever of the two it is written at."""
    ids = merging.family(db, "institutions", institution_id)
    here = any_of("t.institution_id", ids), any_of("t.partner_id", ids)
    found: dict[str, Agreement] = {}
    for one in lists.everything(
        db, "agreements", f"t.kind = ? AND ({here[0]} OR {here[1]})", (agreement, *ids, *ids)
    ):
        other = one.partner_id if one.institution_id in ids else one.institution_id
        if other:
            found[merging.winner_of(db, "institutions", other)] = one
    return found


def record(
    db: Database, place: Institution, partner: Institution, agreement: str, status: str, now: datetime
) -> str:
    """Write how it stands with a partner, and that one has spoken with it; returns the batch for undo."""
    known = agreements(db, place.id, agreement).get(partner.id)
    made = known or Agreement(id=new_id(), institution_id=place.id, partner_id=partner.id, kind=agreement)
    made.status = status
    if status == "agreed":
        made.agreed_on = made.agreed_on or now.date()
    what = label_of(AGREEMENT_KINDS, agreement)
    contact = Contact(
        id=new_id(),
        institution_id=partner.id,
        happened_at=now.replace(second=0, microsecond=0),
        content=f"{place.name or ''}との連携（{what}）について",
        result=label_of(AGREEMENT_STATES, status),
    )
    return save.save_many(db, [made, contact])
