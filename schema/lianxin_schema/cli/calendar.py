"""`lianxin calendar`: working days, as the yearly notices and the locality itself put them."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lianxin.calendar import CalendarDay, DayKind, notice_source
from lianxin.language import Text
from lianxin.platform import Platform
from lianxin.platform.calendar_changes import (
    days_of_notice,
    enter_year,
    published_days,
    set_own_day,
)
from lianxin.platform.calendars import calendar_sources
from lianxin_schema.cli.running import context_of, on_platform
from lianxin_schema.cli.words import refuse, tell

app = typer.Typer(help="工作日历 · Working days", no_args_is_help=True)
Where = Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号 · The locality's key")]


class Kind(StrEnum):
    HOLIDAY = "holiday"
    WORKING = "working"


@app.command("import")
def import_(
    where: Where,
    year: Annotated[int, typer.Argument(min=2000, max=2100, help="年份 · The year")],
    file: Annotated[
        Path | None, typer.Option(help="CSV：日期,放假|上班,节日 · DATE,holiday|working,NAME")
    ] = None,
    source: Annotated[str, typer.Option(help="依据 · Where this is from")] = "",
) -> None:
    """录入某年节假日安排 · Enter a year's notice."""
    if file is not None and not file.exists():
        refuse("NO_SUCH_FILE", f"没有文件 {file}", f"There is no file {file}")

    async def work(platform: Platform) -> int:
        if file is not None:
            days = days_of_notice(file, year, source or notice_source(year))
        else:
            days = published_days(calendar_sources(platform.installed), year)
        return await enter_year(context_of(await platform.locality(where)), days)

    changed = on_platform(work)
    tell(f"{year} 年：更新 {changed} 天", f"{year}: {changed} days changed")


@app.command("set")
def set_(
    where: Where,
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"])],
    kind: Annotated[Kind, typer.Argument(help="holiday 放假 · working 上班")],
    source: Annotated[str, typer.Option(help="依据，如文号 · By which decision")],
    name: Annotated[str, typer.Option(help="名称 · Name")] = "本地安排",
) -> None:
    """设定本地的放假或上班日 · Declare a day free or working in this locality alone."""
    kinds = {Kind.HOLIDAY: DayKind.PUBLIC_HOLIDAY, Kind.WORKING: DayKind.MAKE_UP_WORKING_DAY}
    own = CalendarDay(day.date(), kinds[kind], Text(name, name), source)

    async def work(platform: Platform) -> None:
        await set_own_day(context_of(await platform.locality(where)), own)

    on_platform(work)
    tell(f"{own.date} 已设定", f"{own.date} is set")
