"""Photos before they are kept: small, upright, without place and device (decisions 27)."""

from __future__ import annotations

import struct

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from zaitaku_desk.errors import UserError
from zaitaku_desk.gui import photo


def encoded(width, height, form="JPEG", colour=Qt.GlobalColor.darkCyan, words=""):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    for x in range(width // 2):  # the left half is black: which way up it is can be seen
        for y in range(0, height, max(height // 8, 1)):
            image.setPixelColor(x, y, Qt.GlobalColor.black)
    if words:
        image.setText("Description", words)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)
    return bytes(buffer.data().data())


def with_exif(jpeg, orientation=6):
    """The JPEG with an EXIF block as telephones write it: orientation, maker, and a GPS latitude."""
    maker = b"MINATONO PHONE\x00\x00"
    gps = struct.pack("<H", 1) + struct.pack("<HHI4s", 1, 2, 2, b"N\x00\x00\x00") + struct.pack("<I", 0)
    first = 8
    entries = 3
    after = first + 2 + entries * 12 + 4
    ifd = struct.pack("<H", entries)
    ifd += struct.pack("<HHII", 0x010F, 2, len(maker), after)
    ifd += struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    ifd += struct.pack("<HHII", 0x8825, 4, 1, after + len(maker))
    ifd += struct.pack("<I", 0)
    body = b"Exif\x00\x00" + b"II*\x00" + struct.pack("<I", first) + ifd + maker + gps
    comment = b"\xff\xfe" + struct.pack(">H", 2 + 16) + b"35.0N 139.0E !!!"
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return jpeg[:2] + segment + comment + jpeg[2:]


def size_of(data):
    return QImage.fromData(data).size()


def test_a_large_photo_is_kept_at_2048_pixels():
    made = photo.prepare("IMG_1.jpg", encoded(4000, 3000))
    assert size_of(made.data) == QSize(2048, 1536)


def test_place_device_and_comment_are_gone_from_a_small_one_too():
    source = with_exif(encoded(300, 200))
    assert b"MINATONO" in source and b"Exif" in source
    made = photo.prepare("IMG_1.jpg", source)
    assert not any(trace in made.data for trace in (b"Exif", b"MINATONO", b"139.0E", b"\xff\xe1"))


def test_a_photo_taken_upright_stands_upright():
    assert size_of(photo.prepare("IMG_1.jpg", with_exif(encoded(300, 200), 6)).data) == QSize(200, 300)


def test_texts_inside_a_png_are_gone():
    source = encoded(30, 20, "PNG", words="MINATONO HANAKO")
    assert b"MINATONO" in source
    assert b"MINATONO" not in photo.prepare("図.png", source).data


@pytest.mark.parametrize(
    ("name", "form", "kept"),
    [
        ("写真.JPG", "JPEG", "写真.JPG"),
        ("写真.png", "PNG", "写真.png"),
        ("写真.bmp", "BMP", "写真.jpg"),
        ("jpegなのに.png", "JPEG", "jpegなのに.jpg"),
        ("名前だけ", "JPEG", "名前だけ.jpg"),
    ],
)
def test_the_ending_says_what_the_bytes_are(name, form, kept):
    assert photo.prepare(name, encoded(30, 20, form)).name == kept


@pytest.mark.qt_log_ignore("JPEG")
def test_a_broken_photo_is_refused_and_not_kept_with_its_traces():
    with pytest.raises(UserError, match="読み取れません"):
        photo.prepare("壊れた.jpg", b"\xff\xd8\xff" + b"\x00" * 200)


def test_other_files_stay_as_they_are():
    made = photo.prepare("案内.pdf", b"%PDF-1.7 ...")
    assert (made.data, made.media_type) == (b"%PDF-1.7 ...", "application/pdf")


def test_a_photo_of_twelve_megapixels_takes_less_than_2_mb():
    assert len(photo.prepare("IMG_1.jpg", encoded(4000, 3000)).data) < 2_000_000


def test_a_small_picture_fits_its_place():
    assert photo.small(encoded(4000, 3000), QSize(112, 84)).width() == 112
