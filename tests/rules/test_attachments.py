"""What may be put beside a record (decisions 27, S9)."""

from __future__ import annotations

import io
import zipfile

import pytest

from zaitaku_desk.rules import attachments

PDF = b"%PDF-1.7\n..."


def office_file(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name in names:
            out.writestr(name, b"x")
    return packed.getvalue()


def package(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return packed.getvalue()


def relation(kind: str, target: str = "x", *, far: bool = False) -> bytes:
    mode = ' TargetMode="External"' if far else ""
    return f'<Relationships><Relationship Type="x/{kind}" Target="{target}"{mode}/></Relationships>'.encode()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_FILE = "\x01Ole10Native".encode("utf-16-le")
MACRO_TYPE = b'<Types><Override PartName="/word/other.bin" ContentType="x/vnd.ms-office.vbaProject"/></Types>'
FAR_TEMPLATE = relation("attachedTemplate", "http://example.jp/x.dotm", far=True)
OWN_TEMPLATE = relation("attachedTemplate", "file:///C:/Users/x/Normal.dotm", far=True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("請求書.pdf.exe", b"anything"),
        ("写真.jpg", b"MZ\x90\x00"),
        ("手順.sh", b"echo"),
        ("名簿.lnk", b"L\x00"),
        ("様式.xlsm", office_file("xl/workbook.xml")),
        ("様式.xlsx", office_file("xl/workbook.xml", "xl/vbaProject.bin")),
        (
            "様式.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "_VBA_PROJECT".encode("utf-16-le"),
        ),
        ("様式.docx", package(**{"[Content_Types].xml": MACRO_TYPE, "word/other.bin": b"x"})),
        ("様式.docx", package(**{"word/_rels/document.xml.rels": relation("office/2006/vbaProject")})),
        ("様式.xlsx", office_file("xl/workbook.xml", "xl/macrosheets/sheet1.xml")),
        ("様式.docx", package(**{"word/_rels/settings.xml.rels": FAR_TEMPLATE})),
        ("様式.odt", office_file("mimetype", "content.xml", "Basic/Standard/Module1.xml")),
        ("様式.odt", office_file("mimetype", "content.xml", "Scripts/python/x.py")),
        ("様式.docx", package(**{"word/embeddings/oleObject1.bin": b"..." + OLE_FILE})),
        ("古い様式.doc", OLE + OLE_FILE),
        ("様式.rtf", b"{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}}}"),
        ("写真.zip", office_file("写真/1.jpg", "写真/見る.exe")),
        ("表示.html", b"<script>1</script>"),
        ("手順.exe.", b"anything"),
        ("手順.bat ", b"anything"),
        ("IMG_0001.HEIC", b"\x00\x00\x00\x24ftypheic\x00\x00"),
        ("空.txt", b""),
    ],
)
def test_what_runs_or_hides_a_place_is_refused_by_its_content(name: str, data: bytes) -> None:
    refused = attachments.refusal(name, data)
    assert refused is not None and all(refused)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("案内.pdf", PDF),
        ("様式.xlsx", office_file("xl/workbook.xml")),
        ("古い様式.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("メモ", b"hello"),
        ("壊れた.docx", b"PK\x03\x04broken"),
        ("絵つき.docx", office_file("[Content_Types].xml", "word/document.xml", "word/media/image1.svg")),
        ("表つき.docx", office_file("word/document.xml", "word/embeddings/Microsoft_Excel_Sheet.xlsx")),
        ("自分のひな形.docx", package(**{"word/_rels/settings.xml.rels": OWN_TEMPLATE})),
        ("様式.odt", office_file("mimetype", "content.xml", "Basic/Standard/script-lb.xml")),
        ("写真.zip", office_file("写真/1.jpg", "写真/2.jpg")),
    ],
)
def test_papers_are_kept(name: str, data: bytes) -> None:
    assert attachments.refusal(name, data) is None


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("写真.dat", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("図.png", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("図.webp", b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        ("案内.pdf", PDF, "application/pdf"),
        ("メモ.txt", b"hello", "text/plain"),
        ("何か", b"hello", "application/octet-stream"),
    ],
)
def test_a_kind_is_told_by_the_first_bytes_before_the_ending(name: str, data: bytes, kind: str) -> None:
    assert attachments.media_type(name, data) == kind


def test_twenty_megabytes_are_kept_and_one_byte_more_is_not() -> None:
    assert attachments.too_large(20 * 2**20) is None
    refused = attachments.too_large(20 * 2**20 + 1)
    assert refused is not None and "20 MB" in refused[0]


@pytest.mark.parametrize(("size", "words"), [(12, "12 B"), (350 * 1024, "350 KB"), (20 * 2**20, "20 MB")])
def test_a_size_is_said_shortly(size: int, words: str) -> None:
    assert attachments.in_words(size) == words
