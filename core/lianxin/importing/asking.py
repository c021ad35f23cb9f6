"""A file that somebody sends in: taken in like any other, bounded, audited, and once under a key."""

import base64
import binascii
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from lianxin.commands import Command, Outcome, Unchecked
from lianxin.commands.attempt import Attempt
from lianxin.commands.pipeline import before
from lianxin.commands.steps.answer import answer
from lianxin.commands.steps.commit import commit
from lianxin.commands.steps.note_refusal import note_refusal
from lianxin.commands.steps.record import record
from lianxin.commands.values import Line, mistake
from lianxin.context import Context
from lianxin.errors import NotUnique, Refused, conflict
from lianxin.files import Bounds, write_errors
from lianxin.files.reading import BadRow
from lianxin.files.reasons import Reason
from lianxin.files.sources import format_of
from lianxin.importing import IMPORTABLE
from lianxin.importing.running import PERMISSION, Imported, import_file
from lianxin.language import Language, Text

SENT = Bounds(bytes=1024**2, rows=500, unpacked=24 * 1024**2, elements=1_000_000)
"""Others wait for their answers meanwhile: of more there are several files, or `lianxin import`."""

FIRST = 100
"""Refused rows that are told one by one; the file has them all."""

_NOT_BASE64 = Text("content 应为 Base64 编码的文件", "content is to be the file in Base64")
_NOT_TRIED = Text(
    "earlier 只用于只检查（dryRun）的分批文件",
    "earlier is for parts of a file that is only tried (dryRun)",
)
_RACED = Text("同一文件正在导入，请稍后再试", "The same file is being taken in; try again shortly")


def _decoded(content: str) -> str:
    try:
        base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise mistake("NOT_BASE64", _NOT_BASE64) from None
    return content


class ImportRows(Command):
    """`rows_before` of the file were sent in earlier parts: the rows are numbered after them; those
    that were only tried and that this part repeats or names are sent again as `earlier`."""

    does: ClassVar[str] = "import_rows"
    permission: ClassVar[str | None] = PERMISSION

    kind: Literal["units", "persons", "households", "appointments", "cases"]
    file_name: Line
    content: Annotated[str, Field(max_length=2 * 1024**2), AfterValidator(_decoded)]
    dry_run: bool = False
    earlier: Annotated[str, Field(max_length=2 * 1024**2), AfterValidator(_decoded)] | None = None
    rows_before: Annotated[int, Field(ge=0, le=10_000_000)] = 0

    @field_validator("earlier")
    @classmethod
    def _only_tried(cls, earlier: str | None, info: ValidationInfo) -> str | None:
        if earlier and not info.data.get("dry_run"):
            raise mistake("NOT_A_DRY_RUN", _NOT_TRIED)
        return earlier


async def import_rows(data: Mapping[str, Any], context: Context) -> Outcome:
    """`values`: how many rows were stored, known, refused; the first of these; the file of all."""
    for last_try in (False, True):
        attempt = Attempt(Unchecked(ImportRows, data), context)
        try:
            await _carry_out(attempt)
        except Refused as refused:
            attempt.problems += refused.problems
        except NotUnique:
            # A twin with the same key was faster: its answer is found now.
            if not last_try:
                continue
            attempt.problems.append(conflict("RACED", _RACED))
        break
    if attempt.problems:
        await note_refusal(attempt)
    return answer(attempt)


async def _carry_out(attempt: Attempt) -> None:
    """The rows are stored by transactions of their own, before the one that tells of the file."""
    await before(attempt)
    asked = attempt.command
    assert isinstance(asked, ImportRows)
    if attempt.answer is not None:
        return
    attempt.answer = await _taken_in(asked, attempt.context)
    if asked.dry_run:
        return
    attempt.subject = f"Import:{asked.kind}"
    attempt.about = {name: attempt.answer[name] for name in ("stored", "known", "refused")}
    async with attempt.locality.database.writing() as attempt.transaction:
        await record(attempt)
        await commit(attempt)


async def _taken_in(asked: ImportRows, context: Context) -> dict[str, Any]:
    data = base64.b64decode(asked.content)
    imported = await import_file(
        IMPORTABLE[asked.kind],
        data,
        context,
        bounds=SENT,
        dry_run=asked.dry_run,
        earlier=base64.b64decode(asked.earlier) if asked.earlier else None,
    )
    if imported.problems:
        raise Refused([p if p.path == ("earlier",) else p.at("content") for p in imported.problems])
    bad = [replace(row, line_number=row.line_number + asked.rows_before) for row in imported.bad]
    return {
        "stored": imported.stored,
        "known": imported.known,
        "refused": len(bad),
        "rows": [_told(imported, row, context) for row in bad[:FIRST]],
        "file": _file(imported, bad, asked.file_name, data, context) if bad else None,
        "unknown_columns": list(imported.unknown_columns),
    }


def _told(imported: Imported, row: BadRow, context: Context) -> dict[str, Any]:
    labels = {c.name: c.label.say(context.language) for c in imported.sheet.columns}

    def reason(found: Reason) -> dict[str, Any]:
        name, text = found
        cell = {"column": labels.get(name), "given": row.cells.get(name)}
        return {**cell, "message": text.say(context.language)}

    return {"row": row.line_number, "reasons": [reason(found) for found in row.reasons]}


def _file(
    imported: Imported, bad: list[BadRow], name: str, data: bytes, context: Context
) -> dict[str, str]:
    """In the form in which the file came, named as the command line names it."""
    form = format_of(data)
    target = io.BytesIO()
    write_errors(imported.sheet, bad, target, language_of(context), form)
    stem = name.removesuffix(f".{form}")
    return {"name": f"{stem}.wrong.{form}", **encoded(target.getvalue(), form)}


def language_of(context: Context) -> Language:
    return "en" if context.language == "en" else "zh"


MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def encoded(data: bytes, form: str) -> dict[str, str]:
    return {"media_type": MEDIA_TYPES[form], "content": base64.b64encode(data).decode()}
