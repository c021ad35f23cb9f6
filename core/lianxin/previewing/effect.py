"""What a change of modules would do, found by few statements; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.language import Text
from lianxin.previewing.ceilings import encounters_refused
from lianxin.previewing.guards import guards_refusals
from lianxin.previewing.links import links_refused
from lianxin.previewing.moves import moves_refused
from lianxin.previewing.notes import no_longer_refused
from lianxin.previewing.proposal import MOST_CASES, Cases, Proposal
from lianxin.previewing.refusals import MOST_NAMED, NOT_THERE, Refusal, Refusals, all_of
from lianxin.previewing.standing import Changes, standing_changes
from lianxin.previewing.terms import overdue_changes
from lianxin.rules.sql.values import table_of
from lianxin.tables import Case

CASES = table_of(Case)

METHOD = Text(
    "超期：按新设置重新计算随设置改变的期限，不改变沿用原设置的期限；履职：按本期情况；拒绝：近 30 天"
    "已办事项按新设置重新判断（案件按现状；登记、任职、联系、任务、议题按当时的内容，并只与当时已有的相比），"
    "原设置也会拒绝的不计，限额按涉及的整个周期计；新启用的流程按阶段对照；案件最多列出 1000 件，"
    "履职和被拒绝的事项各最多列出 100 项，数字为全部",
    "Overdue: running terms that follow the settings are counted anew, those that keep theirs are "
    "not. Standings: those of the present period. Refused: what was done in the last 30 days is "
    "judged again (cases as they are now; records, appointments, links, tasks and motions as they "
    "were given then, beside those that were there already), less what is refused today as well; "
    "ceilings over whole periods; a workflow that comes, by phases. At most 1,000 cases, 100 "
    "standings and 100 refusals are named; the numbers are those of all.",
)


@dataclass(frozen=True)
class Effect:
    """`refused` are all acts that would have been refused, with the cases among them; `refusals`
    the newest that a rule can be named for. `untold` are rules of which it cannot be told what
    they would have refused, or not of all, with the reason."""

    becoming_overdue: Cases
    no_longer_overdue: Cases
    standings: Changes
    refused: Cases
    allowed: Cases
    refusals: tuple[Refusal, ...]
    untold: Mapping[str, Text]

    @property
    def case_ids(self) -> list[int]:
        """The cases that it would touch, each once."""
        found = (self.becoming_overdue, self.no_longer_overdue, self.refused, self.allowed)
        return list(dict.fromkeys(key for cases in found for key in cases.ids))


async def effect_of(proposal: Proposal) -> Effect:
    async with proposal.before.database.reading() as session:
        coming, going = await overdue_changes(session, proposal)
        standings = await standing_changes(session, proposal)
        refused = all_of(
            [
                await guards_refusals(session, proposal),
                await links_refused(session, proposal),
                await encounters_refused(session, proposal),
            ]
        )
        moved = await moves_refused(session, proposal)
        allowed = await no_longer_refused(session, proposal)
    untold = {**dict.fromkeys(standings.untold, NOT_THERE), **refused.untold}
    newest = sorted(refused.named, key=lambda one: one.at, reverse=True)
    return Effect(
        coming,
        going,
        standings,
        _cases(refused, moved),
        allowed,
        tuple(newest[:MOST_NAMED]),
        untold,
    )


def _cases(refused: Refusals, moved: Cases) -> Cases:
    """Each case once, those that rules refuse first."""
    named = [one.key for one in refused.named if one.table is CASES]
    ids = dict.fromkeys((*named[:MOST_CASES], *moved.ids))
    return Cases(refused.number + moved.number, tuple(ids))
