"""The sheet with the recovery key, to be printed and locked away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from zaitaku_desk.gui import theme
from zaitaku_desk.japanese import wareki

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office
    from zaitaku_desk.gui.preview import Preview


def recovery_sheet(code: str, today: date) -> bytes:
    """One A4 page as PDF. It is made in memory: the key is never written to a file by us."""
    groups = code.split("-")
    half = len(groups) // 2
    lines = "<br>".join(" - ".join(part) for part in (groups[:half], groups[half:]))
    document = QTextDocument()
    document.setHtml(
        f"""
<div style="font-family:'{theme.font_family()}'">
<p align="right">{wareki.era_date(today)}</p>
<h2>在宅デスク　回復キー</h2>
<p style="font-size:20pt"><br>{lines}<br></p>
<p>パスフレーズを忘れたとき、鍵ファイルをなくしたときは、この回復キーだけで在宅デスクのデータを開けます。</p>
<ul>
<li>施錠できる場所に、端末とは別に保管してください。</li>
<li>この紙を見た人は、データを開くことができます。コピーや写真を残さないでください。</li>
<li>回復キーを作り直すと、この紙は使えなくなります。新しい紙に替えて、この紙は細断してください。</li>
<li>数字の 0 と英字の O、数字の 1 と英字の I は、どちらで入力してもかまいません。</li>
</ul>
</div>"""
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("在宅デスク 回復キー")
    writer.setResolution(96)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(20, 20, 20, 20),
            QPageLayout.Unit.Millimeter,
        )
    )
    document.print_(writer)
    del writer
    return bytes(buffer.data())


def sheet_of(office: Office, code: str) -> Preview:
    """The recovery sheet ready to print."""
    from zaitaku_desk.gui.preview import Preview

    sheet = Preview(office)
    sheet.setMinimumHeight(420)
    sheet.back_button.hide()
    sheet.taken_out.connect(lambda what: office.audit(what, detail="回復キー pdf"))
    sheet.load(recovery_sheet(code, office.today()), "回復キー", "回復キー.pdf")
    return sheet
