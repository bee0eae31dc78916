"""バックアップから戻す: which generation, what it would change, all of it or single records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from zaitaku_desk.gui import tab_order, tokens
from zaitaku_desk.gui.plain_table import PlainRow, PlainView
from zaitaku_desk.gui.row_choice import ManyRows
from zaitaku_desk.gui.show import in_full
from zaitaku_desk.gui.tools import ToolPage
from zaitaku_desk.records import KINDS
from zaitaku_desk.settings import SHARED_FOLDER

if TYPE_CHECKING:
    import datetime as dt

    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.store.backups import Generation
    from zaitaku_desk.store.difference import Difference, Line

WHY = {
    "exit": "終了したとき",
    "start": "開いたとき",
    "import": "名簿を取り込む前",
    "migration": "版が新しくなる前",
    "manual": "手で作った",
    "share": "毎日の控え",
    "replaced": "戻す前のデータ",
}
WHAT = {"back": "戻る", "changed": "変わる", "gone": "なくなる"}
WORDS = {
    "back": "今のデータにはありません（ごみ箱の中か、まだ入力していません）",
    "changed": "",
    "gone": "このバックアップよりあとに入力しました",
}
HERE, SHARE, ELSEWHERE = "このパソコン", "共有フォルダー", "選んだフォルダー"
KEPT = "今のデータは消しません。この一覧に「戻す前のデータ」として残り、いつでも戻れます。"
SHARED = (
    "\n共有フォルダーへ送ってあった変更は、次の同期でまた届きます。"
    "取り消したい記録があるときは「選んだ記録だけ取り戻す」を使ってください。"
)
ASK = "行を選んで Enter を押すと、戻したときに何が変わるかをここに示します。まだ何も変わりません。"
BUSY = "比べています…"
NONE = (
    "バックアップはまだありません。終了するたびに自動で作ります。USBメモリーの控えは「別の場所…」で選べます。"
)


class RestorePage(ToolPage):
    """`restore_wanted(Path)` after she has seen what would change and said yes."""

    TITLE = "バックアップから戻す"
    restore_wanted = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._made: dict[str, tuple[str, Generation]] = {}
        self._chosen: Path | None = None
        self._lines: dict[str, Line] = {}
        self.other_button = QPushButton("別の場所…", self)
        self.other_button.setToolTip("USBメモリーなど、ほかのフォルダーのバックアップを見る")
        self.other_button.clicked.connect(self.look_elsewhere)
        self.restore_button = QPushButton("このバックアップに戻す…", self)
        self.restore_button.setProperty("primary", True)
        self.restore_button.clicked.connect(self.restore)
        self.head.insertWidget(1, self.restore_button)
        self.head.insertWidget(1, self.other_button)
        self.generations = PlainView(
            "バックアップの一覧",
            ("いつの", "きっかけ", "大きさ", "場所"),
            (240, 170, 100, 160),
            self,
            right=(2,),
        )
        self.generations.opened.connect(self.compare)
        self.generations.current.connect(self._on_current)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.take_button = QPushButton("選んだ記録だけ取り戻す", self)
        self.take_button.setToolTip("今のデータはそのままに、選んだ記録だけをこのバックアップの内容にします")
        self.take_button.clicked.connect(self.take_back)
        self.lines = ManyRows("変わる記録", ("種類", "記録", "どうなる", "内容"), (120, 250, 80, 400), self)
        between = QHBoxLayout()
        between.setSpacing(tokens.SPACE_3)
        between.addWidget(self.summary, 1)
        between.addWidget(self.take_button)
        self.body.addWidget(self.generations, 2)
        self.body.addLayout(between)
        self.body.addWidget(self.lines, 3)
        tab_order.begin_at(self, self.generations)
        office.tasks.finished.connect(self._on_finished)

    def start(self) -> None:
        """The generations here, then those on the share, which may take its time."""
        from zaitaku_desk.store import backups, copies

        self._made.clear()
        self._chosen = None
        folder = self.office.db.data_dir
        self._add(HERE, [*backups.list_generations(folder), *backups.replaced(folder)])
        share = self.office.settings.place(SHARED_FOLDER)
        if share is not None:
            self.office.tasks.aside(
                lambda _progress: copies.on_share(share),
                lambda found: self._add(SHARE, found),
                self.office.dialogs.failure,
            )

    def begin_again(self) -> None:
        """After a restore: what was before it stands first, to go back to."""
        self.start()
        self.generations.select(self.generations.rows[0].key)

    def look_elsewhere(self) -> None:
        """Generations of a folder she chooses."""
        from zaitaku_desk.store import backups

        folder = self.office.dialogs.choose_folder("バックアップのあるフォルダー")
        if folder is None:
            return
        found = backups.generations_in(folder)
        if not found:
            self.office.dialogs.tell(
                "このフォルダーにバックアップはありません。",
                "「desk-日付-時刻.zbk」というファイルのあるフォルダーを選んでください。",
            )
            return
        self._add(ELSEWHERE, found)
        self.generations.select(str(found[0].path))
        self.generations.setFocus()

    def compare(self, key: str) -> None:
        """Show what restoring this generation would change."""
        from zaitaku_desk.store import difference

        _place, made = self._made[key]
        db = self.office.db
        self.summary.setText(BUSY)
        self.office.tasks.run(
            "バックアップと比べています",
            lambda progress: difference.compare(db, made.path, progress),
            lambda found: self._show(made, found),
            self._on_failed,
        )

    def restore(self) -> None:
        """Ask once more, then hand over."""
        if self._chosen is not None and self.office.dialogs.ask(
            f"データを{self._moment(self._made[str(self._chosen)][1].when)}のバックアップに戻しますか。",
            KEPT + (SHARED if self.office.settings.get(SHARED_FOLDER) else ""),
            yes="戻す",
        ):
            self.restore_wanted.emit(self._chosen)

    def take_back(self) -> None:
        """Only the chosen records, as an edit that can be undone."""
        wanted = [(line.kind, line.id) for line in map(self._lines.get, self.lines.keys()) if _is_there(line)]
        if not wanted:
            self.said.emit(
                "「戻る」か「変わる」の記録を選んでください。「なくなる」の記録は、このバックアップにはありません。"
            )
            return
        from zaitaku_desk.store import difference, journal

        db, file = self.office.db, self._chosen

        def work(_progress: object) -> dict[str, set[str]]:
            with difference.opened(file, db.key) as then:
                batch = difference.take_back(db, then, wanted)
            touched: dict[str, set[str]] = {}
            for op in journal.of_batch(db, batch):
                touched.setdefault(op.kind, set()).add(op.record)
            return touched

        def taken(touched: dict[str, set[str]]) -> None:
            for kind, ids in touched.items():
                self.office.saved(kind, sorted(ids))
            count = sum(len(ids) for ids in touched.values())
            self.said.emit(f"{count:,}件の記録を取り戻しました。Ctrl+Zで元に戻せます。")
            self.compare(str(file))

        self.office.tasks.run("記録を取り戻しています", work, taken)

    def _add(self, place: str, found: list[Generation]) -> None:
        self._made.update({str(made.path): (place, made) for made in found})
        rows = sorted(
            self._made.items(), key=lambda item: (item[1][1].when, item[1][1].why == "replaced"), reverse=True
        )
        self.generations.fill(
            PlainRow(key, (self._moment(made.when), WHY.get(made.why, "手で作った"), _size(made.size), place))
            for key, (place, made) in rows
        )
        if not self._chosen:
            self._clear()

    def _on_current(self, key: str) -> None:
        if self._chosen is None or key != str(self._chosen):
            self._clear()

    def _clear(self) -> None:
        self._chosen = None
        self._lines = {}
        self.lines.fill([])
        self.summary.setText(ASK if self._made else NONE)
        self.restore_button.setEnabled(False)
        self.take_button.hide()

    def _on_finished(self) -> None:
        """Also when she pressed 中止: then nothing else arrives."""
        if self.summary.text() == BUSY and not self.office.tasks.busy:
            self._clear()

    def _on_failed(self, error: BaseException) -> None:
        self._clear()
        self.office.dialogs.failure(error)

    def _show(self, made: Generation, found: Difference) -> None:
        if self.generations.chosen() != str(made.path):
            return  # she has gone on meanwhile
        self._chosen = made.path
        self._lines = {f"{line.kind}/{line.id}": line for line in found.lines}
        self.lines.fill(
            PlainRow(
                key, (KINDS[line.kind].TITLE, line.name, WHAT[line.what], line.words or WORDS[line.what])
            )
            for key, line in self._lines.items()
        )
        self.summary.setText(self._summary(found))
        self.restore_button.setEnabled(bool(found.total))
        self.take_button.setVisible(bool(found.total))
        if found.total:
            self.lines.setFocus()

    def _summary(self, found: Difference) -> str:
        then = f"{self._moment(found.then)}までの入力が入っています" if found.then else "入力はまだありません"
        if not found.total:
            return f"このバックアップには{then}。今のデータと同じです。"
        sums = [sum(each[at] for each in found.counts.values()) for at in range(3)]
        words = "、".join(
            f"{WHAT[what]} {count:,}件" for what, count in zip(WHAT, sums, strict=True) if count
        )
        kinds = "、".join(f"{KINDS[kind].TITLE} {sum(each):,}" for kind, each in found.counts.items())
        more = f"下に初めの{len(found.lines):,}件を示します。" if len(found.lines) < found.total else ""
        return f"このバックアップには{then}。\n戻すと、{words}（{kinds}）。{more}"

    def _moment(self, when: dt.datetime) -> str:
        return in_full(when, self.office.date_style)


def _size(size: int) -> str:
    return f"{size / 2**20:,.1f} MB"


def _is_there(line: Line | None) -> bool:
    return line is not None and line.what != "gone"
