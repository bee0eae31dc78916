"""連携の組み合わせ: who fits as back-up, cover, deputy or nursing partner (A75, A82, A220). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules import distance

SUITED: dict[str, dict[str, tuple[str, ...]]] = {
    "backup": {"": ("hospital",), "hospital": ("clinic",)},
    "cover": {
        "clinic": ("clinic", "hospital"),
        "pharmacy": ("pharmacy",),
        "home_nursing": ("home_nursing",),
        "": ("clinic", "pharmacy", "home_nursing"),
    },
    "deputy": {"": ("clinic",)},
    "nursing": {"home_nursing": ("clinic", "hospital"), "": ("home_nursing",)},
}
"""Kind of agreement → kind of institution ("" any other) → kinds of its partners."""

NEAR, SERVES, FAR = "同じ地区", "対応地区", ""


class Candidate(NamedTuple):
    """One partner that would do. `able` of the asked capabilities it has, `km` is straight-line."""

    place: Institution
    near: str
    able: frozenset[str]
    km: float | None

    @property
    def rank(self) -> tuple[int, int, int, float]:
        """The best first: what it can do, whether it comes there, whether it is willing, how far it is."""
        return (
            -len(self.able),
            0 if self.near else 1,
            0 if self.place.cooperative else 1,
            self.km if self.km is not None else 9_999.0,
        )


def suited(agreement: str, kind: str | None) -> tuple[str, ...]:
    """The kinds of institution that make such an agreement with one of this kind; () = any."""
    found = SUITED.get(agreement, {})
    return found.get(kind or "", found.get("", ()))


def candidates(
    place: Institution,
    agreement: str,
    others: Iterable[tuple[Institution, frozenset[str]]],
    asked: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Partners for `place`, the best first; `others` come with what they can do, `asked` is needed."""
    kinds = suited(agreement, place.kind)
    here = distance.read(place.position)
    found = []
    for other, able in others:
        if other.id == place.id or (kinds and other.kind not in kinds):
            continue
        there = distance.read(other.position)
        near = FAR
        if place.district and other.district == place.district:
            near = NEAR
        elif place.district and place.district in other.service_area:
            near = SERVES
        found.append(
            Candidate(other, near, able & asked, distance.km(here, there) if here and there else None)
        )
    return sorted(found, key=lambda one: (one.rank, one.place.kana or one.place.name or ""))
