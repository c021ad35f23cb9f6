"""A report made for somebody: read, noted in the audit, and written to a file."""

import asyncio
from datetime import date, timedelta
from functools import partial

from xlsxwriter.exceptions import XlsxFileError

from lianxin.context import Context
from lianxin.errors import Problem, Refused, invalid, not_permitted
from lianxin.events import audit
from lianxin.exports.pages import Read, write_pages
from lianxin.exports.reading import read_cases
from lianxin.exports.report import CaseReport
from lianxin.files import Workbook
from lianxin.language import Language, Text
from lianxin.plugins.contributions import Export

PERMISSION = "report.export"
LONGEST = 3_660
"""Days: ten years."""

_DAY = timedelta(days=1)
_MAY_NOT = Text(
    "您没有导出报表的权限，请联系管理员", "You may not export reports; ask an administrator"
)
_ENDS_FIRST = Text("截止日期不能早于起始日期", "The last day cannot be before the first")
_TOO_LONG = Text("起止日期最多相隔十年", "A report covers ten years at most")
_NOT_WRITTEN = Text(
    "无法写入 {path}，请检查路径、权限，并关闭已打开的文件",
    "{path} cannot be written; check the path and its permissions, and close the file",
)


def export_of(report: CaseReport) -> Export:
    """The report as plugins hand it over."""
    return Export(key=report.key, title=report.title, write=partial(write_report, report))


async def write_report(
    report: CaseReport, context: Context, path: str, first: date, last: date
) -> None:
    """Raises Refused for whoever may not, a time that is none, or a file that cannot be written;
    what was at `path` is replaced only by a whole report."""
    if problem := _refusal(context, first, last):
        raise Refused([problem])
    read = await _read(report, context, first, last)
    async with context.locality.database.writing() as tx:
        content = {"from": first, "to": last, "cases": len(read.rows)}
        name = f"Report:{report.key}"
        await audit(tx, context, action="export", object=name, result="done", content=content)
    await asyncio.to_thread(_write, report, read, path)


def _refusal(context: Context, first: date, last: date) -> Problem | None:
    if not context.viewer.may(PERMISSION):
        return not_permitted(_MAY_NOT)
    if last < first:
        return invalid("ENDS_FIRST", _ENDS_FIRST, "to")
    return invalid("TOO_LONG", _TOO_LONG, "to") if (last - first).days > LONGEST else None


async def _read(report: CaseReport, context: Context, first: date, last: date) -> Read:
    before_last = first - _DAY
    before_first = before_last - (last - first)
    async with context.locality.database.reading() as session:
        rows = await read_cases(session, report, context, first, last)
        before = []
        if report.rising:
            before = await read_cases(session, report, context, before_first, before_last)
    return Read(context, first, last, rows, before_first, before_last, before)


def _write(report: CaseReport, read: Read, path: str) -> None:
    context = read.context
    language: Language = "en" if context.language == "en" else "zh"
    try:
        with Workbook(path, language, context.locality.zone) as book:
            write_pages(book, report, read)
    except (OSError, XlsxFileError) as error:
        raise Refused([invalid("NOT_WRITTEN", _NOT_WRITTEN.format(path=path), "file")]) from error
