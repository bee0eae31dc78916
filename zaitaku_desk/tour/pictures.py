"""Walks through the window and takes a picture at every stop."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog

from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.gui.first_start import JOIN, RETURN
from zaitaku_desk.gui.gate import Gate
from zaitaku_desk.gui.main_window import MainWindow
from zaitaku_desk.tour import (
    confirming,
    files,
    finding,
    importing,
    locking,
    minding,
    recovering,
    region,
    sending,
    sharing,
    sheets,
)
from zaitaku_desk.tour.camera import Camera
from zaitaku_desk.tour.desk import NOW, fixed_clock, fullest

PASSPHRASE = "みなと の あさ は はやい 7"

LIST = """名称,ふりがな,種別,地区,電話番号,所在地
舩津みらい医院,ふなつみらいいいん,診療所,錨町,0000-31-0001,汐路県みなと野市錨町1-2-3
つばきせ歯科,つばきせしか,歯科診療所,椿瀬,0000-31-0002,汐路県みなと野市椿瀬4-5
夕凪台薬局,ゆうなぎだいやっきょく,薬局,藍野原,0000-31-0003,汐路県みなと野市夕凪台6-7
"""

OWN_LIST = """呼び名,れんらく先,ばしょ,圏域,やっている時間,往診,人工呼吸器の使用,看取り,ひとこと
舩津みらい医院,0000-31-0001,汐路県みなと野市錨町1-2-3,錨町,月～金 9:00～12:00 14:00～18:00,○,×,○,駐車場は裏
夕凪台クリニック,0000-31-0004,汐路県みなと野市夕凪台8-1,藍野原,月～土 9:00～12:00,×,×,△（日中のみ）,
椿瀬内科,0000-31-0005,汐路県みなと野市椿瀬2-2,椿瀬,,○,○,○,院長は木曜が会議
"""
NAMES = """No,氏名,ふりがな,職種,所属,役職,就任,メール,リーダー研修
1,潮見　灯,しおみ　あかり,看護師,みなと野訪問看護ステーション,所長,R6.4.1,akari@example.jp,○
2,浜辺　凪,はまべ　なぎ,医療ソーシャルワーカー,みなと野市民病院,地域連携室　主任,,,
3,,,医師,椿瀬内科,院長,,,
"""


def take(district: Path, out: Path) -> list[Path]:
    """Pictures of the district's desk, then of a first start; returns the files."""
    from zaitaku_desk import app as program

    app = program.application()
    camera = Camera(app, out)
    with fixed_clock():
        window = _window(program, district, camera)
        for stop in STOPS:
            stop(camera, window)
            _home(window)
        window.hide()
        _shut(window)
        _first_start(program, camera, district.with_name(f"{district.name}-new"))
    return camera.made


# ---------------------------------------------------------------- the stops


def visits(camera: Camera, window: Any) -> None:
    """ヒアリング訪問: list and record, the questionnaire, visiting mode, history, bin, a new one."""
    tab = _show(window, "visits")
    camera.settle(window)
    tab.show_record(fullest(window.office.db, "visit"))
    tab.list.select(tab.form.record.id)
    camera.take("visits", window)
    _open_record(tab, tab.form.record.id)
    camera.take("visits-record", window)
    _scroll(tab, 0.5)
    camera.take("visits-questionnaire", window)
    tab.toggle_visiting()
    camera.take("visits-visiting-mode", window)
    _scroll(tab, 0.4)
    camera.take("visits-visiting-mode-below", window)
    tab.toggle_visiting()
    tab.show_history()
    camera.take("visits-history", window)
    tab.back()
    tab.delete()
    tab.show_bin()
    camera.take("visits-bin", window)
    tab.back()
    tab.undo()
    tab.new()
    camera.take("visits-new", window)


def institutions(camera: Camera, window: Any) -> None:
    """関係機関: list and record, what it can do, a search, a filter, the import."""
    tab = _show(window, "institutions")
    camera.settle(window)
    _open_record(tab, fullest(window.office.db, "institution"))
    camera.take("institutions", window)
    for part in (0.5, 1.0):
        _scroll(tab, part)
        camera.take(f"institutions-below-{part:g}", window)
    tab.back()
    camera.say(tab.list.search, "船瀬")
    camera.take("institutions-search", window)
    tab.list.search.clear()
    camera.say(tab.list.search, "ありえない名前")
    camera.take("institutions-nothing-found", window)
    tab.list.search.clear()
    tab.list.filters.set(kind="clinic")
    camera.take("institutions-filter", window)
    tab.list.filters.lift()


