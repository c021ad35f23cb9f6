"""Spreadsheets taken in: what is right is stored once, what is wrong comes back with the reason."""

import asyncio
import io
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel, col

from factories import make_unit
from lianxin.database import Database
from lianxin.errors import Refused
from lianxin.files import read_rows, write_errors, write_template
from lianxin.importing import IMPORTABLE, import_file
from lianxin.localities import Locality
from lianxin.tables import (
    Appointment,
    AuditEntry,
    Case,
    CaseEntry,
    Household,
    HouseholdMark,
    ImportedRow,
    Person,
    Unit,
    UnitLine,
)

UNITS = ("代码,名称,类别,上级单位代码", "V1,某村,村,T1", "T1,某镇,乡镇,")


async def count(locality: Locality, table: type[SQLModel]) -> int:
    row = await locality.database.first(select(func.count().label("n")).select_from(table))
    return int(row.n) if row else 0


def told(imported: Any) -> tuple[int, int, int]:
    return imported.stored, imported.known, len(imported.bad)


async def test_units_in_any_order_make_a_tree(locality: Locality, take_in: Any) -> None:
    assert told(await take_in("units", *UNITS)) == (2, 0, 0)
    assert await count(locality, UnitLine) == 3


async def test_a_file_that_comes_twice_is_stored_once(locality: Locality, take_in: Any) -> None:
    await take_in("units", *UNITS)
    assert told(await take_in("units", *UNITS)) == (0, 2, 0)
    assert await count(locality, Unit) == 2


async def test_a_code_that_is_anothers_comes_back(take_in: Any, reasons: Any) -> None:
    await take_in("units", *UNITS)
    again = await take_in("units", "代码,名称,类别", "T1,另一镇,乡镇", "X1,某村,不知道", "X2,,村")
    assert told(again) == (0, 0, 3)
    assert [line for line, _ in reasons(again)] == [2, 3, 4]


async def test_units_in_a_circle_are_refused(locality: Locality, take_in: Any) -> None:
    circle = await take_in("units", "代码,名称,类别,上级单位代码", "A,甲,村,B", "B,乙,村,A")
    assert told(circle) == (0, 0, 2)
    assert await count(locality, Unit) == 0


CASES = (
    "编号,标题,渠道,姓名,电话,所属单位",
    "2026-1,路灯不亮,电话,张三,13800000000,V1",
    "2026-2,道路积水,电话,李四,13900000000,NOWHERE",
    ",没有编号,来信,,,",
    "2026-3,,电话,,,",
)


async def test_cases_are_stored_but_for_the_wrong_ones(
    locality: Locality, take_in: Any, reasons: Any
) -> None:
    await make_unit(locality, code="V1")
    imported = await take_in("cases", *CASES)
    assert told(imported) == (2, 0, 2)
    wrong = dict(reasons(imported))
    assert wrong[3] == "没有代码为 NOWHERE 的单位"
    assert 5 in wrong
    assert told(await take_in("cases", *CASES)) == (0, 2, 2)
    assert await count(locality, Case) == 2


async def test_wrong_rows_come_back_in_a_file_that_can_be_mended(
    locality: Locality, take_in: Any
) -> None:
    await make_unit(locality, code="V1")
    imported = await take_in("cases", *CASES)
    file = io.BytesIO()
    write_errors(imported.sheet, imported.bad, file, form="csv")
    text = file.getvalue().decode("utf-8-sig")
    assert "2026-2,道路积水" in text
    mended = text.replace("NOWHERE", "V1").replace("2026-3,,", "2026-3,有标题,")
    assert told(await take_in("cases", *mended.splitlines())) == (2, 0, 0)
    assert await count(locality, Case) == 4


