"""Rosters of calendar rules: who sits when, who came, and which day was missed."""

from datetime import date, timedelta
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin.rules.calendar_rule import CalendarRule
from lianxin.standings import RosterDay as DayFound
from lianxin.standings import roster
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.figures import rule_named
from lianxin_schema.types.people import Person, Unit

MOST_DAYS = 366
_TOO_LONG = Text("请在一年以内查询", "Ask for at most a year")


@value_type(access="standing.read")
class RosterSitting:
    person: Person = value()
    unit: Unit | None = value()
    came: bool | None = value(description="尚未到的日子为空 / Null for a day still to come.")


@value_type(
    access="standing.read",
    description="轮值表上的一天；无人轮值或有人未到即为缺失 / A day of a roster; it is missed where "
    "it is over and somebody did not come, or nobody was down for it and nobody came.",
)
class RosterDay:
    day: date = value()
    missed: bool = value()
    sittings: list[RosterSitting] = value()


@value_type(access=OPEN)
class RosterPayload:
    day: RosterDay | None = value()
    errors: list[UserError] = value()


async def read_roster(
    _: None, context: Context, rule: str, since: date | None = None, until: date | None = None
) -> list[RosterDay]:
    """This month and the next two, unless said otherwise."""
    start = since or context.today.replace(day=1)
    end = until or start + timedelta(days=92)
    if (end - start).days > MOST_DAYS:
        raise Refused([invalid("TOO_LONG", _TOO_LONG, "until")])
    return [_day(found) for found in await _found(context, rule, start, end)]


async def put_on(_: None, context: Context, input: Any) -> RosterPayload:
    return await _changed(context, "PutOnRoster", input)


async def take_off(_: None, context: Context, input: Any) -> RosterPayload:
    return await _changed(context, "TakeOffRoster", input)


async def _changed(context: Context, command: str, input: Any) -> RosterPayload:
    from lianxin import commands

    outcome = await commands.run_raw(getattr(commands, command), input, context)
    changed = None
    if day := outcome.values.get("day"):
        on = date.fromisoformat(str(day))
        found = await _found(context, outcome.values["rule"], on, on)
        changed = _day(found[0]) if found else None
    return RosterPayload(day=changed, errors=user_errors(context, outcome.problems))


async def _found(context: Context, rule: str, start: date, end: date) -> list[DayFound]:
    entry = rule_named(context, rule, CalendarRule)
    async with context.locality.database.reading() as session:
        return await roster(session, entry, context.locality, start, end)


def _day(found: DayFound) -> RosterDay:
    sittings = [
        RosterSitting(
            person=Ref("Person", sitting.person_id),  # type: ignore[arg-type]
            unit=None if sitting.unit_id is None else Ref("Unit", sitting.unit_id),  # type: ignore[arg-type]
            came=sitting.came,
        )
        for sitting in found.sittings
    ]
    return RosterDay(day=found.day, missed=found.missed, sittings=sittings)


@strawberry.input
class RosterInput:
    rule: str = strawberry.field(description="规则的键或条款号 / A rule's key, or its clause.")
    person: strawberry.ID
    day: date


@strawberry.input
class PutOnRosterInput(RosterInput):
    unit: str | None = strawberry.UNSET


@strawberry.input
class TakeOffRosterInput(RosterInput):
    pass


@strawberry.type
class RosterQueries:
    """Root field over rosters; merged into the root of all reading."""

    roster: list[RosterDay] = value(
        read_roster,
        arguments={"rule": str, "since": date | None, "until": date | None},
        defaults=dict.fromkeys(("since", "until"), strawberry.UNSET),
        permission="standing.read",
        description="轮值表：规则所定的每一天由谁值守、是否到场 / Each day that a calendar rule names: "
        "who sits, and who came.",
    )


@strawberry.type
class RosterMutations:
    """Root fields over rosters; merged into the root of all writing."""

    put_on_roster: RosterPayload = value(
        put_on,
        arguments={"input": PutOnRosterInput},
        permission=CHECKED,
        description="列入轮值表 / Put somebody on the roster for a day.",
    )
    take_off_roster: RosterPayload = value(
        take_off,
        arguments={"input": TakeOffRosterInput},
        permission=CHECKED,
        description="从轮值表上去掉 / Take somebody off the roster for a day to come.",
    )
