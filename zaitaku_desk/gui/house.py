"""What belongs to no tab: the office's own data, the passphrase, the recovery key, a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QWidget,
)

from zaitaku_desk.gui import proof, tab_order, tokens
from zaitaku_desk.gui.address_help import AddressHelp
from zaitaku_desk.gui.form import Form
from zaitaku_desk.gui.house_page import HousePage
from zaitaku_desk.gui.recovery_sheet import sheet_of
from zaitaku_desk.gui.widgets.factory import widget_class
from zaitaku_desk.records.fields import spec
from zaitaku_desk.records.office import PROFILE_ID, THRESHOLDS, Profile

if TYPE_CHECKING:
    from zaitaku_desk.gui.main_window import MainWindow
    from zaitaku_desk.gui.office import Office

PROFILE_FIELDS = (
    "contractor",
    "placement",
    "sender_title",
    "sender_name",
    "sender_block",
    "postal_code",
    "address",
    "telephone",
    "fax",
    "email",
    "prefecture",
    "municipality",
)
ADVISORY = (
    "一覧の色や「未確認」の印に使う目安です。すべて参考で、入力や印刷を止めることはありません。"
    "空にすると、その確認をしません。\n"
    "出典：「活動指針のすべての実施を求めるものではありません」（在宅医療推進コーディネータ活動指針）"
)


class ProfilePage(HousePage):
    """事務所の設定: who we are and what stands on our letters (A1)."""

    def __init__(self, office: Office) -> None:
        super().__init__("事務所の設定")
        from zaitaku_desk.store import save

        self.add_note(
            "案内状・議事録・報告書の差出人や、取り込みのときの市町村に使います。入力するとすぐ保存されます。"
        )
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_4)
        grid.setVerticalSpacing(tokens.SPACE_2)
        row = _put(page, grid, PROFILE_FIELDS, 0)
        heading = QLabel("確認の目安", page)
        heading.setProperty("role", "section")
        note = QLabel(ADVISORY, page)
        note.setProperty("role", "secondary")
        note.setWordWrap(True)
        grid.addWidget(heading, row, 0, 1, 2)
        grid.addWidget(note, row + 1, 0, 1, 2)
        _put(page, grid, (*THRESHOLDS, "erase_after_years"), row + 2)
        self.form = Form(page, Profile, office)
        AddressHelp(self.form, whole=True)
        self.column.addWidget(page)
        self.column.addStretch(1)
        if save.get(office.db, Profile.KIND, PROFILE_ID) is None:
            fresh = save.new(Profile.KIND, id=PROFILE_ID)
            self.form.load(fresh, save.unseen(fresh))
        else:
            self.form.load(*save.open_record(office.db, Profile.KIND, PROFILE_ID))
        self.closed.connect(self.form.flush)
        tab_order.begin_at(self, self.form.widget(PROFILE_FIELDS[0]))


def _put(page: QWidget, grid: QGridLayout, names: tuple[str, ...], row: int) -> int:
    """Two fields a row, one of several lines across; returns the next free row."""
    place = 2 * row
    for name in names:
        item = spec(Profile, name)
        widget = widget_class(item)(page)
        widget.setObjectName(name)
        wide = item.lines > 1
        place += place % 2 if wide else 0
        grid.addWidget(widget, place // 2, place % 2, 1, 2 if wide else 1)
        place += 2 if wide else 1
    return (place + 1) // 2


class RecoveryPage(HousePage):
    """A new recovery key: the sheet printed before opens nothing any more."""

    def __init__(self, office: Office) -> None:
        super().__init__("回復キー")
        from zaitaku_desk.store import vault

        self.add_note("新しい回復キーを作りました。前に印刷した紙は使えなくなったので、細断してください。")
        self.column.addWidget(sheet_of(office, vault.new_recovery(office.db.data_dir, office.db.key)), 1)
        office.audit("settings", detail="recovery")


def show_profile(window: MainWindow) -> None:
    """ファイル ▸ 設定 ▸ 事務所の設定."""
    window.cover_tab(ProfilePage(window.office))


def show_passphrase(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ パスフレーズの設定と変更."""
    from zaitaku_desk.gui.passphrase_page import PassphrasePage

    def show() -> None:
        page = PassphrasePage(window.office)
        page.protected.connect(window.show_protection)
        window.cover_tab(page)

    proof.ask(window.office, "パスフレーズの設定と変更", show)


