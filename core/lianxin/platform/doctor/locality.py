"""One locality: does it open, are its plugins there, is its calendar long enough, does it work."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.clock import today
from lianxin.database.opening import parse_address
from lianxin.errors import LianxinError
from lianxin.localities import Locality
from lianxin.modules.figures import invalid_modules
from lianxin.platform.demo import FILLING
from lianxin.platform.directory import ACTIVE, Entry
from lianxin.platform.doctor.finding import Finding, doubtful, failed, wrong
from lianxin.platform.platform import Platform
from lianxin.platform.stored import Stored, read_stored
from lianxin.tables import AuditEntry

_UNSEALED = select(func.count().label("n")).where(
    col(AuditEntry.n).is_(None), col(AuditEntry.at) < bindparam("before")
)
_NOTICE_OUT = (11, 15)  # The notice for the next year is out by then.
_IDLE = timedelta(minutes=10)


async def examine_locality(platform: Platform, entry: Entry) -> AsyncIterator[Finding]:
    if entry.state == FILLING:
        yield wrong(
            entry.key,
            "NOT_ACTIVE",
            "演示数据没有建完：若并无 lianxin demo 在运行，请再次运行，它会重新建立",
            "Its made-up data are not all there; if no `lianxin demo` is under way, run it again, "
            "and it makes them anew",
        )
        return
    if entry.state != ACTIVE:
        yield wrong(
            entry.key,
            "NOT_ACTIVE",
            f"状态为 {entry.state}：若并无迁移在进行，请重新运行 lianxin locality move",
            f"Its state is {entry.state}; if no move is under way, run `lianxin locality move` again",
        )
        return
    file, _ = parse_address(entry.database)
    if file and not file.exists():
        yield wrong(
            entry.key,
            "DATABASE_UNAVAILABLE",
            f"没有数据库文件 {file}：请从备份恢复，或把它移回原处",
            f"There is no file {file}; restore it from a backup, or move it back",
        )
        return
    try:
        locality = await platform.locality(entry.key)
        stored = await read_stored(locality.database)
    except LianxinError as error:
        yield failed(entry.key, error)
        return
    for finding in (*_modules(platform, locality, stored), *_calendar(locality)):
        yield finding
    if entry.demo:
        yield doubtful(
            entry.key,
            "DEMO_LOCALITY",
            "这是演示地方，其账号密码众所周知；请勿放在公网或存入真实数据",
            "This is a demonstration whose passwords everybody knows: keep it off the internet "
            "and keep real data out of it",
        )
    if await _unsealed(locality):
        yield doubtful(
            entry.key,
            "NOTHING_RUNS",
            "审计条目十分钟未封存：请确认 lianxin serve 或 lianxin worker 正在运行",
            "Audit entries wait to be sealed for ten minutes: is `lianxin serve` or "
            "`lianxin worker` running?",
        )


def _modules(platform: Platform, locality: Locality, stored: Stored) -> Iterator[Finding]:
    known = {p.module_key(m) for p in platform.installed.plugins for m in p.modules}
    for key in sorted(set(stored.enabled) - known):
        plugin = key.partition(".")[0]
        yield wrong(
            locality.key,
            "MISSING_PLUGIN",
            f"模块 {key} 的插件 {plugin} 未安装；请安装，或停用该模块",
            f"The plugin {plugin} of the module {key} is not installed; install it",
        )
    for key, reason in invalid_modules(locality.composition, stored.own).items():
        yield wrong(
            locality.key,
            "INVALID_SETTINGS",
            f"模块 {key} 的参数已失效，现按默认值运行（{reason}）；请运行 lianxin module set",
            f"Figures of {key} are not valid any more, defaults count instead ({reason}); "
            "set them with `lianxin module set`",
        )


def _calendar(locality: Locality) -> Iterator[Finding]:
    on = today(locality.clock, locality.zone)
    wanted = [on.year, on.year + 1] if (on.month, on.day) >= _NOTICE_OUT else [on.year]
    for year in wanted:
        if locality.calendar.day(on.replace(year=year, month=6, day=1)).provisional:
            tell = wrong if year == on.year else doubtful
            yield tell(
                locality.key,
                "CALENDAR_YEAR_MISSING",
                f"日历缺 {year} 年节假日安排；请运行 lianxin calendar import {locality.key} {year}",
                f"The calendar lacks the notice for {year}; run "
                f"`lianxin calendar import {locality.key} {year}`",
            )


async def _unsealed(locality: Locality) -> bool:
    before = locality.clock.now() - _IDLE
    row = await locality.database.first(_UNSEALED, before=before)
    return bool(row and row.n)
