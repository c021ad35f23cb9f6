"""Spreadsheets sent through GraphQL: taken in once, wrong rows back, hostile ones refused."""

import io
import zipfile
from base64 import b64decode, b64encode
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from factories import make_unit
from factories.asking import data
from lianxin.context import Context
from lianxin.files import read_rows, write_rows
from lianxin.importing import IMPORTABLE
from lianxin.importing.asking import FIRST, SENT, import_rows
from lianxin.localities import Locality
from lianxin.tables import AuditEntry, IdempotentAnswer, ImportedRow, Person, Unit

IMPORT = """mutation ($input: ImportRowsInput!) { importRows(input: $input) {
  stored known refused unknownColumns
  refusedRows { row reasons { column given message } } refusedFile { name mediaType content }
  errors { code message path } } }"""
TREE = "代码,名称,类别,上级单位代码\nV1,某村,村,T1\nT1,某镇,乡镇,\nX1,某处,不知道,\n"


async def send(
    locality: Locality,
    kind: str,
    content: str | bytes,
    /,
    *,
    role: str = "admin",
    language: str = "zh",
    **given: Any,
) -> Any:
    file = content.encode() if isinstance(content, str) else content
    sent = {"kind": kind, "fileName": "名册.csv", "content": b64encode(file).decode(), **given}
    found = await data(locality, IMPORT, role=role, language=language, input=sent)
    return found["importRows"]


async def count(locality: Locality, table: type[SQLModel]) -> int:
    row = await locality.database.first(select(func.count().label("n")).select_from(table))
    return int(row.n) if row else 0


def told(found: Any) -> tuple[int, int, int]:
    return found["stored"], found["known"], found["refused"]


async def test_a_part_that_is_tried_is_judged_by_what_stood_before_it(locality: Locality) -> None:
    head, *rows = TREE.splitlines()
    upper, lower = ("\n".join((head, row)) for row in (rows[1], rows[0]))
    alone = await send(locality, "UNITS", lower, dryRun=True, rowsBefore=1)
    earlier = b64encode(upper.encode()).decode()
    after = await send(locality, "UNITS", lower, dryRun=True, rowsBefore=1, earlier=earlier)
    assert (told(alone), told(after)) == ((0, 0, 1), (1, 0, 0))
    assert await count(locality, Unit) == 0


@pytest.mark.parametrize(
    ("dry_run", "earlier", "code"),
    [
        (False, "", "NOT_A_DRY_RUN"),
        (True, "JVBERi0xLjc=", "UNKNOWN_FORMAT"),
        (True, "%%%", "NOT_BASE64"),
    ],
)
async def test_rows_before_that_cannot_be_used_are_refused(
    locality: Locality, dry_run: bool, earlier: str, code: str
) -> None:
    given = earlier or b64encode(TREE.encode()).decode()
    found = await send(locality, "UNITS", TREE, dryRun=dry_run, earlier=given)
    assert (found["stored"], found["errors"][0]["code"]) == (None, code)
    assert found["errors"][0]["path"][-1] == "earlier"


async def test_right_rows_are_stored_once_and_wrong_ones_come_back(locality: Locality) -> None:
    first, again = [await send(locality, "UNITS", TREE) for _ in range(2)]
    assert (told(first), told(again)) == ((2, 0, 1), (0, 2, 1))
    [row] = first["refusedRows"]
    assert (row["row"], row["reasons"][0]["column"], row["reasons"][0]["given"]) == (
        4,
        "类别",
        "不知道",
    )
    file = first["refusedFile"]
    assert (file["name"], file["mediaType"]) == ("名册.wrong.csv", "text/csv")
    mended = b64decode(file["content"]).decode("utf-8-sig").replace("不知道", "村")
    assert told(await send(locality, "UNITS", mended)) == (1, 0, 0)


