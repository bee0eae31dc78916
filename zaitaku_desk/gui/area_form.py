"""The fields of one area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.lookup import Choice
from zaitaku_desk.gui.widgets.choices import ChoiceBox
from zaitaku_desk.gui.widgets.text import TextEdit
from zaitaku_desk.gui.widgets.words import WordsNote
from zaitaku_desk.records.areas import Area

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.save import Seen

# (field, widget, row, column, columns)
_PLACES = (
    ("name", TextEdit, 0, 0, 1),
    ("level", ChoiceBox, 0, 1, 1),
    ("parent_id", ChoiceBox, 1, 0, 2),
    ("words", WordsNote, 2, 0, 2),
)


class AreaForm(Form):
    """Name, level, what it belongs to, and the towns by which it is found; `page` is the widget."""

    def __init__(self, office: Office, parent: QWidget) -> None:
        self.page = QWidget(parent)
        grid = QGridLayout(self.page)
        grid.setContentsMargins(tokens.SPACE_3, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_3)
        grid.setVerticalSpacing(tokens.SPACE_2)
        for name, kind, row, column, wide in _PLACES:
            widget = kind(self.page)
            widget.setObjectName(name)
            grid.addWidget(widget, row, column, 1, wide)
            grid.setColumnStretch(column, 1)
        widget.setPlaceholderText("「、」で区切って入力（空のときは名称で探します）")
        super().__init__(self.page, Area, office)
        self.left.connect(lambda name: self._warn() if name == "name" else None)

    def load(self, record: Area | None, seen: Seen | None = None) -> None:
        """Show an area; it may belong to any that does not lie below it."""
        if record is not None:
            self.widget("parent_id").set_choices(_above(self._office, record.id))
        super().load(record, seen)
        self._warn()

    def _warn(self) -> None:
        """Lists tell districts by their names: two of one name would be one."""
        from zaitaku_desk.store import areas

        name = self.widget("name").value
        if self.record is None or not name:
            return
        tree = areas.tree(self._office.db)
        same = [area for area in tree.every() if area.name == name and area.id != self.record.id]
        if same:
            where = " ＞ ".join(above.name or "" for above in tree.path(same[0].id)[:-1])
            self.say(
                "name", f"同じ名称の区域が{where or 'ほか'}にもあり、一覧では区別できません。", warning=True
            )


def _above(office: Office, area_id: str) -> list[Choice]:
    from zaitaku_desk.store import areas

    tree = areas.tree(office.db)
    own = {area.id for area in tree.under(area_id)}
    return [
        Choice(area.id, " ＞ ".join(above.name or "" for above in tree.path(area.id)))
        for area in tree.every()
        if area.id not in own
    ]
