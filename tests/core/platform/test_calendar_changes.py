"""Working days: a newer year's notice, and days of the locality's own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from lianxin.calendar import CalendarDay, DayKind
from lianxin.context import Context
from lianxin.errors import Refused
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.platform.calendar_changes import (
    days_of_notice,
    enter_year,
    published_days,
    set_own_day,
)
from lianxin.platform.calendars import calendar_sources, load_calendar
from lianxin.plugins.manager import Installed

NEW_YEAR = date(2031, 1, 1)
NOTICE = """\
2031-01-01,放假,元旦
2031-01-04,上班,元旦
"""


async def loaded(locality: Locality) -> Callable[[date], CalendarDay]:
    async with locality.database.reading() as session:
        return (await load_calendar(session)).day


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    file = tmp_path / "notice.csv"
    file.write_text(NOTICE, "utf-8")
    return file


async def test_a_notice_makes_a_year_certain(
    locality: Locality, context: Callable[..., Context], notice: Path
) -> None:
    assert (await loaded(locality))(NEW_YEAR).provisional
    days = days_of_notice(notice, 2031, "国办发明电〔2030〕1号")
    assert await enter_year(context("admin"), days) == 365
    assert await enter_year(context("admin"), days) == 0
    day = await loaded(locality)
    assert (day(NEW_YEAR).source, day(NEW_YEAR).provisional) == ("国办发明电〔2030〕1号", False)
    assert day(date(2031, 1, 4)).is_working
    assert not day(date(2031, 1, 5)).is_working


async def test_days_of_the_localitys_own_win_and_stay(
    locality: Locality, context: Callable[..., Context], notice: Path
) -> None:
    own = CalendarDay(NEW_YEAR, DayKind.MAKE_UP_WORKING_DAY, Text("抗洪", "Flood"), "县政府1号")
    await set_own_day(context("admin"), own)
    await enter_year(context("admin"), days_of_notice(notice, 2031, "x"))
    assert (await loaded(locality))(NEW_YEAR) == own


async def test_a_year_without_a_notice_is_refused(installed: Installed) -> None:
    assert published_days(calendar_sources(installed), 2026)
    with pytest.raises(Refused) as refused:
        published_days(calendar_sources(installed), 2090)
    assert refused.value.problems[0].code == "YEAR_NOT_PUBLISHED"


def test_every_line_that_is_wrong_is_named(notice: Path) -> None:
    notice.write_text(NOTICE + "2032-05-01,放假,劳动节\nnonsense\n\n2031-05-01,跳舞,x\n", "utf-8")
    with pytest.raises(Refused) as refused:
        days_of_notice(notice, 2031, "x")
    assert [problem.path for problem in refused.value.problems] == [
        ("file", "3"),
        ("file", "4"),
        ("file", "6"),
    ]
