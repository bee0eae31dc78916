"""What is missing or damaged on the share goes there once more, from whoever holds it (sync.md §4.4)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any

from zaitaku_desk.sharing import acks, segments
from zaitaku_desk.sharing.acks import Ack
from zaitaku_desk.sharing.folder import Folder
from zaitaku_desk.sharing.place import DEVICES, Device, unreachable
from zaitaku_desk.store.ledger import Held, Ledger, hash_in

AUDITED_BYTES = 2**19
AUDITED_SECONDS, AUDITED_LACKING_SECONDS = 0.3, 3.0
"""So much of what every device has is read again by each sync, in turn, and for so long: where a server takes
10 ms for an answer a file costs 20–30 ms. The second is for what somebody still lacks; that is everything
where nobody else has come yet.
"""


def mend(
    ledger: Ledger,
    folder: Folder,
    device: Device,
    listing: dict[str, list[str]],
    said: dict[str, Ack],
    retired: frozenset[str],
) -> bool:
    """What is missing or damaged on the share, and held here, goes there once more; True when some is.

    Own segments are read again in turn, as many as time allows, first those that somebody may still lack;
    the rest is looked at by size. Segments of others that a device lacks and that are gone, or that it calls
    damaged, are sent on from here.
    """
    held = ledger.held()
    others = {one: ack for one, ack in said.items() if one != device.id and one not in retired}
    mine = [one for one in held if one.mine and one.published]
    mine.sort(key=lambda one: one.device != device.id)  # `reached` counts those of the id of today
    total = ledger.total()
    equal = bool(others) and all(ack.total == total for ack in others.values())
    words = [ack.folders.get(device.id) for ack in others.values()]
    reached = len(mine) if equal else min((acks.reached(mine, word) for word in words), default=0)
    again = False
    settled = []
    lies = _lies(ledger, folder, mine[reached:], "lacking", AUDITED_LACKING_SECONDS)
    lies |= _lies(ledger, folder, mine[:reached], "settled", AUDITED_SECONDS, AUDITED_BYTES)
    for place, one in enumerate(mine):
        if not one.guards or lies[one.id]:
            if place < reached:
                settled.append(one.id)
        else:
            again = _send_again(ledger, device, one) or again
    ledger.settle(settled)
    complained = {hash_ for one, ack in said.items() if one != device.id for hash_ in ack.bad}
    if equal and not complained:
        return again
    there = {hash_in(name) for names in listing.values() for name in names if segments.NAME.fullmatch(name)}
    for one in held:
        if not one.mine and one.guards and (one.hash not in there or one.hash in complained):
            again = ledger.move(one, device.id, encoder(device), segments.new_name) or again
    return again


def _lies(
    ledger: Ledger,
    folder: Folder,
    own: Sequence[Held],
    which: str,
    seconds: float,
    most: float = math.inf,
) -> dict[int, bool]:
    """Whether these lie there: for so many seconds (and bytes) they are read, from where the last sync ended
    with those of this sort; the rest is looked at by size.
    """
    last, bytes_, until = ledger.audited(which), 0, time.monotonic() + seconds
    turn = sorted((one for one in own if one.guards), key=lambda one: (one.id <= last, one.id))
    found: dict[int, bool] = {}
    for one in turn:
        if bytes_ >= most or time.monotonic() > until:
            ledger.audit_from(which, turn[len(found) - 1].id)
            break
        found[one.id] = _is_whole(folder, one)
        bytes_ += one.size
    rest = turn[len(found) :]
    try:
        sizes = {device: folder.sizes(f"{DEVICES}/{device}") for device in {one.device for one in rest}}
    except OSError as error:
        raise unreachable(error) from error
    for one in rest:
        found[one.id] = sizes[one.device].get(one.name) == one.size or _is_whole(folder, one)
    return found


def _is_whole(folder: Folder, one: Held) -> bool:
    try:
        return segments.hash_of(folder.read(f"{DEVICES}/{one.device}/{one.name}")) == one.hash
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unreachable(error) from error  # nothing can be said about what lies there


def _send_again(ledger: Ledger, device: Device, one: Held) -> bool:
    """The same bytes under a new name; where they are no longer kept, the operations anew."""
    data = ledger.body(one.id)
    if data is None:
        return ledger.move(one, device.id, encoder(device), segments.new_name)
    ledger.unpublish(one.id, segments.new_name(one.number, data))
    return True


def encoder(device: Device) -> Callable[[int, Any], bytes]:
    """Makes segments of this device."""
    return lambda number, ops: segments.encode(device.key, device.vault, device.id, number, ops)
