"""The rows of a list put together to institutions, in flat memory. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zaitaku_desk.intake.cleaning import address_key, in_city, telephone_key
from zaitaku_desk.intake.items import Item, Items, Plan, Rejected
from zaitaku_desk.intake.rows import SourceRow
from zaitaku_desk.intake.shelf import Numbers
from zaitaku_desk.japanese.fold import fold

STEP = 200
PACKED_FROM = 20_000
_FIRST_KIND = ("hospital", "clinic", "home_nursing", "support_centre", "care_management", "facility")


def gather(made: Plan, rows: Iterable[SourceRow], city: str, step: Callable[[int], None]) -> Items:
    """Rows of the city, those of one institution (a key, or name with telephone and address) as one item."""
    found, numbers = Items(), Numbers()
    remarks: Counter[str] = Counter()
    opened, at, open_as = Item([], None), -1, None
    values: dict[str, Any] = {}
    last: Mapping[str, Any] | None = None
    same_as: object = None
    twice = 0

    def close() -> None:
        if at >= 0:
            if len(found) > PACKED_FROM:
                opened.pack(found.shelf)
            found.put(at, opened)

    for row in rows:
        made.read += 1
        if made.read % STEP == 0:
            step(made.read)
        if row.reason:
            made.rejected.append(Rejected(row.line, row.reason))
            continue
        if row.values != last and (row.key is None or row.key != same_as):
            inside = not city or in_city(
                city, row.values.get("municipality", ""), row.values.get("address", "")
            )
            same_as = (row.key or _identity(row.values)) if inside else None
        last = row.values
        if same_as is None:
            continue
        if row.remark:
            remarks[row.remark] += 1
        if same_as != open_as:
            close()
            number = numbers.get(same_as)
            before = found[number] if number is not None else None
            if (
                number is not None
                and before is not None
                and (before.key or _identity(before.values)) == same_as
            ):
                opened, at = before, number
            else:
                opened, at = Item([], row.key, last), len(found)
                found.append(opened)
                numbers.put(same_as, at)
            open_as, values = same_as, dict(opened.values)
            opened.say(values)
        opened.lines.append(row.line)
        if len(opened.lines) > 1:
            twice += len(opened.lines) == 2
            _join(values, last)
    close()
    made.notes.extend(f"{remark}（{count}行）" for remark, count in remarks.items())
    if twice:
        made.notes.append(f"同じ機関の行が2つ以上ありました（{twice}件）。それぞれ1つの機関にまとめます。")
    return found


def _identity(values: Mapping[str, Any]) -> tuple[str, str, str]:
    address = str(values.get("address") or "")
    return (
        fold(str(values["name"])),
        telephone_key(str(values.get("telephone") or "")),
        address_key(address) or fold(address),
    )


def _join(values: dict[str, Any], more: Mapping[str, Any]) -> None:
    """A further row of the same institution adds its services and what is still missing."""
    for name, value in more.items():
        before = values.get(name)
        if before == value:
            continue
        if isinstance(value, list) and isinstance(before, list):
            values[name] = [*before, *(each for each in value if each not in before)]
        elif name == "kind" and value in _FIRST_KIND and before in _FIRST_KIND:
            values[name] = min(str(value), str(before), key=_FIRST_KIND.index)
        else:
            values.setdefault(name, value)
