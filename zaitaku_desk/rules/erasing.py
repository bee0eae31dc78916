"""保存期間: which words about persons go when their time has come, and what stays (decisions 12).

個人情報保護法 第22条: what is no longer needed is to be erased without delay. No law names a period for a
coordinator's notes; the office's own (default five fiscal years after the last entry) is a setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.fields import is_empty


class Part(NamedTuple):
    """A kind and its fields that go; `link` is the field that names the record they belong to ("id": itself).

    "value.text" is a key inside a field that holds JSON; of "content=" it stays visible that it was erased,
    for nothing may be missing there. `day` is a field whose day counts for the record.
    """

    kind: str
    link: str
    fields: tuple[str, ...]
    day: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the fields themselves, each once."""
        return tuple(dict.fromkeys(map(head_of, self.fields)))


class Rule(NamedTuple):
    """What goes of one kind. `goes` and `stays` say it to her.

    The last of all days counts; with `ended`, every day must be there and there must be one: who still holds
    a post has not left.
    """

    kind: str
    parts: tuple[Part, ...]
    goes: str
    stays: str
    ended: bool = False


MARK = "（消去済み）"
FILES = Part("attachments", "parent_id", ("name", "content"))

RULES = (
    Rule(
        "consultations",
        (
            Part(
                "consultations",
                "id",
                (
                    "inquirer_id",
                    "inquirer_name",
                    "institution_text",
                    "patient_mark",
                    "content=",
                    "response",
                    "physician_informed_note",
                ),
                "received_at",
            ),
            Part("follow_ups", "consultation_id", ("partner", "text"), "happened_at"),
            FILES,
        ),
        "相談者の氏名、記号、相談と対応の文章、経過の相手と内容、写真・ファイル",
        "受付日時、相談者種別、所属機関、年代・性別・要介護度、区分、紹介先、所要時間（統計はそのまま出せます）",
    ),
    Rule(
        "visits",
        (
            Part(
                "visits",
                "id",
                ("interviewee_id", "interviewee", "companion", "note", "follow_up"),
                "visited_on",
            ),
            Part("answers", "visit_id", ("value.text", "other", "note")),
            FILES,
        ),
        "お話を聞いた方と同行者の氏名、聞き取りメモ、次にすること、自由記述の回答、写真・ファイル",
        "訪問日、機関、状態、訪問者、選択肢と数の回答（集計はそのまま出せます）",
    ),
    Rule(
        "meetings",
        (
            Part("meetings", "id", ("note",), "held_on"),
            Part("attendances", "meeting_id", ("person_id", "name", "note")),
            Part("agenda_items", "meeting_id", ("presenter",)),
            Part("remarks", "meeting_id", ("speaker",)),
            Part("action_items", "meeting_id", ("owner",)),
            FILES,
        ),
        "出欠の氏名と備考、説明者、発言者、宿題の担当、会議のメモ、写真・ファイル",
        "会議名、日時、場所、議題、発言・成果・決定の文章、所属・職種ごとの出欠の数",
    ),
    Rule(
        "people",
        (
            Part(
                "people",
                "id",
                (
                    "name=",
                    "kana",
                    "telephone",
                    "mobile",
                    "fax",
                    "email",
                    "call_hours",
                    "no_call_hours",
                    "note",
                ),
            ),
            Part("posts", "person_id", ("name",), "ends_on"),
            Part("trainings", "person_id", ("note",)),
        ),
        "氏名、ふりがな、電話・メールなどの連絡先、メモ",
        "職種、役職と在任の期間、研修の受講歴",
        ended=True,
    ),
    Rule(
        "contacts",
        (Part("contacts", "id", ("person", "content", "result"), "happened_at"),),
        "相手の人、用件、結果",
        "日時、機関、手段",
    ),
    Rule(
        "editions",
        (
            Part("editions", "id", (), "frozen_on"),
            Part("edition_entries", "edition_id", ("posts",)),
        ),
        "その時点の役職者の氏名",
        "機関の内容、機能・処置（版どうしの比較はできます）",
    ),
)


def last_day(today: date, years: int) -> date:
    """Whose last entry lies before this day is due: kept for so many whole fiscal years after its own."""
    return wareki.fiscal_year_range(wareki.fiscal_year(today) - years)[0]


def blanked(value: Any, fields: Sequence[str]) -> Any:
    """A group's JSON value without these fields: their keys stay and say nothing."""
    if not isinstance(value, Mapping):
        return value
    found = dict(value)
    for name in fields:
        head, inner = head_of(name), name.partition(".")[2]
        if inner and isinstance(found.get(head), Mapping):
            found[head] = {key: said for key, said in found[head].items() if key != inner}
        elif not inner and head in found:
            found[head] = MARK if name.endswith("=") and not is_empty(found[head]) else None
    if isinstance(typed := found.get("as_typed"), Mapping):
        heads = set(map(head_of, fields))
        found["as_typed"] = {key: said for key, said in typed.items() if key not in heads}
    return found


def head_of(name: str) -> str:
    """The field that is meant: "value.text" → "value", "content=" → "content"."""
    return name.rstrip("=").partition(".")[0]


def touches(value: Any, fields: Sequence[str]) -> bool:
    """Whether a group's JSON value has a place for one of these fields."""
    return isinstance(value, Mapping) and any(head_of(name) in value for name in fields)


def speaking(value: Mapping[str, Any], fields: Iterable[str]) -> frozenset[str]:
    """Those of the fields that say something in a group's JSON value; of "value.text" only "value"."""
    typed = value.get("as_typed")
    found = set()
    for name in fields:
        head, inner = head_of(name), name.partition(".")[2]
        said = value.get(head)
        if inner:
            said = said.get(inner) if isinstance(said, Mapping) else None
        if not is_empty(said) or (isinstance(typed, Mapping) and head in typed):
            found.add(head)
    return frozenset(found)
