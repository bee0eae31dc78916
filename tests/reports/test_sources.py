from __future__ import annotations

from datetime import date

import pytest

from tests.reports import samples
from zaitaku_desk.errors import UserError
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.records.office import Profile
from zaitaku_desk.reports import sources
from zaitaku_desk.store import save
from zaitaku_desk.store.connection import Database


def test_a_merged_record_leads_to_the_one_it_became(own_district: Database) -> None:
    samples.put(own_district, samples.make("institutions", "old", name="旧称", merged_into="i1"))
    assert sources.one(own_district, Institution, "old").name == "みどり台クリニック"
    assert sources.institutions(own_district, ["old", None, "nobody"])["old"].id == "i1"


def test_records_merged_in_a_circle_end_the_search(own_district: Database) -> None:
    samples.put(
        own_district,
        samples.make("institutions", "a", name="甲", merged_into="b"),
        samples.make("institutions", "b", name="乙", merged_into="a"),
    )
    assert sources.follow(own_district, Institution, "a") is None


def test_a_record_in_the_bin_has_no_paper(own_district: Database) -> None:
    save.delete(own_district, "institutions", "i1")
    with pytest.raises(UserError, match="ごみ箱"):
        sources.one(own_district, Institution, "i1")


def test_the_sender_is_her_own_block_or_made_of_its_parts() -> None:
    assert sources.sender(Profile(sender_block="甲\n乙 \n")) == ("甲", "乙")
    office = Profile(contractor="医師会", sender_title="担当", sender_name="灯台")
    assert sources.sender(office) == ("医師会", "担当　灯台")
    assert sources.sender(Profile()) == ()


def test_both_ends_of_a_period_are_in_it(district: Database) -> None:
    assert len(sources.visits_between(district, date(2026, 6, 3), date(2026, 6, 9))) == 3
    assert sources.consultation_summary(district, date(2026, 4, 3), date(2026, 4, 3)).total == 1


def test_people_without_an_order_come_last_by_their_post(own_district: Database) -> None:
    people = [("p1", "次席", 2), ("p2", "首席", 1)]
    for key, name, order in people:
        samples.put(
            own_district,
            samples.make("people", key, name=name),
            samples.make("posts", f"post-{key}", person_id=key, title=name, order=order),
            samples.make("attendances", f"at-{key}", meeting_id="m2", person_id=key),
        )
    meeting = save.get(own_district, "meetings", "m2")
    names = [person.name for person in sources.people_of(own_district, meeting)]  # type: ignore[arg-type]
    assert names == ["首席", "次席"]


def test_only_public_lists_want_to_be_named(own_district: Database) -> None:
    for key, said in (
        ("a", "みなと野市オープンデータ"),
        ("b", "汐路県の名簿を基に作成（CC BY 4.0）"),
        ("c", ""),
    ):
        code = samples.make("codes", f"sources:{key}", list_name="sources", key=key, label=key, source=said)
        samples.put(own_district, code)
    assert sources.attributions(own_district) == (
        "みなと野市オープンデータを加工して作成",
        "汐路県の名簿を基に作成（CC BY 4.0）",
    )
