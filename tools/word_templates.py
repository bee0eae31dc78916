"""Makes 連絡票, 連携支援シート and 協力依頼 in resources/templates: python tools/word_templates.py

They were made by this once; an office edits its own copy in Word (Wordのひな形).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "templates"
FONT = "ＭＳ 明朝"
ROOM = 210 - 2 * 20
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
Cell = str | list[str]


def blank() -> Any:
    """An A4 page in ＭＳ 明朝 10.5 pt."""
    document = Document()
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(16), Mm(12)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    spacing = style.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(17)
    return document


def line(document: Any, text: str, align: str = "left", size: float = 0, *, bold: bool = False) -> Any:
    """A paragraph."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN[align]
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
        paragraph.paragraph_format.line_spacing = Pt(max(17, size * 1.6))
    return paragraph


def table(document: Any, rows: list[tuple[float, list[Cell]]], widths: list[float]) -> Any:
    """A ruled table: (least height in mm, cells); a cell of several lines is a list of them."""
    made = document.add_table(rows=len(rows), cols=len(widths))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row, (height, cells) in zip(made.rows, rows, strict=True):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(height)
        for column, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Mm(width)
            said = cells[column] if column < len(cells) else ""
            lines = said if isinstance(said, list) else [said]
            for place, words in enumerate(lines):
                paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
                run = paragraph.add_run(words)
                run.bold = column == 0 and len(widths) > 1 and "{" not in words
            if column == 0 and len(widths) > 1:
                shade(cell)
    return made


def shade(cell: Any) -> None:
    """A light ground for what names a row."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), "F2F2F2")
    cell._tc.get_or_add_tcPr().append(fill)


def save(document: Any, name: str) -> None:
    """Into resources/templates."""
    document.core_properties.author = document.core_properties.last_modified_by = "在宅デスク"
    document.core_properties.comments = ""
    document.save(FOLDER / f"{name}.docx")


def contact_sheet() -> None:
    """連絡票: 用件, 緊急度 and 回答欄 on one page to be sent by FAX and sent back (A68)."""
    document = blank()
    line(document, "連　絡　票（FAX）", "center", 16, bold=True)
    line(document, "送信日：{{ 日付 }}　　枚数：本紙を含め　　　枚", "right")
    above = "{% for 行 in 所属行 %}{{ 行 }}　{% endfor %}"
    table(
        document,
        [
            (14, ["送信先", [above + "{{ 宛名 }}", "FAX {{ 宛先FAX }}　　電話 {{ 宛先電話 }}"]]),
            (14, ["送信元", ["{{ 差出人名 }}", "FAX {{ 差出人FAX }}　　電話 {{ 差出人電話 }}"]]),
            (8, ["件名", ""]),
            (8, ["緊急度", "□ 至急（本日中）　　□ 2～3日以内　　□ 急ぎません（　　月　　日まで）"]),
            (8, ["対象の方", "（FAXにはお名前を書かず、イニシャルや整理番号でお願いします）"]),
            (62, ["用件", ""]),
            (
                14,
                [
                    "ご連絡の方法",
                    [
                        "手段：{{ 連絡の手段 }}　よい時間帯：{{ よい時間帯 }}",
                        "避ける時間帯：{{ 避ける時間帯 }}　休診日：{{ 休診日 }}",
                    ],
                ],
            ),
        ],
        [28, ROOM - 28],
    )
    line(document, "")
    line(document, "回　答　欄", "center", 13, bold=True)
    table(
        document,
        [
            (
                14,
                [
                    "お返事",
                    [
                        "□ 了解しました　　□ 下に記入しました　　□ 面談・会議で話したい",
                        "□ 電話がほしい（　　月　　日　　時ごろ　　電話　　　　　　　　　　　）",
                    ],
                ],
            ),
            (46, ["内容", ""]),
            (9, ["ご記入者", "　　　　　　　　　　　　　　　　　　　（ご記入日　　　月　　　日）"]),
        ],
        [28, ROOM - 28],
    )
    line(document, "返信先　FAX {{ 差出人FAX }}　{{ 差出人名 }}　行（送信票は不要です）", "right")
    save(document, "contact_sheet")


def support_sheet() -> None:
    """連携支援シート between 主治医 and ケアマネジャー, the institution's part filled in (A106)."""
    document = blank()
    line(document, "主治医・ケアマネジャー連携支援シート", "center", 15, bold=True)
    line(document, "記入日：{{ 日付 }}", "right")
    table(
        document,
        [
            (
                20,
                [
                    "主治医",
                    [
                        "{{ 機関名 }}　　医師名：{{ 代表者 }}　先生",
                        "{{ 所在地 }}　電話 {{ 宛先電話 }}　FAX {{ 宛先FAX }}",
                        "診療時間：{{ 診療時間 }}　休診日：{{ 休診日 }}",
                    ],
                ],
            ),
            (
                14,
                [
                    "連絡の方法",
                    [
                        "手段：{{ 連絡の手段 }}　よい時間帯：{{ よい時間帯 }}",
                        "避ける時間帯：{{ 避ける時間帯 }}",
                    ],
                ],
            ),
            (
                14,
                [
                    "ケアマネジャー",
                    ["事業所名：　　　　　　　　　　　　　　　氏名：", "電話：　　　　　　　　　　　FAX："],
                ],
            ),
            (
                20,
                [
                    "利用者",
                    [
                        "氏名：　　　　　　　　　　様（男・女）　生年月日：　　年　　月　　日（　　歳）",
                        "要介護度：要支援 1・2　要介護 1・2・3・4・5　申請中　　認知症：なし・あり",
                        "情報共有の同意：□ 本人　□ 家族（続柄　　　　　）　同意日：　　月　　日",
                    ],
                ],
            ),
            (
                14,
                [
                    "相談・確認\nしたいこと",
                    [
                        "□ 病状・治療方針　□ 薬・医療処置　□ 主治医意見書　□ 訪問看護等の指示",
                        "□ 入退院　□ 看取り　□ 認知症の症状　□ 福祉用具　□ その他（　　　　　）",
                    ],
                ],
            ),
            (34, ["内容\n（困りごと・\n生活の様子）", ""]),
            (18, ["利用中の\nサービス", ""]),
            (
                14,
                [
                    "主治医の\nお返事",
                    [
                        "□ 電話で（　　曜　　時ごろ）　□ FAXで　□ 受診・訪問のとき（　　月　　日）",
                        "□ サービス担当者会議に出席・紙面で参加　□ その他（　　　　　　　）",
                    ],
                ],
            ),
            (34, ["回答・指示", ""]),
        ],
        [30, ROOM - 30],
    )
    line(document, "{%p if 対応できること %}")
    line(document, "この医療機関で対応できること：{{ 対応できること }}", size=9)
    line(document, "{%p endif %}")
    line(document, "様式の問い合わせ先：{{ 差出人名 }}　{{ 連絡先 }}", size=9)
    save(document, "support_sheet")


