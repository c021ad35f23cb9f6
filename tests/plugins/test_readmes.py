"""Each plugin's README has a row for each clause that it carries, and names files that are there."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from lianxin.plugins.manager import load_plugins

MODELS = {plugin.key: plugin for plugin in load_plugins().plugins}
KEYS = ("zoucheng", "chengdu", "fenggang", "hubei", "sichuan")
_ROW = re.compile(r"^\| ([A-Z]{2}-[A-Z]+\d+) \|(.+?)\|", re.M)


def folder(key: str) -> Path:
    return Path(import_module(f"lianxin_{key}").__file__ or "").parent


def rows(key: str) -> list[tuple[str, str]]:
    return _ROW.findall((folder(key) / "README.md").read_text("utf-8"))


@pytest.mark.parametrize("key", KEYS)
def test_every_clause_has_a_row_in_the_readme(key: str) -> None:
    carried = {rule.clause for module in MODELS[key].modules for rule in module.rules}
    told = [clause for clause, _ in rows(key)]
    assert sorted(told) == sorted(set(told))
    assert carried - set(told) == set()


@pytest.mark.parametrize("key", KEYS)
def test_the_files_that_it_names_are_there(key: str) -> None:
    named = {file for _, text in rows(key) for file in re.findall(r"`([\w/]+\.py)`", text)}
    there = {path.name for path in folder(key).rglob("*.py")}
    assert {Path(file).name for file in named} - there == set()
