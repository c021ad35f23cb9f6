"""Cases of one model under the rules of another: what would have been due, late, refused."""

from datetime import date, datetime, timedelta

import pytest

from factories.cases import SUBMITTED, make_case
from factories.storing import stored
from lianxin.comparing import ModelComparison, compare_models
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.rules import Phase
from lianxin.tables import CaseEntry

pytestmark = pytest.mark.modules("zoucheng.opinions")
NINE_STEPS = "zoucheng.opinions.nine_steps"
PATH = (("assign", "handling"), ("answer", "answered"), ("close", "closed"))


async def finished(locality: Locality, *days: int, **columns: object) -> None:
    """A case of the core's own workflow that was assigned, answered and closed so many days after
    it was submitted, on Wednesday, 23 September 2026."""
    moments = [SUBMITTED + timedelta(days=n) for n in days]
    case = await make_case(locality, step="closed", closed_at=moments[-1], **columns)
    for n, ((action, step), at) in enumerate(zip(PATH[-len(days) :], moments, strict=True), 2):
        await stored(locality, CaseEntry(case_id=case.id, n=n, action=action, step=step, at=at))


async def under_zoucheng(locality: Locality) -> ModelComparison:
    return await compare_models(locality, locality, NINE_STEPS, date(2026, 9, 1), date(2026, 10, 1))


async def test_what_took_six_days_is_late_where_five_are_given(locality: Locality) -> None:
    await finished(locality, 0, 5, 6)
    await finished(locality, 0, 6, 7)
    found = await under_zoucheng(locality)
    promised = found.rules["zoucheng.opinions.answer_within_five_days"]
    assert (promised.met, promised.missed) == (1, 1)
    assert (found.cases, found.due, found.late, found.escalated, found.late_here) == (2, 2, 1, 1, 0)


async def test_what_the_other_model_does_not_allow_is_refused(locality: Locality) -> None:
    case = await make_case(locality, step="closed", closed_at=SUBMITTED)
    for n, step in enumerate(("handling", "closed"), 2):
        await stored(
            locality, CaseEntry(case_id=case.id, n=n, action="do", step=step, at=SUBMITTED)
        )
    found = await under_zoucheng(locality)
    assert found.refusals == {(Phase.HANDLING, Phase.CLOSED): 1}


async def test_what_is_kept_from_some_is_not_looked_at(locality: Locality) -> None:
    await finished(locality, 0, 1, 2, restricted=True)
    await make_case(locality, submitted_at=datetime(2026, 9, 2, tzinfo=SUBMITTED.tzinfo))
    assert (await under_zoucheng(locality)).cases == 0


async def test_a_workflow_that_is_not_there_is_told(locality: Locality) -> None:
    with pytest.raises(Refused) as refused:
        await compare_models(locality, locality, None, date(2026, 9, 1), date(2026, 10, 1))
    (problem,) = refused.value.problems
    assert problem.code == "NO_SUCH_WORKFLOW"
    assert NINE_STEPS in problem.message.en
