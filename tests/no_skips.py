"""Tells why tests were skipped; where everything is installed, a skip is a failure instead.

There LIANXIN_TEST_NO_SKIPS=1 is set.
"""

import os
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

FORBIDDEN = os.environ.get("LIANXIN_TEST_NO_SKIPS", "") not in ("", "0")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    # An expected failure (xfail) is reported as skipped too, but nothing was left out.
    if FORBIDDEN and report.skipped and not hasattr(report, "wasxfail"):
        forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    if FORBIDDEN and report.skipped:
        forbid(report)
    return report


def forbid(report: Any) -> None:
    _file, _line, reason = report.longrepr
    report.outcome = "failed"
    report.longrepr = f"No test may be skipped here, but this one was. {reason}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each reason, however many tests share it."""
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, tests in reasons.most_common():
        terminalreporter.write_line(f"Skipped {tests}: {reason}", yellow=True)
