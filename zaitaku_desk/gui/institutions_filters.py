"""What the directory is asked while somebody waits on the telephone, as boxes and chips."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from zaitaku_desk.gui.area_filter import DISTRICT
from zaitaku_desk.gui.filters import MANY, PLACE, TOGGLE, Filter
from zaitaku_desk.gui.lookup import Choice

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office


def ready_lists(_office: Office) -> list[Choice]:
    """The titles of the ready-made lists."""
    from zaitaku_desk.store import directory_lists

    return [Choice(key, title) for key, title in directory_lists.choices()]


def of_ready_list(office: Office, key: str) -> Any:
    """Its filters, today."""
    from zaitaku_desk.store import directory_lists

    return directory_lists.filters(office.db, key, office.today())


def this_minute(office: Office, _key: str = "") -> datetime:
    """Now, to the minute."""
    return office.now().replace(second=0, microsecond=0)


def room_since(office: Office, _key: str) -> datetime:
    """From when on a word about room still counts; where nothing ages, always."""
    from zaitaku_desk.store.thresholds import thresholds

    days = thresholds(office.db).vacancy_days
    return datetime(1, 1, 1) if days is None else this_minute(office) - timedelta(days=days)


def place(_office: Office, key: str) -> Any:
    """The point of the coordinates."""
    from zaitaku_desk.rules import distance

    return distance.read(key)


ROUND_THE_CLOCK = Filter(
    "around_the_clock",
    "24h",
    form=TOGGLE,
    field="capability",
    meaning=lambda _office, _key: ("around_the_clock",),
)
END_OF_LIFE = Filter(
    "end_of_life_care",
    "看取り",
    form=TOGGLE,
    field="capability",
    meaning=lambda _office, _key: ("end_of_life_care",),
)
ROOM = Filter(
    "vacancy_since",
    "受入余力",
    form=TOGGLE,
    meaning=room_since,
    hint="「受入余力」は、最近 空き情報を聞いた機関だけを出します。",
)
KNOWN_HOURS = "診療・営業時間か連絡のよい時間帯が分かっている機関だけを出します。"
MAY_CALL = Filter(
    "may_call",
    "今 電話してよい",
    form=TOGGLE,
    meaning=this_minute,
    hint=f"「今 電話してよい」は、{KNOWN_HOURS}",
)
OPEN = Filter(
    "open_at", "今 開いている", form=TOGGLE, meaning=this_minute, hint=f"「今 開いている」は、{KNOWN_HOURS}"
)
KIND = Filter("kind", form=MANY)
WHERE = DISTRICT._replace(form=MANY)
ABLE = Filter("capability", "処置", form=MANY)
UNCONDITIONAL = Filter("capability_can", "条件付を除く", form=TOGGLE, beside="capability")
NEAR = Filter("near", "どこから", form=PLACE, meaning=place)

READY = Filter("ready", "リスト", choices=ready_lists, meaning=of_ready_list, field="")
"""The ready-made lists."""

FINDING = (WHERE, KIND, ABLE, ROUND_THE_CLOCK, END_OF_LIFE, UNCONDITIONAL, ROOM, MAY_CALL, OPEN, NEAR)
"""What is asked during a call."""

ALL = (
    *(WHERE, KIND, ABLE, ROUND_THE_CLOCK, END_OF_LIFE, UNCONDITIONAL, ROOM, READY),
    *(MAY_CALL, OPEN, NEAR, Filter("support_class", "支援診", form=MANY)),
)
"""The same on the directory's own page, with the ready-made lists."""
