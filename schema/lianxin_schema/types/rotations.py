"""Links that have to change: listed ahead of time, so that the change can be planned."""

from datetime import date

import strawberry

from lianxin.context import Context
from lianxin.errors import Refused, invalid, not_found
from lianxin.language import Text
from lianxin.rules import LiaisonRule, RuleInForce
from lianxin.standings import Rotation as RotationFound
from lianxin.standings import rotations_due
from lianxin_schema.fields import Ref, value, value_type
from lianxin_schema.types.people import Liaison
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, told

MOST_DAYS = 3660
_NONE = Text(
    "没有规定轮换期限的联系规则：{rule}",
    "No rule on links with a term has this key or clause: {rule}",
)
_DAYS = Text(f"提前天数为 0 至 {MOST_DAYS}", f"From 0 to {MOST_DAYS} days ahead can be asked for")


@value_type(access="person.read", description="应轮换的联系点 / A link that has to change")
class Rotation:
    liaison: Liaison = value()
    due_on: date = value()
    trace: list[DeadlineDay] = value(description=EACH_DAY)


async def read_rotations(
    _: None, context: Context, rule: str, ahead_days: int | None = None
) -> list[Rotation]:
    """Those within the rule's own time ahead, unless said otherwise; the most urgent first."""
    if ahead_days is not None and not 0 <= ahead_days <= MOST_DAYS:
        raise Refused([invalid("OUT_OF_RANGE", _DAYS, "aheadDays")])
    entries = _with_a_term(context, rule)
    async with context.locality.database.reading() as session:
        found = [
            each
            for entry in entries
            for each in await rotations_due(session, entry, context.locality, ahead_days)
        ]
    return [_rotation(context, each) for each in sorted(found, key=lambda each: each.due)]


def _with_a_term(context: Context, name: str) -> list[RuleInForce]:
    known = context.locality.composition.of(LiaisonRule)
    named = [e for e, r in known if r.years is not None and name in (e.key, r.clause)]
    if not named:
        raise Refused([not_found(_NONE.format(rule=name), "rule")])
    return named


def _rotation(context: Context, found: RotationFound) -> Rotation:
    return Rotation(
        liaison=Ref("Liaison", found.liaison_id),  # type: ignore[arg-type]
        due_on=found.due,
        trace=told(context, found.days),
    )


@strawberry.type
class RotationQueries:
    """Root field over rotations; merged into the root of all reading."""

    rotations_due: list[Rotation] = value(
        read_rotations,
        arguments={"rule": str, "ahead_days": int | None},
        defaults={"ahead_days": strawberry.UNSET},
        permission="liaison.read",
        description="到期和即将到期、应轮换的联系点（规则的 key 或条款号；aheadDays 缺省为规则所定） / "
        "Links that have to change now or soon, by the rule's key or clause; `aheadDays` is the "
        "rule's own unless given",
    )
