"""`python -m zaitaku_desk`, and the start of the installed program."""

from __future__ import annotations

import sys

from zaitaku_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
