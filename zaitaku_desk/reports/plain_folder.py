"""The folder for people without the program: directory and calendar as plain files, kept up to date.

No personal data: the listed institutions without their representatives, and of meetings day, place and name.
Names stay the same, a file is exchanged as a whole, and nothing that others put there is deleted or lost: a
file of ours that somebody wrote into is set aside under another name first.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.files import atomic_write
from zaitaku_desk.reports import directory, list_excel, list_page, meeting_calendar, meeting_schedule
from zaitaku_desk.reports.request import Request
from zaitaku_desk.store import journal, local

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

MANIFEST = ".zaitaku_desk.json"
"""Beside the files: the hashes of what we wrote last, from whichever computer."""

KINDS = ("institutions", "capabilities", "codes", "profiles", "meetings", "meeting_series", "areas")
"""The kinds these files are made of; anything else may change without one of them being written anew."""

KEPT_HASHES = 8
LEFT_BEHIND_S = 3600
_STATE = "plain_folder"
ABOUT = "このフォルダーについて.txt"

Stop = Callable[[], None]


class Written(NamedTuple):
    """What was done: names written, names that somebody has open (next time), names set aside, names that
    there was nothing for.
    """

    written: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()


def refresh(
    db: Database, folder: Path, today: date, *, force: bool = False, stop: Stop = lambda: None
) -> Written | None:
    """Write what has changed; None when nothing has since the last time. `stop` may raise between two files.

    The folder has to be there: one that is not is a drive that did not mount, and is not made. UserError
    then, or when nothing can be written there.
    """
    if not folder.is_dir():
        raise UserError(
            "公開用フォルダーが見つかりません。",
            "ネットワークにつながっているか、フォルダーの名前が変わっていないかを確かめてください。",
        )
    state = {"folder": str(folder), "day": today.isoformat(), "seq": journal.newest(db)}
    if not force and _is_current(db, folder, state):
        return None
    with contextlib.suppress(OSError):
        _sweep(folder)
    done: dict[str, list[str]] = {"written": [], "busy": [], "aside": [], "empty": []}
    for names, make in _files(db, today):
        stop()
        try:
            contents = make()
        except UserError:  # no institution is listed, no meeting has a day
            done["empty"] += names
            continue
        for name, data in zip(names, contents, strict=True):
            how, other = _put(folder, name, data)
            done[how].append(name)
            done["aside"] += [other] if other else []
    if not done["busy"]:
        _remember(db, state)
    return Written(*(tuple(done[part]) for part in Written._fields))


def names() -> list[str]:
    """The names of the files, in their order."""
    return [
        f"{directory.TITLE}.pdf",
        f"{directory.TITLE}.xlsx",
        f"{meeting_schedule.TITLE}.pdf",
        f"{meeting_schedule.TITLE}.xlsx",
        f"{meeting_calendar.TITLE}.ics",
        ABOUT,
    ]


def forget(db: Database) -> None:
    """Write everything the next time."""
    _remember(db, {})


def _files(db: Database, today: date) -> list[tuple[list[str], Callable[[], list[bytes]]]]:
    """Files that are made of one reading, with what makes them."""
    request, all_names = Request(today=today), names()

    def directory_files() -> list[bytes]:
        paper = without_people(directory.gather(db, request))
        return [directory.write_pdf(paper).data, directory.write_excel(paper).data]

    def schedule_files() -> list[bytes]:
        paper = meeting_schedule.gather(db, request)
        return [list_page.write_pdf(paper).data, list_excel.write_excel(paper).data]

    return [
        (all_names[:2], directory_files),
        (all_names[2:4], schedule_files),
        (all_names[4:5], lambda: [meeting_calendar.feed(db, request).data]),
        (all_names[5:], lambda: [_about()]),
    ]


def without_people(paper: directory.Directory) -> directory.Directory:
    """The directory without the names of representatives; with nobody in it the column is left out."""
    return replace(
        paper,
        chapters=tuple(
            replace(
                chapter,
                institutions=tuple(replace(one, director=None) for one in chapter.institutions),
            )
            for chapter in paper.chapters
        ),
    )


def _about() -> bytes:
    text = (
        "このフォルダーのファイルは、在宅デスクが自動で新しくします。\n"
        "\n"
        "・見るため、印刷するため、予定表（ICS）をカレンダーに読み込むためにお使いください。\n"
        "・書き込んでも、次の更新のときに別の名前で取り分けられ、新しいものに入れ替わります。\n"
        "・相談や訪問の記録、個人の連絡先は入っていません。\n"
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


# ---------------------------------------------------------------- putting a file in its place


def _put(folder: Path, name: str, data: bytes) -> tuple[str, str]:
    """("written" or "busy", the name of what was set aside or "")."""
    path, ours, other = folder / name, _ours(folder), ""
    new, mine = _hash(data), ours.get(name, [])
    try:
        if path.exists():
            there = _hash(path.read_bytes())
            if there == new:
                return "written", ""
            if there not in mine:
                other = _set_aside(path)
    except PermissionError:
        return "busy", other
    except OSError as error:
        raise _unwritable() from error
    ours[name] = [*[one for one in mine if one != new], new][-KEPT_HASHES:]
    try:
        atomic_write(folder / MANIFEST, json.dumps(ours, ensure_ascii=False, indent=1).encode())
    except OSError as error:  # nobody has this one open: the folder refuses
        raise _unwritable() from error
    try:
        atomic_write(path, data)
    except PermissionError:
        return "busy", other
    except OSError as error:
        raise _unwritable() from error
    return "written", other


def _unwritable() -> UserError:
    return UserError(
        "公開用フォルダーに書き込めませんでした。",
        "空き容量と、書き込みの権限を確かめてください。前のファイルはそのままです。",
    )


def _ours(folder: Path) -> dict[str, list[str]]:
    try:
        said: Any = json.loads((folder / MANIFEST).read_bytes())
        return {str(name): [str(one) for one in hashes] for name, hashes in said.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _set_aside(path: Path) -> str:
    """Somebody else's words: they stay, under another name."""
    when = clock.civil(path.stat().st_mtime_ns // 1_000_000)
    other, number = path.with_stem(f"{path.stem}（書き込みあり {when:%Y-%m-%d %H%M}）"), 2
    while other.exists():
        other = path.with_stem(f"{path.stem}（書き込みあり {when:%Y-%m-%d %H%M}-{number}）")
        number += 1
    path.rename(other)
    return other.name


def _sweep(folder: Path) -> None:
    """What a kill of ours left half written, an hour ago or longer."""
    for name in (*names(), MANIFEST):
        for path in folder.glob(f".{name}.*.tmp"):
            if path.stat().st_mtime < time.time() - LEFT_BEHIND_S:
                path.unlink()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------- has anything changed?


def _is_current(db: Database, folder: Path, state: dict[str, Any]) -> bool:
    before = json.loads(local.get(db, _STATE) or "{}")
    if before.get("folder") != state["folder"] or before.get("day") != state["day"]:
        return False
    if any(not (folder / name).exists() for name in before.get("names", [])):
        return False
    since = int(before.get("seq", 0))
    return bool(before.get("names")) and not journal.changed_since(db, since, KINDS)


def _remember(db: Database, state: dict[str, Any]) -> None:
    folder = Path(state["folder"]) if state else None
    there = [name for name in names() if folder is not None and (folder / name).exists()]
    local.put(db, _STATE, json.dumps({**state, "names": there}))
