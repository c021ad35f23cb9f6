"""Reports as somebody gets them."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factories.reports import REPORT, File
from lianxin.context import Context
from lianxin.exports import CaseReport
from lianxin.exports.writing import write_report

Export = Callable[..., Awaitable[File]]


@pytest.fixture
def export(tmp_path: Path, context: Callable[..., Context]) -> Export:
    """`await export(role="leader", lineage=(5,))`: what that viewer gets, of September 2026."""

    async def made(
        report: CaseReport = REPORT,
        first: date = date(2026, 9, 14),
        last: date = date(2026, 9, 27),
        **viewer: Any,
    ) -> File:
        path = tmp_path / "report.xlsx"
        await write_report(report, context(**viewer), str(path), first, last)
        return File(path)

    return made
