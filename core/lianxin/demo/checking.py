"""Whether a demonstration hangs together, whatever it tells."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import col

from lianxin.database import Instant
from lianxin.events import verify
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.plugins.contributions import Checked
from lianxin.sweep import sweep
from lianxin.tables import AuditEntry, Case, CaseEntry, CaseTally, Meeting

_NOW = bindparam("now", type_=Instant())


async def check_tale(locality: Locality) -> list[Checked]:
    """Of data just made: nothing lies ahead, figures add up, nothing is left for the sweep."""
    read, now = locality.database, locality.clock.now()
    ahead = [await read.first(statement, now=now) for statement in _AHEAD]
    (cases,), (tallied,) = await read.all(_CASES), await read.all(_TALLIED)
    verification = await verify(read)
    swept = await sweep(locality, now)
    return [
        Checked(_NOTHING_AHEAD, 0, sum(row[0] for row in ahead if row)),
        *(
            Checked(what, one, other)
            for what, one, other in zip(_COUNTED, cases, tallied, strict=True)
        ),
        Checked(_SEALED, 0, int(not verification.ok)),
        Checked(_SWEPT, 0, sum(swept.done.values()) + len(swept.failed)),
    ]


def _after_now(column: Any) -> Select[Any]:
    return select(func.count()).where(col(column) > _NOW)


_AHEAD = [_after_now(c) for c in (CaseEntry.at, Meeting.starts_at, AuditEntry.at)]
_CASES = select(
    func.count(),
    func.count().filter(col(Case.closed_at).is_(None)),
    func.count(col(Case.answered_at)),
).select_from(Case)
_TALLIED = select(
    *(func.sum(col(c)) for c in (CaseTally.cases, CaseTally.open, CaseTally.answered))
).where(col(CaseTally.grain) == "day")
_NOTHING_AHEAD = Text("晚于现在的记录", "records of the future")
_COUNTED = (
    Text("统计中的诉求", "cases in the statistics"),
    Text("统计中的未办结诉求", "open cases in the statistics"),
    Text("统计中的已答复诉求", "answered cases in the statistics"),
)
_SEALED = Text("审计链中的差错", "flaws of the audit's chain")
_SWEPT = Text("巡检尚待处理", "left for the sweep to do")
