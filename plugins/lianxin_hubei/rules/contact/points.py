"""HB-A3 … HB-A5: each leader's points in a county and a unit, their change, visits to them."""

from typing import Any

from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Duty,
    Figure,
    Input,
    LiaisonRule,
    MeetingForm,
    Term,
    figures,
    holders,
    in_force,
    link,
    links,
    times,
)
from lianxin.rules.conditions import ON_THE_DAY
from lianxin.tables import Unit
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import POINTS
from lianxin_hubei.tables import HardPlace
from lianxin_hubei.terms import (
    CITY_POINT,
    COUNTY_POINT,
    POINT_VISIT,
    POOR,
    STANDING_MEMBER,
    UNIT_POINT,
    UNIVERSITY,
)

F = figures(LeaderContactSettings)
MEMBERS = holders(STANDING_MEMBER)
MAINLY = ("village", "community", "enterprise", UNIVERSITY)

_is_poor = exists().where(
    col(HardPlace.unit_id) == col(Unit.id),
    col(HardPlace.mark) == POOR.code,
    in_force(col(HardPlace.since), col(HardPlace.until), ON_THE_DAY),
)

ONE_COUNTY = LiaisonRule(
    key="county_points",
    clause="HB-A3",
    source=POINTS,
    title=Text("每人联系一个县（市），尽量在贫困地区", "Each links with one county, a poor one"),
    of=COUNTY_POINT,
    at_most=F.counties,
    target_type="Unit",
    target_kinds=("county",),
    preferred=(
        _is_poor,
        Text("县（市）联系点宜选在贫困地区", "The county should preferably be a poor one"),
    ),
)

ONE_GRASSROOTS_UNIT = LiaisonRule(
    key="unit_points",
    clause="HB-A3",
    source=POINTS,
    title=Text("每人联系一个基层单位", "Each links with one grassroots unit"),
    of=UNIT_POINT,
    at_most=F.grassroots_units,
    target_type="Unit",
    preferred_kinds=MAINLY,
)

EVERY_MEMBER_HAS_BOTH = Coverage(
    key="members_linked",
    clause="HB-A3",
    source=POINTS,
    title=Text(
        "省委常委联系县（市）和基层单位", "Members are linked with a county and with a unit"
    ),
    every=MEMBERS,
    has=(
        link(COUNTY_POINT, end="holder", least=F.counties, most=F.counties),
        link(UNIT_POINT, end="holder", least=F.grassroots_units, most=F.grassroots_units),
    ),
)


def _changes(kind: Term) -> LiaisonRule:
    """Points of the kind keep off those of city leaders, and change after their term."""
    return LiaisonRule(
        key=f"{kind.code}s_change",
        clause="HB-A4",
        source=POINTS,
        title=Text(
            f"{kind.label.zh}不交叉，3 年一轮换",
            f"{kind.label.en}: no city leader's, for 3 years",
        ),
        of=kind,
        apart_from=(CITY_POINT,),
        years=F.rotation_years,
        ahead_days=F.ahead_days,
    )


COUNTY_POINTS_CHANGE = _changes(COUNTY_POINT)
UNIT_POINTS_CHANGE = _changes(UNIT_POINT)


def _visited(kind: Term, number: Figure, title: Text) -> Duty:
    """Each point of the kind is visited so many times a year, by its holder in person."""
    visits: Any = times(of=POINT_VISIT, called=Text("到联系点", "visits to the point"))
    return Duty(
        key=f"{kind.code}_visits",
        clause="HB-A5",
        source=POINTS,
        title=title,
        every=links(kind),
        count=visits,
        at_least=number,
        per="year",
    )


TWO_VISITS_TO_THE_COUNTY = _visited(
    COUNTY_POINT,
    F.county_visits,
    Text("每年深入县（市）联系点不少于 2 次", "At least 2 visits a year to the county"),
)
ONE_VISIT_TO_THE_UNIT = _visited(
    UNIT_POINT,
    F.unit_visits,
    Text("每年到基层单位联系点不少于 1 次", "At least 1 visit a year to the unit"),
)

EATING_AND_LODGING_THERE = MeetingForm(
    key="eating_and_lodging",
    clause="HB-A5",
    source=POINTS,
    title=Text("吃住在基层、不搞层层陪同", "Eating and lodging there, without layers of company"),
    of=POINT_VISIT,
    fields=(
        Input("lodging", Text("吃住地点", "Where they ate and lodged")),
        Input("company", Text("陪同人数", "How many came along"), "number"),
        Input("accompanied_by", Text("陪同人员", "Who came along"), required=False),
        Input("route", Text("线路", "Route"), required=False),
    ),
)

POINT_RULES = (
    ONE_COUNTY,
    ONE_GRASSROOTS_UNIT,
    EVERY_MEMBER_HAS_BOTH,
    COUNTY_POINTS_CHANGE,
    UNIT_POINTS_CHANGE,
    TWO_VISITS_TO_THE_COUNTY,
    ONE_VISIT_TO_THE_UNIT,
    EATING_AND_LODGING_THERE,
)