async def test_cases_keep_the_time_at_which_they_came_in(
    locality: Locality, take_in: Any, context: Any
) -> None:
    rows = ("2026-1,漏水,电话,2026-09-01 08:30,", "2026-2,占道,电话,2026-09-01 08:30,是")
    await take_in("cases", "编号,标题,渠道,反映时间,匿名", *rows)
    when = select(col(Case.submitted_at), col(CaseEntry.at)).join(
        CaseEntry, col(CaseEntry.case_id) == col(Case.id)
    )
    found = await locality.database.all(when.order_by(col(Case.submitted_at)))
    said = [
        [moment.astimezone(locality.zone).strftime("%m-%d %H:%M") for moment in row]
        for row in found
    ]
    assert said == [["09-01 00:00"] * 2, ["09-01 08:30"] * 2]
    entry = await locality.database.first(
        select(AuditEntry).where(col(AuditEntry.actor).is_not(None))
    )
    assert entry is not None
    assert (entry.action, entry.reason, entry.at) == (
        "submit_case",
        "imported",
        locality.clock.now(),
    )


async def test_cases_of_the_future_come_back(take_in: Any, reasons: Any) -> None:
    rows = ("漏水,电话,2026-09-24 09:01", "漏水,电话,1906-09-24 09:01", "漏水,电话,2026-02-30")
    imported = await take_in("cases", "标题,渠道,反映时间", *rows)
    assert told(imported) == (0, 0, 3)
    assert [text for _, text in sorted(reasons(imported))] == [
        "反映时间不能晚于现在",
        "反映时间过早，请检查年份",
        "应为日期和时间，如 2026-03-01 09:30",
    ]


async def test_who_is_named_in_an_anonymous_row_is_not_kept(
    locality: Locality, take_in: Any
) -> None:
    row = "88-1,反映问题,电话,张三,13800000000,是"
    assert told(await take_in("cases", "编号,标题,渠道,姓名,电话,匿名", row)) == (1, 0, 0)
    case = await locality.database.first(select(col(Case.external_id), col(Case.reporter_id)))
    assert case is not None
    assert (case.reporter_id, "88-1" in case.external_id) == (None, False)
    assert await count(locality, Person) == 0


async def test_people_households_and_posts_belong_together(
    locality: Locality, take_in: Any, reasons: Any
) -> None:
    await make_unit(locality, code="V1")
    people = await take_in("persons", "编号,姓名,电话", "P1,张三,13800000000", "P2,李四,")
    households = await take_in(
        "households", "户编号,所在单位代码,户主编号,标记", "H1,V1,P1,困难户", "H2,V1,P9,"
    )
    posts = await take_in(
        "appointments", "人员编号,单位代码,岗位", "P2,V1,工作人员", "P2,V1,皇帝", "P9,V1,工作人员"
    )
    assert (told(people), told(households), told(posts)) == ((2, 0, 0), (1, 0, 1), (1, 0, 2))
    assert "P9" in reasons(households)[0][1]
    assert await count(locality, HouseholdMark) == 1


async def test_people_households_and_posts_are_stored_once(
    locality: Locality, take_in: Any
) -> None:
    await make_unit(locality, code="V1")
    for _ in range(2):
        people = await take_in("persons", "编号,姓名", "P1,张三", ",没有编号")
        households = await take_in("households", "户编号,所在单位代码", "H1,V1")
        posts = await take_in("appointments", "人员编号,单位代码,岗位", "P1,V1,工作人员")
    assert [told(each) for each in (people, households, posts)] == [(0, 2, 0), (0, 1, 0), (0, 1, 0)]
    counts = [await count(locality, table) for table in (Person, Household, Appointment)]
    assert counts == [2, 1, 1]


async def test_a_broken_file_is_refused_as_a_whole(locality: Locality, take_in: Any) -> None:
    imported = await take_in("units", "这不是表格")
    assert [problem.path for problem in imported.problems] == [("file",)]
    assert told(imported) == (0, 0, 0)


async def test_only_who_may_import_does(locality: Locality, take_in: Any) -> None:
    for role in ("public", "resident", "handler", "auditor"):
        with pytest.raises(Refused):
            await take_in("units", *UNITS, role=role)
    assert await count(locality, Unit) == 0


