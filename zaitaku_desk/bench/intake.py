"""Taking lists in: a list of filings planned against the big desk, and care services by the ten thousand."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zaitaku_desk import bench_data
from zaitaku_desk.bench.child import memory

FILINGS_EACH = 18
_TITLE = ["届出受理医療機関名簿", "", ""]
_FILINGS = (
    *("項番", "都道府県コード", "都道府県名", "区分", "医療機関番号", "併設医療機関番号", "医療機関記号番号"),
    *(
        "医療機関名称",
        "医療機関所在地（郵便番号）",
        "医療機関所在地（住所）",
        "電話番号",
        "FAX番号",
        "病床数",
    ),
    *(
        "病床数",
        "受理届出名称",
        "受理記号",
        "受理番号",
        "算定開始年月日",
        "個別有効開始年月日",
        "備考（見出し）",
    ),
    *("備考（データ）", "種別"),
)
_CARE = (
    "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,方書（ビル名等）,緯度,経度,"
    "電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,定員,URL"
)
_SERVICES = ("通所介護", "訪問介護", "居宅介護支援", "訪問看護", "短期入所生活介護")


def plan(data: str, rows: int, way: str, out: str) -> dict[str, float]:
    """A list of filings planned against the desk ("ours"), or only read by calamine ("raw"); s.

    A tenth of its institutions stand in the desk.
    """
    from zaitaku_desk.store import desk

    path = Path(out)
    if not path.is_file():
        _write_filings(path, rows)
    if way == "raw":
        import python_calamine

        began = time.perf_counter()
        python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        return {"s": time.perf_counter() - began}
    from zaitaku_desk.intake.apply import plan_file

    db = desk.open_desk(Path(data))
    plan_file(db, path)  # the imports and the cache of the disk are not what is measured
    began = time.perf_counter()
    made = plan_file(db, path)
    taken = time.perf_counter() - began
    db.close()
    return {"s": taken, "institutions": made.to_json()["institutions"]}


def care(rows: int, out: str) -> dict[str, float]:
    """Care services planned, taken in, taken back and again; CPU s of each, kB that the process grew."""
    from zaitaku_desk.intake.apply import apply, plan_file
    from zaitaku_desk.store import desk, save

    path = Path(out)
    _write_care(path, rows)
    place = path.with_suffix(".desk")
    db, _ = desk.create_desk(place)
    before = memory("VmHWM")
    times = []
    batch = ""
    made = None
    for step in ("plan", "apply", "undo", "redo"):
        began = time.process_time()
        if step == "plan":
            made = plan_file(db, path)
        elif step == "apply" and made is not None:
            batch = apply(db, made)
            made = None
        else:
            batch = save.undo(db, batch)
        times.append(time.process_time() - began)
    grown = memory("VmHWM") - before
    db.close()
    shutil.rmtree(place)
    return {"plan": times[0], "apply": times[1], "undo": times[2], "redo": times[3], "kb": grown}


def _write_filings(path: Path, rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("医科")
    for row in (_TITLE, [], [], _FILINGS, *_filings(rows)):
        sheet.append(row)
    book.save(path)


def _filings(rows: int) -> Iterator[list[Any]]:
    dice = random.Random(3)
    for number in range(rows // FILINGS_EACH + 1):
        said = bench_data._institution(dice, number).values
        place = f"見本県{said['municipality']}{said['address']}"
        telephone = said["telephone"] if number % 10 == 0 else f"0000-90-{number:04}"
        for filing in range(min(FILINGS_EACH, rows - number * FILINGS_EACH)):
            yield [
                *(
                    number,
                    "37",
                    "見本県",
                    "医科",
                    f"{number:07}",
                    "",
                    "",
                    said["name"],
                    said["postal_code"],
                    place,
                ),
                *(telephone, telephone, "一般　19", f"届出の名称その{filing}", f"（記{filing}）第{number}号"),
                *(str(number), "令和 6年 6月 1日", "", "", "", "診療所"),
            ]


def _write_care(path: Path, rows: int) -> None:
    dice = random.Random(4)
    with path.open("w", encoding="utf-8") as file:
        file.write(_CARE + "\n")
        for number in range(rows):
            said = bench_data._institution(dice, number).values
            cells = [
                *(
                    "372021",
                    str(number),
                    "見本県",
                    said["municipality"],
                    f"{said['name']}{number % 997}号",
                    said["kana"],
                ),
                *(
                    _SERVICES[number % 5],
                    f"見本県{said['municipality']}{said['address']}",
                    "",
                    "34.1",
                    "134.1",
                ),
                *(said["telephone"], said["telephone"], "1234567890123", said["corporation"] or "青空会"),
                *(f"377{number + 1:07}", "平日", "", "20", f"http://example.jp/{number}"),
            ]
            file.write(",".join(cells) + "\n")
