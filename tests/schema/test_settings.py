"""Settings of a deployment: read from the environment, and documented, each of them."""

import re
from pathlib import Path

import pytest

from lianxin.environment import BadEnvironment, Variables
from lianxin.identity.settings import OidcEnvironment
from lianxin.platform import Environment
from lianxin_schema.cli.doctor import KNOWN
from lianxin_schema.http import HttpSettings
from lianxin_schema.limits import Limits

README = (Path(__file__).parents[2] / "schema" / "README.md").read_text()
ROWS = dict(re.findall(r"^\| `(LIANXIN_\w+)` \|\s*`?([^`|]*?)`?\s*\|", README, re.MULTILINE))
MODELS: tuple[type[Variables], ...] = (Environment, HttpSettings, Limits, OidcEnvironment)


def said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def test_the_table_names_exactly_the_variables_there_are() -> None:
    assert set(ROWS) == KNOWN


@pytest.mark.parametrize("model", MODELS)
def test_the_table_tells_the_defaults(
    model: type[Variables], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in model.variables():
        monkeypatch.delenv(name, raising=False)
    settings = model.read()
    told = {field: ROWS[model.variable(field)] for field in model.model_fields}
    assert told == {field: said(getattr(settings, field)) for field in model.model_fields}


def test_figures_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_HTTP_ALLOWED_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("LIANXIN_HTTP_TRUSTED_PROXIES", "10.0.0.0/8")
    monkeypatch.setenv("LIANXIN_LIMIT_DEPTH", "5")
    read = HttpSettings.read()
    assert read.allowed_origins == ("https://a.example", "https://b.example")
    assert [str(network) for network in read.trusted_proxies] == ["10.0.0.0/8"]
    assert Limits.read().depth == 5


def test_a_figure_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANXIN_LIMIT_DEPTH", "deep")
    with pytest.raises(BadEnvironment, match="LIANXIN_LIMIT_DEPTH"):
        Limits.read()
