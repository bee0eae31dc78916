"""One measurement in a process of its own: `child.py MODULE.FUNCTION JSON` prints JSON.

Kept bare, because what is imported here is part of every start that is measured.
"""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def answer(value: Any) -> None:
    """Give the result to the parent."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def memory(name: str) -> int:
    """kB of this process as Linux names them (VmHWM peak, RssAnon own memory); 0 where it does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as file:  # noqa: PTH123
            lines = file.read().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name + ":")), 0)


if __name__ == "__main__":
    module, _, function = sys.argv[1].partition(".")
    found = getattr(importlib.import_module(f"zaitaku_desk.bench.{module}"), function)
    answer(found(**json.loads(sys.argv[2])))
