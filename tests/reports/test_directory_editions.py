from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from tests.reports.reading import book, pages, rows
from zaitaku_desk.reports import Request, make
from zaitaku_desk.reports.directory_editions import TO
from zaitaku_desk.store import editions, save
from zaitaku_desk.store.connection import Database


@pytest.fixture
def changed(own_district: Database) -> Database:
    """The district some months after its edition: renamed, moved, closed, new."""
    for record_id, values in {
        "i1": {"name": "みどり台ホームクリニック", "telephone": "0800-000-0999"},
        "i3": {"address": "みなと野市帆立谷5-5"},
    }.items():
        place = save.get(own_district, "institutions", record_id)
        assert place is not None
        for name, value in values.items():
            setattr(place, name, value)
        save.save(own_district, place)
    save.delete(own_district, "institutions", "i6")
    samples.put(own_district, samples.make("institutions", "i9", name="新しい医院", kind="clinic"))
    return own_district


def request(db: Database, to: str = "") -> Request:
    return Request(id=samples.edition(db) + to, today=samples.TODAY)


def test_an_edition_prints_what_was_frozen(changed: Database) -> None:
    made = make("directory_edition_excel", changed, request(changed))
    assert "薬局" in book(made).sheetnames
    names = [row[2] for row in rows(made, "診療所")[4:]]
    assert "みどり台クリニック" in names and "新しい医院" not in names
    assert "8年8月1日" in made.title


def test_the_changes_since_an_edition_stand_in_the_sheet(changed: Database) -> None:
    found = rows(make("directory_changes_excel", changed, request(changed, TO)), "変更点一覧")
    assert found[3] == ["区分", "種別", "地区", "名称", "項目", "変更前", "変更後"]
    assert [row[0] for row in found[4:]] == ["移転", "名称変更", "連絡先", "新規", "廃止・掲載取りやめ"]
    assert found[5][5:] == ["みどり台クリニック", "みどり台ホームクリニック"]


def test_the_same_stands_on_paper_under_the_kinds(changed: Database) -> None:
    (page,) = pages(make("directory_changes_pdf", changed, request(changed, TO)))
    assert page.index("診療所") < page.index("みどり台ホームクリニック") < page.index("薬局")
    assert "1/1ページ" in page


def test_one_edition_alone_is_compared_with_the_one_before(changed: Database) -> None:
    newer = editions.freeze(changed, "令和8年度 秋版", date(2026, 10, 1))
    made = make("directory_changes_pdf", changed, Request(id=newer.id, today=samples.TODAY))
    assert "令和8年度版" in made.title and "秋版" in made.title


def test_no_change_is_said(district: Database) -> None:
    found = rows(make("directory_changes_excel", district, request(district)), "変更点一覧")
    assert found[4][0] == "変更はありません。"
