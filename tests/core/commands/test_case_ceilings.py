"""So many cases of a kind for a unit, and no more."""

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import col

from factories import make_unit
from factories.rules import CLAUSE, working_by
from lianxin.commands import SubmitCase, run
from lianxin.context import Context
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Duty, Phase, Step, Term, Workflow, records, units
from lianxin.tables import Case

PAPERS = Workflow(
    **CLAUSE,
    key="papers",
    channels=frozenset({"paper", "letter"}),
    steps=(Step("opened", Text("收", "Opened"), Phase.INTAKE),),
    actions=(),
)
QUOTA = Duty(
    **CLAUSE,
    key="quota",
    per="month",
    every=units(),
    count=records(
        col(Case.unit_id),
        called=Text("件", "cases"),
        on=col(Case.submitted_at),
        where=col(Case.channel) == "paper",
    ),
    at_most=2,
    refuses=True,
)
CHANNELS = tuple(Term(code, Text(code, code)) for code in ("paper", "letter"))


async def test_a_ceiling_refuses_the_cases_that_it_counts_and_no_others(
    locality: Locality, context: Callable[..., Context]
) -> None:
    locality = working_by(locality, PAPERS, QUOTA, terms={"channel": CHANNELS})
    full, other = await make_unit(locality), await make_unit(locality)
    asks = replace(context(), locality=locality)

    async def submit(channel: str, unit: str) -> list[str | None]:
        asked = SubmitCase(title="发文", channel=channel, unit=unit)
        return [problem.rule_key for problem in (await run(asked, asks)).problems]

    assert [await submit("paper", full.code) for _ in range(2)] == [[], []]
    assert await submit("paper", full.code) == ["test.rules.quota"]
    assert await submit("letter", full.code) == []
    assert await submit("paper", other.code) == []
