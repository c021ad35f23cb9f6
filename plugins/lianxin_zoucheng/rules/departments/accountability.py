"""ZC-B8: the accountability record, each entry with its ground."""

from sqlalchemy import String, or_, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ConsequenceRule,
    Guard,
    Indicator,
    Publication,
    Term,
    counted,
    given,
    official_name,
)
from lianxin.tables import Consequence, Meeting, Person, Unit
from lianxin_zoucheng.rules.departments.following import BY_HAND
from lianxin_zoucheng.sources import DEPARTMENTS
from lianxin_zoucheng.terms import (
    ADMONITION,
    CRITICISM,
    HELD_TO_ACCOUNT,
    INTERVIEW_TALK,
    SUSPENSION,
    UNFULFILLED_WORK,
)


def _recorded(key: str, effect: Term) -> ConsequenceRule:
    return ConsequenceRule(
        key=key,
        clause="ZC-B8",
        source=DEPARTMENTS,
        title=effect.label,
        effect=effect,
        by=BY_HAND,
    )


PUBLIC_CRITICISM = _recorded("public_criticism", CRITICISM)
ADMONITIONS = _recorded("admonitions", ADMONITION)
INTERVIEWS = _recorded("interviews", INTERVIEW_TALK)
HELD_TO_ACCOUNT_FOR = _recorded("held_to_account", HELD_TO_ACCOUNT)
SUSPENSIONS = _recorded("suspensions", SUSPENSION)

UNIT_STATES_ITS_POSITION = Guard(
    key="unit_states_its_position",
    clause="ZC-B8",
    source=DEPARTMENTS,
    title=Text("未落实工作推进会须写明理由和单位表态", "The unit states its position"),
    actions=("record_meeting",),
    refuse_if=(col(Meeting.kind) == UNFULFILLED_WORK.code)
    & or_(
        col(Meeting.unit_id).is_(None),
        given("ground", String()).is_(None),
        given("position", String()).is_(None),
    ),
    because=Text(
        "须写明责任单位、未落实的工作（ground）和单位的表态（position）",
        "Name the unit, what was not fulfilled (ground) and what the unit states (position)",
    ),
)

CRITICISM_IS_PUBLIC = Publication(
    key="criticism_is_public",
    clause="ZC-B8",
    source=DEPARTMENTS,
    title=Text("通报批评", "Criticised in public"),
    query=select(
        col(Unit.name).label("unit"),
        official_name().label("name"),
        col(Consequence.decided_on).label("decided_on"),
        col(Consequence.ground).label("ground"),
    )
    .select_from(Consequence)
    .outerjoin(Unit, col(Unit.id) == col(Consequence.unit_id))
    .outerjoin(
        Person,
        (col(Consequence.subject_type) == "Person")
        & (col(Person.id) == col(Consequence.subject_id)),
    )
    .where(col(Consequence.kind) == CRITICISM.code)
    .order_by(col(Consequence.decided_on).desc(), col(Consequence.id)),
    labels={
        "unit": Text("单位", "Unit"),
        "name": Text("个人", "Person"),
        "decided_on": Text("日期", "Date"),
        "ground": Text("事由", "Ground"),
    },
    live=True,
)

HELD_TO_ACCOUNT_SO_OFTEN = Indicator(
    key="accountability",
    clause="ZC-B8",
    source=DEPARTMENTS,
    title=Text("责任追究情况", "How often units and persons were held to account"),
    value=counted(Consequence, on=col(Consequence.decided_on)),
    split=(col(Consequence.kind), col(Consequence.subject_type)),
    per="year",
)

ACCOUNTABILITY_RULES = (
    PUBLIC_CRITICISM,
    ADMONITIONS,
    INTERVIEWS,
    HELD_TO_ACCOUNT_FOR,
    SUSPENSIONS,
    UNIT_STATES_ITS_POSITION,
    CRITICISM_IS_PUBLIC,
    HELD_TO_ACCOUNT_SO_OFTEN,
)
