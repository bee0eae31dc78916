"""Papers without a window."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

from zaitaku_desk import clock
from zaitaku_desk.commands import Said, WrongUsage
from zaitaku_desk.commands.folder import opened, secret_of
from zaitaku_desk.commands.records import readable, stored


def report(arguments: Namespace) -> Said:
    """`report NAME -o FILE`, or `report --list`; what should be known of the paper goes to standard error."""
    from zaitaku_desk import reports
    from zaitaku_desk.reports.protect import protect
    from zaitaku_desk.reports.report import REMINDER
    from zaitaku_desk.store import audit

    if arguments.listing:
        value = [{"name": one.name, "title": one.title, "format": one.format} for one in reports.REPORTS]
        return Said(value, tuple("\t".join(item.values()) for item in value))
    known = {one.name: one for one in reports.REPORTS}
    if arguments.name not in known:
        raise WrongUsage(f"帳票の名前を指定してください。作れるもの: {'、'.join(known)}")
    if not arguments.output:
        raise WrongUsage("作るファイルを「-o ファイル」で指定してください。")
    paper = known[arguments.name]
    if paper.needs == "id" and not arguments.id:
        raise WrongUsage(f"どの記録の帳票かを「--id 番号」で指定してください（{paper.kind} の番号）。")
    request = reports.Request(
        id=readable(arguments.id),
        start=_day(arguments.start, "--from"),
        end=_day(arguments.end, "--to"),
        options=_options(arguments.options),
    )
    file = Path(arguments.output).expanduser().absolute()
    with opened(arguments) as db:
        if paper.needs == "id":
            stored(db, paper.kind, request.id)
        made = reports.make(paper.name, db, request)
        if arguments.password_file:
            made = replace(made, data=protect(made.data, paper.format, secret_of(arguments.password_file)))
        reports.save(made, file)
        kind = paper.kind if request.id else ""
        audit.say(db, "export", kind, request.id or "", detail=f"{paper.title} {paper.format}")
    warnings = (*made.warnings, *((REMINDER,) if paper.personal and not arguments.password_file else ()))
    return Said({"file": str(file), "title": made.title, "warnings": list(warnings)}, (str(file),), warnings)


def _options(said: list[str]) -> dict[str, str]:
    for option in said:
        if "=" not in option:
            raise WrongUsage(f"--option は「名前=値」の形で指定してください: {option}")
    return {name: value for name, _, value in (option.partition("=") for option in said)}


def _day(text: str | None, option: str) -> date | None:
    from zaitaku_desk.japanese import wareki

    if text is None:
        return None
    found = wareki.parse_date(text, clock.today())
    if found is None:
        raise WrongUsage(
            f"{option} の日付「{text}」が読めません。「R8.4.1」「2026-04-01」のように書いてください。"
        )
    return found
