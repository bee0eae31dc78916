"""From a file to the desk: read, recognise, plan; and then, when she agrees, write it in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.matching import Index
from zaitaku_desk.intake.people_plan import PeoplePlan
from zaitaku_desk.intake.plan import Existing, Held, Item, Plan, plan
from zaitaku_desk.intake.rows import FIELDS, Source
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import Cancelled, ImportStopped, Progress, read_table
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.codes import Code, code_id
from zaitaku_desk.records.fields import group_value, groups
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import cache, codes, journal, save, sources
from zaitaku_desk.store.connection import Database


def plan_file(
    db: Database,
    path: Path | str,
    *,
    city: str = "",
    today: dt.date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan | PeoplePlan:
    """What taking in the file would do; nothing is written. UserError when it is no list of institutions.

    `progress(rows done, 0)` may raise and `cancelled()` may answer True: both stop (ImportStopped).
    """

    from zaitaku_desk.intake import mapped

    def step(done: int) -> None:
        if cancelled is not None and cancelled():
            raise ImportStopped
        if progress is not None:
            progress(done, 0)

    table = read_table(path, progress=progress, cancelled=cancelled)
    today = today or dt.date.today()
    known = mapped.plan_remembered(
        db, path, table, city=city, today=today, progress=progress, cancelled=cancelled, step=step
    )
    if known is not None:
        return known
    try:
        source = recognise(table, today=today)
    except UserError as error:
        raise mapped.unrecognised(error, table) from error
    if source.id == "generic":
        mapped.refuse_people(table)
    step(0)
    return plan(source, source.rows(table), existing(db, source), city=city, step=step)


def existing(db: Database, source: Source) -> Existing:
    """The desk as the plan of this list needs it."""
    known = sources.known(db)
    held = {item.institution_id: item for item in sources.said_by(db, source.layer)}
    index = Index()
    for item in known:
        index.add(item.id, item.name, item.telephone, item.address)
    for said in held.values():
        values = said.values
        index.add(
            said.institution_id,
            str(values.get("name", "")),
            str(values.get("telephone", "")),
            str(values.get("address", "")),
        )
    for key, id_ in sources.keys(db).items():
        index.add_key(key, id_)
    return Existing(
        index=index,
        held={id_: Held(said.values, said.edition, said.key, said.gone) for id_, said in held.items()},
        names={item.id: item.name for item in known},
        hidden=frozenset(item.id for item in known if item.deleted),
        now=lambda id_: shown(db, id_),
    )


def shown(db: Database, institution_id: str) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The values an institution shows, and the fields among them that are her own words."""
    heads = journal.heads(db, institution_id)
    record = cache.record_from("institutions", institution_id, heads)
    values: dict[str, Any] = {}
    hers: set[str] = set()
    for group, names in groups(Institution).items():
        values |= group_value(record, group)
        winner = heads.winner(group)
        if winner is not None and winner.value is not None:
            hers.update(names)
    return {name: values.get(name) for name in FIELDS}, frozenset(hers)


def apply(
    db: Database,
    made: Plan | PeoplePlan,
    *,
    leave_out: Collection[int] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> str:
    """Write the plan in one transaction; returns the batch for undo, "" when there was nothing to write.

    `leave_out` holds the first line of items she refused. Stopping (ImportStopped) or a full disk (UserError)
    leaves the desk as it was. The caller makes the backup generation before it.
    """
    if isinstance(made, PeoplePlan):
        from zaitaku_desk.intake import people_apply

        return people_apply.apply_people(
            db, made, leave_out=leave_out, progress=progress, cancelled=cancelled
        )
    said = [
        _said(db, made.source, item)
        for item in (*made.new, *made.changed, *made.unchanged)
        if item.write and item.lines[0] not in leave_out
    ]
    said += _capabilities(db, made.source, said)
    said += [
        sources.SourceValues(
            gone.id, made.source.layer, made.source.edition, gone.held.values, gone.held.key, gone=True
        )
        for gone in made.gone
    ]
    if not said:
        return ""

    def report(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)
        if cancelled is not None and cancelled():
            raise ImportStopped

    try:
        batch = sources.write(db, said, progress=report, cancelled=cancelled)
    except sources.Cancelled as error:
        raise ImportStopped from error
    name_source(db, made.source)
    return batch


def name_source(db: Database, source: Source) -> None:
    """Keep what the list is called, for 「出典では…」; her own name for it stays."""
    if codes.label(db, "sources", source.layer) != source.layer:
        return
    batch = db.last_batch
    code = Code(
        id=code_id("sources", source.layer),
        list_name="sources",
        key=source.layer,
        label=source.title,
        source=source.attribution,
    )
    save.save(db, code)
    db.last_batch = batch


def _capabilities(
    db: Database, source: Source, said: Sequence[sources.SourceValues]
) -> list[sources.SourceValues]:
    """What the list says of 機能・処置, each a record below her own word; where she spoke it is silent."""
    wanted = {
        pair_id("capability", item.institution_id, code): (item.institution_id, code, state, condition)
        for item in said
        for code, (state, condition) in item.values.get("capabilities", {}).items()
    }
    found = []
    for id_, heads in journal.heads_of(db, list(wanted)).items():
        winner = heads.winner("state")
        if winner is not None and winner.value is not None:
            continue
        institution, code, state, condition = wanted[id_]
        values = {"institution_id": institution, "code": code, "state": state, "condition": condition or None}
        values |= {"confirmed_on": source.edition, "confirmed_how": "list"}
        found.append(sources.SourceValues(id_, source.layer, source.edition, values, kind="capabilities"))
    return found


def _said(db: Database, source: Source, item: Item) -> sources.SourceValues:
    return sources.SourceValues(
        item.id or sources.institution_id(db, item.key),
        source.layer,
        source.edition,
        {name: item.values[name] for name in FIELDS if name in item.values},
        item.key,
    )
