"""Chinese by default, English when it is preferred."""

import pytest

from lianxin.language import Text, listed, negotiate, offered

NATIONAL_DAY = Text("国庆节", "National Day")


def test_chinese_unless_english_is_asked_for() -> None:
    assert NATIONAL_DAY.say("en") == "National Day"
    assert NATIONAL_DAY.say("zh") == NATIONAL_DAY.say("fr") == str(NATIONAL_DAY) == "国庆节"


def test_a_text_inside_a_text_is_said_in_each_language() -> None:
    text = Text("{name}放假{n}天", "{n} days off for {name}").format(name=NATIONAL_DAY, n=7)
    assert text == Text("国庆节放假7天", "7 days off for National Day")


def test_what_can_be_chosen_is_said_in_each_language() -> None:
    text = offered([("water", Text("供水", "Water")), ("roads", Text("道路", "Roads"))])
    assert text == Text("water 供水, roads 道路", "water Water, roads Roads")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert Text("理由：{why}", "reason: {why}").format(why="{0.__class__}").zh == (
        "理由：{0.__class__}"
    )


@pytest.mark.parametrize(
    ("names", "english"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")],
)
def test_a_list_reads_as_each_language_has_it(names: str, english: str) -> None:
    said = listed([Text(name, name) for name in names])
    assert said == Text("、".join(names), english)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("zh;q=0.4, en;q=0.7", "en"),
        ("en,zh", "en"),
        ("fr-FR,fr;q=0.9,en;q=0.5", "en"),
        ("fr", "zh"),
        ("*", "zh"),
        ("en;q=0", "zh"),
        ("en;q=nan,;;,=,q", "zh"),
        ("en;q=2", "zh"),
        ("en;level=1", "zh"),
    ],
)
def test_the_header_decides(header: str | None, language: str) -> None:
    assert negotiate(header) == language
