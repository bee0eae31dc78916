"""What taking a 名簿 in would do, worked out before anything is written (A32, A77). Pure.

A person is found by name, never against another ふりがな, and by where he works or how he is reached; the
same name at another institution is a question: moved, or somebody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zaitaku_desk.intake.cleaning import same, telephone_key
from zaitaku_desk.intake.gathering import STEP
from zaitaku_desk.intake.items import Change, Rejected
from zaitaku_desk.intake.people_known import Existing, Known, Now, known_post, known_training
from zaitaku_desk.intake.people_rows import PersonRow, PostSaid, TrainingSaid
from zaitaku_desk.intake.rows import Source
from zaitaku_desk.japanese.fold import fold

FIELDS = ("name", "kana", "profession", "member", "telephone", "mobile", "fax", "email", "note")


@dataclass(slots=True)
class PersonItem:
    """One person of the list; `id` is empty while new. `post_ids` and `training_ids` name those known."""

    lines: list[int]
    values: dict[str, Any]
    posts: list[PostSaid] = field(default_factory=list)
    trainings: list[TrainingSaid] = field(default_factory=list)
    id: str = ""
    changes: list[Change] = field(default_factory=list)
    candidates: list[Known] = field(default_factory=list)
    write: bool = True

    @property
    def name(self) -> str:
        """As the list calls him."""
        return str(self.values.get("name", ""))


@dataclass(slots=True)
class PeoplePlan:
    """`missing` counts the institutions that are not in the desk, by the name the list gives them."""

    source: Source
    existing: Existing
    read: int = 0
    new: list[PersonItem] = field(default_factory=list)
    changed: list[PersonItem] = field(default_factory=list)
    unchanged: list[PersonItem] = field(default_factory=list)
    ambiguous: list[PersonItem] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        """How many people the list names."""
        return len(self.new) + len(self.changed) + len(self.unchanged) + len(self.ambiguous)

    def to_json(self, *, applied: bool = False) -> dict[str, Any]:
        """The shape of the command line: counts of people, and the rejected rows with line and reason."""
        return {
            "source": self.source.title,
            "read": self.read,
            "institutions": 0,
            "people": self.people,
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "gone": 0,
            "ambiguous": len(self.ambiguous),
            "rejected": [{"line": row.line, "reason": row.reason} for row in self.rejected],
            "applied": applied,
        }


def plan_people(
    source: Source,
    rows: Iterable[PersonRow],
    existing: Existing,
    *,
    step: Callable[[int], None] = lambda _: None,
) -> PeoplePlan:
    """Compare a 名簿 with the desk; `step(rows read)` may raise to stop."""
    made = PeoplePlan(source, existing, notes=list(source.notes))
    touched: set[str] = set()
    several: dict[str, None] = {}
    for item in _gather(made, rows, step):
        _place(made, item, touched)
        for post in item.posts:
            called = existing.called(post.institution)
            if post.institution and not called:
                made.missing[post.institution] += 1
            elif len(called) > 1:
                several[post.institution] = None
    if several:
        names = "、".join(several)
        made.notes.append(f"同じ名称の機関が2つ以上あるため、所属を言葉のまま役職に入れます：{names}")
    twice = sum(1 for item in (*made.new, *made.changed, *made.unchanged) if len(item.lines) > 1)
    if twice:
        made.notes.append(f"同じ人の行が2つ以上ありました（{twice}人）。それぞれ1人にまとめます。")
    return made


def person_of(existing: Existing, item: PersonItem) -> Known | None:
    """The person of the desk that an item was found to be."""
    return next((one for one in existing.people.get(fold(item.name), ()) if one.id == item.id), None)


def _gather(made: PeoplePlan, rows: Iterable[PersonRow], step: Callable[[int], None]) -> list[PersonItem]:
    found: dict[str, list[PersonItem]] = {}
    remarks: Counter[str] = Counter()
    for row in rows:
        made.read += 1
        if made.read % STEP == 0:
            step(made.read)
        if row.reason:
            made.rejected.append(Rejected(row.line, row.reason))
            continue
        remarks.update([row.remark] if row.remark else [])
        named = found.setdefault(fold(row.values["name"]), [])
        item = next((item for item in named if _same_in_file(item, row)), None)
        if item is None:
            named.append(PersonItem([row.line], dict(row.values), list(row.posts), list(row.trainings)))
            continue
        item.lines.append(row.line)
        item.values = row.values | item.values
        item.posts += [post for post in row.posts if post not in item.posts]
        item.trainings += [training for training in row.trainings if training not in item.trainings]
    made.notes.extend(f"{remark}（{count}行）" for remark, count in remarks.items())
    return sorted((item for items in found.values() for item in items), key=lambda item: item.lines[0])


def _same_in_file(item: PersonItem, row: PersonRow) -> bool:
    kana = fold(item.values.get("kana", "")), fold(row.values.get("kana", ""))
    if all(kana) and kana[0] != kana[1]:
        return False
    if _contacts(item.values) & _contacts(row.values):
        return True
    mine = {fold(post.institution) for post in item.posts if post.institution}
    theirs = {fold(post.institution) for post in row.posts if post.institution}
    return bool(mine & theirs) or not mine or not theirs or all(kana)


def _place(made: PeoplePlan, item: PersonItem, touched: set[str]) -> None:
    """Put the person into new, changed, unchanged, ambiguous or rejected; nobody is found twice."""
    found, sure = _match(made.existing, item)
    found = [one for one in found if one.id not in touched]
    living = [one for one in found if not one.deleted]
    if not found:
        made.new.append(item)
    elif not living:
        made.rejected.append(
            Rejected(
                item.lines[0], f"{item.name}：ごみ箱にある人です。取り込むには、ごみ箱から戻してください。"
            )
        )
    elif len(living) > 1 or not sure:
        item.candidates = living
        made.ambiguous.append(item)
    else:
        item.id = living[0].id
        touched.add(item.id)
        now = made.existing.now(item.id)
        item.changes = [*_changes(item, now), *_more(made.existing, item, living[0])]
        item.write = bool(item.changes) or now.held is None
        (made.changed if item.changes else made.unchanged).append(item)


def _match(existing: Existing, item: PersonItem) -> tuple[list[Known], bool]:
    """Those the person may be, and whether it is certain."""
    kana = fold(item.values.get("kana", ""))
    named = [
        one
        for one in existing.people.get(fold(item.name), ())
        if not kana or not one.kana or fold(one.kana) == kana
    ]
    places = {existing.place(post.institution) for post in item.posts if post.institution} - {""}
    told = any(post.institution for post in item.posts)
    near = [
        one
        for one in named
        if places & {post.institution_id for post in one.posts}
        or _contacts(item.values) & one.contacts
        or any(known_post(one, post, "") for post in item.posts if post.institution)
    ]
    if near:
        return near, True
    free = [one for one in named if not told or not any(post.institution_id for post in one.posts)]
    return named, len(named) == 1 and len(free) == 1


def _changes(item: PersonItem, now: Now) -> list[Change]:
    if now.held is not None and all(same(name, now.held.get(name), item.values.get(name)) for name in FIELDS):
        return []
    before = now.held if now.held is not None else now.shown
    return [
        Change(name, before.get(name), item.values.get(name), kept=name in now.hers)
        for name in FIELDS
        if (now.held is not None or item.values.get(name) not in (None, ""))
        and not same(name, before.get(name), item.values.get(name))
    ]


def _more(existing: Existing, item: PersonItem, person: Known) -> list[Change]:
    """Posts and trainings that are not there yet, or whose days are."""
    found = []
    for post in item.posts:
        place = existing.place(post.institution)
        known = known_post(person, post, place)
        if known is None:
            found.append(Change("post", None, words_of_post(post)))
            continue
        told = (
            (post.starts_on, known.starts_on),
            (post.ends_on, known.ends_on),
            (place, known.institution_id),
        )
        if any(now and now != before for now, before in told):
            before = PostSaid(post.institution, known.title, known.starts_on, known.ends_on)
            found.append(Change("post", words_of_post(before), words_of_post(post)))
    for training in item.trainings:
        was = known_training(person, training)
        if (
            was is None
            or training.completed not in (None, was.completed)
            or training.held_on not in ("", was.held_on)
        ):
            done = "修了" if training.completed else ""
            words = " ".join(filter(None, (training.title, training.held_on, done)))
            found.append(Change("training", was and was.title, words))
    return found


def words_of_post(post: PostSaid) -> str:
    """「丘医院　院長（2024-04-01～）」."""
    term = f"（{post.starts_on}～{post.ends_on}）" if post.starts_on or post.ends_on else ""
    return "　".join(filter(None, (post.institution, post.title))) + term


def _contacts(values: Mapping[str, Any]) -> frozenset[str]:
    """How somebody alone is reached: the number of an institution is that of many."""
    found = {telephone_key(values.get("mobile")), str(values.get("email", "")).strip().lower()}
    return frozenset(found - {""})
