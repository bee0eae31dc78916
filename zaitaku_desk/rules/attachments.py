"""What may be put beside a record: how large, and nothing that runs when it is opened (decisions 27, S9)."""

from __future__ import annotations

import re

from zaitaku_desk.rules.packages import EMBEDDED, MACROS, hidden, names_in

MOST_BYTES = 20 * 2**20
MOST_PIXELS = 2048
"""A photo's longer side; larger ones are made smaller before they are kept."""

_RUNNING = frozenset(
    (
        *("accda", "accde", "ade", "adp", "apk", "app", "appcontent-ms", "appinstaller", "application"),
        *("appref-ms", "appx", "asp", "aspx", "bas", "bat", "cab", "chm", "cmd", "com", "cpl", "desktop"),
        *("diagcab", "dll", "dqy", "exe", "gadget", "hlp", "hta", "img", "inf", "ins", "iqy", "iso", "jar"),
        *("jnlp", "js", "jse", "jsp", "lib", "library-ms", "lnk", "mda", "mdb", "mde", "msc", "msi"),
        *("msix", "msp", "mst", "msu", "oqy", "pif", "pl", "ps1", "psc1", "psd1", "psm1", "py", "pyw"),
        *("rdp", "reg", "scf", "scr", "sct", "search-ms", "settingcontent-ms", "sh", "slk", "sys", "theme"),
        *("themepack", "url", "vb", "vbe", "vbs", "vhd", "vhdx", "website", "wim", "ws", "wsc", "wsf"),
        *("wsh", "xll"),
    )
)
"""Endings of what Windows starts, or of what starts something when it is opened."""
_PAGES = frozenset(("htm", "html", "mht", "mhtml", "svg", "xhtml"))
"""Run only by themselves: a Word file may hold a drawing as SVG."""
_WITH_MACROS = frozenset(
    ("docm", "dotm", "xlsm", "xltm", "xla", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm")
)
_HEADS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)

_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
)
_BY_ENDING = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain",
    "csv": "text/csv",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
PHOTOS = ("image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp")
"""Kinds that are drawn small in the list; what a camera writes into them beside the picture is dropped."""

_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)


def media_type(name: str, data: bytes) -> str:
    """The kind of a file: by its first bytes, else by its ending."""
    for head, kind in _KINDS:
        if data.startswith(head):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return _BY_ENDING.get(ending(name), "application/octet-stream")


def ending(name: str) -> str:
    """The ending in small letters, without the dot; what Windows leaves off behind it is left off."""
    plain = name.rstrip(" .")
    return plain.rpartition(".")[2].lower().strip() if "." in plain else ""


def refusal(name: str, data: bytes) -> tuple[str, str] | None:
    """Why this cannot be kept, as (message, hint); None when it can."""
    if not data:
        return "中身のないファイルです。", "保存し終わっているかを確かめて、もう一度追加してください。"
    runs = ending(name) in _RUNNING | _PAGES or any(ending(one) in _RUNNING for one in names_in(data))
    if runs or data.startswith(_HEADS):
        return (
            "プログラムは追加できません。",
            "開くとこのパソコンで動くファイルは、安全のため受け取りません。文書や写真を追加してください。",
        )
    found = hidden(data)
    if ending(name) in _WITH_MACROS or found == MACROS:
        return (
            "マクロを含むファイルは追加できません。",
            "Word・Excelで開き、マクロのない形式（.docx・.xlsx）かPDFで保存し直してから追加してください。",
        )
    if found == EMBEDDED:
        return (
            "ほかのファイルが埋め込まれたファイルは追加できません。",
            "埋め込まれたものが動くことがあるため、安全のため受け取りません。PDFで保存し直してから追加してください。",
        )
    if _HEIC.match(data[:12]):
        return (
            "この形式の写真（HEIC・AVIF）は、撮影場所の情報を取り除けないため追加できません。",
            "JPEGにして追加してください（iPhoneは 設定 ▸ カメラ ▸ フォーマット ▸「互換性優先」）。",
        )
    return None


def too_large(size: int) -> tuple[str, str] | None:
    """Said of a file that is larger than is kept, before it is read; sizes in bytes."""
    if size <= MOST_BYTES:
        return None
    return (
        f"{in_words(size)}あり、追加できる大きさ（{in_words(MOST_BYTES)}）を超えています。",
        "必要なページだけのPDFにするか、小さくしてから追加してください。",
    )


def in_words(size: int) -> str:
    """A size as it is said: 「350 KB」, 「2.4 MB」."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1024:.0f} KB"
    return f"{size / 2**20:.1f} MB".replace(".0 MB", " MB")
