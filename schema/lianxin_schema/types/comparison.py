"""Localities side by side, and the cases of one under another's rules."""

from collections.abc import Mapping
from datetime import date, timedelta

from lianxin import comparing
from lianxin.clock import day_of
from lianxin.comparing import ModelComparison as Found
from lianxin.errors import LianxinError, Refused, invalid
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin_schema.compose.request import RequestContext, Services
from lianxin_schema.fields import value, value_type
from lianxin_schema.types.cases import CasePhase


@value_type(
    access="statistics.read",
    description="比例与 95% 置信区间；总数不足时为空 / A share in per cent with its 95 % confidence "
    "interval (Wilson); null where there are too few.",
)
class ConfidentShare:
    part: int = value()
    whole: int = value()
    percent: float | None = value()
    low: float | None = value()
    high: float | None = value()


@value_type(
    access="statistics.read",
    description="一个地方的指标；不满 5 件时为空；对部分人员回避的诉求不计 / The figures of a locality. "
    "A count under 5 is null; cases that are kept from some are left out.",
)
class LocalityComparison:
    locality: str = value()
    name: str = value()
    cases: int | None = value(description="期间内提交 / Submitted in the period")
    open: int | None = value(description="目前未办结 / Open now")
    overdue: int | None = value(description="目前逾期 / Overdue now")
    median_days_to_answer: float | None = value()
    called_back: ConfidentShare | None = value(
        description="已答复且可联系的诉求中已回访的 / Of those answered whose reporter left a contact"
    )
    satisfied: ConfidentShare | None = value(
        description="已评价的诉求中满意的 / Of those that were rated"
    )
    unavailable: str | None = value(
        description="读不到该地方时的原因 / Why the locality could not be read"
    )


@value_type(
    access="statistics.read",
    description="对方的一条时限会怎样 / How a deadline of the other model would have gone",
)
class ComparedDeadline:
    key: str = value()
    code: str = value()
    title: str = value()
    met: int = value()
    missed: int = value()
    approximate: bool = value(
        description="未计中止与延期 / Pauses and extensions, which the history cannot tell, are left out"
    )


@value_type(
    access="statistics.read",
    description="对方不允许的走法 / A move between phases that the other model does not lead to",
)
class ComparedRefusal:
    start: CasePhase = value(name="from")  # type: ignore[valid-type]
    end: CasePhase = value(name="to")  # type: ignore[valid-type]
    count: int = value()


@value_type(
    access="statistics.read",
    description="一个地方的办结诉求放到另一个地方的流程和时限下重演，不写入任何数据 / Finished cases of a "
    "locality, replayed by phases under another's workflow and deadlines; nothing is written. "
    "Guards are not replayed.",
)
class ModelComparison:
    workflow: str = value()
    cases: int = value()
    due: int = value(description="会有时限的 / That would have had a deadline")
    late: int = value(description="会逾期的 / That would have been late")
    late_here: int = value(description="在本地确实逾期的 / That were late where they were handled")
    escalated: int = value()
    refused: int = value()
    complete: bool = value(description="是否看完了全部诉求 / Whether all cases were looked at")
    deadlines: list[ComparedDeadline] = value()
    refusals: list[ComparedRefusal] = value()
    not_compared: list[str] = value(
        description="无法按阶段比较的时限 / Deadlines that phases do not tell, by their keys"
    )


async def read_comparison(
    _: None,
    context: RequestContext,
    submitted_from: date | None = None,
    submitted_to: date | None = None,
    at_least: int = 30,
) -> list[LocalityComparison]:
    """Of all localities, by key; `submitted_to` is the last day. One that cannot be read says why."""
    span = _span(context, submitted_from, submitted_to)
    found = await _services(context).localities()
    return [await _figures(context, key, of, span, at_least) for key, of in sorted(found.items())]


async def read_models(
    _: None,
    context: RequestContext,
    cases: str,
    under: str,
    workflow: str | None = None,
    submitted_from: date | None = None,
    submitted_to: date | None = None,
) -> ModelComparison:
    found = await _services(context).localities()
    source, target = (_named(found, key) for key in (cases, under))
    span = _span(context, submitted_from, submitted_to)
    return _told(context, await comparing.compare_models(source, target, workflow, *span), target)


async def _figures(
    context: RequestContext,
    key: str,
    locality: Locality | LianxinError,
    span: tuple[date, date],
    at_least: int,
) -> LocalityComparison:
    if isinstance(locality, LianxinError):
        return _unavailable(context, key, locality)
    try:
        found = await comparing.figures_of(locality, *span, at_least)
    except LianxinError as error:
        return _unavailable(context, key, error)
    return LocalityComparison(
        locality=key,
        name=found.name,
        cases=found.cases,
        open=found.open,
        overdue=found.overdue,
        median_days_to_answer=found.days_to_answer,
        called_back=_share(found.called_back),
        satisfied=_share(found.satisfied),
        unavailable=None,
    )


def _unavailable(context: RequestContext, key: str, error: LianxinError) -> LocalityComparison:
    return LocalityComparison(
        locality=key,
        name=key,
        cases=None,
        open=None,
        overdue=None,
        median_days_to_answer=None,
        called_back=None,
        satisfied=None,
        unavailable=error.message.say(context.language),
    )


def _share(share: comparing.Share) -> ConfidentShare | None:
    """Nothing at all where its parts would be too few to publish."""
    if share.percent is None:
        return None
    return ConfidentShare(
        part=share.part, whole=share.whole, percent=share.percent, low=share.low, high=share.high
    )


def _told(context: RequestContext, found: Found, target: Locality) -> ModelComparison:
    return ModelComparison(
        workflow=found.workflow,
        cases=found.cases,
        due=found.due,
        late=found.late,
        late_here=found.late_here,
        escalated=found.escalated,
        refused=found.refused,
        complete=found.whole,
        deadlines=[
            ComparedDeadline(
                key=key,
                code=compared.term.rule.rule.clause,
                title=compared.term.rule.rule.title.say(context.language),
                met=compared.met,
                missed=compared.missed,
                approximate=compared.term.approximate,
            )
            for key, compared in found.rules.items()
        ],
        refusals=[
            ComparedRefusal(start=start, end=end, count=count)
            for (start, end), count in found.refusals.most_common()
        ],
        not_compared=list(found.untold),
    )


def _services(context: RequestContext) -> Services:
    assert context.services is not None
    return context.services


def _named(found: Mapping[str, Locality | LianxinError], key: str) -> Locality:
    locality = found.get(key)
    if locality is None:
        raise Refused([invalid("LOCALITY_NOT_FOUND", _NO_LOCALITY.format(key=key))])
    if isinstance(locality, LianxinError):
        raise Refused([invalid(locality.code, locality.message)])
    return locality


def _span(context: RequestContext, since: date | None, last: date | None) -> tuple[date, date]:
    """The last year unless days are named; the second is the day after the last."""
    usual = comparing.last_year(day_of(context.now, context.locality.zone))
    span = since or usual[0], last + timedelta(days=1) if last else usual[1]
    if span[0] >= span[1]:
        raise Refused([invalid("BAD_PERIOD", _BACKWARDS, "submittedTo")])
    return span


_NO_LOCALITY = Text("没有代码为 {key} 的地方", "There is no locality {key}")
_BACKWARDS = Text("截止日期早于起始日期", "The last day is before the first")
