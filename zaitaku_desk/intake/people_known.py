"""The people and institutions of the desk as the plan of a 名簿 needs them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zaitaku_desk.intake.cleaning import name_keys
from zaitaku_desk.intake.people_rows import PostSaid, TrainingSaid
from zaitaku_desk.japanese.fold import fold


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of the desk; days are ISO text or ""."""

    id: str
    institution_id: str
    title: str
    starts_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True, slots=True)
class KnownTraining:
    """A training of the desk; the day is ISO text or ""."""

    id: str
    title: str
    held_on: str = ""
    completed: bool | None = None


@dataclass(slots=True)
class Known:
    """A person of the desk as the plan needs it; `about` tells him from another of that name."""

    id: str
    name: str
    kana: str = ""
    contacts: frozenset[str] = frozenset()
    deleted: bool = False
    about: str = ""
    posts: list[KnownPost] = field(default_factory=list)
    trainings: list[KnownTraining] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Now:
    """What a person shows, which of it she typed, and what this list said last (None: never spoke)."""

    shown: Mapping[str, Any]
    hers: frozenset[str]
    held: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Existing:
    """The desk: people by folded name, institutions by the forms of their names."""

    people: Mapping[str, list[Known]] = field(default_factory=dict)
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    now: Callable[[str], Now] = lambda _: Now({}, frozenset())

    def called(self, name: str) -> frozenset[str]:
        """The institutions called that, with or without the corporation before the name."""
        return frozenset().union(*(self.places.get(key, frozenset()) for key in name_keys(name)))

    def place(self, name: str) -> str:
        """The one institution called that, or ""; two of the same name are none."""
        found = self.called(name)
        return next(iter(found)) if len(found) == 1 else ""


def known_post(person: Known | None, post: PostSaid, place: str) -> KnownPost | None:
    """The post of the desk that is meant: same place and title, not another term of it."""
    for found in person.posts if person is not None else ():
        there = found.institution_id == place and (not post.title or fold(found.title) == fold(post.title))
        untold = not found.institution_id and fold(found.title) == fold(f"{post.institution}{post.title}")
        if (there or untold) and _may_be(found.starts_on, post.starts_on):
            return found
    return None


def known_training(person: Known | None, training: TrainingSaid) -> KnownTraining | None:
    """The training of the desk that is meant."""
    for found in person.trainings if person is not None else ():
        if fold(found.title) == fold(training.title) and _may_be(found.held_on, training.held_on):
            return found
    return None


def _may_be(before: str, after: str) -> bool:
    return not before or not after or before == after
