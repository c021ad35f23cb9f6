"""FG-E1: what a demonstration point has on each level; one that lacks nothing is certified."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    ConsequenceRule,
    Coverage,
    Guard,
    OneOf,
    Registry,
    Term,
    in_force,
    on_lost,
    on_met,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Unit
from lianxin_fenggang.sources import POINTS
from lianxin_fenggang.tables import Facility, Point
from lianxin_fenggang.terms import (
    CERTIFIED,
    COUNTY_FACILITIES,
    FACILITIES,
    GROUP_FACILITIES,
    GROUP_OPTIONS,
    TOWN_FACILITIES,
    TOWN_OPTIONS,
    VILLAGE_FACILITIES,
    VILLAGE_OPTIONS,
    WITHDRAWN,
)

ALLOWED = {
    "county": COUNTY_FACILITIES,
    "town": (*TOWN_FACILITIES, *TOWN_OPTIONS),
    "village": (*VILLAGE_FACILITIES, *VILLAGE_OPTIONS),
    "group": (*GROUP_FACILITIES, *GROUP_OPTIONS),
}
"""What a point of each level must have, and may have besides (+N)."""


class PointFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="示范点 / Place")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")


POINTS_NAMED = Registry(
    key="points",
    clause="FG-E1",
    source=POINTS,
    title=Text("县、乡、村、组示范点", "Demonstration points on four levels"),
    table=Point,
    fields=PointFields,
    unique=(("unit_id", "since"),),
    public=tuple(PointFields.model_fields),
    order=("since",),
)

POINTS_ARE_ON_FOUR_LEVELS = Guard(
    key="points_on_four_levels",
    clause="FG-E1",
    source=POINTS,
    title=Text("示范点设在县、乡、村、组", "Points are counties, towns, villages or groups"),
    actions=(recording("points"),),
    refuse_if=~is_of_kind(col(Point.unit_id), *ALLOWED),
    because=Text("请填写县、乡镇、村或村民组", "Name a county, town, village or group"),
)


class FacilityFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Place")
    kind: Annotated[str, OneOf("fenggang_facility", FACILITIES)] = Field(title="设施 / Facility")
    since: date = Field(title="自 / Since")
    until: date | None = Field(None, title="至 / Until")
    note: str | None = Field(None, max_length=500, title="说明 / Note")


FACILITIES_THERE = Registry(
    key="facilities",
    clause="FG-E1",
    source=POINTS,
    title=Text("规定动作与自选动作设施", "Facilities: required ones, and those of choice"),
    table=Facility,
    fields=FacilityFields,
    own_writers=frozenset({"handler"}),
    unique=(("unit_id", "kind", "since"),),
    public=tuple(FacilityFields.model_fields),
    order=("since",),
)

EACH_LEVEL_HAS_ITS_FACILITIES = Guard(
    key="facilities_of_the_level",
    clause="FG-E1",
    source=POINTS,
    title=Text("设施与层级一致", "A facility belongs to its level"),
    actions=(recording("facilities"),),
    refuse_if=~or_(
        *(
            is_of_kind(col(Facility.unit_id), level)
            & col(Facility.kind).in_([facility.code for facility in facilities])
            for level, facilities in ALLOWED.items()
        )
    ),
    because=Text(
        "该层级的示范点没有这一规定或自选设施",
        "A point of this level neither needs this facility nor may choose it",
    ),
)


def _points(level: str, mode: Text, facilities: tuple[Term, ...]) -> Coverage:
    """Each point of the level has every one of these facilities."""
    return Coverage(
        key=f"{level}_points",
        clause="FG-E1",
        source=POINTS,
        title=mode,
        every=units(
            level,
            where=exists().where(
                col(Point.unit_id) == col(Unit.id),
                in_force(col(Point.since), col(Point.until), AS_OF),
            ),
        ),
        has=tuple(
            record(
                col(Facility.unit_id),
                where=(col(Facility.kind) == facility.code)
                & in_force(col(Facility.since), col(Facility.until), AS_OF),
                called=facility.label,
            )
            for facility in facilities
        ),
    )


def _certified(level: str) -> ConsequenceRule:
    return ConsequenceRule(
        key=f"{level}_certified",
        clause="FG-E1",
        source=POINTS,
        title=CERTIFIED.label,
        effect=CERTIFIED,
        when=on_met(f"{level}_points", lost=f"{level}_withdrawn"),
    )


def _withdrawn(level: str) -> ConsequenceRule:
    return ConsequenceRule(
        key=f"{level}_withdrawn",
        clause="FG-E1",
        source=POINTS,
        title=WITHDRAWN.label,
        effect=WITHDRAWN,
        when=on_lost(f"{level}_points", given=f"{level}_certified"),
    )


COUNTY_POINTS = _points(
    "county", Text("县级示范点三个中心", "County points: three centres"), COUNTY_FACILITIES
)
TOWN_POINTS = _points("town", Text("乡镇示范点“7+N”", "Town points: 7 + N"), TOWN_FACILITIES)
VILLAGE_POINTS = _points(
    "village", Text("村级示范点“5+N”", "Village points: 5 + N"), VILLAGE_FACILITIES
)
GROUP_POINTS = _points("group", Text("组级示范点“3+N”", "Group points: 3 + N"), GROUP_FACILITIES)

FACILITY_RULES = (
    POINTS_NAMED,
    POINTS_ARE_ON_FOUR_LEVELS,
    FACILITIES_THERE,
    EACH_LEVEL_HAS_ITS_FACILITIES,
    COUNTY_POINTS,
    TOWN_POINTS,
    VILLAGE_POINTS,
    GROUP_POINTS,
    *(_certified(level) for level in ALLOWED),
    *(_withdrawn(level) for level in ALLOWED),
)
