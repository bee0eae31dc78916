"""地域設定 as a file (A301)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake.region import apply, give_out, plan_file
from zaitaku_desk.store import areas, codes
from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.desk import create_desk, profile
from zaitaku_desk.store.save import get, new, save, undo


@pytest.fixture
def region(desk: Database, tmp_path: Path) -> Path:
    """The file of a region with a renamed code, one of its own, an area and another threshold."""
    code = get(desk, "codes", "channels:telephone")
    assert code is not None
    code.label = "電話（代表）"  # type: ignore[attr-defined]
    save(desk, code)
    save(
        desk, new("codes", id="topics:own", list_name="topics", key="own", label="口腔ケア", applies_to=["a"])
    )
    save(desk, new("areas", id="c", name="みなと野市", level="municipality", words=["旧みなと町"]))
    save(desk, new("profiles", id="profile", unconfirmed_months=6, contractor="みなと野市医師会"))
    path = tmp_path / "地域設定.json"
    give_out(desk, path)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """A desk elsewhere."""
    db, _ = create_desk(tmp_path / "other")
    yield db
    db.close()


def test_another_desk_takes_the_region_over(region: Path, other: Database) -> None:
    apply(other, plan_file(other, region))
    assert codes.label(other, "channels", "telephone") == "電話（代表）"
    assert codes.label(other, "topics", "own") == "口腔ケア"
    assert [area.words for area in areas.tree(other).every()] == [["旧みなと町"]]
    assert profile(other).unconfirmed_months == 6
    assert profile(other).contractor is None
    assert plan_file(other, region).changes == []


def test_the_plan_says_in_words_what_would_change(region: Path, other: Database) -> None:
    assert [(change.what, change.words) for change in plan_file(other, region).changes] == [
        ("めやすの期間", "未確認とみなす期間を「12」から「6」（か月）にする"),
        ("方法", "「電話」の名称を「電話」から「電話（代表）」にする"),
        ("相談内容の区分", "「口腔ケア」を加える"),
        ("区域", "「みなと野市」を加える"),
    ]


def test_one_undo_takes_it_back(region: Path, other: Database) -> None:
    undo(other, apply(other, plan_file(other, region)))
    assert codes.label(other, "channels", "telephone") == "電話"
    assert list(areas.tree(other).every()) == []


def test_what_the_file_does_not_name_stays(desk: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    said = {"list_name": "topics", "key": "refusal", "label": "拒否"}
    path.write_text(json.dumps({"format": "zaitaku_desk 地域設定", "version": 1, "codes": [said]}), "utf-8")
    apply(desk, plan_file(desk, path))
    code = get(desk, "codes", "topics:refusal")
    assert code is not None
    assert (code.label, bool(code.source), code.order is None) == ("拒否", True, False)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ではありません"),
        (b"\xff\xfe\x00", "ではありません"),
        (b"[1]", "ではありません"),
        (b"[" * 100_000, "ではありません"),
        ('{"format":"zaitaku_desk 地域設定","version":9}'.encode(), "新しい版"),
    ],
    ids=("empty", "bytes", "list", "deep", "newer"),
)
def test_another_file_is_refused_in_words(desk: Database, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        plan_file(desk, path)


def test_rows_of_another_shape_are_passed_over(desk: Database, tmp_path: Path) -> None:
    rows = [3, {"list_name": "stars", "key": "x"}, {"list_name": "topics"}, {"id": "q"}]
    data = {
        "format": "zaitaku_desk 地域設定",
        "version": 1,
        "codes": rows,
        "areas": rows,
        "thresholds": 5,
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), "utf-8")
    assert plan_file(desk, path).changes == []
