"""4月の異動処理: who leaves, moves, gets another title or arrives on a day, written as one (A272, A32)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.japanese import kana
from zaitaku_desk.records import new_id
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.people import Person, Post
from zaitaku_desk.store import save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

LEAVES, MOVES, RETITLED, ARRIVES = "leaves", "moves", "retitled", "arrives"
WORDS = {LEAVES: "退任", MOVES: "異動", RETITLED: "役職の変更", ARRIVES: "新任"}


class Held(NamedTuple):
    """A post somebody holds, as the page lists it."""

    post_id: str
    name: str
    profession: str
    institution_id: str
    institution: str
    title: str


class Move(NamedTuple):
    """One change. `post_id` is the post that ends ("" for 新任); the rest says what begins."""

    what: str
    post_id: str = ""
    name: str = ""
    kana: str = ""
    profession: str = ""
    institution_id: str = ""
    title: str = ""


class Line(NamedTuple):
    """A change in words, to be read before it is written; `problem` stands in its way."""

    who: str
    what: str
    before: str
    after: str
    problem: str = ""


def held_on(db: Database, day: date) -> list[Held]:
    """Every post held the day before `day` and not ended by it, by institution and protocol order.

    What begins on `day` itself is no candidate: it may be what this very page has written.
    """
    iso = day.isoformat()
    rows = db.rows(
        "SELECT p.id, coalesce(n.name, p.name), coalesce(p.profession, n.profession), i.id, i.name, p.title,"
        ' i.kana, p."order", n.kana FROM posts p'
        " LEFT JOIN people n ON n.id = p.person_id"
        " LEFT JOIN institutions j ON j.id = p.institution_id"
        " LEFT JOIN institutions i ON i.id = coalesce(j.merged_into, j.id)"
        " WHERE p.deleted = 0 AND coalesce(n.deleted, 0) = 0 AND coalesce(i.deleted, 0) = 0"
        " AND (p.starts_on IS NULL OR p.starts_on < ?) AND (p.ends_on IS NULL OR p.ends_on >= ?)",
        (iso, iso),
    )
    rows.sort(
        key=lambda row: (
            kana.sort_key(row[6] or row[4] or ""),
            row[7] is None,
            row[7] or 0,
            kana.sort_key(row[8] or row[1] or ""),
        )
    )
    return [Held(*(value or "" for value in row[:6])) for row in rows if row[1]]


def lines(db: Database, moves: Iterable[Move], day: date) -> list[Line]:
    """The plan: what would be written, in words."""
    return [_line(db, move, day) for move in moves]


def apply(db: Database, moves: Iterable[Move], day: date) -> str:
    """Write the plan in one transaction; returns the batch for undo. UserError when a line cannot be."""
    moves = list(moves)
    bad = next((line for line in lines(db, moves, day) if line.problem), None)
    if bad is not None:
        raise UserError(f"{bad.who}：{bad.problem}", "その行を直すか外してから、もう一度実行してください。")
    written: list[Record] = []
    for move in moves:
        written += _ended(db, move, day)
        written += _begun(db, move, day)
    return save.save_many(db, written)


def _line(db: Database, move: Move, day: date) -> Line:
    post = _post(db, move)
    title = move.title or ((post.title or "") if post and move.what == MOVES else "")
    place = move.institution_id or ((post.institution_id or "") if post else "")
    after = _place(db, place, title) if move.what != LEAVES else "―"
    before = _place(db, post.institution_id or "", post.title or "") if post else "―"
    who = (_name(db, post) if post else move.name) or "（氏名なし）"
    problem = ""
    if move.what == ARRIVES and not move.name.strip():
        problem = "氏名が入っていません。"
    elif move.what != ARRIVES and post is None:
        problem = "いまの役職の記録が見つかりません。"
    elif move.what in (MOVES, ARRIVES) and not move.institution_id:
        problem = "新しい機関が選ばれていません。"
    elif move.what == RETITLED and not move.title.strip():
        problem = "新しい役職が入っていません。"
    elif post is not None and post.starts_on is not None and post.starts_on >= day:
        problem = "いまの役職の就任日が異動日より後です。"
    return Line(who, WORDS[move.what], before, after, problem)


def _ended(db: Database, move: Move, day: date) -> list[Record]:
    post = _post(db, move)
    return [replace(post, ends_on=day - timedelta(days=1))] if post else []


def _begun(db: Database, move: Move, day: date) -> list[Record]:
    if move.what == LEAVES:
        return []
    post = _post(db, move)
    if post is None:
        person = Person(
            id=new_id(), name=move.name.strip(), kana=move.kana or None, profession=move.profession or None
        )
        new = Post(id=new_id(), person_id=person.id, name=person.name, profession=person.profession)
        found: list[Record] = [person]
    else:
        new = replace(post, id=new_id(), ends_on=None, as_typed={})
        found = []
    new.institution_id = move.institution_id or new.institution_id
    new.title = move.title.strip() or (new.title if move.what == MOVES else None)
    new.starts_on, new.order = day, new.order if move.what == RETITLED else None
    return [*found, new]


def _post(db: Database, move: Move) -> Post | None:
    post = save.get(db, "posts", move.post_id) if move.post_id else None
    return post if isinstance(post, Post) and not post.deleted else None


def _name(db: Database, post: Post) -> str:
    person = save.get(db, "people", post.person_id) if post.person_id else None
    return (person.name if isinstance(person, Person) else None) or post.name or ""


def _place(db: Database, institution_id: str, title: str) -> str:
    row = db.row("SELECT name FROM institutions WHERE id = ?", (institution_id,)) if institution_id else None
    return "　".join(part for part in ((row[0] if row else "") or "", title) if part) or "―"
