"""The window: the one home of Qt."""

from __future__ import annotations

from zaitaku_desk.gui import singletons

singletons.hold()
