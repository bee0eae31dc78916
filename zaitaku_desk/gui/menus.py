"""The menu bar: what every page has, and what the tabs declare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow
    from zaitaku_desk.gui.record_tab import RecordTab


HOUSE = (
    (
        "設定",
        (
            ("事務所の設定", "show_profile"),
            ("区分の編集", "show_codes"),
            ("Wordのひな形…", "show_templates"),
        ),
    ),
    (
        "共有",
        (
            ("共有フォルダー…", "show_share"),
            ("食い違いを確かめる…", "show_conflicts"),
            ("公開用フォルダー…", "show_plain_folder"),
        ),
    ),
    (
        "控えと点検",
        (
            ("バックアップを作る…", "make_backup"),
            ("バックアップから戻す…", "show_restore"),
            ("点検と修復…", "show_examine"),
        ),
    ),
    (
        "安全",
        (
            ("パスフレーズの設定と変更", "show_passphrase"),
            ("職員とパスフレーズ", "show_staff"),
            ("回復キーを作り直す…", "show_recovery"),
            ("ロックと短い番号", "show_locks"),
            ("操作の記録…", "show_audit"),
            ("保存期間を過ぎた個人の情報…", "show_erasing"),
            ("この端末のデータを消去…", "show_wipe"),
        ),
    ),
)
"""Submenus of ファイル and their entries: (text, function of gui/house.py), imported when first used."""


MENUS = (("ファイル", "F"), ("編集", "E"), ("表示", "V"), ("帳票", "R"), ("ヘルプ", "H"))
"""The five menus and the key that opens each together with Alt."""


class Command(NamedTuple):
    """An entry a tab adds to one of the five menus: `method` is the name of a method of the tab."""

    menu: str
    text: str
    method: str
    keys: str = ""


def build(window: MainWindow) -> dict[str, QMenu]:
    """Make the five menus; later pages need not touch this."""
    bar = window.menuBar()
    menus = {name: bar.addMenu(f"{name}(&{key})") for name, key in MENUS}

    def add(menu: str, text: str, call: Callable[[], object], *keys: str) -> QAction:
        action = QAction(text, window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False: call())
        menus[menu].addAction(action)
        return action

    for menu in menus.values():
        menu.addSeparator()  # what the tabs add stands above it
    for title, entries in HOUSE:
        below = menus["ファイル"].addMenu(title)
        for text, name in entries:
            below.addAction(text, lambda name=name: window.run_house(name))
    add("ファイル", "いま同期する", window.sync, "F5")
    menus["ファイル"].addSeparator()
    add("ファイル", "画面を隠す", window.hide_wanted.emit, "F12", "Pause")
    add("ファイル", "いまロックする", window.lock, "Ctrl+L")
    add("ファイル", "終了", window.close, "Ctrl+Q")
    add("編集", "元に戻す", lambda: window.current("undo"), "Ctrl+Z")
    add("編集", "やり直す", lambda: window.current("redo"), "Ctrl+Y", "Ctrl+Shift+Z")
    menus["編集"].addSeparator()
    add("編集", "新規", lambda: window.current("new"), "Ctrl+N")
    add("編集", "複製", lambda: window.current("duplicate"), "Ctrl+D")
    add("編集", "ごみ箱へ移す", lambda: window.current("delete"))
    add("編集", "変更履歴", lambda: window.current("show_history"), "Ctrl+H")
    add("編集", "この記録を見た人…", lambda: window.run_house("show_audit_of_record"))
    add("編集", "ごみ箱を見る", lambda: window.current("show_bin"))
    menus["編集"].addSeparator()
    add("編集", "一覧を検索", lambda: window.current("focus_search"), "Ctrl+F")
    add("編集", "すべてを検索", window.focus_global_search, "Ctrl+K")
    for at in range(window.tabs.count()):
        add("表示", window.tabs.tabText(at), lambda at=at: window.go(at), f"Ctrl+{at + 1}")
    menus["表示"].addSeparator()
    add(
        "表示",
        "文字を大きく",
        lambda: window.change_text_size(1),
        "Ctrl++",
        "Ctrl+Shift+;",
        "Ctrl+=",
    )
    add("表示", "文字を小さく", lambda: window.change_text_size(-1), "Ctrl+-")
    add("表示", "文字をふつうの大きさに", lambda: window.change_text_size(0))
    menus["表示"].addSeparator()
    _date_styles(window, menus["表示"])
    menus["帳票"].aboutToShow.connect(lambda: _fill_papers(window, menus["帳票"]))
    add("ヘルプ", "使い方", window.show_guide, "F1")
    add("ヘルプ", "この画面のキー", window.show_keys, "Ctrl+/")
    _hidden(window, "Ctrl+P", lambda: window.current("print_main"))
    _hidden(window, "Ctrl+E", lambda: window.current("show_papers"))
    _hidden(window, "Ctrl+T", lambda: window.current("show_tools"))
    return menus


def add_commands(window: MainWindow, tab: RecordTab) -> None:
    """What a tab declares, above what every page has. Keys of several tabs are those of the one shown."""
    taken = {key.toString() for action in window.actions() for key in action.shortcuts()}
    for command in getattr(tab, "COMMANDS", ()):
        action = QAction("\t".join(filter(None, (command.text, command.keys))), window)
        action.triggered.connect(lambda _on=False, method=command.method: window.run(tab, method))
        menu = window.menus[command.menu]
        menu.insertAction(next(item for item in menu.actions() if item.isSeparator()), action)
        if command.keys and QKeySequence(command.keys).toString() not in taken:
            _hidden(window, command.keys, lambda command=command: _run_keys(window, tab, command))


def _run_keys(window: MainWindow, tab: RecordTab, command: Command) -> None:
    shown = window.tabs.currentWidget()
    for other in getattr(shown, "COMMANDS", ()):
        if other.keys == command.keys:
            window.run(shown, other.method)
            return
    window.run(tab, command.method)


def _hidden(window: MainWindow, keys: str, call: Callable[[], object]) -> None:
    """A key that works while the menu it belongs to is filled only when it opens."""
    action = QAction(window)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(lambda _on=False: call())
    window.addAction(action)


def _date_styles(window: MainWindow, menu: QMenu) -> None:
    group = QActionGroup(window)
    for style, text in (("wareki", "日付を和暦で表示"), ("western", "日付を西暦で表示")):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(window.office.date_style == style)
        action.triggered.connect(lambda _on=False, style=style: window.set_date_style(style))
        group.addAction(action)


def _fill_papers(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    papers = window.papers_menu()
    if papers is None:
        menu.addAction("この画面には帳票がありません").setEnabled(False)
        return
    papers.aboutToShow.emit()
    menu.addActions(papers.actions())
    menu.addSeparator()
    menu.addAction("主な帳票を印刷プレビュー（Ctrl+P）", lambda: window.current("print_main"))
