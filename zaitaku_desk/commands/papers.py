"""Papers without a window."""

from __future__ import annotations

from argparse import Namespace

from zaitaku_desk.commands import Said
from zaitaku_desk.errors import UserError


def report(_arguments: Namespace) -> Said:
    """`report NAME -o FILE`, or `report --list`."""
    raise UserError("帳票はまだ作れません。")
