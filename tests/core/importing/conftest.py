"""Files to take in, and somebody who may."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from lianxin.context import Context
from lianxin.importing import IMPORTABLE, Imported, import_file

TakeIn = Callable[..., Awaitable[Imported]]


@pytest.fixture
def take_in(tmp_path: Path, context: Callable[..., Context]) -> TakeIn:
    """`await take_in("units", "代码,名称,类别", "1,某镇,乡镇")`: as a clerk does with a CSV file."""

    async def taken(key: str, *lines: str, role: str = "clerk", **options: Any) -> Imported:
        file = written(tmp_path, lines)
        return await import_file(IMPORTABLE[key], file, context(role), **options)

    return taken


def written(folder: Path, lines: Sequence[str]) -> Path:
    file = folder / "file.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture
def reasons() -> Callable[[Imported], list[tuple[int, str]]]:
    def of(imported: Imported) -> list[tuple[int, Any]]:
        return [(row.line_number, row.reasons[0][1].zh) for row in imported.bad]

    return of
