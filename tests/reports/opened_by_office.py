"""Opens files in LibreOffice and says what is in them: `python3 opened_by_office.py PROFILE PASSWORD FILES`.

For a Python with LibreOffice's `uno`. As JSON, for each file: what it says opened without a password, with
another one, with the right one; null where LibreOffice refuses.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def said(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def started(profile):
    """A LibreOffice of its own, and its desktop."""
    pipe = Path(profile).name
    arguments = [f"-env:UserInstallation={Path(profile).as_uri()}", f"--accept=pipe,name={pipe};urp;"]
    office = subprocess.Popen(["soffice", "--headless", "--norestore", "--nologo", *arguments])
    here = uno.getComponentContext()
    door = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(480):
        try:
            there = door.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
        else:
            return office, there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit("LibreOffice did not start")


def opened(desktop, path, *how):
    """Every sheet's cells with their kind, or a document's paragraphs and tables; None where refused."""
    try:
        file = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, (said("Hidden", True), *how))
    except Exception:
        return None
    if file is None:
        return None
    try:
        return [sheet(one) for one in file.Sheets] if hasattr(file, "Sheets") else paragraphs(file.Text)
    finally:
        file.close(True)


def sheet(one):
    cursor = one.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    cells = [one.getCellByPosition(x, y) for y in range(end.EndRow + 1) for x in range(end.EndColumn + 1)]
    return [one.Name, [[cell.Type.value, cell.String] for cell in cells if cell.String]]


def paragraphs(text):
    found, parts = [], text.createEnumeration()
    while parts.hasMoreElements():
        part = parts.nextElement()
        table = part.supportsService("com.sun.star.text.TextTable")
        found.append([part.getCellByName(name).String for name in part.CellNames] if table else part.String)
    return found


def main(profile, password, *files):
    office, desktop = started(profile)
    found = {
        file: [
            opened(desktop, file),
            opened(desktop, file, said("Password", password[::-1])),
            opened(desktop, file, said("Password", password)),
        ]
        for file in files
    }
    sys.stdout.write(json.dumps(found))
    try:
        desktop.terminate()
    except Exception:
        office.kill()  # it ends before it answers
    office.wait(60)


main(*sys.argv[1:])
