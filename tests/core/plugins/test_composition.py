"""What modules are together: rules and words merged, or the reason why they do not go together."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import create_model

from factories.plugins import sample_plugin, workflow
from lianxin.errors import PluginError
from lianxin.language import Text
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules import Term, Workflow
from lianxin.rules.base import ModuleSettings

SAMPLE = sample_plugin()


def other(**values: Any) -> Plugin:
    module = Module(**{"key": "m", "name": Text("乙", "B"), **values})
    return replace(SAMPLE, key="other", modules=(module,))


def together(*plugins: Plugin, **state: bool) -> Composition:
    enabled = {"sample.opinions": True, "other.m": True, **state}
    return compose([SAMPLE, *plugins], enabled)


def test_rules_have_the_key_of_their_module() -> None:
    composition = together(other(rules=(workflow("opinion", "letter"),)))
    assert set(composition.rules) == {"sample.opinions.opinion", "other.m.opinion"}
    assert {e.key for e, _ in composition.of(Workflow)} == set(composition.rules)


def test_one_that_is_disabled_keeps_its_rules_for_old_cases() -> None:
    composition = compose([SAMPLE], {"sample.opinions": False})
    assert composition.workflow("sample.opinions.opinion")
    assert list(composition.of(Workflow)) == []
    assert composition.workflow_for("phone", None) is None


def test_a_category_goes_to_whoever_names_it() -> None:
    petitions = replace(workflow("petition", "phone"), categories=frozenset({"land"}))
    composition = together(other(rules=(petitions,)))

    def taken(category: str | None) -> str:
        found = composition.workflow_for("phone", category)
        assert found
        return found[0].key

    assert taken("land") == "other.m.petition"
    assert taken("noise") == taken(None) == "sample.opinions.opinion"


def test_a_word_may_be_said_twice_but_means_one_thing() -> None:
    phone = {"channel": (Term("phone", Text("电话", "Phone")),)}
    mobile = {"channel": (Term("phone", Text("手机", "Mobile")),)}
    said = replace(SAMPLE, modules=(replace(SAMPLE.modules[0], terms=phone),))
    state = {"sample.opinions": True, "other.m": True}
    assert compose([said, other(terms=phone)], state).term("channel", "phone")
    with pytest.raises(PluginError, match="already called '电话'"):
        compose([said, other(terms=mobile)], state)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"rules": (workflow("w", "phone"),)}, "already taken by sample.opinions"),
        ({"requires": ("nobody.m",)}, "needs nobody.m"),
        ({"conflicts": {"sample.opinions": Text("不行", "No")}}, "No"),
        ({"settings": create_model("OpinionSettings", __base__=ModuleSettings)}, "called"),
    ],
)
def test_what_does_not_go_together_names_the_plugin(values: Any, reason: str) -> None:
    with pytest.raises(PluginError, match=reason) as refused:
        together(other(**values))
    assert refused.value.plugin == "other"
