"""What the page of areas says of an assignment and of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_desk.intake.areas import AreaPlan
    from zaitaku_desk.store.areas import Assignment

EMPTY = (
    "区域はまだありません。「並べて追加」で市町村や地区を作るか、"
    "「市町村・圏域・地区・町名」の見出しがあるExcelやCSVの表を「表から読み込む」で取り込めます。"
)


def before(made: Assignment) -> str:
    """What assigning would do."""
    will = _counted(made, "新しく決まる", "変わる", "なくなる")
    return (
        f"「住所から割り当てる」で、{will}"
        if will
        else "どの機関も、いまの町名のとおりに割り当ててあります。"
    )


def after(made: Assignment) -> str:
    """What it did."""
    done = _counted(made, "決まった", "変わった", "なくなった")
    hers = f"手で決めた{made.hers:,}件はそのままです。" if made.hers else ""
    return f"{done}Ctrl+Zで全部を元に戻せます。{hers}" if done else f"変わるところはありませんでした。{hers}"


def taken(plan: AreaPlan) -> str:
    """What a table brought."""
    skipped = f"名称のない行が{len(plan.skipped)}行ありました。" if plan.skipped else ""
    if not plan.new and not plan.changed:
        return f"この表の区域はもう全部あります。{skipped}"
    grown = f"{len(plan.changed)}件に町名を足しました" if plan.changed else "ました"
    words = f"区域を{len(plan.new)}件加え" + (f"、{grown}" if plan.changed else grown)
    return f"{words}。{skipped}Ctrl+Zで元に戻せます。"


def _counted(made: Assignment, *words: str) -> str:
    """「地区が決まった機関 3件、なくなった機関 1件。」, "" when there is nothing."""
    parts = [
        f"{word}機関 {len(ids):,}件"
        for word, ids in zip(words, (made.got, made.changed, made.lost), strict=True)
        if ids
    ]
    return f"地区が{'、'.join(parts)}。" if parts else ""
