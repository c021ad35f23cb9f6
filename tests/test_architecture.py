"""The rules of the house, read from the source: who may import whom, and who may name a place."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"core", "schema", "plugins"}  # folders, not packages: importing them loads a second copy
PLUGINS = sorted(folder.name for folder in (ROOT / "plugins").glob("lianxin_*"))
PLACES = {"zoucheng", "chengdu", "fenggang", "hubei", "sichuan"} | {
    plugin.removeprefix("lianxin_") for plugin in PLUGINS if plugin != "lianxin_console"
}
PLACES_IN_CHINESE = {"邹城", "成都", "凤冈", "湖北", "四川"}
LONGEST_FILE = 400
FILES_OF_A_MODEL = {
    *("README.md", "__init__.py", "demo", "examples.graphql", "migrations", "py.typed", "rules"),
    *("settings.py", "sources.py", "tables.py", "terms.py", "types.py"),
}
SOME_HAVE = {"channels.py", "exports.py"}
"""Where a clause asks for a way in or a report of its own."""


def python_files(*folders: str) -> Iterator[Path]:
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return (file for file in found if "node_modules" not in file.parts)


def imported_packages(*folders: str) -> set[str]:
    names = set()
    for file in python_files(*folders):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
    return {name for name in names if name.startswith("lianxin") or name in FOLDERS}


def lines_that_name(words: set[str], files: Iterator[Path]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8").lower().splitlines(), 1)
        if any(word in line for word in words)
    ]


def test_core_imports_only_itself() -> None:
    assert imported_packages("core") <= {"lianxin"}


def test_schema_imports_only_core_and_itself() -> None:
    assert imported_packages("schema") <= {"lianxin", "lianxin_schema"}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_plugin_imports_no_other_plugin(plugin: str) -> None:
    assert imported_packages(f"plugins/{plugin}") <= {"lianxin", "lianxin_schema", plugin}


@pytest.mark.parametrize("plugin", [name for name in PLUGINS if name != "lianxin_console"])
def test_every_model_has_the_same_files(plugin: str) -> None:
    found = {path.name for path in (ROOT / "plugins" / plugin).iterdir()} - {"__pycache__"}
    assert found - SOME_HAVE == FILES_OF_A_MODEL


def test_tests_import_packages_and_not_folders() -> None:
    words = {f"import {folder}.lianxin" for folder in FOLDERS} | {
        f"from {folder}.lianxin" for folder in FOLDERS
    }
    assert lines_that_name(words, python_files("tests")) == []


def test_core_and_schema_name_no_locality() -> None:
    words = PLACES | PLACES_IN_CHINESE
    assert lines_that_name(words, python_files("core", "schema")) == []


def test_every_plugin_folder_is_a_module_of_its_own_in_the_import_contract() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    highest = linter["contracts"][0]["layers"][0].split(" | ")
    assert sorted(highest) == PLUGINS
    assert set(linter["root_packages"]) == {"lianxin", "lianxin_schema", *PLUGINS}


def test_every_plugin_folder_has_an_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(project["entry-points"]["lianxin"].values()) == PLUGINS


def test_no_file_is_too_long_to_read() -> None:
    sizes = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines())
        for file in python_files("core", "schema", "plugins", "tests")
        if "migrations" not in file.parts
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}