def taking_in(camera: Camera, window: Any) -> None:
    """一覧を取り込む: choose, plan; the columns of one's own list and of a 名簿, its plan."""
    tab = _show(window, "institutions")
    tab.import_list()
    camera.take("import-choose", window)
    path = Path(window.office.db.data_dir) / "みなと野市の一覧.csv"
    path.write_text(LIST, "utf-8-sig")
    tab._wizard.plan(path)
    window.office.tasks.wait()
    camera.take("import-plan", window)
    importing.edition(camera, window, tab, path)
    for name, words in (("import-columns", OWN_LIST), ("import-people", NAMES)):
        path.write_text(words, "utf-8-sig")
        tab._wizard.plan(path)
        window.office.tasks.wait()
        camera.take(name, window)
    tab._wizard.mapping.read()
    window.office.tasks.wait()
    camera.take("import-people-plan", window)
    path.unlink()


def meetings(camera: Camera, window: Any) -> None:
    """会議: invitation, attendance, minutes, calendar, series, a new one, the preview of the invitation."""
    tab = _show(window, "meetings")
    camera.settle(window)
    _open_record(tab, fullest(window.office.db, "invitation"))
    camera.take("meetings-invitation", window)
    tab.parts.show_part(1)
    camera.take("meetings-attendance", window)
    _open_record(tab, fullest(window.office.db, "minutes"))
    tab.parts.show_part(2)
    camera.take("meetings-minutes", window)
    tab.set_wide(True)
    _scroll(tab, 0.6)
    camera.take("meetings-minutes-wide", window)
    tab.set_wide(False)
    tab.show_calendar(True)
    tab.back()
    camera.take("meetings-calendar", window)
    tab.show_calendar(False)
    tab.show_series()
    camera.take("meetings-series", window)
    tab.back()
    tab.new()
    camera.take("meetings-new", window)
    _open_record(tab, fullest(window.office.db, "invitation"))
    tab.print_main()
    window.office.tasks.wait()
    camera.take("preview", window)


def consultations(camera: Camera, window: Any) -> None:
    """相談: list and record, the directory inside, a new one ready to type."""
    tab = _show(window, "consultations")
    camera.settle(window)
    _open_record(tab, fullest(window.office.db, "consultation"))
    camera.take("consultations", window)
    _scroll(tab, 1.0)
    camera.take("consultations-below", window)
    tab.new()
    camera.take("consultations-new", window)
    tab.directory.words.setFocus()
    camera.say(tab.directory.words, "クリニック")
    camera.take("consultations-directory", window)


def people(camera: Camera, window: Any) -> None:
    """人."""
    tab = _show(window, "people")
    camera.settle(window)
    _open_record(tab, fullest(window.office.db, "person"))
    camera.take("people", window)


def everywhere(camera: Camera, window: Any) -> None:
    """What every page has: global search, menus, keys, guide, the office's own data, western dates."""
    tab = _show(window, "visits")
    window.focus_global_search()
    camera.say(window.global_search, "みなと")
    window.global_search._suggestions.offer(window.global_search.text())
    camera.take("search-everything", window)
    window.global_search._suggestions.close()
    window.global_search.clear()
    for name in ("ファイル", "編集", "表示", "帳票"):
        menu = window.menus[name]
        menu.popup(window.mapToGlobal(window.menuBar().actionGeometry(menu.menuAction()).bottomLeft()))
        camera.take(f"menu-{name}", window)
        menu.close()
    window.show_keys()
    camera.take("keys", window)
    _close_popup()
    window.show_guide()
    camera.take("guide", window)
    tab.back()
    for name in ("show_profile", "show_passphrase"):
        window.run_house(name)
        camera.take(name.replace("_", "-"), window)
        window.tabs.currentWidget().back()
    window.change_text_size(1)
    window.change_text_size(1)
    window.set_date_style("western")
    camera.take("larger-text-western-dates", window)
    window.set_date_style("wareki")
    window.change_text_size(0)


def boxes(camera: Camera, window: Any) -> None:
    """A period is asked for; a question; a program error."""
    from zaitaku_desk.gui.dialogs import Dialogs
    from zaitaku_desk.gui.password_box import PasswordBox
    from zaitaku_desk.gui.period import PeriodDialog

    _show(window, "meetings")
    _over(camera, window, PasswordBox("xlsx", window), "password")
    period = PeriodDialog(window.office, "理事会 活動報告", window)
    _over(camera, window, period, "period")
    real = Dialogs(window.office.settings)
    for name, call in (
        (
            "question",
            lambda: real.ask("新しい回復キーを作りますか。", "前に印刷した回復キーは使えなくなります。"),
        ),
        ("crash", lambda: real.crash("4F2A-91C3", "ValueError")),
    ):
        _during(camera, window, name, call)


