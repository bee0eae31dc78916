"""宛名ラベル・封筒: sheet, first label and addressee beside the very pages that will be printed (A74)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.parts import give_role
from zaitaku_desk.gui.preview import Preview
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.reports.addressees import DOCTORS, TO
from zaitaku_desk.reports.envelopes import BOXES, ENVELOPES, WAYS
from zaitaku_desk.reports.label_sheets import CUSTOM, MEASURES, SHEETS

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.reports.request import Made

LABELS = "labels"
SIDE_WIDTH = 312
WAIT_MS = 250

KINDS = ((LABELS, "宛名ラベル"), *((one.key, f"封筒　{one.title}") for one in ENVELOPES))
SHEET_CHOICES = (*((one.key, one.title) for one in SHEETS), (CUSTOM, "ほかの用紙（寸法を入れる）"))
MEASURE_WORDS = ("列", "段", "幅", "高さ", "左の余白", "上の余白", "横の間隔", "縦の間隔")
USUAL = ("2", "6", "86.4", "42.3", "18.6", "21.6", "86.4", "42.3")


class LabelsPage(ToolPage):
    """Left the pages, right what they depend on; what she chose last time stands there again."""

    TITLE = "宛名ラベル・封筒"
    PAPERS: ClassVar[tuple[str, str]] = ("labels_pdf", "envelopes_pdf")
    KEY: ClassVar[str] = "labels"
    WITH_TO: ClassVar[bool] = True
    PERSONAL: ClassVar[bool] = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.title.hide()
        self.back_button.hide()
        self.preview = Preview(office)
        self.preview.set_personal(on=self.PERSONAL)
        self.preview.taken_out.connect(lambda what: office.audit(what, detail=f"{self.TITLE} pdf"))
        self.preview.closed.connect(self.back)
        self.preview.printed.connect(self.said)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self._fields: dict[str, QComboBox | QLineEdit | QCheckBox] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.make)
        self.preview.set_side(self._side())
        self.body.addWidget(self.preview)
        tab_order.begin_at(self, self._fields["kind"])
        self._filling = False

    def start(self) -> None:
        """As she left it, for the list as it is now."""
        kept = self.office.settings.get(self.KEY, {})
        self.choose(**{name: str(kept[name]) for name in self._fields if name in kept} | {"start": "1"})

    def options(self) -> dict[str, str]:
        """What she chose, as the paper asks for it; what does not apply is left out."""
        return {name: _said(field) for name, field in self._fields.items() if _said(field)}

    def choose(self, **said: str) -> None:
        """Set fields as if she had, and make the pages."""
        self._filling = True
        for name, value in said.items():
            _put(self._fields[name], value)
        self._filling = False
        self._arrange()
        self.make()

    def make(self) -> None:
        """The pages anew, in the background."""
        from zaitaku_desk import reports

        self._timer.stop()
        options = self.options()
        self.office.settings.set(self.KEY, options)
        kind = options.pop("kind")
        name = self.PAPERS[0] if kind == LABELS else self.PAPERS[1]
        if kind != LABELS:
            options["envelope"] = kind
        db = self.office.db
        request = reports.Request(today=self.office.today(), listing=self.listing, options=options)
        self.office.tasks.run(
            self.TITLE, lambda _progress: reports.make(name, db, request), self._show, self._refuse
        )

    def _show(self, made: Made) -> None:
        self.preview.view.setVisible(True)
        self.preview.print_button.setEnabled(True)
        self.preview.save_button.setEnabled(True)
        self.preview.load(made.data, self.TITLE, f"{made.title}.pdf", (), ())
        self.told.setText("\n".join(made.warnings) or "住所の不足はありません。")
        give_role(self.told, "warning" if made.warnings else "secondary")

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self.office.dialogs.failure(error)
            return
        self.preview.print_button.setEnabled(False)
        self.preview.save_button.setEnabled(False)
        self.preview.view.setVisible(False)
        self.told.setText(str(error))
        give_role(self.told, "warning")

    def _side(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFixedWidth(SIDE_WIDTH)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        side = QWidget(area)
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_3, tokens.SPACE_2)
        self._column.setSpacing(tokens.SPACE_1)
        self._choice("kind", "印刷するもの", KINDS)
        if self.WITH_TO:
            self._choice("to", "宛先", TO)
        self._choice("doctors", "医師・歯科医師の敬称", DOCTORS)
        self._choice("sheet", "ラベル用紙", SHEET_CHOICES)
        self._measures()
        self._text("start", "使い始めのラベル（左上から右へ）")
        self._choice("way", "書き方", WAYS)
        self._choice("boxes", "郵便番号", BOXES)
        self._check("sender", "差出人を印刷する", on="yes", off="no", checked=True)
        self._check("frames", "枠も印刷する（位置の確認用）", on="yes", off="")
        self._text("shift_x", "印刷のずれ：右へ（mm）")
        self._text("shift_y", "印刷のずれ：下へ（mm）")
        self._column.addSpacing(tokens.SPACE_2)
        self._column.addWidget(self.told)
        self._column.addStretch(1)
        area.setWidget(side)
        return area

    def _choice(self, name: str, title: str, choices: Iterable[tuple[str, str]]) -> None:
        field = QComboBox(self)
        for key, words in choices:
            field.addItem(words, key)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(8)
        field.currentIndexChanged.connect(lambda _at: self._changed(now=True))
        self._add(name, title, field)

    def _text(self, name: str, title: str) -> None:
        field = QLineEdit(self)
        field.textEdited.connect(lambda _text: self._changed())
        self._add(name, title, field)

    def _check(self, name: str, title: str, *, on: str, off: str, checked: bool = False) -> None:
        field = QCheckBox(title, self)
        field.setProperty("said", (on, off))
        field.setChecked(checked)
        field.toggled.connect(lambda _on: self._changed(now=True))
        self._fields[name] = field
        self._rows[name] = (field,)
        self._column.addWidget(field)

    def _add(self, name: str, title: str, field: QWidget) -> None:
        label = QLabel(title, self)
        label.setProperty("role", "label")
        label.setBuddy(field)
        field.setAccessibleName(title)
        field.setMinimumHeight(tokens.TARGET)
        self._fields[name] = field
        self._rows[name] = (label, field)
        self._column.addWidget(label)
        self._column.addWidget(field)

    def _measures(self) -> None:
        """The eight measures of a sheet nobody knows."""
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.SPACE_1)
        for place, (name, words, usual) in enumerate(zip(MEASURES, MEASURE_WORDS, USUAL, strict=True)):
            title = words if name in ("columns", "rows") else f"{words}（mm）"
            label, field = QLabel(title, box), QLineEdit(usual, box)
            label.setProperty("role", "label")
            label.setBuddy(field)
            field.setAccessibleName(title)
            field.textEdited.connect(lambda _text: self._changed())
            self._fields[name] = field
            grid.addWidget(label, place // 2 * 2, place % 2)
            grid.addWidget(field, place // 2 * 2 + 1, place % 2)
        self._rows["measures"] = (box,)
        self._column.addWidget(box)

    def _changed(self, *, now: bool = False) -> None:
        if self._filling:
            return
        self._arrange()
        if now:
            self.make()
        else:
            self._timer.start()

    def _arrange(self) -> None:
        """Show what the chosen paper asks."""
        labels = _said(self._fields["kind"]) == LABELS
        for name in ("sheet", "start", "frames"):
            self._reveal(name, labels)
        for name in ("way", "boxes", "sender"):
            self._reveal(name, not labels)
        self._reveal("measures", labels and _said(self._fields["sheet"]) == CUSTOM)

    def _reveal(self, name: str, visible: bool) -> None:
        for part in self._rows[name]:
            part.setVisible(visible)


class PeopleLabelsPage(LabelsPage):
    """The same for people at their places of work."""

    PAPERS = ("people_labels_pdf", "people_envelopes_pdf")
    PERSONAL = True
    KEY = "people_labels"
    WITH_TO = False


def _said(field: Any) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, QCheckBox):
        return str(field.property("said")[0 if field.isChecked() else 1])
    return str(field.text()).strip()


def _put(field: Any, value: str) -> None:
    if isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, QCheckBox):
        field.setChecked(value == field.property("said")[0])
    else:
        field.setText(value)
