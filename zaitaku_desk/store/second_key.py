"""The file she carries on a USB stick: with the passphrase it opens the data, neither does alone (S4).

On the screen it is 鍵ファイル. It holds a random secret that is mixed into the key of a passphrase slot; the
slot keeps the number of the file only, so that another file is told from a missing one.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk.errors import UserError
from zaitaku_desk.files import open_there
from zaitaku_desk.store import second_key_places
from zaitaku_desk.store.disk import write_whole
from zaitaku_desk.store.slots import derive

if TYPE_CHECKING:
    from zaitaku_desk.settings import Settings

ENDING = ".zkey"
PLACES = "second_key.places"
"""Setting of this machine: where the files were last."""

_PLACES_KEPT = 4
LONGEST = 4096  # bytes
_HEAD = "在宅デスク 鍵ファイル"
_TOLD = (
    "このファイルは、パスフレーズと合わせて在宅デスクを開くための鍵です。",
    "書き換えたり、人に渡したり、パソコンの中に写したりしないでください。",
)
_SECRET = re.compile(r"鍵: ([0-9a-f]{64})")
_CHECK = re.compile(r"確認: ([0-9a-f]{64})")


class SecondKeyProblem(UserError):
    """The file is missing, another one, damaged or none: each has its own class, and what to do. `wanted` are
    the numbers that would do, where that is known.
    """

    wanted: Collection[str] = ()


class SecondKeyNeeded(SecondKeyProblem):
    """The passphrase opens only together with a file that was not given."""

    def __init__(self, wanted: Collection[str] = ()) -> None:
        self.wanted = wanted
        super().__init__(
            "鍵ファイルが見つかりません。",
            "鍵ファイルが入ったUSBメモリーを差して、もう一度試してください。"
            "なくしたときは、印刷した回復キーで開けます。",
        )


class WrongSecondKey(SecondKeyProblem):
    """A whole file, but of other data or no longer used."""

    def __init__(self, wanted: Collection[str] = ()) -> None:
        self.wanted = wanted
        named = f"必要なのは、番号が {shown(*wanted)} の鍵ファイルです。" if len(wanted) == 1 else ""
        super().__init__(
            "別の鍵ファイルです。これでは開けません。",
            f"{named}いま使っている鍵ファイルが入ったUSBメモリーを差してください。"
            "なくしたときは、印刷した回復キーで開けます。",
        )


class DamagedSecondKey(SecondKeyProblem):
    """Its digest does not fit."""

    def __init__(self) -> None:
        super().__init__(
            "鍵ファイルが壊れているため、使えません。",
            "写しが入ったUSBメモリーを差してください。写しがないときは、印刷した回復キーで開いて、"
            "鍵ファイルを作り直してください。記録は壊れていません。",
        )


class NoSecondKey(SecondKeyProblem):
    """Some other file was chosen."""

    def __init__(self) -> None:
        super().__init__(
            "これは鍵ファイルではありません。", f"名前の終わりが「{ENDING}」のファイルを選んでください。"
        )


class SecondKey(NamedTuple):
    """`id` is its number, 16 hexadecimal characters worked out of the secret of 32 bytes."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"SecondKey({self.id})"


class Found(NamedTuple):
    """What was read and where; `problem` is what to tell when none of it is the right one."""

    keys: tuple[SecondKey, ...] = ()
    paths: tuple[Path, ...] = ()
    problem: SecondKeyProblem | None = None


def new() -> SecondKey:
    """A fresh one, which lies nowhere yet."""
    return _of(secrets.token_bytes(32))


def shown(number: str) -> str:
    """The number as it is said: 3F9A-77C1."""
    return f"{number[:4]}-{number[4:8]}".upper()


def name_of(key: SecondKey) -> str:
    """The name of its file."""
    return f"在宅デスクの鍵-{shown(key.id)}{ENDING}"


def content(key: SecondKey) -> bytes:
    """The file: a few lines a person can read, the secret, and a digest over the lines before it."""
    lines = [f"{_HEAD} 1", f"番号: {shown(key.id)}", *_TOLD, f"鍵: {key.secret.hex()}"]
    return "".join(f"{line}\r\n" for line in [*lines, f"確認: {_digest(lines)}"]).encode()


def read(path: Path) -> SecondKey:
    """The key in a file. SecondKeyNeeded when it cannot be reached, NoSecondKey, DamagedSecondKey, or
    UserError when a newer program made it.
    """
    try:
        with open_there(path) as file:
            data = file.read(LONGEST + 1)
    except OSError:
        raise SecondKeyNeeded from None
    text = data.decode("utf-8-sig", "replace")
    if not text.startswith(_HEAD) and path.suffix != ENDING:
        raise NoSecondKey
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found, check = _SECRET.search(text), _CHECK.fullmatch(lines[-1] if lines else "")
    if len(data) > LONGEST or check is None or check[1] != _digest(lines[:-1]):
        raise DamagedSecondKey
    if lines[0] != f"{_HEAD} 1" or found is None:
        raise UserError(
            "この鍵ファイルは新しい版の在宅デスクで作られています。", "新しい版のプログラムで開いてください。"
        )
    return _of(bytes.fromhex(found[1]))


def write(key: SecondKey, folder: Path) -> Path:
    """Puts it in a folder and reads it back; UserError when it could not be written or reads otherwise."""
    path = folder / name_of(key)
    write_whole(path, content(key))
    if read(path) != key:
        raise DamagedSecondKey
    return path


def find(known: Iterable[Path], wanted: Collection[str] | None = None) -> Found:
    """Reads the files where they were last, then looks on the removable media that are plugged in.

    Of those only what is `wanted` is taken (None: any): a stick may hold the file of somebody else's data.
    """
    known = list(known)
    read_ones: dict[str, tuple[SecondKey, Path]] = {}
    problem: SecondKeyProblem | None = None
    for path in [*known, *second_key_places.guesses(known, ENDING)]:
        try:
            key = read(path)
        except SecondKeyNeeded:
            continue
        except SecondKeyProblem as error:
            problem = problem or error
            continue
        except UserError:
            continue
        if wanted is None or key.id in wanted or path in known:
            read_ones.setdefault(key.id, (key, path))
    if wanted is not None and read_ones and not set(read_ones) & set(wanted):
        problem = problem or WrongSecondKey(wanted)
    keys, paths = zip(*read_ones.values(), strict=True) if read_ones else ((), ())
    return Found(keys, paths, problem)


def known(machine: Settings) -> list[Path]:
    """Where the files were last, as this machine remembers."""
    return [Path(place) for place in machine.get(PLACES, [])]


def remember(machine: Settings, paths: Iterable[Path]) -> None:
    """They were found there."""
    first = [str(path) for path in paths]
    others = [str(path) for path in known(machine) if str(path) not in first]
    machine.set(PLACES, [*first, *others][:_PLACES_KEPT])


def _of(secret: bytes) -> SecondKey:
    return SecondKey(derive(secret, "second key number")[:8].hex(), secret)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
