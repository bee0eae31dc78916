"""The look of the window: one stylesheet from the tokens, the bundled font, Qt's own words in Japanese."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from zaitaku_desk import paths
from zaitaku_desk.gui import tokens
from zaitaku_desk.gui.enter_key import EnterKey
from zaitaku_desk.gui.focus_ring import FocusRing

if TYPE_CHECKING:
    from zaitaku_desk.settings import Settings

WINDOWS_POINTS = 9.0  # of the dialog font at 100 %
OF_THE_SYSTEM = (
    "QAbstractItemView",
    "QDockWidgetTitle",
    "QMenu",
    "QMenuBar",
    "QMessageBox",
    "QStatusBar",
    "QTipLabel",
)
"""What Windows has a font of its own for, whatever that of the application is."""

_families: dict[str, str] = {}


def apply(app: QApplication, settings: Settings) -> None:
    """Dress the application; call again after a change of text size or of the system's contrast."""
    QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
    if app.property("dressed") is None:
        app.setProperty("dressed", True)
        if app.property("fusion") is None:
            app.setStyle("Fusion")
        _translate(app)
        app.focus_ring = FocusRing(app)
        app.enter_key = EnterKey(app)
        app.contrast = app.styleHints().accessibility()
        app.contrast.contrastPreferenceChanged.connect(lambda _wish: apply(app, settings))
    scale = text_scale(settings)
    font = QFont(font_family())
    font.setPointSizeF(tokens.TEXT_LIST * scale)
    if app.font() != font:
        app.setFont(font)
    contrast = high_contrast(app)
    sheet = sizes(scale) + ("" if contrast else colours())
    if app.styleSheet() != sheet:  # dressing every widget anew is dear
        app.setPalette(app.style().standardPalette() if contrast else palette())
        app.setStyleSheet(sheet)
    for name in OF_THE_SYSTEM:  # a new stylesheet brings the system's fonts back
        if QApplication.font(name) != font:
            app.setFont(font, name)


def text_scale(settings: Settings) -> float:
    """How much bigger or smaller than usual she wants to read: her step times the system's own text size."""
    step = settings.get("text_step", 1)
    return tokens.TEXT_STEPS[min(max(int(step), 0), len(tokens.TEXT_STEPS) - 1)] * system_scale()


def system_scale() -> float:
    """Windows' 文字サイズ as a factor (1 elsewhere, where the display scale carries it)."""
    if sys.platform != "win32":
        return 1.0
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return min(max(points / WINDOWS_POINTS, 1.0), 2.25)


def change_text_size(settings: Settings, step: int) -> None:
    """One step bigger (+1), smaller (-1), or as usual (0)."""
    now = settings.get("text_step", 1)
    settings.set("text_step", min(max(now + step, 0), len(tokens.TEXT_STEPS) - 1) if step else 1)


def font_family() -> str:
    """The family of the bundled Japanese font, registered once."""
    if "japanese" not in _families:
        number = QFontDatabase.addApplicationFont(str(paths.japanese_font()))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        _families["japanese"] = names[0] if names else QApplication.font().family()
    return _families["japanese"]


def high_contrast(app: QApplication) -> bool:
    """Whether the system asks for high contrast: then its colours, not ours."""
    hints = app.styleHints()
    accessibility = hints.accessibility()
    return accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast


def palette() -> QPalette:
    """The tokens as a palette, for what Qt paints without the stylesheet."""
    found = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.GROUND,
        QPalette.ColorRole.Base: tokens.GROUND,
        QPalette.ColorRole.AlternateBase: tokens.SURFACE,
        QPalette.ColorRole.Button: tokens.SURFACE,
        QPalette.ColorRole.Text: tokens.INK,
        QPalette.ColorRole.WindowText: tokens.INK,
        QPalette.ColorRole.ButtonText: tokens.INK,
        QPalette.ColorRole.Highlight: tokens.SELECTION,
        QPalette.ColorRole.HighlightedText: tokens.INK,
        QPalette.ColorRole.PlaceholderText: tokens.PLACEHOLDER,
        QPalette.ColorRole.ToolTipBase: tokens.GROUND,
        QPalette.ColorRole.ToolTipText: tokens.INK,
        QPalette.ColorRole.Link: tokens.ACTION,
        QPalette.ColorRole.Accent: tokens.ACTION,
    }
    for role, colour in roles.items():
        found.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.PLACEHOLDER))
    return found


