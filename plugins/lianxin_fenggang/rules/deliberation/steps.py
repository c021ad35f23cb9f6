"""FG-A2, FG-A3, FG-A5: propose, discuss, review, resolve, on one of five fields."""

from sqlalchemy import Integer, String, exists
from sqlmodel import col

from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Ballots,
    Guard,
    Indicator,
    Input,
    Procedure,
    Stage,
    at_least,
    by,
    counted,
    figures,
    given,
    holders_vote,
    members_of,
    more_than,
    motion_field,
    viewer,
    viewer_holds,
)
from lianxin.tables import Motion, MotionEntry, Person
from lianxin_fenggang.settings import DeliberationSettings
from lianxin_fenggang.sources import COUNCILS, DELIBERATION
from lianxin_fenggang.terms import (
    BRANCH_MEMBER,
    BRANCH_SERVES,
    COUNCIL_MEETING,
    COUNCIL_MEMBER,
    FIELDS,
    ORGANISATION,
    PARTY_MEMBERS,
    RESIDENTS,
    SUBJECTS,
)

F = figures(DeliberationSettings)
DIRECT = "fenggang.deliberation.direct_deliberation"
IN_THE_GROUP = by("clerk", unit=True)
SPOKE = Input("spoke", Text("发言人", "Who spoke"), "people")
COURSE = Input("course", Text("议事经过", "How it went"))

QUORUM_AND_MAJORITY = Ballots(
    key="quorum_and_majority",
    clause="FG-A5",
    source=DELIBERATION,
    title=Text("每个程序的到会与表决人数", "Quorum and majority of each step"),
    majority=more_than(F.majority),
    quorum=at_least(F.quorum),
)
BY_THE_COUNCIL = QUORUM_AND_MAJORITY.of(holders_vote(COUNCIL_MEMBER))
BY_THE_BRANCH = QUORUM_AND_MAJORITY.of(holders_vote(BRANCH_MEMBER, linked=BRANCH_SERVES))

FOUR_STEPS = Procedure(
    key="direct_deliberation",
    clause="FG-A2",
    source=DELIBERATION,
    title=Text("提议、评议、审议、决议", "Propose, discuss, review, resolve"),
    meeting_kinds=(COUNCIL_MEETING,),
    proposed_by=by("clerk", "resident", "handler", "leader"),
    takes_problems=True,
    fields=(
        Input("field", Text("议事内容", "Field"), "choice", choices=FIELDS),
        Input("subject", Text("提议主体", "Who proposes"), "choice", choices=SUBJECTS),
    ),
    stages=(
        Stage(code="propose", label=Text("提议", "Propose"), by=IN_THE_GROUP, records=(COURSE,)),
        Stage(
            code="discuss",
            label=Text("评议", "Discuss"),
            by=IN_THE_GROUP,
            records=(SPOKE, COURSE),
            vote=BY_THE_COUNCIL,
            lost="propose",
        ),
        Stage(
            code="review",
            label=Text("审议", "Review"),
            by=IN_THE_GROUP,
            records=(SPOKE, COURSE),
            vote=BY_THE_BRANCH,
            lost="discuss",
        ),
        Stage(
            code="resolve",
            label=Text("决议", "Resolve"),
            by=IN_THE_GROUP,
            records=(SPOKE, COURSE),
            vote=BY_THE_COUNCIL,
        ),
    ),
)

IS_DIRECT = col(Motion.procedure) == DIRECT
RESOLVED = IS_DIRECT & col(Motion.passed).is_(True)
_subject = given("subject", String())
_is_official = exists().where(col(Person.id) == viewer("person_id", Key), col(Person.official))

FROM_ABOVE_AND_FROM_BELOW = Guard(
    key="from_above_and_below",
    clause="FG-A2",
    source=DELIBERATION,
    title=Text(
        "双向议事：基层组织、党员、群众三个主体", "Two-way: organisations, party members, residents"
    ),
    actions=("propose_motion",),
    refuse_if=IS_DIRECT
    & (
        ((_subject == ORGANISATION.code) & ~_is_official)
        | ((_subject == PARTY_MEMBERS.code) & ~viewer_holds(BRANCH_MEMBER))
    ),
    because=Text(
        "以基层组织名义提议的须为干部，以党员名义提议的须为组级党支部党员",
        "For an organisation an official proposes, for party members a member of a branch",
    ),
)

_problem = col(Motion.problem_id)

WHAT_CASES_NAME_COMES_FROM_BELOW = Guard(
    key="from_what_cases_name",
    clause="FG-A2",
    source=DELIBERATION,
    title=Text(
        "由群众诉求归并而来的提议：件数足够，主体为群众",
        "What residents' cases name: enough of them, and proposed as theirs",
    ),
    actions=("propose_motion",),
    refuse_if=IS_DIRECT
    & _problem.is_not(None)
    & ((members_of(_problem) < F.shared_cases.sql(Integer())) | (_subject != RESIDENTS.code)),
    because=Text(
        "反映人同意归并的诉求须达到规定件数，提议主体填群众",
        "As many cases as are set, with their reporters' consent; proposed for residents",
    ),
    reads=(F.shared_cases,),
)

MOTIONS_BY_FIELD = Indicator(
    key="motions_by_field",
    clause="FG-A3",
    source=COUNCILS,
    title=Text("五大内容议事件数", "Motions in the five fields"),
    value=counted(
        Motion,
        on=col(MotionEntry.at),
        where=IS_DIRECT,
        joins=(
            (
                MotionEntry,
                (col(MotionEntry.motion_id) == col(Motion.id)) & (col(MotionEntry.n) == 1),
            ),
        ),
    ),
    split=(motion_field("field"),),
    per="year",
)

STEP_RULES = (
    QUORUM_AND_MAJORITY,
    FOUR_STEPS,
    FROM_ABOVE_AND_FROM_BELOW,
    WHAT_CASES_NAME_COMES_FROM_BELOW,
    MOTIONS_BY_FIELD,
)
