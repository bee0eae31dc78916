"""An invented district for the papers: nobody and nothing here exists."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from zaitaku_desk.records import KINDS, pair_id, presets
from zaitaku_desk.records.fields import Record
from zaitaku_desk.records.office import PROFILE_ID
from zaitaku_desk.store import confirmations, desk, editions, save
from zaitaku_desk.store.connection import Database

TODAY = date(2026, 11, 10)

SELLING = (
    "医療連携推進コーディネーター事業を医師会と具体的に協議する場として設置。医師会代表3人、事務長、保健所、"
    "コーディネーター等で構成する。この場で協議した結果を医師会の理事会にかけ、医師会員に発信する。"
)

PEOPLE = (
    ("港野 一郎", "会長", "みなと野市医師会", "physician"),
    ("髙﨑 花子", "副会長", "みなと野市医師会", "physician"),
    ("葦原 次郎", "参事", "みなと野保健所", "official"),
    ("汐見 三枝", "事務長", "みなと野市医師会", "clerk"),
)


def district(folder: Path) -> Database:
    """A small desk with a meeting from invitation to minutes, hearings, consultations and institutions."""
    db, _ = desk.create_desk(folder)
    save.save_many(db, [*_office(), *_institutions(), *_meetings(), *_visits(), *_consultations()])
    editions.freeze(db, "令和8年度版", date(2026, 8, 1))
    _ask(db)
    return db


def neighbours(db: Database) -> None:
    """More of the region: a home, a dental clinic, an office without address, a liaison office, people."""
    put(
        db,
        make(
            "institutions",
            "h1",
            name="特別養護老人ホームなぎさ",
            kana="とくべつようごろうじんほーむなぎさ",
            kind="facility",
            district="東地区",
            services=["介護老人福祉施設"],
            postal_code="0000008",
            address="みなと野市東町8番地",
            telephone="0800-000-0108",
            vacancy="limited",
            vacancy_note="2床",
            vacancy_at=datetime(2026, 11, 5, 9, 0),
        ),
        make("institutions", "h2", name="髙﨑歯科", kind="dental", district="東地区", email="ha@example.jp"),
        make("institutions", "h3", name="ケアプラン浜辺", kind="care_management", address="みなと野市浜町1"),
        make("people", "p1", name="連 携子", kana="れん けいこ", profession="medical_social_worker"),
        make("people", "p2", name="架空 一郎", profession="physician", email="ichiro@example.jp"),
        make("people", "p3", name="無住 所太", profession="official"),
        make("posts", "o1", person_id="p1", institution_id="i4", title="地域連携室 主任", order=2),
        make("posts", "o2", person_id="p2", institution_id="i1", title="院長", order=1),
        make(
            "posts", "o3", name="前 任者", institution_id="i4", title="地域連携室", ends_on=date(2026, 3, 31)
        ),
        make("capabilities", pair_id("i1", "dementia"), institution_id="i1", code="dementia", state="can"),
    )


def edition(db: Database) -> str:
    """The id of the edition that was frozen of it."""
    return editions.overview(db)[0][0].id


def confirmation_round(db: Database) -> str:
    """The id of the round of confirmation sheets."""
    return confirmations.rounds(db)[0][0].id


def _ask(db: Database) -> None:
    asked = KINDS["confirmation_rounds"](
        id="r1", title="令和8年度", starts_on=date(2026, 11, 2), due_on=date(2026, 12, 15)
    )
    confirmations.start(db, asked, confirmations.candidates(db))
    sent = [one.confirmation for one in confirmations.sheets(db, "r1")]
    confirmations.mark_sent(db, sent, date(2026, 11, 2), "fax")


def put(db: Database, *records: Record) -> None:
    """Store records as they are."""
    save.save_many(db, records)


def make(kind: str, record_id: str, /, **values: Any) -> Record:
    """A record of a kind."""
    return KINDS[kind](id=record_id, **values)


def _office() -> list[Record]:
    return [
        make(
            "profiles",
            PROFILE_ID,
            contractor="みなと野市医師会",
            placement="みなと野中央病院 地域連携室",
            sender_title="医療連携推進コーディネーター",
            sender_name="灯台 みさき",
            sender_block="みなと野市医師会\n会長　港野 一郎\n（担当：コーディネーター　灯台 みさき）",
            telephone="0800-000-0001",
            fax="0800-000-0002",
            email="desk@example.jp",
        )
    ]


def _institutions() -> list[Record]:
    rows = (
        ("i1", "みどり台クリニック", "みどりだいくりにっく", "clinic", "東地区", "clinic2", "doing"),
        ("i2", "かもめ内科医院", "かもめないかいいん", "clinic", "西地区", "none", "none"),
        ("i3", "あおぞら診療所", "あおぞらしんりょうじょ", "clinic", "東地区", "clinic3", "planned"),
        ("i4", "みなと野中央病院", "みなとのちゅうおうびょういん", "hospital", "中央地区", "unknown", "none"),
        (
            "i5",
            "訪問看護ステーションなぎさ",
            "ほうもんかんごすてーしょんなぎさ",
            "home_nursing",
            "中央地区",
            None,
            None,
        ),
        ("i6", "はまなす薬局", "はまなすやっきょく", "pharmacy", "東地区", None, None),
    )
    found: list[Record] = []
    for number, (key, name, kana, kind, district_name, support, visits) in enumerate(rows, 1):
        found.append(
            make(
                "institutions",
                key,
                name=name,
                kana=kana,
                kind=kind,
                district=district_name,
                postal_code=f"000-000{number}",
                address=f"みなと野市{district_name[:-2]}町{number}丁目{number}番地",
                telephone=f"0800-000-01{number:02}",
                fax=f"0800-000-02{number:02}",
                director=f"院長 架空 {number}郎",
                support_class=support,
                regular_home_visit_status=visits,
                closed_days="日・祝、水曜午後",
                beds=180 if kind == "hospital" else None,
                confirmed_on=date(2026, 6, number),
                confirmed_by="訪問",
            )
        )
    states = ("can", "conditional", "cannot", "unknown", "can")
    codes = ("ventilator", "tracheostomy", "oxygen", "opioids", "end_of_life_care", "around_the_clock")
    for place, institution in enumerate(("i1", "i3", "i4", "i5")):
        for step, code in enumerate(codes):
            state = states[(place + step) % 5]
            found.append(
                make(
                    "capabilities",
                    pair_id(institution, code),
                    institution_id=institution,
                    code=code,
                    state=state,
                    condition="日中のみ" if state == "conditional" else None,
                    confirmed_on=date(2026, 6, 2),
                )
            )
    return found


def _meetings() -> list[Record]:
    found = [
        make(
            "meetings",
            "m1",
            title="医療連携推進コーディネーター事業コア会議",
            number=10,
            held_on=date(2026, 12, 1),
            start="19:00",
            end="20:00",
            place="みなと野中央病院 第1応接室",
            selling_point=SELLING,
            catchphrase="顔を合わせて、地域の在宅医療のこれからを一緒に考えてみませんか？",
            reply_by=date(2026, 11, 20),
            status="held",
        ),
        make(
            "meetings",
            "m2",
            title="みなと野市医師会12月理事会（医療連携推進コーディネーター事業）",
            series_id="board",
            held_on=date(2026, 12, 8),
            start="18:45",
            end="19:15",
            place="みなと野市医師会館",
            status="planned",
        ),
        make("meeting_series", "board", title="みなと野市医師会理事会", board=True),
        make(
            "meetings",
            "m3",
            title="多職種連携事例検討会",
            held_on=date(2026, 10, 15),
            start="14:00",
            end="15:30",
            place="みなと野市役所 大会議室",
            involvement="cohost",
            head_count=32,
            status="held",
        ),
    ]
    for order, (name, title, organisation, profession) in enumerate(PEOPLE):
        found.append(
            make(
                "attendances",
                f"a{order}",
                meeting_id="m1",
                order=order,
                name=name,
                title=title,
                organisation=organisation,
                profession=profession,
                reply="yes",
                attended="present" if order != 2 else "deputy",
            )
        )
    found.append(
        make(
            "attendances",
            "a9",
            meeting_id="m1",
            order=9,
            organisation="みどり台クリニック",
            attended="absent",
        )
    )
    found += [
        make(
            "agenda_items",
            "g1",
            meeting_id="m1",
            order=1,
            title="看取り代診医の要綱変更について",
            presenter="事務長",
        ),
        make("agenda_items", "g2", meeting_id="m1", order=2, title="顔なじみになる会の予定"),
        make(
            "remarks",
            "r1",
            meeting_id="m1",
            agenda_item_id="g1",
            order=1,
            speaker="会長",
            text="待機時間の区切りを分かりやすくしてほしい。",
        ),
        make(
            "remarks",
            "r2",
            meeting_id="m1",
            agenda_item_id="g1",
            order=2,
            speaker="保健所",
            text="様式は<A&B>の\n2種類とする。",
        ),
        make("remarks", "r3", meeting_id="m1", order=3, speaker="", text="次回は年明けに行う。"),
        make(
            "meeting_results",
            "e1",
            meeting_id="m1",
            order=1,
            kind="achievement",
            text="顔なじみになる会は好評であった。",
        ),
        make(
            "meeting_results", "e2", meeting_id="m1", order=2, kind="issue", text="夜間の待機医師が足りない。"
        ),
        make(
            "decisions",
            "d1",
            meeting_id="m1",
            order=1,
            text="看取り代診医紹介システムの要綱改正",
            outcome="accepted",
        ),
        make(
            "decisions",
            "d2",
            meeting_id="m1",
            order=2,
            text="意見交換会の定期開催について、了承。",
            outcome="accepted",
        ),
        make(
            "decisions",
            "d3",
            meeting_id="m1",
            order=3,
            text="待機時間の見直し",
            outcome="continued",
            next_check_on=date(2027, 1, 12),
        ),
        make(
            "action_items",
            "t1",
            meeting_id="m1",
            order=1,
            text="要綱の改正案を配布する",
            owner="コーディネーター",
            due_on=date(2026, 12, 15),
        ),
    ]
    return found


def _visits() -> list[Record]:
    found: list[Record] = []
    said: tuple[dict[str, Any], ...] = (
        {
            "1": "yes",
            "2": "yes",
            "3": "clinic2",
            "4-1": 12,
            "4-2": 2,
            "4-3": 3,
            "6": ["out_of_hours", "fees"],
        },
        {"1": "no", "2": "no", "3": "none", "5": "conditional", "6": ["technique", "out_of_hours"]},
        {
            "1": "yes",
            "2": "no",
            "3": "clinic3",
            "4-1": 5,
            "4-2": 1,
            "6": ["out_of_hours"],
            "7": "当番制で休める日をつくる",
        },
    )
    for number, answers in enumerate(said, 1):
        visit = f"v{number}"
        found.append(
            make(
                "visits",
                visit,
                institution_id=f"i{number}",
                visited_on=date(2026, 6, number * 3),
                status="done",
                interviewee=f"架空 {number}郎 先生",
                interviewer="灯台 みさき",
                purpose="在宅医療の現状把握",
                question_set_id=presets.OSAKA_SET,
                note="在宅の件数は少しずつ増えている。",
            )
        )
        for key, value in answers.items():
            question = f"{presets.OSAKA_SET}:{key}"
            shape = {int: "number", list: "choices"}.get(type(value), "text" if key == "7" else "choice")
            found.append(
                make(
                    "answers",
                    pair_id(visit, question),
                    visit_id=visit,
                    question_id=question,
                    state="answered",
                    value={shape: value},
                    other="人手が足りない" if (key, value) == ("1", "no") else None,
                )
            )
    found.append(make("visits", "v9", institution_id="i4", visited_on=date(2026, 7, 1), status="declined"))
    return found


def _consultations() -> list[Record]:
    kinds = ("care_manager", "care_manager", "citizen", "physician", "care_manager", "family")
    topics = (
        ["home_care"],
        ["home_care", "discharge"],
        ["find_physician"],
        ["end_of_life"],
        ["home_care"],
        [],
    )
    found: list[Record] = []
    for number in range(24):
        month, day = divmod(number, 3)
        found.append(
            make(
                "consultations",
                f"c{number}",
                received_at=datetime(2026, 4 + month, 3 + 5 * day, 10, 30),
                desk="main",
                inquirer_kind=kinds[number % 6],
                inquirer_name="架空",
                patient_mark=f"K-{number // 2}" if number % 3 else None,
                topics=topics[number % 6],
                content="退院後の往診を頼める先生を知りたい。",
                response="3か所を案内した。",
                information_given=["home_visits"] if number % 2 else ["home_nursing", "home_visits"],
                care_scene="daily",
                physician_informed="done" if number % 2 else "not_yet",
                status="closed",
            )
        )
    found.append(
        make(
            "follow_ups",
            "f1",
            consultation_id="c1",
            happened_at=datetime(2026, 5, 20, 9, 0),
            text="往診が始まった。",
        )
    )
    return found
