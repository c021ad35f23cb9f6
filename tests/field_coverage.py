"""Tells how much of the GraphQL schema the tests ask for: every field that was planned counts.

With LIANXIN_TEST_FIELD_COVERAGE=95 a full run fails below 95 %. A run of some tests says nothing.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin_schema.compose.snapshot import on_planned
from lianxin_schema.compose.snapshots import Snapshots
from lianxin_schema.limits import Limits

LEAST = float(os.environ.get("LIANXIN_TEST_FIELD_COVERAGE") or 0)
PLANNED = "planned_fields"
"""Under which a worker tells what was planned in its process."""

planned: set[str] = set()


@dataclass(frozen=True)
class Coverage:
    """Fields as `Type.field`: those that are served, and those of them that were planned."""

    served: frozenset[str]
    planned: frozenset[str]

    @property
    def percent(self) -> float:
        return 100 * len(self.planned & self.served) / len(self.served)

    def lines(self) -> Iterator[str]:
        of = f"{len(self.planned & self.served)} of {len(self.served)}"
        yield f"field coverage of the GraphQL schema: {self.percent:.1f} % ({of})"
        yield from (f"  not asked for: {name}" for name in sorted(self.served - self.planned))


def served_fields() -> frozenset[str]:
    """Of the core's schema, and of each plugin's with all its modules."""
    installed = load_plugins()
    snapshots = Snapshots(installed, Limits())
    found: frozenset[str] = frozenset()
    for plugin in installed.plugins:
        own = (plugin.module_key(module) for module in plugin.modules)
        composition = compose(installed.plugins, dict.fromkeys((*ALWAYS_ENABLED, *own), True))
        found |= snapshots.of(composition).catalogue.field_names()
    return found


def pytest_configure() -> None:
    on_planned.append(planned.update)


def pytest_unconfigure() -> None:
    on_planned.remove(planned.update)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """In the process that only hands out tests, when a worker is done."""
    planned.update(getattr(node, "workeroutput", {}).get(PLANNED, ()))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[PLANNED] = sorted(planned)
    elif is_full(session.config):
        found = Coverage(served_fields(), frozenset(planned))
        session.config.stash[_FOUND] = found
        if found.percent < LEAST and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = terminalreporter.config.stash.get(_FOUND, None)
    if found is not None:
        for line in found.lines():
            terminalreporter.write_line(line)
        if found.percent < LEAST:
            terminalreporter.write_line(f"That is less than {LEAST:g} %.", red=True)


def is_full(config: pytest.Config) -> bool:
    """Whether no test was left out on purpose."""
    option = config.option
    narrowed = option.keyword or option.markexpr or option.maxfail or option.collectonly
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return not (narrowed or named or option.deselect or getattr(option, "lf", False))


_FOUND = pytest.StashKey[Coverage]()
