"""A file that is only tried, in parts: it is told what taking it in would come to."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import func, select

from lianxin.importing import running
from lianxin.localities import Locality
from lianxin.tables import Case, ImportedRow, Person, Unit

HEADS = {
    "units": "代码,名称,类别,上级单位代码",
    "persons": "编号,姓名",
    "cases": "编号,标题,渠道",
}
#: One after the other: of each file the second part repeats or names what is in the first.
UNITS = ["T1,某镇,乡镇,", "V1,某村,村,T1", "G1,某网格,网格,V1", "T1,另一镇,乡镇,", "T1,某镇,乡镇,"]
PERSONS = ["P1,张三", "P2,李四", ",没有编号", "P1,王五", "P1,张三", ",没有编号"]
CASES = ["7,路灯不亮,电话", "8,漏水,电话", "7,路灯不亮,电话", "7,道路积水,电话", "7,道路积水,来信"]
FILES = {"units": UNITS, "persons": PERSONS, "cases": CASES}


def told(imported: Any) -> tuple[int, int, list[int]]:
    return imported.stored, imported.known, [row.line_number for row in imported.bad]


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TRIED", 2)


@pytest.mark.parametrize("kind", FILES)
async def test_a_trial_in_parts_says_what_comes_of_it(
    locality: Locality, take_in: Any, kind: str
) -> None:
    tried = await take_in(kind, HEADS[kind], *FILES[kind], dry_run=True)
    for table in (Unit, Person, Case, ImportedRow):
        [row] = await locality.database.all(select(func.count().label("n")).select_from(table))
        assert row.n == 0
    assert told(tried) == told(await take_in(kind, HEADS[kind], *FILES[kind]))


def file_of(head: str, rows: Sequence[str]) -> bytes:
    return "\n".join((head, *rows)).encode()


async def test_what_parts_before_said_is_judged_by_and_not_counted(take_in: Any) -> None:
    head, before = HEADS["units"], file_of(HEADS["units"], UNITS[:2])
    alone = await take_in("units", head, *UNITS[2:], dry_run=True)
    assert told(alone) == (1, 0, [2, 4])
    both = await take_in("units", head, *UNITS[2:], dry_run=True, earlier=before)
    assert told(both) == (1, 1, [3])


async def test_parts_before_that_are_no_table_are_said(take_in: Any) -> None:
    tried = await take_in("persons", *PERSONS, dry_run=True, earlier=b"%PDF-1.7")
    assert ("earlier",) in [problem.path for problem in tried.problems]