async def test_a_dry_run_says_the_same_and_stores_nothing(locality: Locality) -> None:
    tried = await send(locality, "UNITS", TREE, dryRun=True)
    assert await count(locality, Unit) == await count(locality, ImportedRow) == 0
    assert await count(locality, AuditEntry) == 0
    assert tried == await send(locality, "UNITS", TREE)


async def test_rows_of_a_later_part_keep_their_numbers(locality: Locality) -> None:
    found = await send(locality, "UNITS", TREE, rowsBefore=1_000)
    assert [row["row"] for row in found["refusedRows"]] == [1_004]
    assert "1004," in b64decode(found["refusedFile"]["content"]).decode("utf-8-sig")


async def test_a_workbook_comes_back_as_a_workbook(locality: Locality) -> None:
    sheet, book = IMPORTABLE["persons"].sheet(locality), io.BytesIO()
    rows = [
        sheet.row.model_validate({"name": "张三", "number": "P1"}),
        sheet.row.model_validate({"name": "李四", "household": "H9"}),
    ]
    write_rows(sheet, rows, book)
    found = await send(locality, "PERSONS", book.getvalue(), role="clerk", fileName="名册.xlsx")
    assert told(found) == (1, 0, 1)
    assert found["refusedFile"]["name"] == "名册.wrong.xlsx"
    back = read_rows(sheet, b64decode(found["refusedFile"]["content"]))
    assert [row.household for _, row in back.rows] == ["H9"]


async def test_a_template_is_empty_and_named_after_its_kind(locality: Locality) -> None:
    asked = "{ importTemplate(kind: PERSONS) { name content } }"
    found = (await data(locality, asked, role="clerk"))["importTemplate"]
    assert found["name"] == "人员.xlsx"
    refused = await send(locality, "PERSONS", b64decode(found["content"]))
    assert refused["errors"][0]["code"] == "EMPTY_FILE"


async def test_every_kind_says_its_columns_and_has_a_template(locality: Locality) -> None:
    asked = """{ importSheets { kind title mostRows columns { name label hint required headings } }
        csv: importTemplate(kind: CASES, format: CSV) { name mediaType content } }"""
    found = await data(locality, asked, role="clerk", language="en")
    assert [sheet["kind"].lower() for sheet in found["importSheets"]] == [*IMPORTABLE]
    header = b64decode(found["csv"]["content"]).decode("utf-8-sig").splitlines()[0]
    columns = found["importSheets"][-1]["columns"]
    assert [name.rstrip("*").strip() for name in header.split(",")] == [c["label"] for c in columns]


@pytest.mark.parametrize(
    "role", ["public", "resident", "handler", "supervisor", "leader", "auditor"]
)
async def test_whoever_may_not_import_is_refused_and_that_is_audited(
    locality: Locality, role: str
) -> None:
    found = await send(locality, "UNITS", TREE, role=role)
    assert [error["code"] for error in found["errors"]] == ["NOT_PERMITTED"]
    assert (found["stored"], await count(locality, Unit)) == (None, 0)
    entry = await locality.database.first(select(col(AuditEntry.action), col(AuditEntry.result)))
    assert entry is not None
    assert (entry.action, entry.result) == ("import_rows", "refused")


async def test_the_file_is_audited_beside_its_rows(locality: Locality) -> None:
    await send(locality, "UNITS", TREE)
    said = select(col(AuditEntry.action), col(AuditEntry.object), col(AuditEntry.result))
    rows = await locality.database.all(said.where(col(AuditEntry.result) == "done"))
    assert sorted(row.action for row in rows) == ["add_unit", "add_unit", "import_rows"]
    assert "Import:units" in {row.object for row in rows}


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/sharedStrings.xml", b"<a>" + b" " * (SENT.unpacked + 1) + b"</a>")
    return packed.getvalue()


