"""A locality that works by rules which a test declares."""

from dataclasses import replace

from lianxin.language import Text
from lianxin.localities import Figures, Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manifest import Module, NoSettings, Plugin, Vocabulary
from lianxin.rules.base import Citation, ModuleSettings, Rule, RuleInForce

CLAUSE = {
    "clause": "T-1",
    "source": Citation("测试办法", "一"),
    "title": Text("测试条款", "A clause to test"),
}
"""What every rule states besides its key, where the test does not look at it."""


def working_by(
    locality: Locality,
    *rules: Rule,
    settings: ModuleSettings | None = None,
    terms: Vocabulary | None = None,
) -> Locality:
    """The same locality with one more module, `test.rules`, that has these rules."""
    model = type(settings or NoSettings())
    module = Module(
        key="rules", name=Text("规则", "Rules"), settings=model, rules=rules, terms=terms or {}
    )
    plugin = Plugin(key="test", name=Text("测试", "Test"), version="1", modules=(module,))
    composition = compose([plugin], {"test.rules": True})
    figures = Figures({**locality.figures.settings, model: settings or NoSettings()})
    return replace(locality, composition=composition, figures=figures)


def in_force(locality: Locality, rule: Rule) -> RuleInForce:
    found = locality.composition.rule(f"test.rules.{rule.key}")
    assert found is not None
    return found
