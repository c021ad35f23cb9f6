"""Reports on cases: for whoever may see them, with nobody's contact, with charts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from factories import make_case, make_person, make_unit
from factories.reports import REPORT
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.tables import AuditEntry


def written(folder: Path) -> list[Path]:
    return list(folder.glob("*.xlsx"))


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


async def test_the_table_has_the_cases_of_the_time_alone(locality: Locality, export: Any) -> None:
    await make_case(locality, "此前", submitted_at=on(13, 15))
    await make_case(locality, "第一天零点", submitted_at=on(13, 16))
    await make_case(locality, "最后一刻", submitted_at=on(27, 15))
    await make_case(locality, "此后", submitted_at=on(27, 16))
    file = await export()
    assert file.column("台账", "标题") == ["第一天零点", "最后一刻"]


async def test_nobodys_contact_is_in_it(locality: Locality, export: Any) -> None:
    official = await make_person(locality, "欧阳建国", official=True, phone="13953712345")
    await make_case(locality, reporter=official)
    await make_case(locality, anonymous=True, submitted_at=on(24, 1))
    file = await export()
    assert file.column("台账", "反映人") == ["欧阳** 139****2345", "匿名"]
    assert file.column("台账", "时间")[1] == "2026-09-24"


async def test_whom_a_case_is_about_does_not_find_it(locality: Locality, export: Any) -> None:
    unit = await make_unit(locality)
    await make_case(locality, "举报", concerning=unit, submitted_at=on(20))
    await make_case(locality, "路灯")
    kept = await export(role="leader", lineage=(unit.id,), unit_ids=(unit.id,))
    assert kept.column("台账", "标题") == ["路灯"]
    assert dict(kept.page("说明"))["件数"] == 1
    assert kept.column("构成：按渠道", "件数") == [1]
    assert sum(kept.column("日报：按渠道", "合计")) == 1
    told = await export(role="leader")
    assert told.column("台账", "标题") == ["举报", "路灯"]


async def test_a_file_for_nobody_in_particular_has_nothing_that_is_kept_from_some(
    locality: Locality, export: Any
) -> None:
    await make_case(locality, "举报", concerning=await make_unit(locality))
    await make_case(locality, "路灯")
    assert (await export(account_id=None)).column("台账", "标题") == ["路灯"]


async def test_what_is_confined_to_a_unit_is_exported_there_alone(
    locality: Locality, export: Any
) -> None:
    unit = await make_unit(locality)
    await make_case(locality, "线索", confined_to_id=unit.id)
    assert (await export()).column("台账", "标题") == []
    assert (await export(lineage=(unit.id,))).column("台账", "标题") == ["线索"]


async def test_hostile_text_stays_text(locality: Locality, export: Any) -> None:
    await make_case(locality, "=cmd|' /C calc'!A0")
    file = await export()
    assert file.column("台账", "标题") == ["=cmd|' /C calc'!A0"]
    assert not any("<f>" in sheet for sheet in file.parts("xl/worksheets/"))


async def test_what_is_rising_is_told_against_the_time_before(
    locality: Locality, export: Any
) -> None:
    for day, category in ((2, "roads"), (20, "roads"), (21, "roads"), (3, "water"), (22, "water")):
        await make_case(locality, category=category, submitted_at=on(day))
    rows = (await export()).page("热点：按类别")
    assert "14 天（2026-08-31 至 2026-09-13）" in rows[0][0]
    assert rows[1:] == [["类别", "上期", "本期", "增加", "增幅"], ["roads", 1, 2, 1, 1]]


async def test_a_share_without_end_is_a_number_too(locality: Locality, export: Any) -> None:
    for channel in ("phone", "web", "web"):
        await make_case(locality, channel=channel)
    assert set((await export()).column("构成：按渠道", "占比")) == {0.3333, 0.6667}


async def test_each_day_and_week_has_its_line(locality: Locality, export: Any) -> None:
    await make_case(locality, submitted_at=on(15, 16), category="roads")
    file = await export()
    _, *rows = file.page("日报：按渠道")
    daily = {day: total for day, total, *_ in rows}
    assert len(daily) == 14
    assert daily[date(2026, 9, 16)] == 1
    assert file.column("周报：按类别", "周") == ["2026年第38周", "2026年第39周"]
    assert file.column("周报：按类别", "roads") == [1, 0]
    assert len(file.parts("xl/charts/")) == 4


async def test_without_any_case_there_is_a_report_all_the_same(export: Any) -> None:
    file = await export()
    assert file.column("台账", "标题") == []
    assert file.parts("xl/charts/") == []


async def test_an_export_is_audited(locality: Locality, export: Any) -> None:
    await export()
    entry = await locality.database.first(select(col(AuditEntry.action), col(AuditEntry.object)))
    assert entry == ("export", "Report:matters")


@pytest.mark.parametrize("role", ["public", "resident", "handler"])
async def test_only_who_may_export_does(role: str, export: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="may not export"):
        await export(role=role)
    assert not written(tmp_path)


async def test_what_cannot_be_made_is_refused(export: Any) -> None:
    with pytest.raises(Refused, match="before the first"):
        await export(first=date(2026, 9, 2), last=date(2026, 9, 1))
    with pytest.raises(Refused, match="enable its module"):
        await export(replace(REPORT, workflow="no.such.workflow"))
