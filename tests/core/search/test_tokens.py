"""What a text is cut into, and what is asked of an index."""

from lianxin.search import asked_grams, asked_phrases, search_tokens
from lianxin.search.tokens import MOST_GRAMS


def test_pairs_in_order_then_single_characters() -> None:
    assert search_tokens("路灯不亮") == ["·", "路灯", "灯不", "不亮", "亮", "不", "灯", "路"]
    assert search_tokens("3号", None, "") == ["·", "3号", "号", "3"]


def test_width_and_case_do_not_matter() -> None:
    assert search_tokens("ＡＢ") == search_tokens("ab") == search_tokens("aB")
    assert search_tokens("№5") == search_tokens("no5")


def test_words_end_at_whatever_is_neither_letter_nor_digit() -> None:
    assert asked_grams("停水, 3-2!") == ["停水", "3", "2"]
    assert asked_phrases("停水停电 停水停电") == ["停水 水停 停电"]


def test_one_character_is_looked_up_by_itself() -> None:
    assert asked_grams("水") == ["水"]
    assert asked_phrases("水 停电") == []


def test_nothing_asked_finds_all_and_punctuation_nothing() -> None:
    assert asked_grams("") == asked_grams(" \n") == ["·"]
    assert asked_grams("%") == asked_grams("' ---") == ["··"]
    assert asked_phrases("%_*") == []


def test_a_long_question_is_looked_up_by_its_beginning() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(5_000))
    assert len(asked_grams(text)) == MOST_GRAMS
    assert len(asked_phrases(text)[0]) == 3 * 4_999 - 1


def test_words_that_are_not_looked_up_are_compared() -> None:
    text = " ".join(chr(0x4E00 + n) for n in range(MOST_GRAMS + 1))
    assert asked_phrases(text) == text.split()
