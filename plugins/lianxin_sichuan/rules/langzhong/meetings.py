"""SC-LZ1: the open-air meeting is residents' own, from the chair to the works."""

from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Procedure,
    Seat,
    Stage,
    Vote,
    at_least,
    by,
    figures,
    households_vote,
    meetings,
    more_than,
    record,
)
from lianxin.tables import Participant
from lianxin_sichuan.settings import LangzhongSettings
from lianxin_sichuan.sources import LANGZHONG
from lianxin_sichuan.terms import (
    DAM_MEETING,
    EXPLAINER,
    PROPOSER,
    REPRESENTATIVE,
    SUPERVISOR,
    WATCHER,
    WORKS_LEAD,
)

F = figures(LangzhongSettings)
RECORDED_BY = by("clerk", "resident", unit=True)
BY_REPRESENTATIVES = Text(
    "坝坝会由群众代表主持、提案、主讲和监督，干部不得代替",
    "Residents' representatives chair, propose, explain and watch over, not officials",
)
BY_RESIDENTS = Text("工程由群众组织实施", "The works are carried out by residents")

OPEN_AIR_MEETING = Procedure(
    key="dam_meeting",
    clause="SC-LZ1",
    source=LANGZHONG,
    title=Text(
        "坝坝会：提方案、讲道理、议定", "The open-air meeting: proposed, explained, resolved"
    ),
    meeting_kinds=(DAM_MEETING,),
    proposed_by=RECORDED_BY,
    seats=(
        Seat("chair", BY_REPRESENTATIVES, posts=REPRESENTATIVE, no_officials=True),
        Seat(PROPOSER.code, BY_REPRESENTATIVES, posts=REPRESENTATIVE, no_officials=True),
        Seat(EXPLAINER.code, BY_REPRESENTATIVES, posts=REPRESENTATIVE, no_officials=True),
        Seat(WATCHER.code, BY_REPRESENTATIVES, posts=SUPERVISOR, no_officials=True),
        Seat(WORKS_LEAD.code, BY_RESIDENTS, no_officials=True),
    ),
    stages=(
        Stage(code="proposed", label=Text("提方案", "Proposed"), by=RECORDED_BY),
        Stage(code="explained", label=Text("讲道理", "Explained"), by=RECORDED_BY),
        Stage(
            code="resolved",
            label=Text("议定", "Resolved"),
            by=RECORDED_BY,
            vote=Vote(households_vote(), more_than(F.majority), quorum=at_least(F.quorum)),
        ),
    ),
)

EVERY_MEETING_HAS_ITS_CHAIR = Coverage(
    key="meetings_are_chaired",
    clause="SC-LZ1",
    source=LANGZHONG,
    title=Text(
        "坝坝会有群众代表主持、提案、主讲和监督",
        "Every open-air meeting is chaired, proposed to, explained and watched over",
    ),
    every=meetings(DAM_MEETING),
    has=tuple(
        record(
            col(Participant.meeting_id),
            where=col(Participant.present) & (col(Participant.role) == role),
            called=called,
        )
        for role, called in (
            ("chair", Text("主持人", "a chair")),
            *((role.code, role.label) for role in (PROPOSER, EXPLAINER, WATCHER)),
        )
    ),
    per="year",
)

MEETING_RULES = (OPEN_AIR_MEETING, EVERY_MEETING_HAS_ITS_CHAIR)
