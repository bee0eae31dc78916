"""点検と修復: everything that can be wrong with the data, part by part in plain words, and what mends it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zaitaku_desk import clock
from zaitaku_desk.errors import UserError
from zaitaku_desk.records import KINDS
from zaitaku_desk.records.fields import Spec, specs
from zaitaku_desk.store import audit, backups, ballast, blobs, cache, check, disk, index, naming, save

if TYPE_CHECKING:
    from zaitaku_desk.store.connection import Database

REPORT = "examined.json"
MOST_NAMED = 200

FILE, TABLES, REFERENCES, SEARCH = "file", "tables", "references", "search"
COPIES, ROOM, AUDIT, FILES = "copies", "room", "audit", "files"
RECOVER, REBUILD, REINDEX = "recover", "rebuild", "reindex"
"""What mends: set aside and restore; make the tables anew; make the index anew."""

Progress = Callable[[int, int], None]


class Finding(NamedTuple):
    """One part: how much was looked at, how many are wrong, the sentence for it, and what would mend it ("").

    `ok` with `wrong` above 0 is something to know, not a fault (a record that has not arrived yet).
    """

    part: str
    title: str
    looked: int
    wrong: int
    words: str
    ok: bool = True
    mend: str = ""


class Examination(NamedTuple):
    """What was found when (civil time, to the minute)."""

    when: dt.datetime
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return all(finding.ok for finding in self.findings)


class Dangling(NamedTuple):
    """A record that points to one that is not here: kind, id, its name, the title of the field."""

    kind: str
    id: str
    name: str
    field: str


def examine(db: Database, progress: Progress | None = None) -> Examination:
    """Look at everything: a task, some 3 s per 100 MB. The result is kept for last(). `progress` may raise.

    When the file itself is damaged, what is in it cannot be judged and is not.
    """
    records = _count(db, "SELECT count(DISTINCT record) FROM op")
    total = 100 + 3 * records

    def told(base: int, count: int) -> None:
        if progress:
            progress(min(base + count, total), total)

    findings = [_file(db, lambda done, _of: told(0, done))]
    if findings[0].ok:
        findings.append(_tables(db, records, lambda done: told(100, done)))
        findings.append(_search(db, lambda done: told(100 + records, done)))
        findings.append(_references(db))
        findings.append(_audit(db))
        findings.append(_attached(db, lambda: told(100 + 2 * records, 0)))
    told(100 + 2 * records, 0)
    findings.append(_copies(db))
    findings.append(_room(db))
    told(total, 0)
    found = Examination(clock.now().replace(second=0, microsecond=0), tuple(findings))
    _keep(db.data_dir, found)
    return found


def last(data_dir: Path) -> Examination | None:
    """The result of the last time, None when there was none (or it cannot be read)."""
    try:
        kept = json.loads((data_dir / REPORT).read_bytes())
        findings = tuple(Finding(*finding) for finding in kept["findings"])
        return Examination(dt.datetime.fromisoformat(kept["when"]), findings)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def mend(db: Database, how: str, progress: Progress | None = None) -> None:
    """REBUILD or REINDEX, all or nothing; what `progress` raises leaves everything as it was."""
    total = max(1, _count(db, "SELECT count(DISTINCT record) FROM op"))

    def told(done: int) -> None:
        if progress:
            progress(min(done, total), total)

    if how == REBUILD:
        cache.rebuild(db, lambda done: told(done // 2))
    elif how == REINDEX:
        done = 0

        def indexed(more: int) -> None:
            nonlocal done
            done += more
            told(done)

        index.rebuild(db, indexed)


def dangling(db: Database) -> list[Dangling]:
    """The first records that point to something that is not here."""
    found: list[Dangling] = []
    for kind in KINDS:
        for item in _references_of(kind):
            for (record_id,) in db.rows(f"SELECT id {_pointing_nowhere(kind, item)} LIMIT ?", (MOST_NAMED,)):
                record = save.get(db, kind, record_id)
                if record is not None:
                    found.append(Dangling(kind, record_id, naming.shown(db, record), item.title))
    return found[:MOST_NAMED]


def _file(db: Database, progress: Progress) -> Finding:
    report = check.check(db, progress=progress)
    size = _count(db, "PRAGMA page_count") if report.ok else 0
    if report.ok:
        words = f"すべてのページ（{size:,}）が、書いたときのまま読めます。"
        return Finding(FILE, "データのファイル", size, 0, words)
    words = "".join(report.problems)
    return Finding(FILE, "データのファイル", size, len(report.problems), words, False, RECOVER)


def _tables(db: Database, records: int, progress: Callable[[int], None]) -> Finding:
    wrong = len(cache.differences(db, progress))
    if not wrong:
        return Finding(
            TABLES, "記録と変更履歴", records, 0, f"{records:,}件の記録が変更履歴と一致しています。"
        )
    words = f"{records:,}件のうち{wrong:,}件の記録が、変更履歴と一致しません。変更履歴から作り直せます。"
    return Finding(TABLES, "記録と変更履歴", records, wrong, words, False, REBUILD)


def _search(db: Database, progress: Callable[[int], None]) -> Finding:
    wrong = index.problems(db, progress)
    looked = _count(db, "SELECT count(*) FROM search_doc")
    if not wrong:
        return Finding(SEARCH, "検索の索引", looked, 0, f"{looked:,}件の記録が、検索で正しく見つかります。")
    words = f"検索の索引に、抜けや余りが{wrong:,}件あります。記録は失われていません。索引を作り直せます。"
    return Finding(SEARCH, "検索の索引", looked, wrong, words, False, REINDEX)


def _references(db: Database) -> Finding:
    looked = wrong = 0
    for kind in KINDS:
        for item in _references_of(kind):
            looked += _count(db, f'SELECT count("{item.name}") FROM "{kind}" WHERE deleted = 0')
            wrong += _count(db, f"SELECT count(*) {_pointing_nowhere(kind, item)}")
    if not wrong:
        words = f"{looked:,}か所のつながりの相手が、すべてあります。"
        return Finding(REFERENCES, "記録のつながり", looked, 0, words)
    words = (
        f"{looked:,}か所のうち{wrong:,}か所は、つながりの相手がまだありません（「（未着）」と出ます）。"
        "ほかのパソコンの変更が届くと埋まります。"
    )
    return Finding(REFERENCES, "記録のつながり", looked, wrong, words)


def _audit(db: Database) -> Finding:
    looked, problems = audit.count(db, audit.Wanted()), audit.problems(db)
    if not problems:
        return Finding(AUDIT, "操作の記録", looked, 0, f"{looked:,}行の記録は途切れていません。")
    words = f"操作の記録に合わないところが{len(problems):,}か所あります。{problems[0]}"
    return Finding(AUDIT, "操作の記録", looked, len(problems), words, False)


def _attached(db: Database, alive: Callable[[], None]) -> Finding:
    """Contents of photos and files; a damaged one is put aside, so that the next sync fetches it anew."""
    found = blobs.examine(db, lambda _done, _total: alive())
    wrong = len(found.missing) + len(found.damaged)
    whole = (
        f"{found.needed:,}件の写真・ファイルが、最後まで読めました。" if found.needed else "まだありません。"
    )
    words = "".join(blobs.in_words(found)) or whole
    return Finding(FILES, "写真・ファイル", found.needed, wrong, words, not found.damaged)


def _copies(db: Database) -> Finding:
    made = backups.list_generations(db.data_dir)
    if not made:
        words = "まだありません。終了するときに自動で作ります。"
        return Finding(COPIES, "自動バックアップ", 0, 0, words)
    when = made[0].when
    newest = f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"
    try:
        backups.verify(made[0].path, db.key)
    except UserError:
        words = f"いちばん新しいもの（{newest}）が開けません。「バックアップを作る」で新しく作ってください。"
        return Finding(COPIES, "自動バックアップ", len(made), 1, words, False)
    words = f"{len(made)}個あります。いちばん新しいもの（{newest}）は、最後まで読めました。"
    return Finding(COPIES, "自動バックアップ", len(made), 0, words)


def _room(db: Database) -> Finding:
    try:
        free = ballast.free(db.data_dir) // 2**20
    except OSError:
        return Finding(ROOM, "ディスクの空き", 0, 0, "調べられませんでした。")
    low = free * 2**20 < ballast.WARN_BELOW
    words = f"{free:,} MB あります。" + ("少ないので、不要なファイルを削除してください。" if low else "")
    return Finding(ROOM, "ディスクの空き", free, int(low), words, not low)


def _references_of(kind: str) -> list[Spec]:
    return [item for item in specs(KINDS[kind]) if item.refers and item.type is str]


def _pointing_nowhere(kind: str, item: Spec) -> str:
    return (
        f'FROM "{kind}" t WHERE deleted = 0 AND "{item.name}" <> \'\''
        f' AND NOT EXISTS (SELECT 1 FROM "{item.refers}" o WHERE o.id = t."{item.name}")'
    )


def _count(db: Database, sql: str) -> int:
    row = db.row(sql)
    return int(row[0] or 0) if row else 0


def _keep(data_dir: Path, found: Examination) -> None:
    content = {"when": found.when.isoformat("T", "minutes"), "findings": [list(f) for f in found.findings]}
    with contextlib.suppress(UserError):
        disk.write_whole(data_dir / REPORT, json.dumps(content, ensure_ascii=False).encode())
