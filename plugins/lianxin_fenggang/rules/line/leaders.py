"""FG-B3, FG-B5: leaders' link points and their results; residents reach the leader in charge."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import or_, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ITEM,
    Action,
    Coverage,
    Guard,
    Indicator,
    Input,
    LiaisonRule,
    OneOf,
    Phase,
    Registry,
    Route,
    Step,
    Workflow,
    by,
    figures,
    holders,
    home_of,
    in_force,
    is_at_or_below,
    recording,
    total,
    units,
)
from lianxin.rules.conditions import ON_THE_DAY, holds
from lianxin.rules.provisions import HasLink
from lianxin.tables import Case, Liaison
from lianxin_fenggang.settings import LineSettings
from lianxin_fenggang.sources import LINE, LINKS
from lianxin_fenggang.tables import CaseFacts, LinkResult
from lianxin_fenggang.terms import (
    FUNDS,
    IN_CHARGE,
    LEADER_LINE,
    LEADING_CADRE,
    LINK_POINT,
    LINK_RESULTS,
    YUAN,
)

F = figures(LineSettings)
LEADERS = holders(LEADING_CADRE)

LINK_POINTS = LiaisonRule(
    key="link_points",
    clause="FG-B3",
    source=LINKS,
    title=Text("领导干部“321”连心点", "Leaders' “321” link points"),
    of=LINK_POINT,
    holders=LEADERS,
    at_least=F.link_points,
    target_type="Unit",
    target_kinds=("town", "village", "group"),
)

LEADERS_TAKE_PART_IN_THE_CAMPAIGN = Coverage(
    key="campaign_links",
    clause="FG-B3",
    source=LINKS,
    title=Text("领导干部参加“百千万”工程", "Leaders take part in the campaign"),
    every=LEADERS,
    has=(
        HasLink(
            kinds=F.campaign_kinds,
            end="holder",
            least=F.campaign_links,
            called=Text("“百千万”工程联系", "a link of the campaign"),
        ),
    ),
)


class ResultFields(BaseModel, extra="forbid"):
    person_id: int = Field(title="领导干部 / Leader")
    unit_id: int = Field(title="联系单位 / Linked unit")
    kind: Annotated[str, OneOf("fenggang_link_result", LINK_RESULTS)] = Field(
        title="成效类别 / Kind"
    )
    amount: float = Field(gt=0, le=1e12, title="金额（元）或件数 / Yuan, or how many")
    achieved_on: date = Field(title="日期 / When")
    what: str = Field(min_length=2, max_length=2000, title="内容 / What")


RESULTS = Registry(
    key="link_results",
    clause="FG-B3",
    source=LINKS,
    title=Text("连心点成效：资金、矛盾、项目", "What came of the links"),
    table=LinkResult,
    fields=ResultFields,
    own_writers=frozenset({"handler", "leader"}),
    order=("achieved_on",),
)

_linked = (
    select(col(Liaison.id))
    .where(
        col(Liaison.holder_type) == "Person",
        col(Liaison.holder_id) == col(LinkResult.person_id),
        col(Liaison.target_type) == "Unit",
        col(Liaison.target_id) == col(LinkResult.unit_id),
        in_force(col(Liaison.since), col(Liaison.until), col(LinkResult.achieved_on)),
    )
    .exists()
)

RESULTS_OF_THEIR_OWN_LINKS = Guard(
    key="results_of_links",
    clause="FG-B3",
    source=LINKS,
    title=Text("成效记在本人联系点名下", "Results are those of a leader's own links"),
    actions=(recording("link_results"),),
    refuse_if=~_linked,
    because=Text("该领导干部当时没有联系这一单位", "The leader had no link with this unit then"),
)

FUNDS_RAISED = Indicator(
    key="funds_raised",
    clause="FG-B3",
    source=LINKS,
    title=Text("帮助落实资金", "Funds raised through links"),
    value=total(
        col(LinkResult.amount),
        on=col(LinkResult.achieved_on),
        where=col(LinkResult.kind) == FUNDS.code,
    ),
    unit_of_measure=YUAN,
    per="year",
)

SETTLED_AND_COORDINATED = Indicator(
    key="settled_and_coordinated",
    clause="FG-B3",
    source=LINKS,
    title=Text("化解矛盾、协调项目", "Disputes settled, projects coordinated"),
    value=total(
        col(LinkResult.amount),
        on=col(LinkResult.achieved_on),
        where=col(LinkResult.kind) != FUNDS.code,
    ),
    unit_of_measure=ITEM,
    split=(col(LinkResult.kind),),
    per="year",
)

# --- FG-B5

EVERY_TOWN_HAS_ITS_LEADER = LiaisonRule(
    key="leaders_in_charge",
    clause="FG-B5",
    source=LINE,
    title=Text("每个乡镇有分管联系的领导干部", "Every town has a leader in charge"),
    of=IN_CHARGE,
    targets=units("town"),
    target_type="Unit",
    target_kinds=("town",),
)

LEADERS_LINE = Workflow(
    key="leaders_line",
    clause="FG-B5",
    source=LINE,
    title=Text("领导干部联系直通", "The leaders' direct line"),
    channels=frozenset({LEADER_LINE.code}),
    facts=CaseFacts,
    steps=(
        Step("asked", Text("来信来电", "Asked"), Phase.INTAKE),
        Step("handed", Text("批办", "Handed on"), Phase.HANDLING),
        Step("answered", Text("领导答复", "Answered by the leader"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "hand_on",
            Text("批办", "Hand on"),
            by(handler=True),
            sources=("asked", "handed"),
            to="handed",
            inputs=(Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),),
            note_required=True,
        ),
        Action(
            "answer",
            Text("答复", "Answer"),
            by(handler=True),
            sources=("asked", "handed"),
            to="answered",
            note_required=True,
        ),
    ),
    in_order=False,
)

_lives = home_of(col(Case.reporter_id))
LEADER = (
    select(col(Liaison.holder_id))
    .where(
        col(Liaison.kind) == IN_CHARGE.code,
        col(Liaison.holder_type) == "Person",
        or_(
            is_at_or_below(_lives, col(Liaison.target_id)),
            is_at_or_below(col(Case.unit_id), col(Liaison.target_id)),
        ),
        in_force(col(Liaison.since), col(Liaison.until), ON_THE_DAY),
        holds(col(Liaison.holder_id), LEADING_CADRE),
    )
    .order_by(col(Liaison.since).desc(), col(Liaison.id))
    .limit(1)
    .scalar_subquery()
)

TO_THE_LEADER_IN_CHARGE = Route(
    key="to_the_leader",
    clause="FG-B5",
    source=LINE,
    title=Text("直达分管联系的领导干部", "It reaches the leader in charge"),
    workflow="leaders_line",
    handler=LEADER,
)

A_LEADER_HAS_TO_BE_IN_CHARGE = Guard(
    key="leader_in_charge_known",
    clause="FG-B5",
    source=LINE,
    title=Text("找得到分管联系的领导干部", "There is a leader in charge"),
    workflow="leaders_line",
    actions=("submit",),
    refuse_if=col(Case.handler_id).is_(None),
    because=Text(
        "所在乡镇尚未确定分管联系领导，请填写 unit 或改由其他渠道反映",
        "No leader is in charge there; name a unit, or use another channel",
    ),
)

LEADER_RULES = (
    LINK_POINTS,
    LEADERS_TAKE_PART_IN_THE_CAMPAIGN,
    RESULTS,
    RESULTS_OF_THEIR_OWN_LINKS,
    FUNDS_RAISED,
    SETTLED_AND_COORDINATED,
    EVERY_TOWN_HAS_ITS_LEADER,
    LEADERS_LINE,
    TO_THE_LEADER_IN_CHARGE,
    A_LEADER_HAS_TO_BE_IN_CHARGE,
)
