"""A 名簿 into the desk: people, posts and trainings in one transaction, below her own words (A32, A77)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from zaitaku_desk.intake.apply import title_of
from zaitaku_desk.intake.cleaning import name_keys, telephone_key
from zaitaku_desk.intake.kinds import kind_of
from zaitaku_desk.intake.people_known import (
    Existing,
    Known,
    KnownPost,
    KnownTraining,
    Now,
    known_post,
    known_training,
)
from zaitaku_desk.intake.people_plan import FIELDS, PeoplePlan, PersonItem, person_of
from zaitaku_desk.intake.people_rows import PostSaid
from zaitaku_desk.intake.tables import ImportStopped
from zaitaku_desk.japanese.fold import fold
from zaitaku_desk.records import new_id, pair_id
from zaitaku_desk.records.fields import group_value, groups
from zaitaku_desk.records.people import Person
from zaitaku_desk.store import cache, journal, sources
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.journal import SOURCE

NEW = ""
"""A decision: somebody who is not in the desk yet."""


def existing(db: Database, layer: str) -> Existing:
    """The desk as the plan of this list needs it."""
    people = _people(db)
    by_name: dict[str, list[Known]] = {}
    for person in people.values():
        by_name.setdefault(fold(person.name), []).append(person)
    return Existing(by_name, _places(db), now=lambda id_: _now(db, id_, layer))


def apply_people(
    db: Database,
    plan: PeoplePlan,
    *,
    leave_out: Collection[int] = (),
    decided: Mapping[int, str] | None = None,
    create: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> str:
    """Write the plan in one transaction; returns the batch for undo, "" when there was nothing to write.

    `leave_out` holds the first line of people she refused, `decided` the first line of ambiguous ones → whom
    she means, or NEW. With `create` institutions that are not in the desk are made; else the post keeps the
    name of its institution as words.
    """
    said = list(_said(plan, leave_out, decided or {}, create=create))
    if not said:
        return ""
    try:
        words = title_of(db, plan.source)
        return sources.write(db, said, words=words, progress=progress, cancelled=cancelled)
    except sources.Cancelled as error:
        raise ImportStopped from error


def _said(
    plan: PeoplePlan, leave_out: Collection[int], decided: Mapping[int, str], *, create: bool
) -> Iterator[sources.SourceValues]:
    made: dict[str, str] = {}
    items = [item for item in (*plan.new, *plan.changed, *plan.unchanged) if item.write]
    for item in plan.ambiguous:
        if item.lines[0] in decided:
            item.id = decided[item.lines[0]]
            items.append(item)
    for item in items:
        if item.lines[0] in leave_out:
            continue
        for post in item.posts:
            key = fold(post.institution)
            if create and key and key not in made and not plan.existing.called(post.institution):
                made[key] = new_id()
                values = {"name": post.institution, "kind": kind_of("", post.institution)}
                yield _values(plan, made[key], values, "institutions")
        yield from _of_person(plan, item, made)


def _of_person(plan: PeoplePlan, item: PersonItem, made: Mapping[str, str]) -> Iterator[sources.SourceValues]:
    person = person_of(plan.existing, item)
    id_ = item.id or new_id()
    yield _values(plan, id_, {name: item.values[name] for name in FIELDS if name in item.values}, "people")
    for post in item.posts:
        place = plan.existing.place(post.institution) or made.get(fold(post.institution), "")
        known = known_post(person, post, place)
        title = post.title if place else "　".join(filter(None, (post.institution, post.title)))
        values = {
            "person_id": id_,
            "name": item.name,
            "institution_id": place or None,
            "title": title or None,
            "profession": item.values.get("profession"),
            "starts_on": post.starts_on or None,
            "ends_on": post.ends_on or None,
            "order": post.order,
        }
        yield _values(plan, known.id if known else _post_id(id_, place, post), values, "posts")
    for training in item.trainings:
        was = known_training(person, training)
        key = was.id if was else pair_id("training", id_, fold(training.title), training.held_on)
        values = {"person_id": id_, "title": training.title, "held_on": training.held_on or None}
        yield _values(plan, key, values | {"completed": training.completed}, "trainings")


def _post_id(person_id: str, place: str, post: PostSaid) -> str:
    return pair_id("post", person_id, place or fold(post.institution), fold(post.title), post.starts_on)


def _values(plan: PeoplePlan, id_: str, values: Mapping[str, Any], kind: str) -> sources.SourceValues:
    said = {name: value for name, value in values.items() if value not in (None, "")}
    return sources.SourceValues(id_, plan.source.layer, plan.source.edition, said, kind=kind)


def _people(db: Database) -> dict[str, Known]:
    found = {
        row[0]: Known(row[0], row[1] or "", row[2] or "", _contacts(row[3], row[4]), bool(row[5]))
        for row in db.rows(
            "SELECT id, name, kana, mobile, email, deleted FROM people WHERE merged_into IS NULL"
        )
    }
    for id_, person, place, name, title, starts, ends in db.rows(
        "SELECT p.id, p.person_id, p.institution_id, i.name, p.title, p.starts_on, p.ends_on FROM posts p"
        " LEFT JOIN institutions i ON i.id = p.institution_id WHERE p.deleted = 0 ORDER BY p.starts_on DESC"
    ):
        if person in found:
            post = KnownPost(id_, place or "", title or "", starts or "", ends or "")
            found[person].posts.append(post)
            about = "　".join(filter(None, (name, title)))
            found[person].about = found[person].about or about
    for id_, person, title, day, done in db.rows(
        "SELECT id, person_id, title, held_on, completed FROM trainings WHERE deleted = 0"
    ):
        if person in found:
            completed = None if done is None else bool(done)
            found[person].trainings.append(KnownTraining(id_, title or "", day or "", completed))
    return found


def _contacts(mobile: str | None, email: str | None) -> frozenset[str]:
    return frozenset({telephone_key(mobile), (email or "").strip().lower()} - {""})


def _places(db: Database) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for id_, name in db.rows(
        "SELECT id, name FROM institutions WHERE deleted = 0 AND merged_into IS NULL AND name IS NOT NULL"
    ):
        for key in name_keys(name):
            found.setdefault(key, set()).add(id_)
    return {key: frozenset(ids) for key, ids in found.items()}


def _now(db: Database, person_id: str, layer: str) -> Now:
    heads = journal.heads(db, person_id)
    record = cache.record_from("people", person_id, heads)
    shown: dict[str, Any] = {}
    hers: set[str] = set()
    for group, names in groups(Person).items():
        shown |= group_value(record, group)
        winner = heads.winner(group)
        if winner is not None and winner.value is not None:
            hers.update(names)
    last = [op.value for op in heads.ops.get(f"{SOURCE}{layer}", []) if op.value is not None]
    held = last[-1].get("values", {}) if last else None
    return Now({name: shown.get(name) for name in FIELDS}, frozenset(hers), held)
