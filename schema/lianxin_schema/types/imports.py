"""Spreadsheets taken in: the template of each kind, and a file sent with its rows."""

import io
from enum import Enum
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.files import write_template
from lianxin.files.sheet import Column
from lianxin.importing import IMPORTABLE, Importable
from lianxin.importing.asking import SENT, encoded, import_rows, language_of
from lianxin.importing.running import PERMISSION
from lianxin_schema.fields import CHECKED, OPEN, value, value_type
from lianxin_schema.types.errors import UserError, user_errors


@strawberry.enum(
    description="可导入的表，新地方依此顺序 / In the order in which a locality is filled."
)
class ImportKind(Enum):
    UNITS = "UNITS"
    PERSONS = "PERSONS"
    HOUSEHOLDS = "HOUSEHOLDS"
    APPOINTMENTS = "APPOINTMENTS"
    CASES = "CASES"


@strawberry.enum(description="xlsx 带下拉列表 / The .xlsx has lists to choose from.")
class SheetFormat(Enum):
    XLSX = "XLSX"
    CSV = "CSV"


@value_type(access=OPEN, description="一个文件 / A file")
class FileContent:
    name: str = value()
    media_type: str = value()
    content: str = value(description="Base64")


@value_type(access=OPEN)
class ImportColumn:
    name: str = value()
    label: str = value()
    hint: str = value(description="填什么，是否必填 / What to fill in, and whether one must.")
    required: bool = value()
    refers_to: str | None = value(
        description="所引用的本表另一列 / The column of this sheet by which it names another row."
    )
    headings: list[str] = value(description="表头中的各种写法 / All that a header may call it.")


@value_type(access=OPEN, description="一种可导入的表 / What can be taken in from a spreadsheet")
class ImportSheet:
    kind: ImportKind = value()
    title: str = value()
    columns: list[ImportColumn] = value()
    about: list[list[str]] = value(
        description="各组列相同的行指同一对象 / Rows that are alike in all columns of a group are about the same."
    )
    most_rows: int = value(description="一次最多发送的行数 / Rows that can be sent at once.")


@value_type(access=OPEN, description="一行为何未入库 / Why a row was not stored")
class RowReason:
    column: str | None = value(
        description="表头；为空则是整行 / Its heading; null is the whole row."
    )
    given: str | None = value(description="所填内容 / What stands there.")
    message: str = value()


@value_type(access=OPEN)
class RefusedRow:
    row: int = value(description="表格软件所示行号 / As a spreadsheet program numbers it.")
    reasons: list[RowReason] = value()


@value_type(
    access=OPEN,
    description="正确的行入库一次，错误的行退回 / What is right is stored once, what is wrong comes back. "
    "errors: 整个文件不能用 / nothing of the file was usable.",
)
class ImportRowsPayload:
    stored: int | None = value(description="本次入库的行 / Rows stored now.")
    known: int | None = value(description="此前已有的行 / Rows that were there already.")
    refused: int | None = value(description="退回的行 / Rows that were not stored.")
    refused_rows: list[RefusedRow] = value(description="前 100 行 / The first 100 of them.")
    refused_file: FileContent | None = value(
        description="全部退回的行及原因，改正后可再导入 / All of them with the reasons, to be mended and "
        "sent again."
    )
    unknown_columns: list[str] = value(description="未识别而忽略的列 / Headings passed over.")
    errors: list[UserError] = value()


@strawberry.input
class ImportRowsInput:
    kind: ImportKind
    file_name: str
    content: str = strawberry.field(
        description=".xlsx 或 .csv，Base64；一次最多 500 行，请求不超过服务器所限 / .xlsx or .csv in "
        "Base64; at most 500 rows, and no more than the server lets a request be."
    )
    dry_run: bool = strawberry.field(
        default=False, description="只检查，不入库 / Checked only, nothing is stored."
    )
    earlier: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="只检查分批文件时：前几批中与本批重复或为本批所引用的行（带表头，Base64，最多 500 行），先行试算，不计数 / "
        "Of a file that is only checked, in parts: the rows of earlier parts that this one repeats or names, "
        "with the header, in Base64, at most 500; they are tried first and not counted.",
    )
    rows_before: int = strawberry.field(
        default=0,
        description="文件分几次发送时，此前各次的行数，行号由此接续 / Of a file sent in parts: how many rows "
        "were sent before, by which the rows are numbered.",
    )


async def send(_: None, context: Context, input: Any) -> ImportRowsPayload:
    kind = ImportKind(input["kind"]).value.lower()
    outcome = await import_rows({**input, "kind": kind}, context)
    found = outcome.values
    return ImportRowsPayload(
        stored=found.get("stored"),
        known=found.get("known"),
        refused=found.get("refused"),
        refused_rows=[_row(row) for row in found.get("rows", ())],
        refused_file=FileContent(**found["file"]) if found.get("file") else None,
        unknown_columns=found.get("unknown_columns", []),
        errors=user_errors(context, outcome.problems),
    )


def _row(found: Any) -> RefusedRow:
    reasons = [RowReason(**reason) for reason in found["reasons"]]
    return RefusedRow(row=found["row"], reasons=reasons)


def read_sheets(_: None, context: Context) -> list[ImportSheet]:
    return [
        ImportSheet(
            kind=ImportKind(key.upper()),
            title=kind.title.say(context.language),
            columns=[_column(kind, c, context) for c in kind.sheet(context.locality).columns],
            about=[list(columns) for columns in kind.about],
            most_rows=SENT.rows,
        )
        for key, kind in IMPORTABLE.items()
    ]


def _column(kind: Importable[Any], column: Column, context: Context) -> ImportColumn:
    return ImportColumn(
        name=column.name,
        label=column.label.say(context.language),
        hint=column.hint.say(context.language),
        required=column.required,
        refers_to=kind.names.get(column.name),
        headings=list(dict.fromkeys((column.label.zh, column.label.en, column.name))),
    )


def read_template(_: None, context: Context, kind: Any, format: Any = "XLSX") -> FileContent:
    key, form = ImportKind(kind).value.lower(), SheetFormat(format).value.lower()
    target = io.BytesIO()
    sheet = IMPORTABLE[key].sheet(context.locality)
    write_template(sheet, target, language_of(context), "csv" if form == "csv" else "xlsx")
    name = f"{sheet.title.say(context.language)}.{form}"
    return FileContent(name=name, **encoded(target.getvalue(), form))


@strawberry.type
class ImportQueries:
    """Root fields over what can be taken in; merged into the root of all reading."""

    import_sheets: list[ImportSheet] = value(read_sheets, permission=PERMISSION)
    import_template: FileContent = value(
        read_template,
        arguments={"kind": ImportKind, "format": SheetFormat},
        defaults={"format": SheetFormat.XLSX},
        permission=PERMISSION,
        description="空表 / An empty sheet to fill in.",
    )


@strawberry.type
class ImportMutations:
    """Root fields of taking in; merged into the root of all writing."""

    import_rows: ImportRowsPayload = value(
        send,
        arguments={"input": ImportRowsInput},
        permission=CHECKED,
        description="导入表格 / Take a spreadsheet in: `lianxin import` by the API.",
    )
