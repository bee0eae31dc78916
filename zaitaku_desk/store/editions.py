"""版 in the database: freezing the directory of a day, and reading it back (A43, decisions 19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from zaitaku_desk.errors import UserError
from zaitaku_desk.records import new_id
from zaitaku_desk.records.editions import Edition
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.people import Post
from zaitaku_desk.rules.editions import Change, Frozen, changes, entry, thaw
from zaitaku_desk.store import codes, desk, lists, people, save
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

TODAY = ""
"""Instead of an edition's id: the directory as it is now."""

Progress = Callable[[int, int], None]


def freeze(
    db: Database, title: str, day: date, *, note: str = "", progress: Progress = lambda _done, _all: None
) -> Edition:
    """Make an edition of what the directory lists now, in one transaction and one batch for undo.

    `progress` may raise to stop; then nothing is written. UserError when nothing is listed.
    """
    living = now(db, day)
    if not living:
        raise UserError(
            "一覧表に載せる関係機関がありません。",
            "関係機関を登録し、「一覧表に掲載」に印を付けてから版を作ってください。",
        )
    edition = Edition(id=new_id(), title=title, frozen_on=day, note=note or None, frame=frame(db))
    counted = _counted(db, living)

    def records() -> Iterator[Record]:
        yield edition
        for done, one in enumerate(living, 1):
            progress(done, len(living))
            yield entry(edition.id, one, counted[one.institution.id])

    save.save_many(db, records())
    return edition


def now(db: Database, day: date) -> list[Frozen]:
    """What the directory lists at this moment, with the people who hold a post on the day."""
    joined = _joined(db)
    states: dict[str, dict[str, Any]] = defaultdict(dict)
    for capability in lists.everything(db, "capabilities"):
        owner = capability.institution_id or ""
        if owner not in joined:  # the winner's own word stands, whichever comes first
            states[owner][capability.code or ""] = capability
        else:
            states[joined[owner]].setdefault(capability.code or "", capability)
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in _posts(db, day):
        owner = post.institution_id or ""
        posts[joined.get(owner, owner)].append(post)
    return [
        Frozen(one, states.get(one.id, {}), posts.get(one.id, ()))
        for one in lists.everything(db, "institutions")
        if one.listed is not False
    ]


def read(db: Database, edition_id: str) -> list[Frozen]:
    """What an edition holds."""
    return [thaw(kept) for kept in lists.children(db, "edition_entries", edition_id)]


def overview(db: Database) -> list[tuple[Edition, int, int]]:
    """The editions, newest first, with the number of institutions and how often it was given out."""
    sizes = dict(
        db.rows("SELECT edition_id, count(*) FROM edition_entries WHERE deleted = 0 GROUP BY edition_id")
    )
    given = dict(
        db.rows("SELECT edition_id, count(*) FROM distributions WHERE deleted = 0 GROUP BY edition_id")
    )
    found = lists.everything(db, "editions")
    found.sort(key=lambda edition: edition.frozen_on or date.min, reverse=True)
    return [(edition, sizes.get(edition.id, 0), given.get(edition.id, 0)) for edition in found]


def before(db: Database, edition: Edition) -> Edition | None:
    """The edition before this one."""
    older = [
        one
        for one, _, _ in overview(db)
        if one.id != edition.id and (one.frozen_on or date.min) <= (edition.frozen_on or date.max)
    ]
    return older[0] if older else None


def difference(db: Database, older: str, newer: str, today: date) -> list[Change]:
    """変更点一覧 from one edition to another, or (TODAY) to the directory as it is."""
    later = now(db, today) if newer == TODAY else read(db, newer)
    return changes(read(db, older), later, codes.labels(db), _joined(db))


def _joined(db: Database) -> dict[str, str]:
    """Loser → the institution that stands for it (decisions 11)."""
    return dict(db.rows("SELECT id, merged_into FROM institutions WHERE merged_into IS NOT NULL"))


def _posts(db: Database, day: date) -> list[Post]:
    """The posts held on the day in protocol order, each with the name of its person."""
    iso = day.isoformat()
    found: list[Post] = lists.everything(
        db,
        "posts",
        "(starts_on IS NULL OR starts_on <= ?) AND (ends_on IS NULL OR ends_on >= ?)",
        (iso, iso),
    )
    return people.named(db, found)


def frame(db: Database) -> dict[str, Any]:
    """The words of the day: the office, and the code lists by which the list is laid out."""
    office = desk.profile(db)
    return {
        "office": office.contractor or office.placement or "",
        "kinds": [[code.key, code.label] for code in codes.entries(db, "institution_kinds", retired=True)],
        "capabilities": [
            [code.key, code.label, list(code.applies_to)] for code in codes.entries(db, "capabilities")
        ],
    }


def _counted(db: Database, living: Sequence[Frozen]) -> dict[str, list[str]]:
    """Institution id → ids of the live operations behind what the edition says of it."""
    owners = {one.institution.id: one.institution.id for one in living}
    for one in living:
        for record in (*one.capabilities.values(), *one.posts):
            owners[record.id] = one.institution.id
    found: dict[str, list[str]] = {one.institution.id: [] for one in living}
    for chunk in chunks(list(owners), CHUNK):
        for op_id, record_id in db.rows(
            f"SELECT id, record FROM op WHERE record IN ({','.join('?' * len(chunk))})"
            " AND grp <> 'owner' AND NOT EXISTS (SELECT 1 FROM superseded s WHERE s.id = op.id) ORDER BY seq",
            chunk,
        ):
            found[owners[record_id]].append(op_id)
    return found
