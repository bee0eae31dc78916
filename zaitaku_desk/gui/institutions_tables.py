"""The tables of an institution's page: people, contacts, agreements, tools, staff, yearly figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.gui.child_model import Children
from zaitaku_desk.japanese import wareki

if TYPE_CHECKING:
    from zaitaku_desk.gui.office import Office

CHILDREN: dict[str, Children] = {
    "posts": Children(
        "posts",
        ("person_id", "title", "profession", "starts_on", "ends_on"),
        order="order",
        widths={"person_id": 150, "title": 120, "profession": 120},
        stretch="title",
        least=1,
    ),
    "contacts": Children(
        "contacts",
        ("happened_at", "channel", "person", "content", "result"),
        widths={"happened_at": 160, "channel": 80, "person": 100, "result": 140},
        stretch="content",
        least=1,
        most=6,
        invite="連絡を記録する",
    ),
    "agreements": Children(
        "agreements",
        ("partner_id", "kind", "content", "status", "agreed_on", "contact", "review_on"),
        widths={"partner_id": 130, "kind": 96, "status": 58, "agreed_on": 84, "contact": 70, "review_on": 84},
        stretch="content",
        least=1,
        invite="連携の取り決めを加える",
    ),
    "tool_uses": Children(
        "tool_uses",
        ("tool", "functions", "viewing", "consent", "starts_on", "ends_on"),
        widths={"tool": 170, "viewing": 48, "consent": 110, "starts_on": 100, "ends_on": 100},
        stretch="functions",
        least=1,
        invite="情報共有システムを加える",
    ),
    "staff_counts": Children(
        "staff_counts",
        ("profession", "count", "counted_on", "note"),
        widths={"profession": 150, "count": 80, "counted_on": 130},
        least=1,
        invite="人員を加える",
    ),
    "yearly_figures": Children(
        "yearly_figures",
        ("fiscal_year", "measure", "count", "note"),
        widths={"fiscal_year": 100, "measure": 150, "count": 70},
        least=1,
        invite="年度の実績を加える",
    ),
}


def defaults(office: Office) -> dict[str, Any]:
    """What a new row holds, by table: the moment, the day or the fiscal year it is begun in."""
    return {
        "contacts": lambda: {"happened_at": office.now().replace(second=0, microsecond=0)},
        "staff_counts": lambda: {"counted_on": office.today()},
        "yearly_figures": lambda: {"fiscal_year": wareki.fiscal_year(office.today()) - 1},
        "agreements": lambda: {"status": "agreed"},
    }
