"""退单: what the duty list says is another's goes back, in the core's own workflow; the clock runs on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.returning import give_back, make_duties, proposal
from factories.rules import CLAUSE
from factories.villages import Village
from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.builtin.duties import CaseSettings
from lianxin.calendar import national_calendar
from lianxin.clock import FixedClock
from lianxin.database.base import row_values
from lianxin.deadlines import DeadlineInForce, Happened, deadlines_of, follow
from lianxin.localities import Figures, Locality
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import load_plugins
from lianxin.rules import Deadline, entered
from lianxin.rules.returning import RETURN, RULE_LEAD
from lianxin.rules.workflow import Workflow

START = datetime(2026, 9, 24, 1, tzinfo=UTC)


@pytest.fixture
async def assigned(locality: Locality) -> Village:
    found = await make_duties(locality)
    return await submit_and_assign(found)


async def submit_and_assign(at: Village, unit: str = "CGJ") -> Village:
    await at.submit("clerk", title="路灯不亮", channel="phone", category="roads")
    await at.step("clerk", "assign", unit=unit)
    return at


async def test_on_a_ground_in_the_list_it_goes_back_to_whoever_dispatches(
    assigned: Village,
) -> None:
    for ground in ("LD-99", "CG-01"):
        assert await assigned.refusal("handler", "return", "理由", ground=ground) == "CORE-2"
    await give_back(assigned)
    assert (await proposal(assigned))["unit"] is None


async def test_within_the_days_that_the_locality_sets(
    assigned: Village, locality: Locality, clock: FixedClock
) -> None:
    figures = Figures({**locality.figures.settings, CaseSettings: CaseSettings(return_days=1)})
    clock.advance(timedelta(days=1, minutes=1))
    locality.figures = figures
    assert await assigned.refusal("handler", "return", "理由", ground="LD-01") == "CORE-2"


async def test_after_so_many_returns_a_lead_is_ruled_whom_the_next_dispatch_proposes(
    assigned: Village,
) -> None:
    assert await assigned.refusal("supervisor", "rule_lead", "理由", unit="LDC") == "CORE-2"
    for _ in range(2):
        await give_back(assigned)
        refused = (await assigned.act("clerk", "assign", unit="CGJ"))["errors"]
    assert refused[0]["rule"]["code"] == "CORE-2"
    await assigned.step("supervisor", "rule_lead", "城管牵头", unit="CGJ")
    assert await assigned.refusal("handler", "return", "理由", ground="LD-01") == "CORE-2"
    await submit_and_assign(assigned, unit="LDC")
    assert (await proposal(assigned))["proposedUnit"] == {"code": "CGJ"}


# --- the clock


def workflows() -> Iterator[tuple[Workflow, tuple[DeadlineInForce, ...]]]:
    """Those in which cases can be returned, whatever plugin has them, each with its deadlines and
    one more that every step begins."""
    installed = load_plugins()
    every = [p.module_key(m) for p in installed.plugins for m in p.modules]
    composition = compose(installed.plugins, dict.fromkeys((*ALWAYS_ENABLED, *every), True))
    for entry, workflow in composition.of(Workflow):
        if any(action.code == RETURN for action in workflow.actions):
            steps = entered(*(step.code for step in workflow.steps if not step.terminal))
            never = entered("nowhere")
            more = Deadline(
                **CLAUSE, key="t", workflow=workflow.key, starts=steps, ends=never, days=5
            )
            yield workflow, (*deadlines_of(composition, entry.key), DeadlineInForce("t", more))


RETURNED = list(workflows())
"""The core's own, Zoucheng's nine steps and Chengdu's mentions, at least."""


class Clockwork:
    """What of a locality terms are counted with."""

    calendar, zone = national_calendar(), UTC

    def __init__(self, rules: tuple[DeadlineInForce, ...]) -> None:
        models = {f.model for r in rules for f in r.rule.figures_read()}
        self.figures = Figures({model: model() for model in models})


@given(
    found=st.sampled_from(RETURNED),
    acts=st.lists(st.tuples(st.sampled_from(["back", "out", RULE_LEAD]), st.integers(1, 90))),
)
def test_the_clock_runs_on_however_often_a_case_is_returned(
    found: tuple[Workflow, tuple[DeadlineInForce, ...]], acts: list[tuple[str, int]]
) -> None:
    workflow, rules = found
    back = next(action for action in workflow.actions if action.code == RETURN)
    step = back.sources[0]
    out = next(a for a in workflow.actions if a.to == step and step in a.sources)
    place: Any = Clockwork(rules)
    terms = follow([], Happened(out.code, step), rules, place, START, 1)
    before, now = [row_values(term) for term in terms], START
    assert before
    for act, hours in acts:
        now += timedelta(hours=hours)
        happened = {"back": Happened(RETURN), "out": Happened(out.code, step)}
        terms = follow(terms, happened.get(act, Happened(act)), rules, place, now, 1)
    assert [row_values(term) for term in terms] == before


def test_it_is_not_of_one_place_alone() -> None:
    assert {workflow.key for workflow, _ in RETURNED} >= {"default", "nine_steps", "mentions"}
