"""What the command line does, one module a subject; `cli.py` reads the words and prints what comes back."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

PASSPHRASE = "ZAITAKU_DESK_PASSPHRASE"  # noqa: S105 - the name of a variable


class WrongUsage(Exception):
    """The command was written wrongly (exit 2); the text says, in Japanese, what would be right."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answers: `value` for `--json`, `lines` for people, `notes` for standard error."""

    value: Any
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    code: int = 0


def tell(text: str) -> None:
    """Something for people: standard error, where there is one (a window on Windows has none)."""
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")


def one_line(value: object) -> str:
    """A value as one cell of a line: no tab, no line break."""
    return "" if value is None else " ".join(str(value).split())