def show_staff(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ 職員とパスフレーズ."""
    from zaitaku_desk.gui.staff_page import StaffPage

    proof.ask(window.office, "職員とパスフレーズ", lambda: window.cover_tab(StaffPage(window.office)))


def show_wipe(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ この端末のデータを消去."""
    from zaitaku_desk.gui.wipe_page import WipePage

    window.cover_tab(WipePage(window))


def show_locks(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ ロックと短い番号."""
    from zaitaku_desk.gui.locks_page import LocksPage

    window.cover_tab(LocksPage(window.office))


def show_recovery(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ 回復キーを作り直す; asks first, because the old sheet becomes worthless."""
    from zaitaku_desk.store import vault

    if not vault.is_protected(window.office.db.data_dir):
        window.status.say("先にパスフレーズを設定してください。")
    elif window.office.dialogs.ask(
        "新しい回復キーを作りますか。", "前に印刷した回復キーは使えなくなります。", yes="作り直す"
    ):
        proof.ask(window.office, "回復キーを作り直す", lambda: window.cover_tab(RecoveryPage(window.office)))


def make_backup(window: MainWindow) -> None:
    """控えと点検 ▸ バックアップを作る: a verified generation where she wants it; the reminder rests."""
    from zaitaku_desk.gui import keeping
    from zaitaku_desk.store import backups, copies, second_key, second_key_places

    office = window.office
    folder = office.dialogs.choose_folder("バックアップを置くフォルダー")
    if folder is None:
        return
    if second_key_places.holds(folder, second_key.ENDING) and not office.dialogs.ask(
        "鍵ファイルと同じ場所にバックアップを作りますか。",
        "一緒に持ち去られると、鍵ファイルが2つ目の鍵になりません。バックアップは別のUSBメモリーに作ってください。",
        yes="ここに作る",
    ):
        return
    window.flush()
    db: Any = office.db

    def made(path: Any) -> None:
        said = f"{path.name} を作り、開けることを確かめました。"
        if copies.on_another_disk(folder, db.data_dir):
            keeping.medium_made(window)
        else:
            said += "データと同じディスクの中なので、USBメモリーなどにも取ってください。"
        window.status.say(said)

    office.tasks.run("バックアップを作っています", lambda _progress: backups.make(db, "manual", folder), made)


def show_restore(window: MainWindow) -> None:
    """控えと点検 ▸ バックアップから戻す: what would change first, then all of it or single records."""
    from zaitaku_desk.gui.exchange import exchange
    from zaitaku_desk.gui.restore_page import RestorePage
    from zaitaku_desk.store import desk, returning

    page = RestorePage(window.office)

    def restore(file: Any) -> None:
        exchange(
            window,
            "バックアップから戻しています",
            lambda folder, key: returning.restore(folder, file, key),
            restored,
        )

    def restored(db: Any) -> None:
        page.begin_again()
        window.office.dialogs.tell(*desk.recovery(db).split("\n", 1))

    page.restore_wanted.connect(restore)
    _cover(window, page)


def show_examine(window: MainWindow) -> None:
    """ファイル ▸ 控えと点検 ▸ 点検と修復."""
    from zaitaku_desk.gui import keeping
    from zaitaku_desk.gui.examine_page import ExaminePage

    page = ExaminePage(window.office)
    page.recover_wanted.connect(lambda: recover(window))
    page.salvaged_wanted.connect(lambda: show_salvaged(window))
    page.closed.connect(lambda: keeping.look(window))
    _cover(window, page)


def show_salvaged(window: MainWindow) -> None:
    """What could be read of a damaged file, to be looked through."""
    from zaitaku_desk.gui import keeping
    from zaitaku_desk.gui.salvaged_page import SalvagedPage

    page = SalvagedPage(window.office)
    page.closed.connect(lambda: keeping.look(window))
    _cover(window, page)


def recover(window: MainWindow) -> None:
    """Set the damaged file aside and open what the newest good backup gives (as a start would)."""
    from zaitaku_desk.gui import keeping
    from zaitaku_desk.gui.exchange import exchange
    from zaitaku_desk.store import desk

    window.office.db.suspect()
    exchange(
        window,
        "壊れたファイルを取りのけ、バックアップから戻しています",
        lambda folder, key: desk.open_with(folder, lambda: key),
        lambda db: keeping.tell_recovery(window),
    )


def show_share(window: MainWindow) -> None:
    """ファイル ▸ 共有 ▸ 共有フォルダー."""
    from zaitaku_desk.gui.share_page import SharePage

    page = SharePage(window.office, window.sharing)
    page.conflicts_wanted.connect(lambda: show_conflicts(window))
    page.passphrase_wanted.connect(lambda: show_passphrase(window))
    window.cover_tab(page)


def show_plain_folder(window: MainWindow) -> None:
    """ファイル ▸ 共有 ▸ 公開用フォルダー."""
    from zaitaku_desk.gui.plain_folder_page import PlainFolderPage

    window.cover_tab(PlainFolderPage(window.office, window.plain))


def show_conflicts(window: MainWindow) -> None:
    """ファイル ▸ 共有 ▸ 食い違いを確かめる: what two devices said differently."""
    from zaitaku_desk.gui.conflicts_page import ConflictsPage

    page = ConflictsPage(window.office)
    page.closed.connect(window.sharing.count)
    _cover(window, page)


def tell_passphrase(window: MainWindow) -> None:
    """On another device the passphrase was changed: it is the one for here, too, from the next time on."""
    from zaitaku_desk.gui.bands import Band, bands_of

    words = "ほかのパソコンでパスフレーズが変わりました。ここでも、次に開くときから新しいものを使います。"
    bands = bands_of(window)
    bands.put("passphrase", Band(words, "わかりました", lambda: bands.put("passphrase", None)))


def _cover(window: MainWindow, page: Any) -> None:
    """A tool's page over the tab that is shown."""
    page.said.connect(window.status.say)
    page.open_wanted.connect(window.open_record)
    page.start()
    window.cover_tab(page)


def show_templates(window: MainWindow) -> None:
    """ファイル ▸ 設定 ▸ Wordのひな形."""
    from zaitaku_desk.gui.template_page import TemplatePage

    window.cover_tab(TemplatePage(window.office))


def show_codes(window: MainWindow) -> None:
    """ファイル ▸ 設定 ▸ 区分の編集."""
    from zaitaku_desk.gui.codes_page import CodesPage

    page = CodesPage(window.office)
    page.said.connect(window.status.say)
    window.cover_tab(page)
    tab = window.tabs.currentWidget()

    def plan_over_it(plan: QWidget) -> None:
        window.cover_tab(plan)
        plan.closed.connect(lambda: tab.cover(page))

    page.cover_wanted.connect(plan_over_it)


def show_audit(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ 操作の記録."""
    from zaitaku_desk.gui.audit_page import AuditPage

    _cover(window, AuditPage(window.office))


def show_audit_of_record(window: MainWindow) -> None:
    """編集 ▸ この記録を見た人: the log of the record that is open."""
    from zaitaku_desk.gui.audit_page import AuditPage
    from zaitaku_desk.store import naming

    tab = window.tabs.currentWidget()
    record = tab.form.record if getattr(tab, "built", False) else None
    if record is None:
        window.status.say("先に一覧から記録を選んでください。")
        return
    tab.flush()
    page = AuditPage(window.office)
    page.show_record(record.KIND, record.id, naming.shown(window.office.db, record))
    _cover(window, page)


def show_erasing(window: MainWindow) -> None:
    """ファイル ▸ 安全 ▸ 保存期間を過ぎた個人の情報."""
    from zaitaku_desk.gui.erasing_page import ErasingPage

    _cover(window, ErasingPage(window.office))
