"""The finished cases of one locality under the rules of another: nothing is written."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from lianxin.comparing.histories import History, histories
from lianxin.comparing.phases import ORDER, PhaseTerm, term_of
from lianxin.comparing.replaying import Model, Replayed, replay
from lianxin.deadlines import deadlines_of
from lianxin.errors import Refused, invalid
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import Phase, Workflow

MOST = 100_000
"""More cases than this are not looked at: the newest are left out, and the answer says how many
were looked at."""


@dataclass
class Compared:
    """How a deadline would have gone."""

    term: PhaseTerm
    met: int = 0
    missed: int = 0


@dataclass
class ModelComparison:
    """Of `cases` that finished, how many would have been `due` at all, `late`, `escalated` or
    `refused`; `late_here` is how many their own locality found late.

    `refusals` counts moves between two phases that the other workflow does not lead to; `untold`
    are deadlines that cannot be compared.
    Guards are not replayed: they read what the other model's cases do not have.
    """

    workflow: str
    cases: int = 0
    due: int = 0
    late: int = 0
    late_here: int = 0
    escalated: int = 0
    refused: int = 0
    whole: bool = True
    rules: dict[str, Compared] = field(default_factory=dict)
    refusals: Counter[tuple[Phase, Phase]] = field(default_factory=Counter)
    untold: Sequence[str] = ()

    def add(self, history: History, replayed: Replayed) -> None:
        self.cases += 1
        self.due += bool(replayed.terms)
        self.late += replayed.late
        self.late_here += history.late
        self.escalated += replayed.escalated
        self.refused += bool(replayed.refused)
        self.refusals.update(replayed.refused)
        for term, met in replayed.terms:
            compared = self.rules[term.rule.key]
            compared.met += met
            compared.missed += not met


async def compare_models(
    source: Locality, target: Locality, workflow: str | None, since: date, until: date
) -> ModelComparison:
    """The cases of `source` submitted on the days from `since` to before `until`, under a workflow
    of `target` with its figures and its calendar.

    Raises Refused where the workflow is not one of the target's enabled modules, or is not named
    though there are several.
    """
    model = model_of(target, workflow)
    own = workflows_of(source, enabled=False)
    known = {key: frozenset(step.phase for step in w.steps) for key, w in own.items()}
    found = ModelComparison(
        workflow=_key_of(target, model.workflow),
        rules={term.rule.key: Compared(term) for term in model.terms},
        untold=model.untold,
    )
    start, end = (datetime.combine(day, time(), source.zone) for day in (since, until))
    async with source.database.reading() as session:
        async for some in histories(session, own, start, end):
            for history in some:
                found.add(history, replay(history, model, known[history.workflow]))
            if found.cases >= MOST:
                found.whole = False
                break
            await asyncio.sleep(0)  # Others are answered meanwhile.
    return found


def model_of(target: Locality, workflow: str | None) -> Model:
    found = workflows_of(target, enabled=True)
    if workflow is None and len(found) == 1:
        (workflow,) = found
    if workflow not in found:
        raise Refused([invalid("NO_SUCH_WORKFLOW", _NO_WORKFLOW.format(keys="、".join(found)))])
    declared = found[workflow]
    rules = deadlines_of(target.composition, workflow)
    terms = {rule.key: term_of(declared, rule) for rule in rules}
    told = [term for term in terms.values() if term is not None]
    untold = [key for key, term in terms.items() if term is None]
    return Model(target, declared, sorted(told, key=lambda t: ORDER[t.starts]), untold)


def workflows_of(locality: Locality, *, enabled: bool) -> dict[str, Workflow]:
    """By full key; of enabled modules only, or of all that are installed."""
    composition = locality.composition
    return {
        key: entry.rule
        for key, entry in composition.rules.items()
        if isinstance(entry.rule, Workflow)
        and (not enabled or composition.modules[entry.module].enabled)
    }


def _key_of(locality: Locality, workflow: Workflow) -> str:
    return next(k for k, w in workflows_of(locality, enabled=True).items() if w is workflow)


_NO_WORKFLOW = Text(
    "请从该地方已启用的流程中指定一个 workflow：{keys}",
    "Name one of the workflows enabled there as `workflow`: {keys}",
)
