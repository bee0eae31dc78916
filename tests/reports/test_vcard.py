from __future__ import annotations

import re

from tests.reports import samples
from zaitaku_desk.reports import Request, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def cards(db: Database, name: str) -> dict[str, list[str]]:
    """FN → the unfolded lines of its card."""
    text = make(name, db, REQUEST).data.decode("utf-8").replace("\r\n ", "")
    found = [card.split("\r\n") for card in text.split("BEGIN:VCARD\r\n")[1:]]
    return {next(line[3:] for line in card if line.startswith("FN:")): card for card in found}


def test_an_institution_is_an_organisation_with_its_reading(region: Database) -> None:
    card = cards(region, "institutions_vcard")["みどり台クリニック"]
    assert card[:2] == ["VERSION:4.0", "KIND:org"]
    assert 'ORG;SORT-AS="みどりだいくりにっく":みどり台クリニック' in card
    assert 'TEL;VALUE=text;TYPE="work,fax":0800-000-0201' in card
    assert "ADR;TYPE=work:;;みなと野市東町1丁目1番地;;;000-0001;日本" in card


def test_a_person_has_reading_post_and_place(region: Database) -> None:
    card = cards(region, "people_vcard")["連 携子"]
    assert 'N;SORT-AS="れん,けいこ":連;携子;;;' in card
    assert {"X-PHONETIC-LAST-NAME:れん", "ORG:みなと野中央病院", "TITLE:地域連携室 主任"} <= set(card)


def test_lines_are_no_longer_than_75_octets_and_no_character_is_cut(own_district: Database) -> None:
    name = "医療法人社団みなと野会みなと野中央記念病院附属𠮷野訪問看護ステーション" * 2
    samples.put(own_district, samples.make("institutions", "x", name=name, kana="いりょうほうじん"))
    data = make("institutions_vcard", own_district, REQUEST).data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert name in cards(own_district, "institutions_vcard")


def test_marks_with_a_meaning_are_escaped(own_district: Database) -> None:
    put = samples.make("institutions", "x", name="浜;医院,\\本院\n別館", kana='は"ま,')
    samples.put(own_district, put)
    card = cards(own_district, "institutions_vcard")["浜\\;医院\\,\\\\本院\\n別館"]
    assert any(line.startswith('ORG;SORT-AS="はま ":浜\\;') for line in card)


def test_a_card_keeps_its_id_so_that_it_is_not_taken_in_twice(region: Database) -> None:
    first, second = (make("people_vcard", region, REQUEST).data.decode() for _ in range(2))
    ids = re.findall(r"UID:urn:uuid:\S+", first)
    assert ids == re.findall(r"UID:urn:uuid:\S+", second) and len(set(ids)) == 3
