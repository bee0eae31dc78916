from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from zaitaku_desk import cli
from zaitaku_desk.commands import one_line, records
from zaitaku_desk.records import pair_id
from zaitaku_desk.store import audit, desk


class Desk:
    """The command line over one folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.err = ""

    def __call__(self, *words: str, code: int = 0) -> Any:
        """The JSON a command answers; None when it is refused."""
        assert cli.main(["--data", str(self.folder), "--json", *words]) == code
        said = self.capsys.readouterr()
        self.err = said.err
        return json.loads(said.out) if said.out else None


@pytest.fixture
def z(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(data_dir, capsys)


def test_a_record_goes_once_round(z: Desk) -> None:
    made = z("add", "institutions", "name=舩瀬医院", "種別=診療所", "beds=１９", "confirmed_on=R8.4.1")["id"]
    shown = z("show", "institutions", made)
    assert (shown["kind"], shown["beds"], shown["confirmed_on"]) == ("clinic", 19, "2026-04-01")
    assert z("set", "institutions", made, "note=月2名まで", "beds=") == {"id": made}
    assert z("show", "institutions", made)["beds"] is None
    assert [row["name"] for row in z("list", "institutions")] == ["舩瀬医院"]
    assert z("search", "船瀬") == [{"kind": "institutions", "id": made, "title": "舩瀬医院"}]
    assert z("delete", "institutions", made) == {"id": made}
    assert z("list", "institutions") == []
    assert z("show", "institutions", made)["deleted"] is True


def test_a_list_shows_labels_and_pages(z: Desk) -> None:
    for kana in ("うみ", "あさ", "いえ"):
        z("add", "institutions", f"name={kana}医院", f"kana={kana}", "kind=clinic")
    assert [row["name"] for row in z("list", "institutions", "--limit", "2")] == ["あさ医院", "いえ医院"]
    rest = z("list", "institutions", "--offset", "2")
    assert [(row["name"], row["kind"]) for row in rest] == [("うみ医院", "診療所")]


def test_a_kind_without_a_list_gives_its_fields(z: Desk) -> None:
    assert z("list", "questions", "--limit", "1")[0]["number"] == "1"


def test_what_is_read_is_noted_with_the_record_it_belongs_to(z: Desk) -> None:
    """S6: also without a window."""
    call = z("add", "consultations", "content=夜間の発熱")["id"]
    step = z("add", "follow_ups", f"consultation_id={call}", "text=電話した")["id"]
    z("show", "consultations", call)
    z("show", "follow_ups", step)
    z("show", "questions", z("list", "questions", "--limit", "1")[0]["id"])
    z("list", "consultations")
    db = desk.open_desk(z.folder)
    rows = [
        (row.what, row.kind, row.record)
        for row in audit.page(db, audit.Wanted())
        if row.detail == "cli" and row.what != "unlock"
    ]
    assert rows[::-1] == [
        ("view", "consultations", call),
        ("view", "consultations", call),
        ("export", "questions", ""),
        ("export", "consultations", ""),
    ]
    assert audit.page(db, audit.Wanted(what="unlock"))[1].detail == "cli"
    db.close()


def test_search_is_limited_and_kept_to_a_kind(z: Desk) -> None:
    z("add", "institutions", "name=錨町診療所")
    z("add", "people", "name=錨町 花")
    assert [hit["kind"] for hit in z("search", "錨町")] == ["institutions", "people"]
    assert [hit["kind"] for hit in z("search", "錨町", "--kind", "people")] == ["people"]
    assert len(z("search", "錨町", "--limit", "1")) == 1


def test_times_lists_and_yes_or_no_are_read(z: Desk) -> None:
    made = z("add", "consultations", "received_at=2026/4/1 10:30", "topics=看取り、退院調整", "content=相談")[
        "id"
    ]
    shown = z("show", "consultations", made)
    assert shown["received_at"] == "2026-04-01T10:30"
    assert shown["topics"] == ["end_of_life", "discharge"]
    member = z("add", "institutions", "name=医院", "医師会員=はい")["id"]
    assert z("show", "institutions", member)["member"] is True


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("confirmed_on=令和0年", "最終確認日"),
        ("beds=たくさん", "病床数"),
        ("support_class=支援診9", "支援診1"),
        ("kind=旅館", "診療所"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_kept(z: Desk, field: str, told: str) -> None:
    assert z("add", "institutions", "name=医院", field, code=1) is None
    assert told in z.err
    assert z("list", "institutions") == []


def test_a_reference_to_nobody_is_refused(z: Desk) -> None:
    z("add", "visits", "institution_id=none", "visited_on=2026-04-01", code=1)
    assert "関係機関は見つかりません" in z.err


def test_an_unfinished_record_is_kept_and_told(z: Desk) -> None:
    z("add", "visits", "visited_on=2026-04-01")
    assert "未完了: 機関" in z.err


def test_an_association_gets_the_id_of_what_it_joins_and_is_added_once(z: Desk) -> None:
    place = z("add", "institutions", "name=医院", "kind=clinic")["id"]
    words = ("capabilities", f"institution_id={place}", "code=oxygen", "state=可")
    assert z("add", *words)["id"] == pair_id("capability", place, "oxygen")
    z("add", *words, code=1)
    assert "既にあります" in z.err


def test_a_code_and_the_profile_have_fixed_ids() -> None:
    assert records.id_for("codes", {"list_name": "desks", "key": "branch"}) == "desks:branch"
    assert records.id_for("profiles", {}) == "profile"


def test_what_is_not_there_or_in_the_bin_is_refused(z: Desk) -> None:
    z("show", "meetings", "none", code=1)
    made = z("add", "people", "name=人")["id"]
    z("delete", "people", made)
    for words in (("set", "people", made, "name=別"), ("delete", "people", made)):
        z(*words, code=1)
        assert "ごみ箱" in z.err


def test_bytes_that_are_no_characters_are_refused(z: Desk) -> None:
    z("add", "people", "name=\udce3", code=1)
    assert "読めない文字" in z.err


def test_without_json_a_record_is_told_in_words(
    data_dir: Path, capsys: pytest.CaptureFixture[str], z: Desk
) -> None:
    made = z("add", "institutions", "name=医院", "kind=clinic", "member=1")["id"]
    assert cli.main(["--data", str(data_dir), "show", "institutions", made]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["名称: 医院", "種別: 診療所", "医師会員: はい"]


def test_a_cell_of_a_line_has_no_line_break() -> None:
    assert one_line("一\n二\t三") == "一 二 三"
