"""ZC-C10: the report on ten elements, from the call to the call-back, as a spreadsheet."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factories import make_case, make_unit
from factories.desk import Desk
from factories.reports import File
from lianxin.context import Context
from lianxin.exports.writing import write_report
from lianxin.localities import Locality
from lianxin_zoucheng.exports import TEN_ELEMENTS
from lianxin_zoucheng.rules.opinions.nine_steps import NINE_STEPS

pytestmark = pytest.mark.modules("zoucheng.opinions")
ELEMENTS = ["反映人", "反映时间", "受理渠道", "类别", "受理意见"]
ELEMENTS += ["办理时限", "办理结果", "承办人", "督办人", "回访情况"]
Made = Callable[..., Awaitable[File]]


@pytest.fixture
def report(tmp_path: Path, context: Callable[..., Context]) -> Made:
    """What somebody gets of September 2026."""

    async def made(**viewer: Any) -> File:
        path = tmp_path / "report.xlsx"
        days = date(2026, 9, 1), date(2026, 9, 30)
        await write_report(TEN_ELEMENTS, context(**viewer), str(path), *days)
        return File(path)

    return made


async def test_zc_c10_the_ten_elements_of_a_matter(desk: Desk, report: Made) -> None:
    await desk.submit(reporter={"name": "孟母", "phone": "13953712345"}, title="=1+1")
    await desk.step("clerk", "accept", acceptance_opinion="属城管职责")
    await desk.step("clerk", "classify", way="pass_for_handling", category="roads")
    handler = f"Person:{desk.viewers['handler'].person_id}"
    await desk.step("clerk", "assign", unit="CGJ", handler=handler)
    await desk.step("supervisor", "supervise")
    await desk.step("handler", "report_back", "路灯已修复")
    await desk.step("clerk", "call_back", satisfaction="satisfied", reasonable=True)
    heads, row = (await report()).page("台账")
    assert heads[2:] == ELEMENTS
    cells = [str(cell) for cell in row]
    assert cells[1:4] == ["=1+1", "孟** 139****2345", "2026-09-24 09:00:00"]
    assert cells[4:7] == ["书记市长公开电话", "道路交通", "属城管职责"]
    assert cells[7:9] == ["2026-09-29", "回访: 路灯已修复"]
    assert cells[9:] == ["城市管理局 handler", "supervisor", "2026-09-24 满意"]


async def test_zc_c10_days_weeks_and_months_by_channel_category_and_way(
    desk: Desk, report: Made
) -> None:
    await desk.submit()
    await desk.step("clerk", "accept")
    await desk.step("clerk", "classify", way="keep", category="water")
    file = await report()
    kinds = {("日报", 30), ("周报", 5), ("月报", 1)}
    for (per, lines), by in ((kind, by) for kind in kinds for by in ("渠道", "类别", "办理方式")):
        totals = file.column(f"{per}：按{by}", "合计")
        assert (len(totals), sum(totals)) == (lines, 1)
    assert file.column("月报：按办理方式", "留存") == [1]
    assert file.column("热点：按类别", "与此前 30 天（2026-08-02 至 2026-08-31）相比")[1:] == [
        "供水"
    ]


async def test_zc_c10_the_charts_are_native(desk: Desk, report: Made) -> None:
    await desk.submit(category="water")
    charts = (await report()).parts("xl/charts/")
    assert len(charts) == 1 + 3 + 9
    assert sum("pieChart" in chart for chart in charts) == 1
    assert all("<c:numRef>" in chart for chart in charts)


async def test_zc_c10_nothing_in_it_that_its_reader_would_not_be_shown(
    locality: Locality, report: Made
) -> None:
    unit = await make_unit(locality, kind="department")
    common: dict[str, Any] = {"workflow": NINE_STEPS, "module": "zoucheng.opinions"}
    await make_case(locality, "举报该局", concerning=unit, **common)
    await make_case(locality, "转纪委", confined_to_id=(await make_unit(locality)).id, **common)
    file = await report(role="leader", lineage=(unit.id,))
    assert file.column("台账", "事项") == []
    assert dict(file.page("说明"))["件数"] == 0