def sizes(scale: float) -> str:
    """Sizes and spaces: kept in high contrast too.

    A label that was not told to be HTML is none: a name with a tag in it would load the picture it says, on
    Windows from another computer.
    """
    t = tokens
    return f"""
QLineEdit, QComboBox {{ padding: 3px 6px; min-height: {t.TARGET - 10}px;
    font-size: {t.TEXT_FORM * scale}pt; }}
QPlainTextEdit {{ padding: 2px 3px; font-size: {t.TEXT_FORM * scale}pt; }}
QPushButton {{ padding: 3px 12px; min-height: {t.TARGET - 8}px; }}
QCheckBox {{ min-height: {t.TARGET}px; }}
QPushButton[quiet="true"] {{ padding: 3px 8px; }}
QPushButton[chip="true"] {{ padding: 2px 10px; min-height: {t.TARGET - 8}px; }}
QTabBar::tab {{ padding: 6px 18px; min-height: {t.TARGET - 12}px; }}
QMenu::item {{ padding: 6px 24px 6px 28px; }}
QMenuBar::item {{ padding: 5px 10px; }}
QHeaderView::section {{ padding: 4px 6px; min-height: {t.TARGET - 10}px; }}
QListView#suggestions::item, QListWidget::item {{ min-height: {t.TARGET}px; }}
QGroupBox {{ font-size: {t.TEXT_FORM * scale}pt; font-weight: bold; margin-top: {round(26 * scale)}px;
    padding: {t.SPACE_2}px 0 0 0; border: 0; }}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; padding: {t.SPACE_1}px 0; }}
QLabel[role="head"] {{ font-size: {t.TEXT_HEAD * scale}pt; font-weight: bold; }}
QLabel[role="section"] {{ font-size: {t.TEXT_FORM * scale}pt; font-weight: bold;
    padding-top: {t.SPACE_2}px; }}
QPushButton[role="fold"] {{ font-size: {t.TEXT_FORM * scale}pt; font-weight: bold; text-align: left;
    padding: 3px 8px 3px 0; }}
QWidget#answer_facts QLabel {{ font-size: {t.TEXT_FORM * scale}pt; }}
QLabel[role="page"] {{ font-size: {t.TEXT_VISITING * scale}pt; font-weight: bold; }}
QWidget[writing="true"] QTableView, QWidget[writing="true"] QLineEdit, QWidget[writing="true"] QComboBox,
QWidget[writing="true"] QPlainTextEdit {{ font-size: {t.TEXT_HEAD * scale}pt; }}
QToolTip {{ padding: 4px 6px; qproperty-textFormat: PlainText; }}
QLabel[textFormat="{Qt.TextFormat.AutoText.value}"] {{ qproperty-textFormat: PlainText; }}
QStatusBar QLabel {{ padding: 0 8px; }}
QStatusBar QPushButton {{ padding: 1px 8px; min-height: 20px; }}
"""


