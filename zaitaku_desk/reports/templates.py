"""The office's own Word templates: given out to edit, checked on the way in, put back (decisions 32)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import atomic_write
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.reports.request import Request

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database


@dataclass(frozen=True, slots=True)
class Template:
    """One template: `name` is its file's, `title` what it prints."""

    name: str
    title: str


TEMPLATES = (
    Template("invitation", "開催案内"),
    Template("minutes", "議事録"),
    Template("minutes_formal", "議事録（と　き・ところ形式）"),
    Template("board_report", "理事会 活動報告"),
    Template("contact_sheet", "連絡票"),
    Template("support_sheet", "連携支援シート"),
    Template("backup_request", "後方病床の協力依頼"),
)


def is_own(db: Database, name: str) -> bool:
    """Whether the office uses a copy of its own."""
    return _own(db, name).is_file()


def give_out(db: Database, name: str, path: Path) -> None:
    """Copy the template in use to `path`, to be edited in Word; UserError when it cannot be written."""
    from zaitaku_desk import reports

    try:
        atomic_write(path, reports.template(db, name).read_bytes())
    except OSError as error:
        raise UserError(
            f"「{path.name}」に保存できませんでした。",
            "同じファイルをWordで閉じるか、別の場所を選んでください。",
        ) from error


def take_in(db: Database, name: str, path: Path, request: Request) -> None:
    """Use an edited copy from now on; UserError, and nothing changes, when it could not be filled in.

    It is tried on the newest meeting, on this 年度's report, or on any institution; a desk without a meeting
    refuses kindly.
    """
    from zaitaku_desk.reports import word

    word.check(path, _trial(db, name, request))
    own = _own(db, name)
    own.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(own, path.read_bytes())


def put_back(db: Database, name: str) -> None:
    """Use the template that comes with the program again; her copy stays beside it under another name."""
    own = _own(db, name)
    if own.is_file():
        own.replace(own.with_suffix(".before.docx"))


def _own(db: Database, name: str) -> Path:
    from zaitaku_desk.reports import word

    return db.data_dir / word.FOLDER / f"{name}.docx"


def _trial(db: Database, name: str, request: Request) -> Mapping[str, Any]:
    from zaitaku_desk.reports import board_report, board_word, invitation, letters, minutes

    if name == "board_report":
        return board_word.context(board_report.gather(db, request))
    if name in letters.TITLES:
        return letters.institution_context(db, _any_institution(db), request)
    newest = db.row("SELECT id FROM meetings WHERE deleted = 0 ORDER BY held_on DESC LIMIT 1")
    if newest is None:
        raise UserError(
            "ひな形を確かめるための会議がまだありません。",
            "会議を1件登録してから、もう一度取り込んでください。",
        )
    meeting = Request(id=newest[0], today=request.today)
    if name == "invitation":
        return invitation.context(invitation.gather(db, meeting))
    return minutes.context(minutes.gather(db, meeting))


def _any_institution(db: Database) -> Institution:
    """One to try a sheet on: the one with most agreements, else an empty one."""
    from zaitaku_desk.reports import sources

    row = db.row(
        "SELECT i.id FROM institutions i LEFT JOIN agreements a ON a.institution_id = i.id AND a.deleted = 0"
        " WHERE i.deleted = 0 AND i.merged_into IS NULL GROUP BY i.id ORDER BY count(a.id) DESC, i.id LIMIT 1"
    )
    found = sources.follow(db, Institution, row[0]) if row else None
    return found or Institution(id="")
