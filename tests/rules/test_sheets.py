"""Which fields the sheet of a kind asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from zaitaku_desk.records.codes import presets
from zaitaku_desk.records.fields import specs
from zaitaku_desk.records.institutions import Institution
from zaitaku_desk.rules.sheets import APPLIES, applies, preparing, shows

KINDS = {code.key for code in presets() if code.list_name == "institution_kinds"}
TABLES = {"preparations", "agreements", "tool_uses", "staff_counts", "yearly_figures"}


def test_every_name_is_a_field_or_a_table_and_every_kind_is_in_the_list():
    assert APPLIES.keys() <= {item.name for item in specs(Institution)} | TABLES
    assert set().union(*APPLIES.values()) <= KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("liaison_office", "hospital"),  # A173
        ("open_system", "hospital"),  # A248
        ("clinic_class", "clinic"),  # A171
        ("home_visits_since", "clinic"),  # A44
        ("service_area", "home_nursing"),  # A174
        ("home_services", "dental"),  # A175
        ("home_services", "pharmacy"),  # A176
        ("home_services", "other"),  # A177
        ("vacancy", "facility"),  # A102
        ("cooperative", "home_nursing"),  # A220
        ("staff_counts", "hospital"),  # A70
        ("participation", "clinic"),  # A308, A314
        ("generator", "hospital"),  # A87
    ],
)
def test_a_kind_is_asked_what_the_rows_name(name, kind):
    assert applies(name, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("liaison_office", "clinic"),
        ("clinic_class", "pharmacy"),
        ("vacancy", "association"),
        ("beds", "care_management"),
        ("support_class", "facility"),
    ],
)
def test_a_kind_is_not_asked_what_it_cannot_have(name, kind):
    assert not applies(name, kind)


def test_what_every_institution_has_is_asked_of_every_kind():
    assert all(applies(name, kind) for name in ("telephone", "contacts", "posts") for kind in KINDS)


def test_a_kind_of_the_offices_own_is_asked_what_the_others_are():
    assert applies("home_services", "x-dietitian")
    assert applies("strengths", None)
    assert not applies("beds", "x-dietitian")


def test_a_value_is_never_hidden():
    moved = Institution(id="x", kind="pharmacy", clinic_class="new", beds=19)
    assert shows("clinic_class", moved)
    assert shows("beds", moved)
    assert not shows("support_class", moved)
    assert shows("support_class", replace(moved, as_typed={"support_class": "支援診？"}))


def test_an_unticked_box_holds_nothing():
    assert not shows("liaison_office", Institution(id="x", kind="clinic", liaison_office=False))


def test_what_says_more_of_a_value_is_shown_with_it():
    assert shows("vacancy_at", Institution(id="x", kind="association", vacancy="open"))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"regular_home_visit_status": "planned"}, True),
        ({"regular_home_visit_status": "doing", "home_visits_since": date(2024, 10, 1)}, True),
        ({"regular_home_visit_status": "doing", "home_visits_since": date(2020, 4, 1)}, False),
        ({"clinic_class": "new"}, True),
        ({}, False),
    ],
)
def test_who_begins_home_visits_has_preparations(said, wanted):
    made = Institution(id="x", kind="clinic", **said)
    assert preparing(made, date(2026, 11, 22), 3) is wanted
