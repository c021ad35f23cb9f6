"""A full run tells which fields no test asks for, and fails where they are too many."""

from pathlib import Path
from types import SimpleNamespace

import pytest

import field_coverage
from field_coverage import Coverage, is_full, pytest_testnodedown

pytest_plugins = ["pytester"]

TELLING = """
from lianxin_schema.compose.snapshot import on_planned
def test_it():
    [tell(frozenset({"Query.unit", "Nothing.served"})) for tell in on_planned]
"""


def test_too_few_fields_fail_a_run(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setenv("LIANXIN_TEST_FIELD_COVERAGE", "95")
    pytester.makepyfile(TELLING)
    result = pytester.runpytest_subprocess("-p", "field_coverage", "-p", "no:cacheprovider")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    found = ["field coverage of the GraphQL schema: 0.? % (1 of *)", "*not asked for: Case.body"]
    result.stdout.fnmatch_lines([*found, "That is less than 95 %."])
    result.stdout.no_fnmatch_line("*not asked for: Query.unit")


def test_what_workers_planned_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_coverage, "planned", known := {"A.a"})
    pytest_testnodedown(SimpleNamespace(workeroutput={"planned_fields": ["A.b", "C.c"]}))
    pytest_testnodedown(SimpleNamespace())
    found = Coverage(frozenset({"A.a", "A.b", "B.a", "B.b"}), frozenset(known))
    assert list(found.lines()) == [
        "field coverage of the GraphQL schema: 50.0 % (2 of 4)",
        "  not asked for: B.a",
        "  not asked for: B.b",
    ]


@pytest.mark.parametrize("narrowed", [["-k", "a"], ["-m", "a"], ["test_a.py"], ["-x"]])
def test_a_run_of_some_tests_is_not_judged(pytester: pytest.Pytester, narrowed: list[str]) -> None:
    pytester.makepyfile(test_a="")
    assert is_full(pytester.parseconfig())
    assert not is_full(pytester.parseconfig(*narrowed))
