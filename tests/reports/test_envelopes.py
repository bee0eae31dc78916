from __future__ import annotations

import io

import pypdfium2
import pytest

from tests.reports import samples
from tests.reports.reading import pages
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.office import Profile
from zaitaku_desk.reports import Made, Request, envelopes
from zaitaku_desk.reports.addressees import Addressee
from zaitaku_desk.reports.envelopes import BOX_PLACES, BOX_RIGHT, BOXES_WIDTH

MM = 72 / 25.4
OFFICE = Profile(
    id="profile", contractor="みなと野市医師会", address="みなと野市港町9", telephone="0800-000-0001"
)
TO = Addressee("123-4567", "汐路県みなと野市錨町1丁目2番3号", ("浜病院",), "窓口 花", "様")


def write(to: Addressee = TO, **options: str) -> Made:
    return envelopes.write([to], (), Request(today=samples.TODAY, options=options), OFFICE)


def size(made: Made) -> list[int]:
    document = pypdfium2.PdfDocument(made.data)
    try:
        return [round(side / MM) for side in document[0].get_size()]
    finally:
        document.close()


def test_the_page_is_the_envelope() -> None:
    assert size(write()) == [120, 235]
    assert size(write(way="across")) == [235, 120]
    assert size(write(envelope="kaku2")) == [240, 332]


@pytest.mark.parametrize("way", ["down", "across"])
def test_postal_code_address_name_and_sender_are_on_it(way: str) -> None:
    (text,) = pages(write(way=way))
    assert all(part in text for part in ("1234567", "錨町1丁目", "窓口花", "様", "みなと野市港町9"))


def test_digits_stand_in_the_boxes_of_the_post() -> None:
    document = pypdfium2.PdfDocument(io.BytesIO(write().data))
    text = document[0].get_textpage()
    found = text.search("1").get_next()
    left, bottom, right, top = text.get_charbox(found[0])
    middle = (left + right) / 2 / MM
    assert middle == pytest.approx(120 - BOX_RIGHT - BOXES_WIDTH + BOX_PLACES[0] + 5.7 / 2, abs=0.4)
    assert (document[0].get_height() - top) / MM >= 12 and (document[0].get_height() - bottom) / MM <= 20
    document.close()


def test_without_boxes_the_postal_code_stands_before_the_address() -> None:
    assert "〒123-4567" in pages(write(way="across", boxes="none"))[0]


def test_the_sender_can_be_left_out() -> None:
    assert "港町9" not in pages(write(sender="no"))[0]


def test_a_long_name_written_downwards_stays_whole_or_is_told() -> None:
    name = "社会福祉法人みなと野市社会福祉事業団みなと野市在宅医療・介護連携総合相談支援センター"
    made = write(Addressee("123-4567", "みなと野市錨町1", (), name, "御中"))
    assert name in pages(made)[0].replace("　", "") and not made.warnings
    made = write(Addressee("123-4567", "みなと野市錨町1", (), name * 3, "御中"))
    assert "収まりません" in made.warnings[0]


def test_an_unknown_envelope_names_those_there_are() -> None:
    with pytest.raises(UserError, match="naga3"):
        write(envelope="naga4")
