"""区域（地区）: the tree 二次医療圏 > 市町村 > 日常生活圏域 > 地区, and who lies in it (A138)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import area_words, tab_order, tokens
from zaitaku_desk.gui.area_form import AreaForm
from zaitaku_desk.gui.area_gaps import AreaGaps
from zaitaku_desk.gui.area_tree import AreaTree
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.records.areas import LEVELS, Area

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.intake.areas import AreaPlan
    from zaitaku_desk.store.areas import Assignment

TABLES = "表 (*.xlsx *.xls *.csv *.tsv *.txt)"
WAIT_MS = 400


class AreasPage(ToolPage):
    """Tree on the left, the chosen area and the institutions without 地区 on the right."""

    TITLE = "区域（地区）"

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._new: Area | None = None
        self._result = ""
        self.read_button = self._button("表から読み込む…", self.read_table)
        self.assign_button = self._button("住所から割り当てる", self.assign)
        self.assign_button.setProperty("primary", True)
        self.assign_button.setToolTip("町名から地区を決めます。手で決めた地区はそのまま残ります。")
        for at, button in enumerate((self.read_button, self.assign_button), 1):
            self.head.insertWidget(at, button)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self.tree = AreaTree(self)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.sibling_wanted.connect(self.add)
        self.tree.child_wanted.connect(lambda: self.add(below=True))
        self.tree.move_wanted.connect(self.move_area)
        self.tree.removal_wanted.connect(self.remove)
        self.tree.rename_wanted.connect(self.rename)
        self.form = AreaForm(office, self)
        self.form.edited.connect(lambda _name: self.say(""))
        self.form.left.connect(lambda _name: self._count_soon.start())
        self.form.undo_wanted.connect(self._undo)
        self.gaps = AreaGaps(office, self)
        self.gaps.open_wanted.connect(self.open_wanted)
        self._count_soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._count_soon.timeout.connect(self._count)
        self._lay_out()
        office.changes.saved.connect(self._on_saved)

    def start(self) -> None:
        self._result, self._new = "", None
        self._reload()
        self.tree.choose(self.tree.current_id())
        self._count()
        self.tree.setFocus()

    def flush(self) -> None:
        self.form.flush()

    def add(self, *, below: bool = False) -> None:
        """A new area beside the one that is shown, or below it; it is stored when she types its name."""
        from zaitaku_desk.store import areas, save

        self.flush()
        tree = areas.tree(self.office.db)
        here = tree.areas.get(self.tree.current_id())
        parent = here.id if here and below else (here.parent_id if here else None)
        level = here.level if here else "municipality"
        if here and below:
            keys = [key for key, _ in LEVELS]
            level = keys[min(keys.index(here.level) + 1, len(keys) - 1)] if here.level in keys else keys[-1]
        last = max((area.order or 0 for area in tree.children(parent)), default=0)
        self._new = Area(id=save.new("areas").id, level=level, parent_id=parent, order=last + 10)
        self.tree.show_tree(tree, self._new.id, self._new)
        self.form.load(self._new, save.unseen(self._new))
        self.form.widget("name").setFocus()

    def rename(self) -> None:
        """Go to the name of the area."""
        self.form.widget("name").setFocus()
        self.form.widget("name").end(False)

    def move_area(self, step: int) -> None:
        """Move the area up (-1) or down (+1) among its siblings."""
        from zaitaku_desk.store import areas

        self.flush()
        here = self.tree.current_id()
        self._try(lambda: self.office.saved("areas", areas.move(self.office.db, here, step)))

    def remove(self) -> None:
        """Put the area and all below it into the bin; Ctrl+Z brings them back."""
        from zaitaku_desk.store import areas, save

        self.flush()
        tree, here = areas.tree(self.office.db), self.tree.current_id()
        if here not in tree.areas:
            return
        gone = tree.areas[here]
        near = [area.id for area in tree.siblings(here) if area.id != here] or [gone.parent_id or ""]
        if not self._try(lambda: save.delete(self.office.db, "areas", here)):
            return
        self.office.saved("areas", [here])
        self.tree.choose(near[0])
        self.say(f"「{gone.name or ''}」とその下の区域を外しました。Ctrl+Zで戻せます。")

    def assign(self) -> None:
        """Give every institution the 地区 of its address; her own stay."""
        from zaitaku_desk.store import areas

        self.flush()
        db, today = self.office.db, self.office.today().isoformat()
        self.office.tasks.run(
            "住所から地区を決めています",
            lambda progress: areas.assign(db, edition=today, progress=progress),
            self._on_assigned,
        )

    def read_table(self) -> None:
        """Take a tree from Excel or CSV."""
        path = self.office.dialogs.choose_file("区域の表を読み込む", TABLES)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read that table and add what is new."""
        from zaitaku_desk.intake import areas as table

        self.flush()
        db = self.office.db
        self.office.tasks.run(
            "区域の表を読んでいます", lambda progress: table.plan_file(db, path, progress), self._on_table
        )

    def say(self, text: str) -> None:
        """What was just done, below the head until something else is done."""
        self._result = text
        self.told.setText(text)

    # --- inside

    def _on_assigned(self, made: Assignment) -> None:
        if made.said:
            self.office.saved("institutions", [])
        self.say(area_words.after(made))
        self._count()

    def _on_table(self, plan: AreaPlan) -> None:
        from zaitaku_desk.intake import areas as table

        if self._try(lambda: table.apply(self.office.db, plan)):
            self.office.saved("areas", [area.id for area in (*plan.new, *plan.changed)])
            self.tree.choose(self.tree.current_id())
            self.say(area_words.taken(plan))

    def _on_chosen(self, area_id: str) -> None:
        from zaitaku_desk.store import save

        if self._new is not None and area_id == self._new.id:
            return
        self.form.flush()
        if self._new is not None:
            self._new = None
            self._reload(area_id)
        if area_id:
            self.form.load(*save.open_record(self.office.db, "areas", area_id))
        else:
            self.form.load(None, None)

    def _reload(self, current: str = "") -> None:
        from zaitaku_desk.store import areas

        tree = areas.tree(self.office.db)
        if self._new is not None and self._new.id in tree.areas:
            self._new = None
        keep = current or self.tree.current_id()
        self.tree.show_tree(tree, keep, self._new)
        self._count_soon.start()

    def _count(self) -> None:
        from zaitaku_desk.store import areas

        if self.office.db is None or not self.isVisible():
            return
        counts, _ = areas.counts(self.office.db)
        self.tree.show_counts(counts)
        self.gaps.load()
        if not areas.tree(self.office.db).areas:
            self.told.setText(f"{self._result}{area_words.EMPTY}")
            return
        db = self.office.db
        self.office.tasks.read(lambda: areas.plan(db), self._on_plan)

    def _on_plan(self, made: Assignment) -> None:
        will = area_words.before(made)
        self.told.setText(f"{self._result}{will}" if made.said or not self._result else self._result)

    def _on_saved(self, kind: str, _ids: list[str]) -> None:
        if not self.isVisible() or self.office.db is None:
            return
        if kind in ("areas", "institutions"):
            self._result = ""
        if kind == "areas" and not self.form.dirty:
            self._reload()
            if self.form.record is not None and self._new is None:
                self._follow()
        elif kind == "institutions":
            self._count_soon.start()

    def _follow(self) -> None:
        """After an undo: show what is chosen now, which may be another one."""
        from zaitaku_desk.store import areas, save

        here = self.tree.current_id()
        if here and (self.form.record is None or self.form.record.id != here):
            self.form.load(*save.open_record(self.office.db, "areas", here))
        elif self.form.record is not None and self.form.record.id not in areas.tree(self.office.db).areas:
            self.form.load(None, None)

    def _undo(self) -> None:
        self._try(self.office.undo.undo)

    def _try(self, work: Callable[[], Any]) -> bool:
        try:
            work()
        except UserError as error:
            self.office.dialogs.failure(error)
            return False
        return True

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(tokens.SPACE_1)
        for text, tip, call in (
            ("並べて追加", "Insert", self.add),
            ("下に追加", "Shift+Insert", lambda: self.add(below=True)),
            ("上へ", "Alt+↑", lambda: self.move_area(-1)),
            ("下へ", "Alt+↓", lambda: self.move_area(1)),
            ("外す", "Ctrl+Delete", self.remove),
        ):
            button = self._button(text, call)
            button.setProperty("quiet", True)
            button.setToolTip(f"{text}（{tip}）")
            keys.addWidget(button)
        keys.addStretch(1)
        left, right = QWidget(self), QWidget(self)
        for side, parts in ((left, (self.tree,)), (right, (self.form.page, self.gaps))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(tokens.SPACE_2)
            for part in parts:
                column.addWidget(part, int(part is not self.form.page))
        left.layout().addLayout(keys)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(right)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(area)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self.body.addWidget(self.told)
        self.body.addWidget(split, 1)
        tab_order.begin_at(self, self.tree)

    def _button(self, text: str, call: Callable[[], Any]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: call())
        return button
