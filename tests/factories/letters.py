"""Letters of the example plugin, at any of their steps."""

from typing import Any

from factories.cases import make_case
from factories.storing import Store, writing
from factories.workflows import LETTER, LETTERS, LetterFacts
from lianxin.commands import ActOnCase, Outcome, run
from lianxin.context import Context
from lianxin.tables import Case


async def make_letter(store: Store, step: str = "received", **columns: Any) -> Case:
    """`way` and `joint` are the plugin's own facts, the others the case's columns."""
    facts = {n: columns.pop(n) for n in ("way", "joint") if n in columns}
    case = await make_case(store, workflow=LETTER, module=LETTERS, step=step, **columns)
    async with writing(store) as tx:
        await tx.add(LetterFacts(case_id=case.id, **facts))
    return case


async def act(
    case: Case, action: str, context: Context, note: str | None = None, **fields: Any
) -> Outcome:
    return await run(ActOnCase(code=case.code, action=action, note=note, fields=fields), context)
