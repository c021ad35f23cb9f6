"""Where everything is installed, a skipped test is a failure: set LIANXIN_TEST_NO_SKIPS=1."""

import os
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