def backup_request() -> None:
    """協力依頼: asking a hospital to stand behind home care, with what was agreed so far (A75)."""
    document = blank()
    line(document, "{{ 日付 }}", "right")
    line(document, "{%p for 行 in 所属行 %}")
    line(document, "{{ 行 }}")
    line(document, "{%p endfor %}")
    line(document, "{{ 宛名 }}", size=12)
    line(document, "{%p for 行 in 差出人 %}")
    line(document, "{{ 行 }}", "right")
    line(document, "{%p endfor %}")
    line(document, "")
    line(document, "在宅療養を支える{{ 件名 }}", "center", 14, bold=True)
    line(document, "")
    line(document, "{{ 頭語 }}", "justify")
    for text in (
        "　平素より当地域の在宅医療・介護連携の推進に格別のご高配を賜り、厚く御礼申し上げます。",
        (
            "　さて、当地域では、住み慣れた自宅や施設で安心して療養を続けられるよう、24時間の支援体制づくりを"
            "進めております。在宅で診ておられる医師が安心して患者さんを支えるためには、急変のときや、ご家族の"
            "休養が必要なときに入院をお引き受けいただける後方病床が欠かせません。"
        ),
        (
            "　つきましては、ご多用のところ誠に恐縮に存じますが、下記についてご検討とご協力を賜りますよう、"
            "お願い申し上げます。"
        ),
    ):
        line(document, text, "justify")
    line(document, "敬具", "right")
    line(document, "記", "center")
    for text in (
        "１　お願いしたいこと",
        "　（1）在宅療養中の患者さんが急変したときの入院の受入れ（　　床程度）",
        "　（2）夜間・休日の相談の窓口を決めていただくこと",
        "　（3）レスパイト入院・検査入院のご相談",
        "　（4）退院前カンファレンスへの在宅医・訪問看護・ケアマネジャーの参加",
        "２　貴院の窓口（登録の内容）　{{ 窓口 }}　{{ 窓口電話 }}",
        "３　これまでの取り決め",
    ):
        line(document, text)
    line(document, "{%p if 取り決め %}")
    made = table(
        document,
        [
            (7, ["連携先", "内容", "状況", "窓口", "見直し日"]),
            (7, ["{%tr for 件 in 取り決め %}"]),
            (7, ["{{ 件.相手 }}", "{{ 件.内容 }}", "{{ 件.状況 }}", "{{ 件.窓口 }}", "{{ 件.見直し日 }}"]),
            (7, ["{%tr endfor %}"]),
        ],
        [44, 54, 18, 26, 28],
    )
    for cell in made.rows[0].cells:
        shade(cell)
    line(document, "{%p else %}")
    line(document, "　まだありません。")
    line(document, "{%p endif %}")
    line(document, "以上", "right")
    line(document, "【問い合わせ先】{{ 差出人名 }}　{{ 連絡先 }}", size=9.5)
    save(document, "backup_request")


if __name__ == "__main__":
    contact_sheet()
    support_sheet()
    backup_request()
