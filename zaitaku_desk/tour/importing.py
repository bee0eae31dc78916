"""The next edition of a list: what changed field by field, what nobody can tell, what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zaitaku_desk.tour.camera import Camera

_HEADER = "名称,種別,所在地,電話番号,FAX番号\n"
_BEFORE = (
    "藍野原よつば内科,診療所,汐路県みなと野市藍野原7-1,0000-31-0011,0000-31-0091\n"
    "灯台前医院,診療所,汐路県みなと野市灯台1-2,0000-31-0012,\n"
    "旧さざなみ診療所,診療所,汐路県みなと野市錨町9-9,0000-31-0013,\n"
)
_AFTER = (
    "藍野原よつば内科,診療所,汐路県みなと野市藍野原7-1,0000-31-0011,0000-31-0099\n"
    "さざなみ在宅クリニック,診療所,汐路県みなと野市錨町9-9,0000-31-0013,\n"
    "よつばの丘医院,診療所,汐路県みなと野市藍野原8-8,0000-31-0014,\n"
)


def edition(camera: Camera, window: Any, tab: Any, path: Path) -> None:
    """Two editions of an invented list; the second asks about an institution of the desk."""
    wizard, db = tab._wizard, window.office.db
    path.write_text(_HEADER + _BEFORE, "utf-8-sig")
    wizard.plan(path)
    window.office.tasks.wait()
    wizard.take_in()
    window.office.tasks.wait()
    tab.import_list()
    path.write_text(_HEADER + _AFTER + _asked(db), "utf-8-sig")
    wizard.plan(path)
    window.office.tasks.wait()
    wizard.page._chip["changed"].click()
    camera.take("import-plan-changes", window)
    wizard.page._chip["gone"].click()
    camera.take("import-plan-gone", window)
    wizard.decide()
    camera.take("import-decide", window)
    wizard.decisions.choose("1")
    wizard.start()
    tab.back()
    page = tab.tools.show(next(tool for tool in tab.TOOLS if tool.home == "decisions_page.DecisionsPage"))
    camera.take("match-decisions", window)
    page.back()
    tab.import_list()


def _asked(db: Any) -> str:
    """Two rows at the places of institutions of the desk, called otherwise."""
    rows = db.rows(
        "SELECT address, telephone, municipality FROM institutions WHERE kind = 'clinic' AND deleted = 0"
        " AND telephone > '' AND address GLOB '*[0-9]*' ORDER BY name LIMIT 2"
    )
    return "".join(
        f"みなと野第{number}診療所,診療所,{city if city not in place else ''}{place},{telephone},\n"
        for number, (place, telephone, city) in enumerate(rows, 1)
    )
