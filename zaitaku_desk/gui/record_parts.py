"""What a page has beside its list, in one import: on a thread, once the list is painted.

Importing all this and making its classes takes as long as painting the first page.
"""

from __future__ import annotations

from PySide6.QtWidgets import QStyle

from zaitaku_desk.gui import tab_order, ui
from zaitaku_desk.gui.child_table import ChildTable
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.paper_list import papers
from zaitaku_desk.gui.papers import Papers
from zaitaku_desk.gui.record_pane import RecordPane
from zaitaku_desk.japanese import typed
from zaitaku_desk.store import lists

__all__ = [
    "ChildTable",
    "Form",
    "Papers",
    "QStyle",
    "RecordPane",
    "lists",
    "papers",
    "tab_order",
    "typed",
    "ui",
]
