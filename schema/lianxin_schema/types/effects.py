"""What a change of modules would do, as the API tells it before it is made."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.previewing import METHOD, Changing, Refusal
from lianxin.previewing import Effect as Found
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import OPEN, Ref, descending, page, value, value_type
from lianxin_schema.types.base import Node
from lianxin_schema.types.cases import CaseConnection
from lianxin_schema.types.readable import readable
from lianxin_schema.types.rules import Rule, rule_value
from lianxin_schema.types.standings import StandingSubject
from lianxin_schema.types.standings_filters import StandingState


@value_type(
    access="standing.read",
    description="某主体对照某规则的情况会怎样变化 / How a subject's standing would change; without "
    "`previous` nobody stood yet, without `state` nobody would any more.",
)
class StandingEffect:
    rule: Rule = value()
    subject: StandingSubject | None = value()
    previous: StandingState | None = value()
    state: StandingState | None = value()


def _cases(read: Any, description: str) -> Any:
    def keys(effect: Any) -> Any:
        return list(read(effect.found))

    return page(
        "id",
        among=True,
        parent=keys,
        order=[descending("submitted_at", kind="instant")],
        description=description,
    )


@value_type(
    access=OPEN,
    description="近 30 天内办过、按新设置会被拒绝的一件事 / Something that was done in the last 30 days, "
    "and would have been refused.",
)
class RefusedAct:
    rule: Rule = value(description="会拒绝它的规则 / The rule that would have refused it.")
    at: datetime = value(description="何时办理 / When it was done.")
    row: Node = value(
        description="所涉的案件、会议、登记、任职、联系、任务或议题 / What it concerns: a case, a meeting, a "
        "record, an appointment, a link, a task, a motion."
    )


@value_type(
    access=OPEN,
    description="无法（或未能全部）回溯判断的规则及原因 / A rule of which it cannot be told, or not of all, what "
    "it would have done, and why not.",
)
class UntoldRule:
    rule: Rule = value()
    reason: str = value()


@value_type(
    access=OPEN,
    description="变更的影响；案件按可见范围 / What a change would do; cases as far as whoever asks "
    "may see them.",
)
class Effect:
    found: strawberry.Private[Found]
    becoming_overdue: int = value()
    no_longer_overdue: int = value()
    standings_changed: int = value()
    would_have_been_refused: int = value(description="近 30 天 / In the last 30 days.")
    no_longer_refused: int = value(
        description="近 30 天被拒绝、此后不再拒绝的 / Refused in the last 30 days, and no longer."
    )
    cases: CaseConnection = _cases(
        lambda found: found.case_ids, "受影响的案件 / All cases that it touches."
    )
    becoming_overdue_cases: CaseConnection = _cases(
        lambda found: found.becoming_overdue.ids, "将超期的 / Those becoming overdue."
    )
    no_longer_overdue_cases: CaseConnection = _cases(
        lambda found: found.no_longer_overdue.ids, "不再超期的 / Those no longer overdue."
    )
    refused_cases: CaseConnection = _cases(
        lambda found: found.refused.ids, "有操作会被拒绝的 / Those of what would have been refused."
    )
    standings: list[StandingEffect] = value(
        description="最多 100 项，最差的在前 / At most 100, the worst first."
    )
    untold: list[Rule] = value(
        description="无法回溯判断的规则 / Rules of which it cannot be told what they would have done."
    )
    untold_because: list[UntoldRule] = value(
        description="无法回溯判断的规则，各附原因 / The rules of `untold`, each with the reason."
    )
    refused_acts: list[RefusedAct] = value(
        description="会被拒绝的，按可见范围，最近的在前，最多 100 项 / What would have been refused, as far as "
        "whoever asks may see it, the newest first, at most 100."
    )
    method: str = value(description="如何得出 / How it was found.")


async def effect_value(
    context: RequestContext, after: Context, found: Found | None
) -> Effect | None:
    """`after` sees the locality as it would be."""
    if found is None:
        return None
    rules = after.locality.composition.rules
    untold = [
        UntoldRule(rule=rule_value(after, rules[key]), reason=why.say(after.language))
        for key, why in found.untold.items()
        if key in rules
    ]
    return Effect(
        found=found,
        becoming_overdue=found.becoming_overdue.number,
        no_longer_overdue=found.no_longer_overdue.number,
        standings_changed=found.standings.number,
        would_have_been_refused=found.refused.number,
        no_longer_refused=found.allowed.number,
        standings=[_standing(after, one) for one in found.standings.worst],
        untold=[one.rule for one in untold],
        untold_because=untold,
        refused_acts=await _refused(context, after, found.refusals),
        method=METHOD.say(after.language),
    )


async def _refused(
    context: RequestContext, after: Context, found: Sequence[Refusal]
) -> list[RefusedAct]:
    async with context.locality.database.reading() as session:
        refs = await readable(session, context, [(one.table, one.key) for one in found])
    rules = after.locality.composition.rules
    return [
        RefusedAct(
            rule=rule_value(after, rules[one.rule_key]),
            at=one.at,
            row=refs[one.table, one.key],  # type: ignore[arg-type]
        )
        for one in found
        if (one.table, one.key) in refs
    ]


def _standing(context: Context, one: Changing) -> StandingEffect:
    subject: Any = Ref(one.subject_type, one.subject_id)
    return StandingEffect(
        rule=rule_value(context, context.locality.composition.rules[one.rule_key]),
        subject=subject,
        previous=StandingState(one.previous) if one.previous else None,
        state=StandingState(one.state) if one.state else None,
    )
