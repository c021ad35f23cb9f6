"""Whether cases became fewer after a regulation, as whoever asks may know it."""

from collections.abc import Sequence
from datetime import date as day
from typing import Any

from lianxin.context import Context
from lianxin.problems import Effect, Since, Stretch, effects
from lianxin.publishing.suppressing import suppressed_together
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.planner.running import ambient
from lianxin_schema.types.problems import Counted, told
from lianxin_schema.types.statistics_plans import publishes_only


@value_type(
    access=OPEN,
    description="前后各 30 天一期的同类诉求数；对外不足 5 件的不公布 / Cases of the kind in 30 days before "
    "(n < 0) or after; what is published is null under 5",
)
class EffectMonth:
    n: int = value()
    start: day = value()
    end: day = value(description="不含当日 / The day after its last")
    cases: int | None = value()


@value_type(
    access=OPEN,
    description="制度施行前后等长时间内同类诉求的多少（含未归并的） / Cases of the kind, grouped or not, "
    "in equally long times before and after it came into force",
)
class RegulationEffect:
    since: day = value()
    before: int | None = value()
    after: int | None = value()
    became_fewer: bool | None = value(
        description="施行不足一期或数字不公布时为空 / Null before a month has passed, or where a figure is "
        "not published"
    )
    beyond_chance: bool | None = value(
        description="差别是否超出偶然（95 %） / Whether the difference is more than chance (95 %)"
    )
    months: list[EffectMonth] = value()


async def regulation_effects(
    context: Context, rows: Sequence[Sequence[Any]]
) -> list[RegulationEffect | None]:
    return await _effects(context, rows, amendments=False)


async def amendment_effects(
    context: Context, rows: Sequence[Sequence[Any]]
) -> list[RegulationEffect | None]:
    return await _effects(context, rows, amendments=True)


async def _effects(
    context: Context, rows: Sequence[Sequence[Any]], *, amendments: bool
) -> list[RegulationEffect | None]:
    asked = [Since(key, day.fromisoformat(since)) for key, since in rows]
    async with context.locality.database.reading() as session:
        found = await effects(
            session,
            context,
            asked,
            Counted.by(context),
            ambient(context),
            amendments=amendments,
        )
    return [_told(context, effect) if effect else None for effect in found]


def _told(context: Context, effect: Effect) -> RegulationEffect:
    known = bool(effect.months)
    before = told(context, effect.before) if known else None
    after = told(context, effect.after) if known else None
    compared = before is not None and after is not None
    sides = (
        [month for month in effect.months if month.n < 0],
        [month for month in effect.months if month.n > 0],
    )
    return RegulationEffect(
        since=effect.since,
        before=before,
        after=after,
        became_fewer=effect.after < effect.before if compared else None,
        beyond_chance=effect.beyond_chance if compared else None,
        months=[month for side in sides for month in _months(context, side)],
    )


def _months(context: Context, side: Sequence[Stretch]) -> list[EffectMonth]:
    """None of them can be told from the others and their sum."""
    counts: list[float | None] = [month.count for month in side]
    shown = suppressed_together(counts) if publishes_only(context.viewer) else counts
    return [
        EffectMonth(n=m.n, start=m.start, end=m.end, cases=None if s is None else int(s))
        for m, s in zip(side, shown, strict=True)
    ]
