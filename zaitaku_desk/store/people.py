"""People and their posts: who is meant by a name, and which post somebody holds on a day (A32)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from zaitaku_desk.japanese import fold
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.store import lists, merging, save, search, suspects
from zaitaku_desk.store.documents import any_of
from zaitaku_desk.store.journal import CHUNK, chunks

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

_SHORT = 2


def post_on(db: Database, person_id: str, day: date) -> str:
    """Institution and title of the post a person holds on a day; "" when none is known."""
    row = db.row(
        "SELECT i.name, p.title FROM posts p LEFT JOIN institutions i ON i.id = p.institution_id"
        " WHERE p.person_id = ? AND p.deleted = 0 AND (p.starts_on IS NULL OR p.starts_on <= ?)"
        ' AND (p.ends_on IS NULL OR p.ends_on >= ?) ORDER BY p.starts_on DESC, p."order" LIMIT 1',
        (person_id, day.isoformat(), day.isoformat()),
    )
    return "　".join(part for part in row if part) if row else ""


def at(db: Database, institution_id: str, day: date) -> list[Post]:
    """The posts of an institution that are held on a day, in protocol order."""
    iso = day.isoformat()
    ids = merging.family(db, "institutions", institution_id)
    return lists.everything(
        db,
        "posts",
        f"{any_of('institution_id', ids)} AND (starts_on IS NULL OR starts_on <= ?)"
        " AND (ends_on IS NULL OR ends_on >= ?)",
        (*ids, iso, iso),
    )


def named(db: Database, posts: list[Post]) -> list[Post]:
    """The same posts with the names of the people they point to, as those are called now."""
    ids = sorted({post.person_id for post in posts if post.person_id})
    names: dict[str, str] = {}
    for chunk in chunks(ids, CHUNK):
        rows = db.rows(
            f"SELECT id, name FROM people WHERE name IS NOT NULL AND {any_of('id', chunk)}", tuple(chunk)
        )
        names.update(rows)
    for post in posts:
        post.name = names.get(post.person_id or "", post.name)
    return posts


def register(
    db: Database, institution_id: str, readings: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Make a person of every name typed under an institution that points to nobody yet; returns their ids.

    `readings` are the ふりがな of names as they were typed. A person of exactly that name who holds or held a
    post there is taken instead of a new one.
    """
    posts = lists.children(db, "posts", institution_id)
    known = {post.name: post.person_id for post in posts if post.person_id and post.name}
    written: list[Person | Post] = []
    for post in posts:
        if post.person_id or not (post.name or "").strip():
            continue
        if post.name not in known:
            kana = readings.get(post.name) or None
            person = save.new("people", name=post.name, kana=kana, profession=post.profession)
            assert isinstance(person, Person)
            written.append(person)
            known[post.name] = person.id
        post.person_id = known[post.name]
        written.append(post)
    if written:
        save.save_many(db, written)
    return [record.id for record in written if isinstance(record, Person)]


def possible_doubles(db: Database, person_id: str, name: str, limit: int = 5) -> list[search.Hit]:
    """Others whose name is the same but for variant characters and blanks (舩=船, 髙=高, 﨑=崎; A33), without
    those she has said to be somebody else: shown while she types, never refused.
    """
    key = fold.fold(name)
    if len(key) < _SHORT:
        return []
    two = suspects.said_to_be_two(db, "people")
    rows = db.rows(
        "SELECT id FROM search_doc WHERE kind = 'people' AND name_key = ? AND id <> ? LIMIT ?",
        (key[:80], person_id, limit + len(two)),
    )
    found = [row[0] for row in rows if frozenset((person_id, row[0])) not in two]
    return search.hits(db, "people", found[:limit])
