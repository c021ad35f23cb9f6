"""Acting on a case: its workflow decides, and says why not."""

from collections.abc import Callable

from factories import make_case, make_unit
from factories.workflows import LETTER, LETTERS
from lianxin.commands import ActOnCase, run
from lianxin.context import Context
from lianxin.localities import Locality


async def test_an_action_leads_to_its_step(
    locality: Locality, context: Callable[..., Context]
) -> None:
    case = await make_case(locality, workflow=LETTER, module=LETTERS)
    outcome = await run(
        ActOnCase(code=case.code, action="sort", fields={"way": "keep"}), context("clerk")
    )
    assert outcome.problems == ()
