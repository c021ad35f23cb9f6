"""What a change of modules would do, found by few statements; nothing is written."""

from dataclasses import dataclass

from lianxin.language import Text
from lianxin.previewing.ceilings import encounters_refused
from lianxin.previewing.guards import guards_refusals
from lianxin.previewing.moves import moves_refused
from lianxin.previewing.notes import no_longer_refused
from lianxin.previewing.proposal import Cases, Proposal
from lianxin.previewing.standing import Changes, standing_changes
from lianxin.previewing.terms import overdue_changes
from lianxin.rules.calendar_rule import Apart

METHOD = Text(
    "超期：按新设置重新计算随设置改变的期限，不改变沿用原设置的期限；履职：按本期情况；拒绝：近 30 天"
    "已办事项按新设置重新判断（案件按现状），原设置也会拒绝的不计，限额按涉及的整个周期计；"
    "新启用的流程按阶段对照；案件最多列出 1000 件，履职最多列出 100 项，数字为全部",
    "Overdue: running terms that follow the settings are counted anew, those that keep theirs are "
    "not. Standings: those of the present period. Refused: what was done in the last 30 days is "
    "judged again, with cases as they are now, less what is refused today as well; ceilings over "
    "whole periods; a workflow that comes, by phases. At most 1,000 cases and 100 standings are "
    "named; the numbers are those of all.",
)


@dataclass(frozen=True)
class Effect:
    """`untold` are rules of which it cannot be told what they would have refused."""

    becoming_overdue: Cases
    no_longer_overdue: Cases
    standings: Changes
    refused: Cases
    allowed: Cases
    untold: tuple[str, ...]

    @property
    def case_ids(self) -> list[int]:
        """The cases that it would touch, each once."""
        found = (self.becoming_overdue, self.no_longer_overdue, self.refused, self.allowed)
        return list(dict.fromkeys(key for cases in found for key in cases.ids))


async def effect_of(proposal: Proposal) -> Effect:
    async with proposal.before.database.reading() as session:
        coming, going = await overdue_changes(session, proposal)
        standings = await standing_changes(session, proposal)
        guarded, unguarded = await guards_refusals(session, proposal)
        moved = await moves_refused(session, proposal)
        encounters, unlimited = await encounters_refused(session, proposal)
        allowed = await no_longer_refused(session, proposal)
    apart = [entry.key for entry, _ in proposal.concerned(Apart)]
    untold = dict.fromkeys([*standings.untold, *unguarded, *unlimited, *apart])
    ids = dict.fromkeys((*guarded.ids, *moved.ids))
    refused = Cases(guarded.number + moved.number + encounters, tuple(ids))
    return Effect(coming, going, standings, refused, allowed, tuple(untold))