@pytest.mark.parametrize("key", IMPORTABLE)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
async def test_every_kind_has_a_template_that_is_empty(
    locality: Locality, key: str, form: Any
) -> None:
    file = io.BytesIO()
    sheet = IMPORTABLE[key].sheet(locality)
    write_template(sheet, file, form=form)
    parsed = read_rows(sheet, file.getvalue())
    assert (parsed.rows, parsed.bad) == ([], [])


async def test_many_rows_at_once(locality: Locality, take_in: Any) -> None:
    rows = [f"N{n},第{n}件,电话" for n in range(450)]
    imported = await take_in("cases", "编号,标题,渠道", *rows)
    assert told(imported) == (450, 0, 0)
    assert await count(locality, Case) == 450


@pytest.mark.parametrize(
    ("kind", "there", "other"),
    [
        ("persons", "编号,姓名,电话\nP1,张三,13800000000", "编号,姓名,电话\nP1,李四,13900000000"),
        ("households", "户编号,所在单位代码\nH1,V1", "户编号,所在单位代码,标记\nH1,V1,困难户"),
        ("cases", "编号,标题,渠道\n7,路灯不亮,电话", "编号,标题,渠道\n7,道路积水,电话"),
    ],
)
async def test_what_differs_from_what_is_there_comes_back(
    locality: Locality, take_in: Any, kind: str, there: str, other: str
) -> None:
    await make_unit(locality, code="V1")
    assert told(await take_in(kind, *there.splitlines())) == (1, 0, 0)
    assert told(await take_in(kind, *other.splitlines())) == (0, 0, 1)
    assert told(await take_in(kind, *there.splitlines())) == (0, 1, 0)


async def test_rows_that_say_the_same_are_one(locality: Locality, take_in: Any) -> None:
    rows = (",路灯不亮,电话", ",路灯不亮,电话", ",路灯不亮,云", ",路灯不亮,云")
    assert told(await take_in("cases", "编号,标题,渠道", *rows)) == (1, 1, 2)
    assert await count(locality, Case) == 1


async def test_two_who_import_the_same_store_it_once(
    locality: Locality, elsewhere: Database, context: Any
) -> None:
    rows = "\n".join(("标题,渠道", *(f"第{n}件,电话" for n in range(30)))).encode()
    other = replace(context("clerk"), locality=replace(locality, database=elsewhere))
    both = (import_file(IMPORTABLE["cases"], rows, c) for c in (context("clerk"), other))
    done = await asyncio.gather(*both)
    assert [sum(counts) for counts in zip(*map(told, done), strict=True)] == [30, 30, 0]
    assert await count(locality, Case) == 30


async def test_hostile_text_stays_text(locality: Locality, take_in: Any) -> None:
    texts = ["=cmd|' /C calc'!A0", "@SUM(A1)", "'; DROP TABLE core_case; --", "<script>"]
    imported = await take_in("cases", "标题,渠道", *(f"{text},电话" for text in texts), "=1+1,云")
    assert told(imported) == (4, 0, 1)
    titles = await locality.database.all(select(col(Case.title)))
    assert sorted(row.title for row in titles) == sorted(texts)
    back = io.BytesIO()
    write_errors(imported.sheet, imported.bad, back, form="csv")
    assert "'=1+1" in back.getvalue().decode("utf-8-sig")


async def test_what_is_remembered_of_rows_names_nobody(locality: Locality, take_in: Any) -> None:
    row = ",反映问题,电话,{},{},是"
    named = [row.format("张三", "13800000000"), row.format("李四", "13900000000")]
    assert told(await take_in("cases", "编号,标题,渠道,姓名,电话,匿名", *named)) == (1, 1, 0)
    [kept] = await locality.database.all(select(col(ImportedRow.kind), col(ImportedRow.key)))
    assert kept.kind == "cases"
    assert "反映" not in kept.key
