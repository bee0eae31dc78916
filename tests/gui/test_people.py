from __future__ import annotations

from datetime import date

from zaitaku_desk.gui.people import PeopleTab
from zaitaku_desk.store import save


def test_the_head_names_the_post_of_today(qtbot, office):
    clinic = save.new("institutions", name="みどり台クリニック")
    person = save.new("people", name="浜辺 澄子", profession="physician")
    old = save.new(
        "posts", person_id=person.id, institution_id=clinic.id, title="副院長", ends_on=date(2025, 3, 31)
    )
    now = save.new(
        "posts", person_id=person.id, institution_id=clinic.id, title="院長", starts_on=date(2025, 4, 1)
    )
    save.save_many(office.db, [clinic, person, old, now])
    tab = PeopleTab(office)
    qtbot.addWidget(tab)
    tab.show()
    tab.open_record(person.id)
    assert tab.head(person) == ("浜辺 澄子", "医師 · みどり台クリニック　院長")
    assert [row.title for row in tab.tables["posts"].model.rows] == ["副院長", "院長"]
    tab.flush()
