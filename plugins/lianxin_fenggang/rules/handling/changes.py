"""FG-D2, FG-D3: the four changes as figures (our formulas), and the mailbox."""

from sqlalchemy import case, literal_column, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import TIME, Indicator, counted, figures, rate, ratio, units
from lianxin.tables import Case, CaseEntry, Meeting, MeetingCase
from lianxin_fenggang.settings import HandlingSettings
from lianxin_fenggang.sources import CHANGES, RESULTS
from lianxin_fenggang.terms import FIVE_CHANNELS, HOME_VISIT, ITEM_REQUEST, MAILBOX, WALK_IN

F = figures(HandlingSettings)
EVERY_COUNTY = units("county")
HAND_OVERS = ("pass_up", "hand_over", "hand_on")
_OURS = col(Case.channel).in_([*(c.code for c in FIVE_CHANNELS), ITEM_REQUEST.code])
_at_one_counter = col(Case.channel).in_([WALK_IN.code, ITEM_REQUEST.code])
_found_by_visits = (
    select(col(MeetingCase.meeting_id))
    .join(Meeting, col(Meeting.id) == col(MeetingCase.meeting_id))
    .where(col(MeetingCase.case_id) == col(Case.id), col(Meeting.kind) == HOME_VISIT.code)
    .correlate(Case)
    .exists()
)
_where_taken_in = (
    select(col(CaseEntry.id))
    .where(
        col(CaseEntry.case_id) == col(Case.id),
        col(CaseEntry.n) == 1,
        col(CaseEntry.unit_id) == col(Case.unit_id),
    )
    .correlate(Case)
    .exists()
)

SCATTERED_TO_ONE_STOP = Indicator(
    key="one_stop",
    clause="FG-D2",
    source=CHANGES,
    title=Text("“分散式”变“一站式”：一站式受理占比", "Taken in at one counter"),
    value=rate(Case, _at_one_counter, on=col(Case.submitted_at), where=_OURS),
    every=EVERY_COUNTY,
    target=F.one_stop,
    per="year",
)

PASSIVE_TO_ACTIVE = Indicator(
    key="found_by_visits",
    clause="FG-D2",
    source=CHANGES,
    title=Text("“被动式”变“主动式”：走访发现占比", "Found by visits"),
    value=rate(Case, _found_by_visits, on=col(Case.submitted_at), where=_OURS),
    every=EVERY_COUNTY,
    target=F.found_by_visits,
    per="year",
)

PASSED_ON_TO_DIRECT = Indicator(
    key="handled_directly",
    clause="FG-D2",
    source=CHANGES,
    title=Text("“转交办”变“直接办”：受理层级办结占比", "Closed where taken in"),
    value=rate(
        Case,
        _where_taken_in,
        on=col(Case.submitted_at),
        where=_OURS & col(Case.closed_at).is_not(None),
    ),
    every=EVERY_COUNTY,
    target=F.handled_directly,
    per="year",
)

TRANSFER_TO_TERMINUS = Indicator(
    key="hand_overs",
    clause="FG-D2",
    source=CHANGES,
    title=Text("“中转站”变“终点站”：每件流转次数", "Hand-overs per case"),
    value=ratio(
        counted(
            CaseEntry,
            by=col(Case.unit_id),
            on=col(Case.submitted_at),
            where=col(CaseEntry.action).in_(HAND_OVERS) & _OURS,
            joins=((Case, col(Case.id) == col(CaseEntry.case_id)),),
        ),
        counted(Case, on=col(Case.submitted_at), where=_OURS),
    ),
    unit_of_measure=TIME,
    every=EVERY_COUNTY,
    target=F.hand_overs,
    at_most=True,
    per="year",
)

_IN_THE_MAILBOX = col(Case.channel) == MAILBOX.code

MAILBOX_RECEIVED = Indicator(
    key="mailbox_received",
    clause="FG-D3",
    source=RESULTS,
    title=Text("民情快递邮箱收集诉求", "Received by the mailbox"),
    value=counted(Case, on=col(Case.submitted_at), where=_IN_THE_MAILBOX),
    per="year",
)

MAILBOX_BY_STATE = Indicator(
    key="mailbox_by_state",
    clause="FG-D3",
    source=RESULTS,
    title=Text("民情快递邮箱：已办理、未办结", "The mailbox: handled, open"),
    value=counted(Case, on=col(Case.submitted_at), where=_IN_THE_MAILBOX),
    split=(
        case(
            (col(Case.answered_at).is_not(None), literal_column("'handled'")),
            else_=literal_column("'open'"),
        ),
    ),
    per="year",
)

CHANGE_RULES = (
    SCATTERED_TO_ONE_STOP,
    PASSIVE_TO_ACTIVE,
    PASSED_ON_TO_DIRECT,
    TRANSFER_TO_TERMINUS,
    MAILBOX_RECEIVED,
    MAILBOX_BY_STATE,
)
