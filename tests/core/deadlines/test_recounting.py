"""Whether a running term keeps the figure it began with: what the figure itself says."""

import pytest
from pydantic import Field

from factories.rules import CLAUSE
from lianxin.language import Text
from lianxin.modules.describing import settings_schema
from lianxin.plugins.manifest import Module
from lianxin.rules import FOLLOWS, Deadline, ModuleSettings, entered, figures


class Terms(ModuleSettings):
    keeping: int = 5
    following: int = Field(5, json_schema_extra=FOLLOWS)
    unread: int = 1


F = figures(Terms)


def term(name: str) -> Deadline:
    starts, ends = entered("assigned"), entered("answered")
    days = getattr(F, name)
    return Deadline(**CLAUSE, key=name, workflow="w", starts=starts, ends=ends, days=days)


@pytest.mark.parametrize(("name", "keeps"), [("keeping", True), ("following", False)])
def test_a_figure_says_whether_what_runs_follows_it(name: str, keeps: bool) -> None:
    assert term(name).keeps({Terms: Terms()}) is keeps


def test_the_form_says_so_of_each_figure_by_which_terms_are_counted() -> None:
    rules = (term("keeping"), term("following"))
    module = Module(key="m", name=Text("模块", "Module"), settings=Terms, rules=rules)
    said = settings_schema(module, {Terms: Terms()})["properties"]
    found = {name: field.get("x-running") for name, field in said.items()}
    assert found == {"keeping": "keeps", "following": "follows", "unread": None}