def colours() -> str:
    """Everything that has a colour."""
    t = tokens
    arrow = paths.resources().as_posix() + "/icons"
    return f"""
QWidget {{ color: {t.INK}; }}
QMainWindow, QDialog {{ background: {t.GROUND}; }}
QLineEdit, QComboBox, QPlainTextEdit {{ background: {t.GROUND}; border: 1px solid {t.LINE};
    border-radius: 4px;
    selection-background-color: {t.HOVER}; selection-color: {t.INK};
    placeholder-text-color: {t.PLACEHOLDER}; }}
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover {{ border-color: {t.SECONDARY}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border-color: {t.INK}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {t.SURFACE};
    color: {t.PLACEHOLDER};
    border-color: {t.HAIRLINE}; }}
QComboBox QLineEdit {{ border: 0; padding: 0; background: transparent; }}
QComboBox::drop-down {{ width: 22px; border: 0; }}
QComboBox::down-arrow {{ image: url({arrow}/chevron-down.svg); width: 12px; height: 12px; }}
QComboBox[active="true"] {{ background: {t.SELECTION}; border-color: {t.ACTION}; }}
QComboBox QAbstractItemView, QListView#suggestions {{ background: {t.GROUND}; border: 1px solid {t.LINE};
    selection-background-color: {t.HOVER}; selection-color: {t.INK}; outline: 0; }}
QLineEdit[cell="true"], QComboBox[cell="true"], QPlainTextEdit[cell="true"] {{ border-radius: 0;
    border: 1px solid {t.INK}; padding: 1px 3px; min-height: 0; }}
QPushButton {{ background: {t.GROUND}; color: {t.ACTION}; border: 1px solid {t.ACTION}; border-radius: 4px; }}
QPushButton:hover {{ background: {t.SELECTION}; }}
QPushButton:pressed {{ background: {t.HOVER}; color: {t.ACTION_PRESSED}; }}
QPushButton:disabled {{ color: {t.PLACEHOLDER}; border-color: {t.HAIRLINE}; background: {t.SURFACE}; }}
QPushButton[primary="true"] {{ background: {t.ACTION}; color: {t.GROUND}; }}
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed {{ background: {t.ACTION_PRESSED};
    color: {t.GROUND}; }}
QPushButton[primary="true"]:disabled {{ background: {t.SURFACE}; color: {t.PLACEHOLDER};
    border-color: {t.HAIRLINE}; }}
QPushButton[quiet="true"] {{ border-color: transparent; background: transparent; }}
QPushButton[quiet="true"]:hover {{ background: {t.SELECTION}; }}
QPushButton[quiet="true"]:disabled {{ background: transparent; }}
QPushButton[role="fold"] {{ color: {t.INK}; border-color: transparent; background: transparent; }}
QPushButton[role="fold"]:hover {{ color: {t.ACTION}; }}
QPushButton[role="warning"] {{ color: {t.WARNING}; background: {t.WARNING_GROUND}; }}
QFrame[role="fold"] {{ border: 0; border-top: 1px solid {t.HAIRLINE}; }}
QLabel[role="old"] {{ color: {t.WARNING}; }}
QPushButton[chip="true"] {{ color: {t.INK}; border-color: {t.LINE}; background: {t.GROUND}; }}
QPushButton[chip="true"]:hover {{ background: {t.SELECTION}; }}
QPushButton[chip="true"]:checked {{ color: {t.ACTION}; border-color: {t.ACTION}; background: {t.SELECTION};
    font-weight: bold; }}
QPushButton::menu-indicator {{ image: url({arrow}/chevron-down.svg); width: 12px; height: 12px;
    subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }}
QGroupBox {{ border-top: 1px solid {t.HAIRLINE}; }}
QGroupBox::title {{ color: {t.INK}; }}
QLabel[role="section"] {{ border-top: 1px solid {t.HAIRLINE}; }}
QLabel[role="label"] {{ color: {t.SECONDARY}; }}
QLabel[role="secondary"] {{ color: {t.SECONDARY}; }}
QLabel[role="problem"] {{ color: {t.ERROR}; }}
QLabel[role="done"] {{ color: {t.DONE}; }}
QLabel[role="warning"] {{ color: {t.WARNING}; background: {t.WARNING_GROUND}; padding: 3px 8px; }}
QAbstractScrollArea::corner {{ border: 0; background: {t.GROUND}; }}
QFrame[role="row"] {{ border: 0; border-bottom: 1px solid {t.HAIRLINE}; }}
QFrame[role="card"] {{ border: 1px solid {t.HAIRLINE}; border-radius: 4px; background: {t.GROUND}; }}
QTableView {{ background: {t.GROUND}; border: 1px solid {t.HAIRLINE}; gridline-color: {t.HAIRLINE};
    outline: 0;
    selection-background-color: {t.SELECTION}; selection-color: {t.INK}; }}
QTableView#rows::item, QTableView#bin_rows::item {{ border-bottom: 1px solid {t.HAIRLINE}; padding: 0 4px; }}
QListWidget, QTreeView {{ border: 1px solid {t.HAIRLINE}; outline: 0; }}
QListWidget::item:selected {{ background: {t.SELECTION}; color: {t.INK}; }}
QTableView::item:selected, QTreeView::item:selected {{ background: {t.SELECTION}; color: {t.INK}; }}
QTableView#rows::item:selected:active {{ background: {t.HOVER}; }}
QHeaderView {{ background: {t.SURFACE}; }}
QHeaderView::section {{ background: {t.SURFACE}; color: {t.SECONDARY}; border: 0;
    border-bottom: 1px solid {t.LINE}; border-right: 1px solid {t.HAIRLINE}; }}
QHeaderView::up-arrow {{ image: url({arrow}/chevron-up.svg); width: 10px; height: 10px; }}
QHeaderView::down-arrow {{ image: url({arrow}/chevron-down.svg); width: 10px; height: 10px; }}
QTableCornerButton::section {{ background: {t.SURFACE}; border: 0; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {t.LINE}; }}
QTabBar, QWidget#corner {{ background: {t.SURFACE}; }}
QTabWidget {{ background: {t.SURFACE}; }}
QTabBar::tab {{ background: {t.SURFACE}; color: {t.SECONDARY}; border: 0;
    border-bottom: 3px solid transparent; }}
QTabBar::tab:hover {{ background: {t.SELECTION}; }}
QTabBar::tab:selected {{ color: {t.ACTION}; background: {t.GROUND}; border-bottom: 3px solid {t.ACTION};
    font-weight: bold; }}
QSplitter::handle {{ background: {t.HAIRLINE}; width: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: {t.GROUND}; }}
QScrollBar:vertical {{ background: {t.SURFACE}; width: 12px; }}
QScrollBar:horizontal {{ background: {t.SURFACE}; height: 12px; }}
QScrollBar::handle {{ background: {t.LINE}; border: 2px solid {t.SURFACE}; border-radius: 6px;
    min-height: 28px;
    min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.PLACEHOLDER}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenuBar {{ background: {t.GROUND}; border-bottom: 1px solid {t.HAIRLINE}; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {t.SELECTION}; color: {t.INK}; }}
QMenu {{ background: {t.GROUND}; border: 1px solid {t.LINE}; }}
QMenu::item:disabled {{ color: {t.PLACEHOLDER}; }}
QMenu::separator {{ height: 1px; background: {t.HAIRLINE}; margin: 4px 8px; }}
QStatusBar {{ background: {t.SURFACE}; border-top: 1px solid {t.HAIRLINE}; color: {t.SECONDARY}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {t.GROUND}; color: {t.INK}; border: 1px solid {t.LINE}; }}
QProgressBar {{ border: 1px solid {t.LINE}; border-radius: 4px; background: {t.GROUND}; text-align: center; }}
QProgressBar::chunk {{ background: {t.HOVER}; }}
QCalendarWidget QWidget {{ alternate-background-color: {t.SURFACE}; }}
QWidget#qt_calendar_navigationbar {{ background: {t.GROUND}; }}
QCalendarWidget QToolButton {{ color: {t.INK}; background: {t.GROUND}; border: 0; padding: 4px 8px;
    min-height: 20px; }}
QCalendarWidget QToolButton:hover {{ background: {t.SELECTION}; }}
QCalendarWidget QAbstractItemView {{ selection-background-color: {t.ACTION}; selection-color: {t.GROUND}; }}
"""


def _translate(app: QApplication) -> None:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_ja", folder):
        app.installTranslator(translator)