HOSTILE = [
    (b"PK\x03\x04 not really", "UNREADABLE"),
    (b"\xd0\xcf\x11\xe0", "UNKNOWN_FORMAT"),
    (b"%PDF-1.7", "UNKNOWN_FORMAT"),
    (b"<html>", "UNKNOWN_FORMAT"),
    (b"", "EMPTY_FILE"),
    ("代码,名称,类别\nA,甲,村\n".encode() + "B,乙,村\n".encode("gb18030"), "UNREADABLE"),
    (b"a,b\n1,2\n", "MISSING_COLUMNS"),
    ("代码,名称,类别\n".encode() + "A,甲,村\n".encode() * (SENT.rows + 1), "TOO_MANY_ROWS"),
    (b"x" * (SENT.bytes + 1), "FILE_TOO_LARGE"),
]


@pytest.mark.parametrize(("content", "code"), HOSTILE)
async def test_what_is_no_sheet_is_refused_with_a_code(
    locality: Locality, content: bytes, code: str
) -> None:
    found = await send(locality, "UNITS", content)
    assert [(e["code"], e["path"]) for e in found["errors"]] == [(code, ["content"])]
    assert found["errors"][0]["message"]
    assert await count(locality, Unit) == 0


async def test_what_unpacks_to_too_much_is_refused_while_it_unpacks(locality: Locality) -> None:
    packed = bomb()
    assert len(packed) < 100_000
    assert (await send(locality, "UNITS", packed))["errors"][0]["code"] == "FILE_TOO_LARGE"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": "本地文件"}, "NOT_BASE64"),
        ({"content": "QU JD"}, "NOT_BASE64"),
        ({"rowsBefore": -1}, "INVALID"),
        ({"fileName": ""}, "TOO_SHORT"),
        ({"fileName": "x" * 201}, "TOO_LONG"),
        ({"fileName": "a\x07b"}, "CONTROL_CHARACTERS"),
    ],
)
async def test_what_comes_with_the_file_is_looked_at(
    locality: Locality, given: dict[str, Any], code: str
) -> None:
    found = await send(locality, "UNITS", TREE, **given)
    assert [error["code"] for error in found["errors"]] == [code]


async def test_a_formula_stays_text_there_and_back(locality: Locality) -> None:
    rows = "编号,姓名,户编号\nP1,=cmd|' /C calc'!A0,\nP2,=1+1,没有\n"
    found = await send(locality, "PERSONS", rows)
    assert told(found) == (1, 0, 1)
    assert "'=1+1" in b64decode(found["refusedFile"]["content"]).decode("utf-8-sig")


async def test_many_wrong_rows_are_told_in_part_and_are_all_in_the_file(
    locality: Locality,
) -> None:
    await make_unit(locality, code="V1")
    rows = "".join(f"H{n},NOWHERE\n" for n in range(FIRST + 20))
    found = await send(locality, "HOUSEHOLDS", f"户编号,所在单位代码\nH,V1\n{rows}", language="en")
    assert told(found) == (1, 0, FIRST + 20)
    assert len(found["refusedRows"]) == FIRST
    file = b64decode(found["refusedFile"]["content"]).decode("utf-8-sig")
    assert (len(file.splitlines()), file.startswith("Original row,Reason")) == (FIRST + 21, True)


async def test_the_same_key_is_answered_alike_and_another_file_is_not(
    context: Any, locality: Locality
) -> None:
    def sent(content: str) -> dict[str, Any]:
        return {
            "kind": "persons",
            "fileName": "a.csv",
            "content": b64encode(content.encode()).decode(),
        }

    asked: Context = replace(context("admin", account_id=7), idempotency_key="once-only")
    first, again = [await import_rows(sent("编号,姓名\nP1,张三\n李四,\n"), asked) for _ in range(2)]
    assert first.values == again.values
    assert (first.values["stored"], await count(locality, Person)) == (1, 1)
    other = await import_rows(sent("编号,姓名\nP3,王五\n"), asked)
    assert [problem.code for problem in other.problems] == ["IDEMPOTENCY_KEY_REUSED"]
    [kept] = await locality.database.all(select(col(IdempotentAnswer.result)))
    assert kept.result.isascii()  # 李四 is not to be read in it
