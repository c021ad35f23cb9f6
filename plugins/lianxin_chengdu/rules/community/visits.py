"""CD-F4: leaders and secretaries visit the households that they are paired with, and help."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Duty,
    Guard,
    Indicator,
    LiaisonRule,
    OneOf,
    Registry,
    counted,
    figures,
    holders,
    in_force,
    links,
    recording,
    times,
)
from lianxin.tables import Liaison
from lianxin_chengdu.settings import CommunitySettings
from lianxin_chengdu.sources import COMMUNITY
from lianxin_chengdu.tables import Help
from lianxin_chengdu.terms import (
    COMMUNITY_SECRETARY,
    DISTRICT_DEPARTMENT_LEADER,
    DISTRICT_LEADER,
    HELP_KINDS,
    HOME_VISIT,
    PAIRED_HELP,
)

F = figures(CommunitySettings)

VISITORS = holders(DISTRICT_LEADER, DISTRICT_DEPARTMENT_LEADER, COMMUNITY_SECRETARY)

PAIRED_WITH_HOUSEHOLDS = LiaisonRule(
    key="paired_with_households",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("对口帮扶到户", "Leaders and secretaries are paired with households"),
    of=PAIRED_HELP,
    holders=VISITORS,
    at_least=1,
    target_type="Household",
)

THEY_VISIT_REGULARLY = Duty(
    key="they_visit_regularly",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("领导、社区书记定期入户走访", "Leaders and secretaries visit households regularly"),
    every=VISITORS,
    count=times(of=HOME_VISIT),
    at_least=F.visits,
    per=F.visits_per,
)

EACH_PAIRED_HOUSEHOLD_IS_VISITED = Duty(
    key="each_paired_household",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("每个对口帮扶户定期走访", "Each household is visited by whoever it is paired with"),
    every=links(PAIRED_HELP),
    count=times(of=HOME_VISIT),
    at_least=F.visits,
    per=F.visits_per,
)


class HelpFields(BaseModel, extra="forbid"):
    household_id: int = Field(title="住户 / Household")
    unit_id: int = Field(title="单位 / The unit of whoever helps")
    person_id: int = Field(title="帮扶人 / Who helps")
    kind: Annotated[str, OneOf("chengdu_help_kind", HELP_KINDS)] = Field(title="种类 / Kind")
    given_on: date = Field(title="日期 / When")
    what: str = Field(min_length=2, max_length=1000, title="帮扶内容 / What was done")


HELP_GIVEN = Registry(
    key="help_given",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("找工作、心理温暖、物质发放", "Help given: a job, comfort, material"),
    table=Help,
    fields=HelpFields,
    own_writers=frozenset({"handler", "leader"}),
    order=("given_on",),
)

GIVEN_BY_WHOEVER_IS_PAIRED = Guard(
    key="given_by_whoever_is_paired",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("由对口帮扶人帮扶", "Help is given by whoever the household is paired with"),
    actions=(recording("help_given"),),
    refuse_if=~exists().where(
        col(Liaison.kind) == PAIRED_HELP.code,
        col(Liaison.holder_type) == "Person",
        col(Liaison.holder_id) == col(Help.person_id),
        col(Liaison.target_type) == "Household",
        col(Liaison.target_id) == col(Help.household_id),
        in_force(col(Liaison.since), col(Liaison.until), col(Help.given_on)),
    ),
    because=Text("该干部不是这户的对口帮扶人", "They are not paired with that household"),
)

HELP_BY_KIND = Indicator(
    key="help_by_kind",
    clause="CD-F4",
    source=COMMUNITY,
    title=Text("对口帮扶情况", "Help given, by kind"),
    value=counted(Help, on=col(Help.given_on)),
    split=(col(Help.kind),),
    per="quarter",
)

VISIT_RULES = (
    PAIRED_WITH_HOUSEHOLDS,
    THEY_VISIT_REGULARLY,
    EACH_PAIRED_HOUSEHOLD_IS_VISITED,
    HELP_GIVEN,
    GIVEN_BY_WHOEVER_IS_PAIRED,
    HELP_BY_KIND,
)