STOPS: tuple[Callable[[Camera, Any], None], ...] = (
    visits,
    institutions,
    finding.finding,
    sheets.sheets,
    sending.sending,
    taking_in,
    region.areas,
    region.tools,
    confirming.rounds,
    confirming.editions,
    meetings,
    consultations,
    finding.proposing,
    people,
    everywhere,
    region.lists,
    recovering.restoring,
    recovering.examining,
    recovering.reviewing,
    files.files,
    minding.log,
    minding.past_its_time,
    boxes,
    sharing.stop,
)


def _first_start(program: Any, camera: Camera, place: Path) -> None:
    """Who I am, passphrase, recovery sheet, a list to begin with; the empty pages; then the lock."""
    shutil.rmtree(place, ignore_errors=True)
    window = _window(program, place, camera)
    cover: Any = window._cover
    said = {
        "contractor": "みなと野市医師会",
        "placement": "在宅医療・介護連携支援室",
        "sender_name": "汐見　さくら",
        "sender_title": "コーディネーター",
    }
    for name, text in said.items():
        camera.say(cover.who[name], text)
    camera.take("first-start-who", window)
    cover._go(RETURN)
    camera.take("first-start-from-a-backup", window)
    cover._go(JOIN)
    camera.take("first-start-from-the-shared-folder", window)
    cover.join.working.begin(cover.join.WORKING, stoppable=True)
    cover.join.working.show_progress(42, 100)
    cover.join.form.setEnabled(False)
    camera.take("first-start-receiving", window)
    window.office.tasks.finished.emit()
    cover._go(1)
    camera.take("first-start-passphrase", window)
    cover._make(PASSPHRASE)
    window.office.tasks.wait()
    camera.take("first-start-recovery-sheet", window)
    cover._go(3)
    camera.take("first-start-begin", window)
    cover.finished.emit(cover._db, None)
    for at, name in enumerate(window.tabs_by_name):
        window.go(at)
        camera.take(f"empty-{name}", window)
    locking.protecting(camera, window, PASSPHRASE)
    locking.locking(camera, window, PASSPHRASE, place.with_name("stick"))
    window.hide()
    _shut(window)


# ---------------------------------------------------------------- on the way


def _window(program: Any, place: Path, camera: Camera) -> Any:
    """The window on that folder, at the fixed moment, asking nobody."""
    office = program.make_office(place, FakeDialogs())
    office.today, office.now = NOW.date, lambda: NOW
    tabs = program.tabs(office)
    for tab in tabs:
        tab.stepwise = True
    window = MainWindow(office, tabs)
    window.resize(camera.size())
    Gate(office, window, place, program.beginnings()).enter()
    window.show()
    window.activateWindow()
    return window


def _show(window: Any, name: str) -> Any:
    tab = window.page(name)
    window.tabs.setCurrentWidget(tab)
    return tab


def _open_record(tab: Any, record_id: str) -> None:
    tab.open_record(record_id)
    tab.pane.to_top()


def _scroll(tab: Any, part: float) -> None:
    bar = tab.pane._area.verticalScrollBar()
    QApplication.processEvents()
    bar.setValue(round(bar.maximum() * part))


def _home(window: Any) -> None:
    """Back to the list, whatever stands over it."""
    tab = window.tabs.currentWidget()
    tab.uncover()
    tab.back()
    QApplication.processEvents()


def _over(camera: Camera, window: Any, dialog: Any, name: str) -> None:
    dialog.show()
    camera.settle(window)
    dialog.move(window.pos() + (window.rect().center() - dialog.rect().center()))
    camera.take(name, window)
    dialog.close()


def _during(camera: Camera, window: Any, name: str, call: Callable[[], Any]) -> None:
    """A picture while a box waits for an answer; then it is closed."""
    from PySide6.QtCore import QTimer

    def taken() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            box.move(window.pos() + (window.rect().center() - box.rect().center()))
            camera.take(name, window)
            box.done(0)

    QTimer.singleShot(100, taken)
    call()


def _close_popup() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def _shut(window: Any) -> None:
    window.office.tasks.close()
    if window.office.db is not None:
        window.office.db.close()
        window.office.db = None
