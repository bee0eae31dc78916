"""One sync: cut, publish, pull, acknowledge, compare (sync.md §4.4). Any step may fail; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from zaitaku_desk.sharing import acks, segments
from zaitaku_desk.sharing.acks import Ack
from zaitaku_desk.sharing.folder import TEMPORARY, Folder
from zaitaku_desk.sharing.mending import encoder, mend
from zaitaku_desk.sharing.place import DEVICES, Device, check, unreachable
from zaitaku_desk.store.ledger import WORDS_KEPT, Fetched, Ledger, Total, hash_in

MOST_BAD = 50
AHEAD_MS = 24 * 3600 * 1000

Progress = Callable[[int, int], None]

EQUAL, WAITING, UNSENT, ALONE = "equal", "waiting", "unsent", "alone"


class Outcome(NamedTuple):
    """What a sync did. `state`: everything equal on all devices, some have yet to fetch, something could not
    be sent, or nobody else is there. `waiting` names those that have yet to fetch; `bad` files of devices in
    use could not be read (yet); `ahead` devices have a clock more than a day in the future. `twin`: somebody
    else writes under this device's id (a copied profile, a restored disk); the caller retires the id and
    takes a new one. `behind`: how many operations some other device has yet to fetch, `lacking` how many
    another one has and this one could not find; `total` what lies there, `words` what the other devices last
    said, `silent` the ids of those of whom no word can be read.
    """

    sent: int = 0
    received: int = 0
    unsent: int = 0
    state: str = UNSENT
    waiting: tuple[str, ...] = ()
    bad: int = 0
    ahead: tuple[str, ...] = ()
    others: int = 0
    twin: bool = False
    behind: int = 0
    lacking: int = 0
    total: Total = Total(0, 0)
    words: tuple[Ack, ...] = ()
    silent: tuple[str, ...] = ()


def sync(
    ledger: Ledger,
    folder: Folder,
    device: Device,
    *,
    now_ms: int,
    retired: frozenset[str] = frozenset(),
    expected: frozenset[str] = frozenset(),
    progress: Progress = lambda _done, _total: None,
    together: int = 0,
) -> Outcome:
    """Send what is unsent, fetch what is new, say what is held. Unreachable when the folder is not there.

    Nobody waits for a `retired` device; an `expected` one counts even when nothing of it lies there (any
    more). `progress` may raise to stop; what was done until then stays done. Segments of `together` bytes are
    taken in at once: each by itself, unless told.
    """
    check(folder, device.vault)
    ledger.cut(device.id, encoder(device), segments.new_name, segments.MOST_OPS)
    sent, refused = _publish(ledger, folder, device, progress)
    received, listing, bad = _pull(ledger, folder, device, progress, together)
    check(folder, device.vault)  # still there? else its emptiness says nothing
    twin = _has_twin(ledger, device, listing)
    said = _acks(folder, device, listing)
    if mend(ledger, folder, device, listing, said, retired):
        more, refused = _publish(ledger, folder, device, progress)
        sent += more
    if not twin:
        _acknowledge(ledger, folder, device, listing, bad, said, now_ms)
    others = {one: ack for one, ack in said.items() if one != device.id and one not in retired}
    silent = (set(listing) | expected) - set(said) - {device.id} - retired
    if refused is not None and not received and not sent:
        raise unreachable(refused) from refused
    unreadable = sum(owner not in retired for owner in bad.values())
    made = _outcome(ledger, others, silent, sent, received, unreadable, now_ms)
    return made._replace(state=WAITING if made.state != UNSENT else UNSENT, twin=True) if twin else made


# ---------------------------------------------------------------- publish


def _publish(
    ledger: Ledger, folder: Folder, device: Device, progress: Progress
) -> tuple[int, OSError | None]:
    """Write every own segment that is not there yet, and read each back before it counts as sent."""
    waiting = ledger.outbox()
    sent, refused = 0, None
    for done, (one, data) in enumerate(waiting):
        progress(done, len(waiting))
        name = one.name
        try:
            folder.make(f"{DEVICES}/{device.id}")
            while not _written(folder, f"{DEVICES}/{device.id}/{name}", data):
                name = segments.new_name(one.number, data)
                ledger.rename(one.id, name)
            whole = folder.read(f"{DEVICES}/{device.id}/{name}") == data
        except OSError as error:
            refused, whole = error, False
        if whole:
            ledger.publish(one.id, device.id)
            sent += one.ops
        else:
            ledger.rename(one.id, segments.new_name(one.number, data))
    return sent, refused


def _written(folder: Folder, path: str, data: bytes) -> bool:
    """False when the name is taken."""
    try:
        folder.write_new(path, data)
    except FileExistsError:
        return False
    return True


# ---------------------------------------------------------------- pull


def _pull(
    ledger: Ledger, folder: Folder, device: Device, progress: Progress, together: int
) -> tuple[int, dict[str, list[str]], dict[str, str]]:
    """Take in every segment that is not known, from every folder; our own too: a copied profile writes there.

    Returns operations received, names by device, and hashes whose files could not be read whole with the
    device in whose folder they lie.
    """
    try:
        owners = [name for name in folder.names(DEVICES) if _is_id(name)]
        listing = {owner: folder.names(f"{DEVICES}/{owner}") for owner in owners}
    except OSError as error:
        raise unreachable(error) from error
    known = ledger.known()
    wanted = [
        (owner, name)
        for owner, names in listing.items()
        for name in names
        if segments.NAME.fullmatch(name) and hash_in(name) not in known
    ]
    received, bad, fetched = 0, dict[str, str](), list[Fetched]()
    for done, (owner, name) in enumerate(wanted):
        progress(done, len(wanted))
        if hash_in(name) in known:
            continue
        try:
            data = folder.read(f"{DEVICES}/{owner}/{name}")
            read = segments.decode(device.key, device.vault, data)
            if read.hash != hash_in(name):
                raise segments.Invalid
        except (OSError, segments.Invalid):
            bad[hash_in(name)] = owner
            continue
        fetched.append(Fetched(read.hash, owner, name, read.number, len(data), read.ops))
        if sum(one.size for one in fetched) >= together:
            received += ledger.take(fetched)
            fetched = []
        known.add(read.hash)
        bad.pop(read.hash, None)
    if fetched:
        received += ledger.take(fetched)
    return received, listing, bad


# ---------------------------------------------------------------- acknowledge and compare


def _acks(folder: Folder, device: Device, listing: dict[str, list[str]]) -> dict[str, Ack]:
    """The newest readable word of every device."""
    found: dict[str, Ack] = {}
    for owner, names in listing.items():
        for name in sorted((one for one in names if acks.NAME.fullmatch(one)), reverse=True):
            try:
                ack = acks.decode(device.key, device.vault, folder.read(f"{DEVICES}/{owner}/{name}"))
            except OSError:
                continue
            if ack is not None and ack.device == owner:
                found[owner] = ack
                break
    return found


def _has_twin(ledger: Ledger, device: Device, listing: dict[str, list[str]]) -> bool:
    """An acknowledgement lies in our folder that this file has not written.

    Older ones than it remembers say nothing: on a share where nobody may delete they stay.
    """
    mine = {name for name in listing.get(device.id, []) if acks.NAME.fullmatch(name)}
    words = ledger.words()
    oldest = words[0] if len(words) == WORDS_KEPT else ""
    return any(name > oldest for name in mine - set(words))


def _acknowledge(
    ledger: Ledger,
    folder: Folder,
    device: Device,
    listing: dict[str, list[str]],
    bad: dict[str, str],
    said: dict[str, Ack],
    now_ms: int,
) -> None:
    """Say what is held, when that has changed; then our older words can go."""
    ack = Ack(
        device.id,
        device.name,
        now_ms,
        ledger.total(),
        acks.fold(ledger.held()),
        tuple(sorted(bad)[:MOST_BAD]),
    )
    mine = [name for name in listing.get(device.id, []) if acks.NAME.fullmatch(name)]
    before = said.get(device.id)
    if before is None or before._replace(at=0) != ack._replace(at=0) or before.at > now_ms:
        number = max((int(name[:8]) for name in mine), default=0) + 1
        try:
            folder.make(f"{DEVICES}/{device.id}")
            data = acks.encode(device.key, device.vault, ack)
            name = acks.new_name(number)
            path = f"{DEVICES}/{device.id}/{name}"
            ledger.add_word(name)
            folder.write_new(path, data)
            if folder.read(path) != data:
                return
        except OSError:
            return
    else:
        mine = mine[:-1]
    rubbish = [name for name in listing.get(device.id, []) if name.startswith(TEMPORARY)]
    for name in (*mine, *rubbish):
        try:
            folder.remove(f"{DEVICES}/{device.id}/{name}")
        except OSError:
            return


def _outcome(
    ledger: Ledger,
    others: dict[str, Ack],
    silent: set[str],
    sent: int,
    received: int,
    bad: int,
    now_ms: int,
) -> Outcome:
    total, unsent = ledger.total(), ledger.unsent()
    differ = {one: ack for one, ack in others.items() if ack.total != total}
    more = [ack.total.ops - total.ops for ack in differ.values()]
    slow = len(silent) + sum(one <= 0 for one in more)
    if unsent:
        state = UNSENT
    elif not others and not silent:
        state = ALONE
    elif differ or silent or bad:
        state = WAITING
    else:
        state = EQUAL
    return Outcome(
        sent,
        received,
        unsent,
        state,
        waiting=tuple(sorted(ack.name or one[:8] for one, ack in differ.items())),
        bad=bad,
        ahead=tuple(sorted(ack.name for ack in others.values() if ack.at > now_ms + AHEAD_MS)),
        others=len(others),
        behind=max([slow, *(-one for one in more)]) if state == WAITING else 0,
        lacking=max([0, *more]),
        total=total,
        words=tuple(others.values()),
        silent=tuple(sorted(silent)),
    )


def _is_id(name: str) -> bool:
    return len(name) == 32 and all(mark in "0123456789abcdef" for mark in name)
