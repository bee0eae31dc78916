"""What is hidden in a Word, Excel or OpenDocument file: told by its parts, not by its name (S9)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

MACROS = "macros"
EMBEDDED = "embedded"
"""Whole files packed into another one: opened from there, they run."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_OLD_EMBEDDED = "\x01Ole10Native".encode("utf-16-le")
_RELATIONS = re.compile(rb"/(vbaProject|wordVbaData|xlMacrosheet|xlIntlMacrosheet)[\"']", re.IGNORECASE)
_FAR_TEMPLATE = re.compile(rb"<[^>]*/attachedTemplate[\"'][^>]*>", re.IGNORECASE)
_FAR = re.compile(rb"Target\s*=\s*[\"'](https?:|ftp:|\\\\|//|file:/*\\\\|file://[^/])", re.IGNORECASE)
_MACRO_TYPES = re.compile(rb"<Override[^>]*(macroEnabled|vbaProject)", re.IGNORECASE)
_BASIC = re.compile(r"(basic/[^/]+/(?!(script|dialog)-l[bc]\.xml$)[^/]+|scripts/.+[^/])", re.IGNORECASE)
_MOST_OF_A_PART = 2**20


def hidden(data: bytes) -> str:
    """MACROS, EMBEDDED, or "" when nothing of the kind is found, or the file cannot be looked into."""
    if data.startswith(_OLD_OFFICE):
        return MACROS if _OLD_MACROS in data else EMBEDDED if _OLD_EMBEDDED in data else ""
    if data.lstrip().startswith(b"{\\rtf"):
        return EMBEDDED if b"\\objdata" in data else ""
    if not data.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _in_package(packed)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, zlib.error, EOFError):
        return ""


def names_in(data: bytes) -> list[str]:
    """The names of the files in a zip archive; none when it is none."""
    if not data.startswith(b"PK"):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return []


def _in_package(packed: zipfile.ZipFile) -> str:
    embedded = False
    for part in packed.infolist():
        name = part.filename.lower().lstrip("/")
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name or _BASIC.fullmatch(name):
            return MACROS
        if name.endswith(".rels") or name == "[content_types].xml":
            if _says_macros(_head(packed, part)):
                return MACROS
        elif "embeddings/" in name and not embedded:
            embedded = _OLD_EMBEDDED in _head(packed, part)
    return EMBEDDED if embedded else ""


def _says_macros(text: bytes) -> bool:
    far = any(_FAR.search(relation) for relation in _FAR_TEMPLATE.findall(text))
    return far or bool(_RELATIONS.search(text) or _MACRO_TYPES.search(text))


def _head(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as opened:
        return opened.read(_MOST_OF_A_PART)
