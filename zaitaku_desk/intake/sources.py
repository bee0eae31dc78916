"""What a list is, recognised by its header and content and not by its name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice

from zaitaku_desk.errors import UserError
from zaitaku_desk.intake import bureau, care, cities, gaiji, navii, places, telephones, words
from zaitaku_desk.intake.kinds import kind_of_list
from zaitaku_desk.intake.rows import Source, values_of
from zaitaku_desk.intake.tables import NO_HEADER, Table
from zaitaku_desk.japanese.wareki import parse_date

SAMPLE = 300
_PLACE = ("prefecture", "municipality", "address")
_AS_OF = re.compile("現在|時点|作成|更新")
_PEOPLE = frozenset(
    {"氏名", "姓", "名前", "生年月日", "性別", "年齢", "会員名", "職員名", "委員名", "参加者名"}
)
_AED = frozenset(
    {"設置位置", "小児対応設備の有無", "aed設置場所", "installationposition", "equipmentforchildren"}
)
_ANSWER = re.compile(r"問\d|q\d|設問|質問|回答|タイムスタンプ|選択肢")
_CHOOSE = "病院、診療所、薬局、介護事業所など、機関の名称と連絡先の入った一覧を選んでください。"


class WrongKind(UserError):
    """A list, but plainly of something else than institutions."""


def recognise(table: Table, *, today: dt.date) -> Source:
    """What the table is. UserError when it is no list of institutions, saying what is missing."""
    if not table.header:
        _put_header(table)
    found = {words.key(heading) for heading in table.header}
    edition = edition_of(table.name, today, table.above)
    if found >= navii.HOURS_FILE and not found >= navii.NEEDS:
        navii.refuse_hours()
    source = _known(table, found, edition) or _generic(table, edition)
    source.notes = [*table.notes, *source.notes]
    if source.scope == "municipality":
        source.area_codes = telephones.area_codes_of((cells for _, cells in table.rows), source.columns)
    named = [source.columns[name] for name in ("name", "address", "director") if name in source.columns]
    if odd := gaiji.note(table.rows.with_private_use(), named):
        source.notes.append(odd)
    return source


def _known(table: Table, found: set[str], edition: str) -> Source | None:
    if found >= care.NATIONAL:
        return care.national(table, edition)
    if found >= bureau.NEEDS:
        return bureau.build(table, edition)
    if found >= navii.NEEDS:
        return navii.build(table, edition)
    if found >= care.STANDARD:
        return care.standard(table, edition, _place(table, words.guess(table.header)))
    if found >= cities.KUMAMOTO:
        return cities.kumamoto(table, edition)
    if found >= cities.STANDARD:
        place = cities.owner_of(table) or _place(table, words.guess(table.header))
        return cities.standard(table, edition, place)
    return None


def _put_header(table: Table) -> None:
    """A table without a header is refused unless its columns are those of a list we know."""
    titles = navii.header_of(table)
    if not titles:
        raise UserError(
            "見出しの行が見つからないため、どの列が何か分かりませんでした。",
            "1行目に「名称」「住所」「電話番号」などの見出しを付けて保存し直してください。",
        )
    headed = table.under(titles)
    table.header, table.rows = headed.header, headed.rows
    table.notes = [note for note in table.notes if note != NO_HEADER]
    table.notes.append("見出しの行がないため、医療情報ネット（ナビイ）の列の並びとして読みました。")


def _generic(table: Table, edition: str) -> Source:
    columns = words.guess(table.header)
    if "name" not in columns:
        _refuse_people_and_surveys(table)
        raise UserError(
            "機関の名称の列が見つかりません。機関の一覧ではないようです。",
            "見出しに「名称」「施設名」「事業所名」などがあるかを確かめてください。",
        )
    if not {"telephone", "address"} & columns.keys():
        raise UserError("電話番号の列も住所の列もないため、機関の一覧として読めません。", _CHOOSE)
    _refuse_other_lists(table, columns)
    if "kind" in columns and "サービス" in table.header[columns["kind"]]:
        columns.setdefault("services", columns["kind"])
    parts = re.split(r"[_\-. ()]+", unicodedata.normalize("NFKC", table.name.rsplit(".", 1)[0]))
    stem = "".join(part for part in parts if not re.search(r"\d", part))
    place = _place(table, columns)
    return Source(
        id="generic",
        layer=f"generic/{place}/{stem}",
        title=f"{table.name.rsplit('.', 1)[0]}（{place}）" if place else table.name.rsplit(".", 1)[0],
        edition=edition,
        headers=table.header,
        columns=columns,
        kind=kind_of_list(table.sheet, *table.above, table.name.rsplit(".", 1)[0]),
        scope="municipality",
    )


def _refuse_people_and_surveys(table: Table) -> None:
    """What else has a header and rows, said by name."""
    found = {words.key(heading) for heading in table.header}
    if found & _PEOPLE:
        raise UserError(
            "人の名簿のようです。機関の一覧としては読めません。",
            "画面の「一覧を取り込む」で列の対応を決めれば、人の名簿として読めます。",
        )
    if sum(1 for word in found if _ANSWER.match(word)) >= 2:
        raise WrongKind("アンケートや調査の結果のようです。機関の一覧としては読めません。", _CHOOSE)


def _refuse_other_lists(table: Table, columns: Mapping[str, int]) -> None:
    """A list of parks, shops or AED has names, addresses and telephones too: its words tell."""
    if _AED & {words.key(heading) for heading in table.header}:
        raise WrongKind("AED の設置場所の一覧のようです。医療や介護の機関の一覧ではありません。", _CHOOSE)
    if any(words.MEDICAL.search(heading) for heading in table.header):
        return
    looked = [columns[name] for name in ("name", "kind", "corporation", "services") if name in columns]
    rows = [cells for _, cells in islice(table.rows, SAMPLE)]
    ours = sum(1 for cells in rows if any(words.MEDICAL.search(cells[column]) for column in looked))
    if rows and ours < len(rows) / 4:
        raise WrongKind("医療や介護の機関の一覧ではないようです。", _CHOOSE)


def _place(table: Table, columns: Mapping[str, int]) -> str:
    """Prefecture and municipality that most of the first rows lie in."""
    where = {name: column for name, column in columns.items() if name in _PLACE}
    return places.common(values_of(where, cells) for _, cells in islice(table.rows, SAMPLE))


def edition_of(name: str, today: dt.date, above: Iterable[str] = ()) -> str:
    """The day a list is of, as ISO: what stands above its header, else in the file's name, else today."""
    said = (date_in(text, today) for text in above if _AS_OF.search(text))
    return next(filter(None, said), "") or date_in(name, today) or today.isoformat()


def date_in(text: str, today: dt.date) -> str:
    """The first day that a text names, as ISO (a month is its first day); "" when there is none."""
    text = unicodedata.normalize("NFKC", text)
    for found in re.finditer(r"(?<!\d)(20\d\d)[-_.年]?(\d\d?)[-_.月]?(\d\d?)?(?!\d)", text):
        year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
        try:
            return dt.date(year, month, day).isoformat()
        except ValueError:
            continue
    for word in re.findall(r"[RHrh]\d{1,2}\.\d{1,2}\.\d{1,2}|令和[\d元]+年\d+月\d+日", text):
        date = parse_date(word.upper(), today)
        if date is not None:
            return date.isoformat()
    return ""
