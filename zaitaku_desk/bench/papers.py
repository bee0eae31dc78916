"""Our papers against the bare library: Excel list, minutes, invitations, reading a workbook."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from zaitaku_desk import bench_data
from zaitaku_desk.bench.child import memory

COLUMNS = 30
_STYLES = ("plain",) * COLUMNS


def excel(rows: int, way: str, out: str) -> dict[str, float]:
    """A list of that many rows and 30 columns, by "ours" or "raw"; s, and kB the process grew to make it."""
    made = list(_rows(rows))
    write = _excel_ours if way == "ours" else _excel_raw
    write([made[0]], Path(out))  # the imports are not what is measured
    before, began = memory("VmHWM"), time.perf_counter()
    write(made, Path(out))
    return {"s": time.perf_counter() - began, "kb": memory("VmHWM") - before}


def read(rows: int, way: str, out: str) -> dict[str, float]:
    """Reading such a workbook: as the import does in its child process, or by calamine alone; s."""
    path = Path(out)
    if not path.is_file():
        _excel_raw(list(_rows(rows)), path)
    if way == "ours":
        from zaitaku_desk.intake.tables import read_table

        return {"s": _timed(lambda: sum(1 for _ in read_table(path).rows))}
    import python_calamine

    def alone() -> None:
        sheet = python_calamine.load_workbook(str(path)).get_sheet_by_index(0)
        for row in sheet.to_python():
            [str(cell) for cell in row]

    return {"s": _timed(alone)}


def minutes(times: int) -> dict[str, float]:
    """Word minutes of 20 people and 12 topics: ours, and docxtpl alone with the same template; ms."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    from zaitaku_desk.reports import minutes as paper
    from zaitaku_desk.reports import word

    template = word.template_path(None, "minutes")
    found = _minutes()
    context = paper.context(found)

    def alone() -> None:
        document = DocxTemplate(str(template))
        document.render(context, SandboxedEnvironment(autoescape=True))
        document.save(io.BytesIO())

    return _pair(lambda: paper.write_word(found, template), alone, times)


def invitations(count: int, times: int) -> dict[str, dict[str, float]]:
    """Invitations to that many people, a file each and in one file: ours, and a bare reportlab canvas; s."""
    from dataclasses import replace

    from zaitaku_desk.reports import invitation, invitation_page

    people = tuple(
        invitation.Addressee(
            (f"見本{number}医院",), f"院長　見本　{number}　先生", f"見本{number}医院", f"見本　{number}"
        )
        for number in range(count)
    )
    paper = _invitation(people)
    single = [replace(paper, addressees=(one,)) for one in people]

    return {
        "separate": _pair(
            lambda: [invitation_page.draw(one) for one in single],
            lambda: [_bare_letters(paper, (one,)) for one in people],
            times,
        ),
        "merged": _pair(lambda: invitation_page.draw(paper), lambda: _bare_letters(paper, people), times),
    }


def sheets(count: int, times: int) -> dict[str, float]:
    """Confirmation sheets in one file, and the very same strokes on a bare canvas; s."""
    from zaitaku_desk.reports import confirmation_page, confirmation_sheet
    from zaitaku_desk.reports.pdf import Document

    able = tuple(
        (f"機能の見本 {number}", ("可", "未確認", "条件付（日中のみ）")[number % 3]) for number in range(15)
    )
    asked = tuple(
        confirmation_sheet.Asked(
            str(number),
            f"見本{number}医院　御中",
            "診療所　港",
            tuple((f"項目{line}", f"見本の内容 {number}-{line}") for line in range(12)),
            able,
        )
        for number in range(count)
    )
    paper = confirmation_sheet.SheetPaper(
        "確認票", ("見本市医師会",), "一覧表の内容をお確かめください。" * 6, "返信先", "期限", "連絡先"
    )
    strokes: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    class Recorder:
        """Notes each stroke and passes it on."""

        def __init__(self, canvas: Any) -> None:
            self._canvas = canvas

        def __getattr__(self, name: str) -> Any:
            def stroke(*words: Any, **more: Any) -> Any:
                strokes.append((name, words, more))
                return getattr(self._canvas, name)(*words, **more)

            return stroke

    class Recorded(Document):
        def __init__(self, title: str, author: str = "") -> None:
            super().__init__(title, author)
            self._canvas = Recorder(self._canvas)

    module: Any = confirmation_page
    real, module.Document = module.Document, Recorded
    try:
        confirmation_page.draw(paper, asked)
    finally:
        module.Document = real
    return _pair(lambda: confirmation_page.draw(paper, asked), lambda: _replayed(strokes), times)


