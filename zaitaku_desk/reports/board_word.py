"""The words of the 活動報告: what its Word template may name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zaitaku_desk.japanese import wareki
from zaitaku_desk.records.meetings import INVOLVEMENTS
from zaitaku_desk.records.visits import VISIT_STATUSES
from zaitaku_desk.reports import phrases
from zaitaku_desk.rules import statistics

if TYPE_CHECKING:
    from zaitaku_desk.reports.board_report import BoardReport

FORMULA = (
    "延べ件数は期間中に受け付けた相談の件数、実件数は同じ記号の方を1件とした件数（記号のない相談はそれぞれ1件）、"
    "月平均は延べ件数÷月数です。"
)


def context(paper: BoardReport) -> dict[str, Any]:
    """The names the template may use."""
    span = phrases.span(paper.start, paper.end, paper.style)
    return {
        "表題": paper.title,
        "期間": span,
        "日付": wareki.show(paper.today, paper.style),
        "宛先": paper.addressee,
        "差出人": list(paper.sender),
        "前文": f"{span}の活動と今後の取組について、次のとおり報告いたします。",
        "概要": summary(paper),
        "訪問文": visit_sentence(paper),
        "訪問一覧": [
            {
                "日": phrases.short_when(row.day, paper.style),
                "機関": row.institution,
                "相手": row.interviewee,
                "内容": row.content,
            }
            for row in paper.visits
            if row.status == "実施"
        ],
        "会議文": meeting_sentence(paper),
        "会議一覧": [
            {
                "日": phrases.short_when(row.day, paper.style),
                "会議名": row.name,
                "関与": row.involvement,
                "参加者": "" if row.attendance is None else f"{row.attendance}人",
                "内容": row.selling_point,
            }
            for row in paper.meetings
        ],
        "決定事項": [
            f"{line}［{phrases.short_when(day, paper.style)}　{name}］" for day, name, line in paper.decisions
        ],
        "成果課題": [f"（{mark}）{text}" if mark else text for _, _, mark, text in paper.results],
        "相談文": sentences(paper.consultations),
        "相談者種別": ranking(paper.consultations.by_inquirer),
        "相談内容": ranking(paper.consultations.by_topic),
        "提供した情報": ranking(paper.consultations.by_information),
        "算式": formula(paper.consultations),
        "機関文": institution_sentence(paper),
        "今後の予定": list(paper.plans),
        "協力依頼": list(paper.requests),
    }


def summary(paper: BoardReport) -> list[dict[str, str]]:
    """The rows of 活動の概要."""
    counted = paper.consultations
    registered, confirmed = paper.institutions
    statuses = "・".join(
        f"{label}{paper.visit_statuses[key]}"
        for key, label in VISIT_STATUSES
        if key != "done" and paper.visit_statuses[key]
    )
    roles = "・".join(
        f"{label}{paper.meetings_by_involvement[key]}"
        for key, label in INVOLVEMENTS
        if paper.meetings_by_involvement[key]
    )
    visits = f"訪問した機関 {paper.institutions_visited}か所" + (f"（ほかに{statuses}）" if statuses else "")
    rows = (
        ("ヒアリング訪問", f"{paper.visit_statuses['done']}件", visits),
        (
            "会議の開催・参加",
            f"{len(paper.meetings)}回",
            "、".join(filter(None, (roles, f"参加者 延べ{paper.attendance_total}人"))),
        ),
        (
            "相談",
            f"延べ{counted.total}件",
            f"実{counted.distinct}件、月平均{counted.monthly_average}件、ほかに経過の対応{counted.follow_ups}回",
        ),
        ("関係機関の情報", f"{registered}機関", f"うち期間中に確認 {confirmed}機関"),
    )
    return [{"項目": name, "件数": count, "内訳": more} for name, count, more in rows]


def visit_sentence(paper: BoardReport) -> str:
    """実施 and the rest in one sentence."""
    done = paper.visit_statuses["done"]
    if not done:
        return "期間中に実施したヒアリング訪問はありません。"
    return f"{paper.institutions_visited}機関に{done}件のヒアリング訪問を行いました。"


def meeting_sentence(paper: BoardReport) -> str:
    """How many meetings, how many people."""
    if not paper.meetings:
        return "期間中に開催・参加した会議はありません。"
    return f"{len(paper.meetings)}回の会議を開催または参加し、参加者は延べ{paper.attendance_total}人でした。"


def sentences(counted: statistics.ConsultationSummary) -> list[str]:
    """延べ・実・月平均 and the 最も多かった… of A234–A237."""
    if not counted.total:
        return ["期間中の相談はありません。"]
    found = [
        f"相談は延べ{counted.total}件（実{counted.distinct}件）、月平均{counted.monthly_average}件でした。",
        statistics.most(counted.by_inquirer, "相談者"),
        statistics.most(counted.by_topic, "相談内容"),
        statistics.most(counted.by_information, "提供した情報"),
    ]
    return [sentence for sentence in found if sentence]


def institution_sentence(paper: BoardReport) -> str:
    """Registered and confirmed institutions by kind."""
    registered, confirmed = paper.institutions
    if not registered:
        return "関係機関の登録はありません。"
    kinds = "、".join(f"{label}{count}" for label, count, _ in paper.institutions_by_kind)
    return f"{registered}機関（{kinds}）の情報を管理し、期間中に{confirmed}機関の内容を確認しました。"


def ranking(table: statistics.Table) -> list[dict[str, str]]:
    """A tally as rows of text."""
    return [
        {
            "順位": "" if row.rank is None else str(row.rank),
            "名称": row.label,
            "件数": f"{row.count}件",
            "割合": f"{statistics.percent(row.count, table.base)}％",
        }
        for row in table.rows
    ]


def formula(counted: statistics.ConsultationSummary) -> str:
    """The formula under the table (A234)."""
    return f"※{FORMULA}（{counted.total}件 ÷ {counted.months}か月 ＝ {counted.monthly_average}件）"
