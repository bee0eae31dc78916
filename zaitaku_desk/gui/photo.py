"""Photos before they are kept: small enough, upright, and without where and with what they were taken."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import tokens
from zaitaku_desk.rules import attachments

QUALITY = 86
"""Of JPEG: at 2,048 pixels a page of handwriting stays readable, in about 400 KB."""

_DRAWN = ("image/png", "image/gif")
"""Drawings and screens: sharp edges, which JPEG would smear."""


class Prepared(NamedTuple):
    """What is kept of a file: its name, media type and bytes."""

    name: str
    media_type: str
    data: bytes


def prepare(name: str, data: bytes) -> Prepared:
    """A file as it will be kept; photos are made anew. On any thread. UserError when it is refused."""
    refused = attachments.refusal(name, data)
    if refused:
        raise UserError(*refused)
    kind = attachments.media_type(name, data)
    if kind in attachments.PHOTOS:
        return _without_traces(name, kind, data)
    return Prepared(name, kind, data)


def of_image(image: QImage, name: str) -> Prepared:
    """A picture from the clipboard."""
    return Prepared(f"{name}.png", "image/png", _encoded(_fresh(image), "PNG"))


def small(data: bytes, size: QSize) -> QImage:
    """A picture that fits into `size`, quickly; a null image when it cannot be read. On any thread."""
    return _read(data, max(size.width(), size.height()))


def _without_traces(name: str, kind: str, data: bytes) -> Prepared:
    image = _read(data, attachments.MOST_PIXELS)
    if image.isNull():
        raise UserError(
            "この写真を読み取れません。",
            "写真のファイルが壊れているか、大きすぎます。JPEGかPNGで保存し直して、もう一度追加してください。",
        )
    drawn = kind in _DRAWN
    made = _encoded(_fresh(image), "PNG" if drawn else "JPEG")
    plain = name.rpartition(".")[0] if "." in name else name
    ending = attachments.ending(name)
    right = ("png",) if drawn else ("jpg", "jpeg")
    return Prepared(
        name if ending in right else f"{plain or '写真'}.{right[0]}",
        "image/png" if drawn else "image/jpeg",
        made,
    )


def _read(data: bytes, most: int) -> QImage:
    """Upright, its longer side at most `most` pixels; a large one is decoded small."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > most:
        reader.setScaledSize(size.scaled(most, most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if max(image.width(), image.height()) > most:  # a format that cannot be decoded small
        image = image.scaled(
            most, most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image


def _fresh(image: QImage) -> QImage:
    """The pixels alone, on a new sheet: texts and profiles that a file brings along stay behind."""
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    clear = image.hasAlphaChannel()
    sheet = QImage(image.size(), QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.transparent if clear else tokens.GROUND)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, image)
    painter.end()
    return sheet


def _encoded(image: QImage, form: str) -> bytes:
    if form == "JPEG" and image.hasAlphaChannel():
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(tokens.GROUND)
        painter = QPainter(ground)
        painter.drawImage(0, 0, image)
        painter.end()
        image = ground
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form, QUALITY if form == "JPEG" else -1)
    return bytes(buffer.data().data())
