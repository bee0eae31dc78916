from __future__ import annotations

from zaitaku_desk.reports import fonts

IVS = "\U000e0100"


def test_variation_selectors_and_invisible_marks_are_not_drawn() -> None:
    assert fonts.drawable(f"葛{IVS}城\u200b市\u202e") == "葛城市"


def test_a_voicing_mark_typed_apart_joins_its_kana() -> None:
    assert fonts.drawable("か\u3099き\u3099") == "がぎ"


def test_compatibility_kanji_stay_what_they_are() -> None:
    assert fonts.drawable("髙﨑\ufa10神\ufa19①㈱") == "髙﨑\ufa10神\ufa19①㈱"


def test_a_character_nobody_has_is_told_and_printed_as_geta() -> None:
    unknown = "\U0002fa1f"
    assert fonts.missing(f"東{unknown}") == {unknown}
    assert "".join(run.text for run in fonts.runs(f"東{unknown}西", 10)) == "東〓西"
    assert "U+2FA1F" in fonts.warning({unknown})


def test_usual_names_need_no_warning() -> None:
    assert fonts.missing("髙﨑 邉 齋 德 栁 ① ㈱ ℃ ｶﾅ ～ 〒 № ○△×") == set()
    assert fonts.warning(set()) == ""


def test_widths_add_up_over_runs() -> None:
    assert fonts.width("東西", 10) == 20
