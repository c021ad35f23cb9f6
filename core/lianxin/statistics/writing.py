"""Days, weeks and months as people write them, in SQL: as `lianxin.calendar.Period` does."""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from lianxin.statistics.dimensions import Dimension

_POSTGRESQL = {
    (Dimension.DAY, "en"): "YYYY-MM-DD",
    (Dimension.WEEK, "en"): 'IYYY"-W"IW',
    (Dimension.MONTH, "en"): "YYYY-MM",
    (Dimension.DAY, "zh"): 'YYYY"年"FMMM"月"FMDD"日"',
    (Dimension.WEEK, "zh"): 'IYYY"年第"FMIW"周"',
    (Dimension.MONTH, "zh"): 'YYYY"年"FMMM"月"',
}
# A week has the number and the year of its Thursday; SQLite 3.40 does not know ISO weeks.
_THURSDAY = "date({day}, '+3 days')"
_WEEK = f"(strftime('%j', {_THURSDAY}) - 1) / 7 + 1"
_MONTH = "CAST(substr({day}, 6, 2) AS INTEGER)"
_SQLITE = {
    (Dimension.DAY, "en"): "{day}",
    (Dimension.WEEK, "en"): f"strftime('%Y-W', {_THURSDAY}) || printf('%02d', {_WEEK})",
    (Dimension.MONTH, "en"): "substr({day}, 1, 7)",
    (Dimension.DAY, "zh"): (
        f"substr({{day}}, 1, 4) || '年' || {_MONTH} || '月' || "
        "CAST(substr({day}, 9, 2) AS INTEGER) || '日'"
    ),
    (Dimension.WEEK, "zh"): f"strftime('%Y年第', {_THURSDAY}) || ({_WEEK}) || '周'",
    (Dimension.MONTH, "zh"): f"substr({{day}}, 1, 4) || '年' || {_MONTH} || '月'",
}


class Written(FunctionElement[str]):
    """The first day of a period as a text; English texts are codes, too."""

    type = String()
    inherit_cache = False

    def __init__(self, day: ColumnElement[Any], dimension: Dimension, language: str) -> None:
        self.form = (dimension, "en" if language == "en" else "zh")
        super().__init__(day)


@compiles(Written, "postgresql")
def _written_postgresql(element: Written, compiler: SQLCompiler, **kw: Any) -> str:
    day = compiler.process(element.clauses, **kw)
    return f"to_char(({day})::timestamp, '{_POSTGRESQL[element.form]}')"


@compiles(Written, "sqlite")
def _written_sqlite(element: Written, compiler: SQLCompiler, **kw: Any) -> str:
    return f"({_SQLITE[element.form].format(day=compiler.process(element.clauses, **kw))})"
