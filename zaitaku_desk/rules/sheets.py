"""Which fields and tables the sheet of an institution shows, by its kind (A44, A70, A104, A171–A177, A304).

Said once, as data: what is not named here applies to every kind. What a kind does not ask for is still shown
where it holds something: no value is ever hidden from her.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zaitaku_desk.records.fields import is_empty
from zaitaku_desk.records.institutions import Institution

Kinds = frozenset[str]

HOSPITAL = frozenset({"hospital"})
CLINIC = frozenset({"clinic"})
DOCTORS = HOSPITAL | CLINIC
INSURED = DOCTORS | {"dental", "pharmacy"}
"""保険医療機関・保険薬局: they have a 医療機関番号 and file with the bureau."""
CARE = frozenset({"home_nursing", "care_management", "support_centre", "facility"})
ORGANISATIONS = frozenset({"association", "government"})

_AT_HOME = INSURED | {"home_nursing", "midwifery", "palliative_centre", "other"}
_EVERY = _AT_HOME | CARE
_WARDS = DOCTORS | {"facility", "palliative_centre"}
_WILLING = INSURED | {"home_nursing"}

APPLIES: Mapping[str, Kinds] = {
    "liaison_office": HOSPITAL,
    "social_workers": HOSPITAL,
    "liaison_contact": HOSPITAL,
    "liaison_telephone": HOSPITAL,
    "discharge_support": HOSPITAL,
    "open_system": HOSPITAL,
    "open_beds": HOSPITAL,
    "clinic_class": CLINIC,
    "support_class": DOCTORS,
    "regular_home_visit_status": DOCTORS,
    "home_visits_since": DOCTORS,
    "member": DOCTORS,
    "medical_code": INSURED,
    "filings": INSURED,
    "office_number": CARE,
    "beds": _WARDS,
    "services": _EVERY,
    "service_area": _EVERY,
    "home_services": _AT_HOME,
    "strengths": _EVERY,
    "regional_role": _EVERY,
    "vacancy": _EVERY,
    "vacancy_note": _EVERY,
    "vacancy_at": _EVERY,
    "cooperative": _WILLING - HOSPITAL,
    "accepts_from_hospital": CLINIC | {"home_nursing", "facility"},
    "cooperation": DOCTORS | {"home_nursing"},
    "cooperation_note": DOCTORS | {"home_nursing"},
    "participation": _WILLING,
    "participation_on": _WILLING,
    "participation_note": _WILLING,
    "generator": _WARDS | {"pharmacy", "government"},
    "disaster_ventilator": _WARDS | {"home_nursing"},
    "preparations": DOCTORS,
    "agreements": _WILLING | {"facility"},
    "tool_uses": _EVERY,
    "staff_counts": _EVERY,
    "yearly_figures": _EVERY,
}
"""Field or table → the kinds it is asked of."""

_PAIRED = {
    "vacancy_at": "vacancy",
    "vacancy_note": "vacancy",
    "cooperation_note": "cooperation",
    "participation_on": "participation",
    "participation_note": "participation",
    "open_beds": "open_system",
}
"""A field that says more of another is shown whenever that one is."""


def applies(name: str, kind: str | None) -> bool:
    """Whether the sheet of such an institution asks for the field or table.

    A kind that is not known here (the office's own, or none yet) is asked what その他 is.
    """
    kinds = APPLIES.get(name)
    return kinds is None or (kind if kind in _KNOWN else "other") in kinds


def shows(name: str, institution: Institution) -> bool:
    """Whether the field stands on this sheet: it applies, or it holds something."""
    parts = (name, _PAIRED.get(name, name))
    return any(applies(part, institution.kind) or _holds(institution, part) for part in parts)


def preparing(institution: Institution, today: date, years: int) -> bool:
    """Whether 開始準備 is asked for: home visits are planned, or began at most `years` ago (A9, A44)."""
    if not applies("preparations", institution.kind):
        return False
    if institution.regular_home_visit_status == "planned" or institution.clinic_class == "new":
        return True
    since = institution.home_visits_since
    doing = institution.regular_home_visit_status == "doing"
    return doing and since is not None and (today - since).days <= years * 366


_KNOWN = frozenset().union(*APPLIES.values()) | ORGANISATIONS


def _holds(institution: Institution, name: str) -> bool:
    value = getattr(institution, name, None)
    return name in institution.as_typed or not (is_empty(value) or value is False)
