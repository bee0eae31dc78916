"""S1, S23, S24: after a day's work no file of the program holds a word of it that could be read."""

from __future__ import annotations

import base64
import os
import tempfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.store.sticks import plug_in
from zaitaku_desk import app
from zaitaku_desk.gui.dialogs import FakeDialogs
from zaitaku_desk.sharing import meeting, membership
from zaitaku_desk.store import (
    audit,
    backups,
    blobs,
    crash_log,
    desk,
    drafts,
    save,
    second_factor,
    second_key,
    short_code,
    vault,
)
from zaitaku_desk.store.process import temporary_files_in

PHRASE = "みどりの屋根 ahiru 27"
CANARIES = (
    "鶴亀みどりの介",
    "つるかめみどりのすけ",
    "夜間に発熱が続く",
    "みなと野市錨町9-9-9",
    "tsurukame@example.jp",
)
SECRETS = (PHRASE, "402917")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> SimpleNamespace:
    """Everything that writes, once: records, draft, photo, backups, share, a fault, a code."""
    root = tmp_path_factory.mktemp("s1")
    folder, share, temp = root / "desk", root / "share", root / "temp"
    for place in (share, temp, root / "usb", root / "usb-key"):
        place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(temp))
        patch.setattr(tempfile, "tempdir", None)
        patch.setattr(short_code, "SCRYPT_N", 2**4)
        plug_in(patch, root)
        db, code = desk.create_desk(folder, PHRASE)
        path = second_factor.begin(db, PHRASE, root / "usb-key", staff="")
        db.close()
        key = second_key.read(path)
        with temporary_files_in(folder):
            window = app.build(folder, PHRASE, second=[key], dialogs=FakeDialogs())
            second_key.remember(window.office.settings, [path])
            work(window.office, root)
            window.close()
        db, _met = membership.join(root / "second", share, passphrase=PHRASE, second=[key])
        db.close()
    return SimpleNamespace(root=root, folder=folder, share=share, recovery=code, key=key, path=path)


def work(office: object, root: Path) -> None:
    db = office.db  # type: ignore[attr-defined]
    name, kana, said, address, mail = CANARIES
    person = save.new("people", name=name, kana=kana, email=mail)
    call = save.new(
        "consultations", received_at=datetime(2026, 12, 1, 9, 5), content=said, inquirer_name=name
    )
    visit = save.new("visits", visited_on=date(2026, 12, 1), note=said)
    for record in (save.new("institutions", name=name, address=address), person, call, visit):
        save.save(db, record)
    save.delete(db, "consultations", call.id)
    drafts.put(db, "letter", {"text": said})
    short_code.remember(db, "402917")
    blobs.put(db, said.encode() * 100)
    audit.say(db, "view", "people", person.id)
    crash_log.write(db.data_dir, ValueError(name))
    backups.make(db, "manual")
    backups.make(db, folder=root / "usb")
    membership.found(db, root / "share")
    meeting.meet(db, meeting.open_folder(root / "share"))
    office.settings.set("text_step", 2)  # type: ignore[attr-defined]


def test_not_one_of_the_words_stands_in_any_file_or_name(day: SimpleNamespace) -> None:
    words = {
        word.encode(code) for word in (*CANARIES, *SECRETS) for code in ("utf-8", "utf-16-le", "cp932")
    } | {day.recovery.encode(), day.recovery.replace("-", "").encode()}
    files = [path for path in day.root.rglob("*") if path.is_file()]
    found = [
        str(path.relative_to(day.root))
        for path in files
        for content in [path.read_bytes() + os.fsencode(path.name)]
        if any(word in content for word in words)
    ]
    assert found == []
    assert len(files) > 15 and any(path.suffix == ".zsg" for path in files)


def test_the_file_that_opens_with_the_passphrase_is_on_its_stick_and_nowhere_else(
    day: SimpleNamespace,
) -> None:
    """S4: no copy, its secret in no form, and what lies there does not open by the passphrase alone."""
    secret = day.key.secret
    forms = {
        secret,
        secret[:16],
        secret[16:],
        *(
            form
            for text in (secret.hex(), secret.hex().upper())
            for form in (text.encode(), text.encode("utf-16-le"))
        ),
        base64.b64encode(secret)[:-2],
    }
    files = [path for path in day.root.rglob("*") if path.is_file()]
    found = [path for path in files if any(form in path.read_bytes() for form in forms)]
    assert found == [day.path]
    vaults = [path for path in files if path.suffix in (".key", ".bak")]
    assert len(vaults) >= 8  # here, on the share, on the second laptop, beside every generation
    for path in vaults:
        with pytest.raises(second_key.SecondKeyNeeded):
            vault.unlock_file(path, PHRASE)


def test_every_database_and_generation_is_encrypted(day: SimpleNamespace) -> None:
    files = [path for path in day.root.rglob("*") if path.suffix in (".db", ".zbk")]
    assert len(files) >= 4
    assert [path for path in files if path.read_bytes()[:15] == b"SQLite format 3"] == []


def test_the_words_would_be_found_if_they_were_there(day: SimpleNamespace, tmp_path: Path) -> None:
    """The search itself: in the open file they are."""
    db = desk.open_desk(day.root / "second", PHRASE, second=[day.key])
    assert db.row("SELECT name FROM people WHERE name = ?", (CANARIES[0],))
    db.close()


def test_nothing_is_left_in_the_places_for_temporary_files(day: SimpleNamespace) -> None:
    left = [*(day.root / "temp").rglob("*"), *(day.folder / "tmp").rglob("*")]
    assert [path for path in left if path.is_file()] == []
