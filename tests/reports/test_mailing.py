from __future__ import annotations

from tests.reports import samples
from tests.reports.reading import pages
from zaitaku_desk.reports import Request, mailing, make
from zaitaku_desk.store.connection import Database

REQUEST = Request(today=samples.TODAY)


def test_who_has_no_mail_gets_a_fax_and_who_has_neither_is_named(region: Database) -> None:  # A213
    made = make("mailing_pdf", region, REQUEST)
    assert "メール1件、FAX6件、連絡先なし2件" in "".join(pages(made))
    assert made.warnings == ("メールもFAXも登録がありません：ケアプラン浜辺、特別養護老人ホームなぎさ",)


def test_an_address_that_cannot_be_one_is_not_used_and_said_so() -> None:
    found = mailing.reach("浜医院", "hama(at)example.jp", "08000000001")
    assert (found.way, found.remark) == ("FAX", "メールの形式を確認")


def test_addresses_for_copying_stand_once() -> None:
    reached = [mailing.reach(name, "a@example.jp", None) for name in "ab"] + [mailing.reach("c", None, "1")]
    assert mailing.addresses(reached) == ["a@example.jp"]


def test_a_person_without_mail_is_reached_by_the_fax_of_the_institution(region: Database) -> None:
    text = "".join(pages(make("people_mailing_pdf", region, REQUEST)))
    assert "ichiro@example.jp" in text and "0800-000-0204" in text
