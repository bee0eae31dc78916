"""Small invented lists, and an empty desk to take them into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zaitaku_desk.store.connection import Database
from zaitaku_desk.store.desk import create_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    """An empty desk without a passphrase."""
    db, _ = create_desk(tmp_path / "desk")
    yield db
    db.close()


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """Writes a list: `listed(rows, header)` → its path."""

    def write(rows: list[str], header: str = "名称,住所,電話番号", name: str = "医療機関一覧.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


class Care:
    """Makes rows of 介護サービス情報公表システム."""

    HEADER = (
        "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,"
        "方書（ビル名等）,緯度,経度,電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,"
        "利用可能曜日特記事項,定員,URL,高齢者の方と障害者の方が同時一体的に利用できるサービス,"
        "介護保険の通常の指定基準を満たしている,障害福祉の通常の指定基準を満たしている,備考"
    )

    def row(self, number: str, name: str, service: str = "通所介護") -> str:
        """One office with one service."""
        place = "甲県,乙市"
        telephone = "087-000-0001"
        start = f"372021,{number},{place},{name},カナ,{service},甲県乙市一丁目1番1号,,,"
        return f"{start},{telephone},,,青空会,{number},,,,,,,,"


@pytest.fixture
def care() -> Care:
    """Header and rows of 介護サービス情報公表システム."""
    return Care()
