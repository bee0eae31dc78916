"""From a file to the desk: read, recognise, plan; and then, when she agrees, write it in one transaction."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import moves
from zaitaku_desk.intake.directory import Directory, shown
from zaitaku_desk.intake.items import Decided, Item, Plan
from zaitaku_desk.intake.matching import fingerprint
from zaitaku_desk.intake.people_plan import PeoplePlan
from zaitaku_desk.intake.plan import plan
from zaitaku_desk.intake.rows import FIELDS, Source
from zaitaku_desk.intake.sources import recognise
from zaitaku_desk.intake.tables import Cancelled, ImportStopped, Progress, Table, read_table
from zaitaku_desk.records import pair_id
from zaitaku_desk.records.codes import Code, code_id
from zaitaku_desk.records.fields import group_value, groups, spec
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.store import areas, codes, journal, matching, save, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.sources import SourceValues, Words

__all__ = ["apply", "decide", "plan_file", "read_decisions", "shown", "title_of"]


def plan_file(
    db: Database,
    path: Path | str,
    *,
    city: str = "",
    encoding: str = "",
    sheet: str = "",
    today: dt.date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan | PeoplePlan:
    """What taking in the file would do; nothing is written. UserError when it is no list of institutions.

    A `sheet` that is asked for is a list of its own: what another sheet says is not gone.
    `progress(rows done, 0)` may raise and `cancelled()` may answer True: both stop (ImportStopped).
    """
    from zaitaku_desk.intake import mapped

    def step(done: int) -> None:
        if cancelled is not None and cancelled():
            raise ImportStopped
        if progress is not None:
            progress(done, 0)

    table = read_table(path, sheet=sheet, encoding=encoding, progress=progress, cancelled=cancelled)
    today = today or clock.today()

    def other(name: str) -> Table:
        return read_table(path, sheet=name, progress=progress, cancelled=cancelled)

    known = mapped.plan_remembered(db, table, None if sheet else other, city=city, today=today, step=step)
    if known is not None:
        return known
    try:
        source = recognise(table, today=today)
    except UserError as error:
        raise mapped.unrecognised(error, table) from error
    if source.id == "generic":
        mapped.refuse_people(table)
    source.sheets = table.sheets
    if sheet:
        source.layer, source.title = f"{source.layer}/{sheet}", f"{source.title}（{sheet}）"
    step(0)
    return plan(source, source.rows(table), Directory(db, source), city=city, step=step)


def decide(db: Database, made: Plan, item: Item, decision: Decided, today: dt.date) -> str:
    """Remember for all editions which institution a row of this list is; the id of the decision."""
    said = matching.Decision(*decision)
    return matching.decide(db, made.source.layer, fingerprint(item.wanted()), item.name, said, today).id


def read_decisions(db: Database, made: Plan) -> None:
    """What she decided of the open rows of a plan, anew: some of it may have been taken back."""
    known = matching.decisions(db, made.source.layer)
    for row in made.ambiguous:
        decision = known.get(fingerprint(row.item.wanted()))
        row.decision = Decided(*decision) if decision is not None else None


def apply(
    db: Database,
    made: Plan | PeoplePlan,
    *,
    leave_out: Collection[int] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> str:
    """Write the plan in one transaction; returns the batch for undo, "" when there was nothing to write.

    `leave_out` holds the first line of items she refused. Of a field she refused what is shown becomes her
    own word, above what the list says (decisions 18). Stopping (ImportStopped) or a full disk (UserError)
    leaves the desk as it was. The caller makes the backup generation before it.
    """
    if isinstance(made, PeoplePlan):
        from zaitaku_desk.intake import people_apply

        return people_apply.apply_people(
            db, made, leave_out=leave_out, progress=progress, cancelled=cancelled
        )
    known = [*made.changed, *made.moved, *made.unchanged, *_decided(made)]
    wanted = _wanted((made.new, known), leave_out)
    gone = [one for one in made.gone if one.write]
    first = next(wanted, None)
    if first is None and not gone:
        return ""
    coming = itertools.chain([first] if first is not None else (), wanted)

    def report(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)
        if cancelled is not None and cancelled():
            raise ImportStopped

    said = itertools.chain(
        (_said(db, made, item) for item in coming),
        (
            SourceValues(one.id, made.source.layer, made.source.edition, one.held.values, one.held.key, True)
            for one in gone
        ),
    )
    refused = _wanted((made.new.touched(), known), leave_out)
    words = [word for item in refused for word in _kept(db, item)]
    words += [word for one in gone if one.closed for word in _closed(db, made, one.id)]
    words += title_of(db, made.source)
    try:
        return sources.write(
            db,
            _with_more(db, said, made.source),
            words=words,
            total=len(made.new) + len(known) + len(gone),
            progress=report,
            cancelled=cancelled,
        )
    except sources.Cancelled as error:
        raise ImportStopped from error


def _wanted(parts: Iterable[Iterable[Item]], leave_out: Collection[int]) -> Iterator[Item]:
    """Those that are to be written, read as they are written."""
    for item in itertools.chain.from_iterable(parts):
        if item.write and item.lines[0] not in leave_out:
            yield item


def _decided(made: Plan) -> Iterator[Item]:
    """The items of which she just said what they are."""
    for row in made.ambiguous:
        if row.decision is not None and not row.decision.skip:
            row.item.id, row.item.by = row.decision.institution_id or "", "decision"
            held = made.existing.held.get(row.item.id)
            if held is not None:
                moves.carry_names(row.item, held)
            yield row.item


def _said(db: Database, made: Plan, item: Item) -> SourceValues:
    values = item.values
    said = {name: values[name] for name in FIELDS if name in values}
    if "capabilities" in item.refused:
        said.pop("capabilities", None)
    record_id = item.id or sources.institution_id(db, item.key)
    return SourceValues(record_id, made.source.layer, made.source.edition, said, item.key)


def _with_more(db: Database, said: Iterator[SourceValues], source: Source) -> Iterator[SourceValues]:
    """Behind each what belongs to it in the same batch: its capabilities, its 地区 from the area tree."""
    while chunk := list(itertools.islice(said, journal.CHUNK)):
        yield from chunk
        yield from _capabilities(db, source, chunk)
        yield from areas.follow(db, chunk, source.edition)


def _capabilities(db: Database, source: Source, said: Sequence[SourceValues]) -> Iterator[SourceValues]:
    """What the list says of 機能・処置, each a record below her own word; where she spoke it is silent."""
    wanted = {
        pair_id("capability", item.institution_id, code): (item.institution_id, code, state, condition)
        for item in said
        for code, (state, condition) in item.values.get("capabilities", {}).items()
    }
    for id_, heads in journal.heads_of(db, list(wanted)).items():
        winner = heads.winner("state")
        if winner is not None and winner.value is not None:
            continue
        institution, code, state, condition = wanted[id_]
        values = {"institution_id": institution, "code": code, "state": state, "condition": condition or None}
        values |= {"confirmed_on": source.edition, "confirmed_how": "list"}
        yield SourceValues(id_, source.layer, source.edition, values, kind="capabilities")


def _kept(db: Database, item: Item) -> Iterator[Words]:
    """What is shown in the fields she refused, as her words; a field group stays together."""
    refused = {spec(Institution, name).group for name in item.refused if name != "capabilities"}
    if not refused or not item.id:
        return
    heads = journal.heads(db, item.id)
    record = save.get(db, "institutions", item.id)
    for group in sorted(refused):
        winner = heads.winner(group)
        if record is not None and (winner is None or winner.value is None):
            yield Words("institutions", item.id, group, group_value(record, group))


def _closed(db: Database, made: Plan, record_id: str) -> Iterator[Words]:
    """閉院・廃止: no longer in our own lists, and a line in the notes that says since when."""
    record: Any = save.get(db, "institutions", record_id)
    if record is None:
        return
    line = f"閉院・廃止（{made.source.title}の{made.source.edition}の版にありません）"
    record.listed = False
    record.note = "\n".join(part for part in (record.note, line) if part)
    for group in ("listed", "note"):
        yield Words("institutions", record_id, group, group_value(record, group))


def title_of(db: Database, source: Source) -> Iterator[Words]:
    """What the list is called, for 「出典では…」; her own name for it stays."""
    if codes.label(db, "sources", source.layer) != source.layer:
        return
    code = Code(
        id=code_id("sources", source.layer),
        list_name="sources",
        key=source.layer,
        label=source.title,
        source=source.attribution,
    )
    for group in groups(Code):
        if group != "merged_into":
            yield Words("codes", code.id, group, group_value(code, group))