def _replayed(strokes: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(io.BytesIO(), pagesize=(595, 842), pageCompression=1)
    for name, words, more in strokes:
        getattr(canvas, name)(*words, **more)


def _pair(ours: Callable[[], Any], alone: Callable[[], Any], times: int) -> dict[str, float]:
    """The best of several turns each, taken in turns; s."""
    ours()
    alone()
    a, b = [], []
    for _ in range(times):
        a.append(_timed(ours))
        b.append(_timed(alone))
    return {"ours": sorted(a)[len(a) // 2], "raw": sorted(b)[len(b) // 2]}


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _rows(count: int) -> Iterator[list[Any]]:
    dice = random.Random(7)
    words = bench_data.vocabulary(dice)
    for number in range(count):
        text = [bench_data.text(dice, words, 6, 24) for _ in range(6)]
        yield [
            number if at % 5 == 1 else date(2026, 4, 1 + number % 28) if at % 5 == 2 else text[at % 6]
            for at in range(COLUMNS)
        ]


def _excel_ours(rows: list[list[Any]], path: Path) -> None:
    from zaitaku_desk.reports.excel import Book

    book = Book("一覧")
    sheet = book.sheet("一覧", [12.0] * COLUMNS)
    sheet.rows(rows, _STYLES)
    path.write_bytes(book.data())


def _excel_raw(rows: list[list[Any]], path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("一覧")
    for row in rows:
        sheet.append(row)
    book.save(path)


def _minutes() -> Any:
    from zaitaku_desk.reports.minutes import MinutesPaper, Topic

    dice = random.Random(9)
    words = bench_data.vocabulary(dice)
    topics = tuple(
        Topic(
            f"（{number}）",
            f"議題その{number}",
            bench_data.text(dice, words, 20, 60),
            tuple(("見本委員", bench_data.text(dice, words, 20, 80)) for _ in range(3)),
        )
        for number in range(1, 13)
    )
    return MinutesPaper(
        meeting="第1回 見本会議",
        when="R8年11月24日（火）19時～20時",
        when_in_full="令和8年11月24日（火）19時～20時",
        place="見本会館",
        selling_point="見本",
        present=tuple(f"見本　{number}（見本医院）" for number in range(20)),
        present_count="20名",
        absent="なし",
        topics=topics,
        sections=(("成果", (bench_data.text(dice, words),)), ("課題", (bench_data.text(dice, words),))),
        writer="見本　花子",
    )


def _invitation(people: tuple[Any, ...]) -> Any:
    from zaitaku_desk.reports.invitation import InvitationPaper

    dice = random.Random(8)
    words = bench_data.vocabulary(dice)
    return InvitationPaper(
        meeting="第1回 見本会議",
        title="第1回 見本会議の開催について（ご案内）",
        date="令和8年11月22日",
        sender=("見本医師会 在宅医療・介護連携支援室", "室長　見本　太郎"),
        addressees=people,
        greeting="拝啓　向寒の候、ますますご清祥のこととお慶び申し上げます。",
        body=tuple(bench_data.text(dice, words, 60, 90) for _ in range(3)),
        details=(("日時", ("12月1日（火）19時～20時",)), ("場所", ("見本会館",)), ("議題", ("（1）その他",))),
        catchphrase=("見本のキャッチフレーズ",),
        when="令和8年12月1日（火）19時～20時",
        reply_by="令和8年11月27日（金）",
        reply_to="見本医師会",
        fax="0000-00-0000",
        contact="見本　電話0000-00-0000",
    )


def _bare_letters(paper: Any, addressees: tuple[Any, ...]) -> bytes:
    """The same words and lines set at fixed places: what reportlab itself takes."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from zaitaku_desk import paths

    if "bench" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bench", str(paths.japanese_font())))
    found = io.BytesIO()
    canvas = Canvas(found, pagesize=(595, 842), pageCompression=1)
    words = [paper.date, *paper.sender, paper.title, paper.greeting, *paper.body, "敬具", "記"]
    words += [f"{label}　{value}" for label, values in paper.details for value in values]
    words += [*paper.catchphrase, "以上", paper.contact, f"FAX　{paper.fax}", paper.reply_to, paper.meeting]
    words += [
        "日時",
        paper.when,
        "ご所属",
        "お名前",
        "出欠",
        "出席",
        "欠席",
        "代理出席",
        "通信欄",
        paper.reply_by,
    ]
    for one in addressees:
        y = 800.0
        canvas.setFont("bench", 10.5)
        for text in (*one.above, one.line, *words, one.organisation, one.name):
            for at in range(0, len(text), 52):
                canvas.drawString(65, y, text[at : at + 52])
                y -= 16
        for row in range(5):
            canvas.rect(65, 60 + row * 24, 465, 24)
        canvas.showPage()
    canvas.save()
    return found.getvalue()
