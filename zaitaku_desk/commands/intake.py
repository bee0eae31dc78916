"""A list from outside: planned always, taken in with `--apply`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from zaitaku_desk import clock
from zaitaku_desk.commands import Said
from zaitaku_desk.commands.folder import opened
from zaitaku_desk.commands.records import readable

if TYPE_CHECKING:
    from zaitaku_desk.intake.people_plan import PeoplePlan
    from zaitaku_desk.intake.plan import Plan

SHOWN = 20


def take_in(arguments: Namespace) -> Said:
    """`import FILE`: what taking it in would do; with `--apply` it is done, after a backup generation."""
    from zaitaku_desk.intake import apply as intake
    from zaitaku_desk.store import backups

    file = Path(arguments.file).expanduser().absolute()
    with opened(arguments) as db:
        plan = intake.plan_file(
            db,
            file,
            city=readable(arguments.city or ""),
            encoding=arguments.encoding or "",
            today=clock.today(),
        )
        if arguments.apply:
            backups.make_if_changed(db, why="import")
            intake.apply(db, plan)
    notes = [*plan.notes]
    if not arguments.apply:
        notes.append("まだ取り込んでいません。取り込むには「--apply」を付けます。")
    return Said(plan.to_json(applied=arguments.apply), _lines(plan), tuple(notes))


def _lines(plan: Plan | PeoplePlan) -> tuple[str, ...]:
    counts = plan.to_json()
    what = f"{counts['people']}人" if "people" in counts else f"{counts['institutions']}機関"
    found = (
        f"新規 {len(plan.new)}、変更 {len(plan.changed)}、移転・改称 {counts.get('moved', 0)}、"
        f"変更なし {len(plan.unchanged)}、一覧から消えた {counts['gone']}、要確認 {len(plan.ambiguous)}、"
        f"取り込めない行 {len(plan.rejected)}"
    )
    lines = [
        f"{plan.source.title}: {plan.read}行、{what}",
        found,
        *(f"{row.line}行目: {row.reason}" for row in plan.rejected[:SHOWN]),
    ]
    if len(plan.rejected) > SHOWN:
        lines.append(f"ほか{len(plan.rejected) - SHOWN}行")
    return tuple(lines)
