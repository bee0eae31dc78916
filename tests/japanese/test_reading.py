"""ふりがな from what an input method sends: (preedit, commit) event by event."""

from __future__ import annotations

import pytest

from zaitaku_desk.japanese.reading import Reading


class Line:
    """A line edit as Qt's: commits go to its end."""

    def __init__(self) -> None:
        self.text = ""
        self.reading = Reading()

    def ime(self, *preedits: str, commit: str = "", then: str = "") -> Line:
        """Shows each preedit, then commits (and goes on showing `then`)."""
        for preedit in preedits:
            self.reading.compose(preedit, "")
        if commit:
            self.reading.compose(then, commit)
            self.set(self.text + commit)
        return self

    def set(self, text: str) -> Line:
        """By keys: typed, deleted, pasted."""
        self.text = text
        self.reading.change(text)
        return self


def whole(line: Line) -> str:
    return line.reading.whole


def test_kana_then_kanji_then_commit() -> None:
    assert whole(Line().ime("ｍ", "み", "みｎ", "みな", "みなｔ", "みなと", "港", commit="港")) == "みなと"


def test_several_clauses_in_one_composition() -> None:
    line = Line().ime("みなとのくりにっく", "港のクリニック", "湊のクリニック", commit="湊のクリニック")
    assert whole(line) == "みなとのくりにっく"


def test_one_after_the_other() -> None:
    line = Line().ime("みなと", "港", commit="港").ime("いいん", "医院", commit="医院")
    assert whole(line) == "みなといいん"


def test_typing_on_commits_what_was_converted() -> None:
    line = Line().ime("みなと", "港", commit="港", then="ｔ").ime("と", "とし", "都市", commit="都市")
    assert whole(line) == "みなととし"


def test_typing_on_with_a_kana_keyboard() -> None:
    line = Line().ime("みなと", "港", commit="港", then="と").ime("とし", "都市", commit="都市")
    assert whole(line) == "みなととし"


@pytest.mark.parametrize("rest", ["のいいん", "の医院"])
def test_a_clause_committed_alone_leaves_the_rest_its_reading(rest: str) -> None:
    line = Line().ime("みなとのいいん", f"港{rest}", commit="港", then=rest).ime("の医院", commit="の医院")
    assert whole(line) == "みなとのいいん"


def test_an_n_left_open_at_the_end_is_closed() -> None:
    assert whole(Line().ime("びょういｎ", "病院", commit="病院")) == "びょういん"


def test_backspace_and_escape_within_the_composition() -> None:
    line = Line().ime("みなも", "みな", "みなと", "皆戸", "みなと", "港", commit="港")
    assert whole(line) == "みなと"


def test_a_composition_given_up_leaves_nothing() -> None:
    line = Line().ime("みなと", "").ime("いいん", "医院", commit="医院")
    assert whole(line) == "いいん"


def test_an_ime_that_empties_its_preedit_before_it_commits() -> None:
    assert whole(Line().ime("みなと", "港", "", commit="港")) == "みなと"
    assert whole(Line().ime("みなと", "").set("港")) == ""


def test_katakana_hiragana_and_digits_read_themselves() -> None:
    line = Line().ime("くりにっく", "クリニック", commit="クリニック").ime("さくら", commit="さくら")
    assert whole(line) == "くりにっくさくら"
    assert whole(Line().ime("だい２びょういん", "第２病院", commit="第２病院")) == "だい2びょういん"


def test_letters_typed_straight_in_stay_letters() -> None:
    line = Line().set("T").set("TM").ime("くりにっく", "クリニック", commit="クリニック")
    assert whole(line) == "TMくりにっく"


def test_letters_that_kana_became_keep_the_kana() -> None:
    line = (
        Line().ime("えぬてぃーてぃー", "ＮＴＴ", commit="ＮＴＴ").ime("にしにほん", "西日本", commit="西日本")
    )
    assert whole(line) == "えぬてぃーてぃーにしにほん"


def test_a_bracket_is_a_bracket_whatever_it_was_typed_as() -> None:
    line = Line().ime("みなと", "港", commit="港").ime("かっこ", "（", commit="（")
    assert whole(line) == "みなと("


def test_the_small_ke_is_read_in_every_way() -> None:
    assert whole(Line().ime("きりがさわ", "霧ヶ沢", commit="霧ヶ沢")) == "きりがさわ"


def test_blanks_of_a_persons_name_stay() -> None:
    line = Line().ime("しおみ", "汐見", commit="汐見").set("汐見　").ime("さくら", "桜", commit="桜")
    assert whole(line) == "しおみ さくら"


def test_pasted_text_has_no_reading_and_neither_has_the_line() -> None:
    assert whole(Line().set("港医院")) == ""
    assert whole(Line().set("港").ime("いいん", "医院", commit="医院")) == ""


def test_a_prediction_longer_than_what_was_typed_is_not_read_by_it() -> None:
    assert whole(Line().ime("みな", commit="港クリニック")) == ""


def test_what_is_deleted_takes_its_reading_with_it() -> None:
    line = Line().ime("みなと", "港", commit="港").ime("いいん", "医院", commit="医院")
    assert whole(line.set("港")) == "みなと"
    assert whole(line.set("")) == ""


def test_half_of_a_commit_has_no_reading_until_it_is_whole_again() -> None:
    line = Line().ime("みなといいん", "港医院", commit="港医院").set("港医")
    assert whole(line) == ""
    line.set("").ime("みなとしか", "港歯科", commit="港歯科")
    assert whole(line) == "みなとしか"


def test_what_undo_brings_back_is_read_as_before() -> None:
    line = Line().ime("みなと", "港", commit="港").set("").set("港")
    assert whole(line) == "みなと"


def test_text_in_the_middle_is_read_in_its_place() -> None:
    line = Line().ime("みなと", "港", commit="港").ime("いいん", "医院", commit="医院")
    line.reading.compose("だいに", "")
    line.reading.compose("第二", "")
    line.reading.compose("", "第二")
    assert whole(line.set("港第二医院")) == "みなとだいにいいん"


def test_a_text_put_by_the_program_is_unknown_unless_it_is_kana() -> None:
    assert Reading("港").whole == ""
    assert Reading("みなと クリニック").whole == "みなと くりにっく"
