"""A report on the core's own cases, and what stands in a file that a report made."""

import zipfile
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from lianxin.exports import (
    CATEGORY,
    CHANNEL,
    CaseReport,
    Share,
    Summary,
    handler,
    reporter,
    result,
    submitted,
    title,
)
from lianxin.language import Text

REPORT = CaseReport(
    key="matters",
    title=Text("诉求", "Cases"),
    workflow="core.cases.default",
    columns=(
        title(Text("标题", "Title")),
        reporter(Text("反映人", "Reporter")),
        submitted(Text("时间", "Time")),
        handler(Text("承办人", "Handler")),
        result(Text("结果", "Result"), "answer"),
    ),
    charts=(Share(by=CHANNEL, chart="pie"),),
    summaries=(Summary(per="day", by=CHANNEL), Summary(per="week", by=CATEGORY)),
    rising=(CATEGORY,),
)


class File:
    """An .xlsx, by its pages."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = CalamineWorkbook.from_path(str(path))

    def page(self, name: str) -> list[list[Any]]:
        return self.book.get_sheet_by_name(name).to_python()

    def column(self, page: str, head: str) -> list[Any]:
        heads, *rows = self.page(page)
        return [row[heads.index(head)] for row in rows]

    def parts(self, folder: str) -> list[str]:
        """The XML of each part in a folder of the package: `xl/charts/`."""
        with zipfile.ZipFile(self.path) as package:
            names = [n for n in package.namelist() if n.startswith(folder) and n.endswith(".xml")]
            return [package.read(name).decode() for name in names]
