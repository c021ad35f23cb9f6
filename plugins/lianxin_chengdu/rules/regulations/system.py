"""CD-A1, CD-A3, CD-A4: the tree of regulations, what was done to it, and who lacks which rules."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.builtin.words import COMMON_WORDS
from lianxin.language import Text
from lianxin.rules import (
    AS_OF,
    Coverage,
    Guard,
    Indicator,
    OneOf,
    Registry,
    Term,
    counted,
    record,
    recording,
    units,
)
from lianxin.rules.conditions import regulation_in_force
from lianxin.rules.provisions import Provision
from lianxin.tables import Regulation, RegulationVersion, Unit
from lianxin_chengdu.sources import SYSTEM
from lianxin_chengdu.tables import Concern
from lianxin_chengdu.terms import ASPECT, ASPECTS, DETAIL, FRAMEWORK, TIERS

OPERATIONS = COMMON_WORDS["regulation_operation"]
ESTABLISHED, ABOLISHED = "established", "abolished"


class RegulationFields(BaseModel, extra="forbid"):
    code: str = Field(min_length=1, max_length=64, title="编号 / Code")
    title: str = Field(min_length=2, max_length=300, title="名称 / Title")
    tier: Annotated[str, OneOf("regulation_tier", TIERS)] = Field(title="层级 / Tier")
    aspect: Annotated[str | None, OneOf("regulation_aspect", ASPECTS)] = Field(
        None, title="方面 / Aspect"
    )
    unit_id: int = Field(title="制定单位 / Issuing unit")
    parent_id: int | None = Field(None, title="上级制度 / The regulation that it details")
    in_force_since: date = Field(title="新建，自何日起施行 / In force since")
    abolished_on: date | None = Field(None, title="废止日期 / Abolished on")


class VersionFields(BaseModel, extra="forbid"):
    regulation_id: int = Field(title="制度 / Regulation")
    number: int = Field(ge=1, le=1000, title="版次 / Number of the version")
    operation: Annotated[str, OneOf("regulation_operation", OPERATIONS)] = Field(
        title="新建、修改完善或废止 / Established, revised or abolished"
    )
    in_force_since: date = Field(title="自何日起 / From which day on")
    body: str = Field(
        min_length=1,
        max_length=100_000,
        title="文本，或废止理由 / The text, or why it is abolished",
    )


class ConcernFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="参加单位 / Unit that takes part")
    aspect: Annotated[str, OneOf("regulation_aspect", ASPECTS)] = Field(title="方面 / Aspect")


REGULATIONS = Registry(
    key="regulations",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("“1+5+N”制度体系", "The system of regulations, 1+5+N"),
    table=Regulation,
    fields=RegulationFields,
    unique=(("code",),),
    public=tuple(RegulationFields.model_fields),
    order=("code",),
)

VERSIONS = Registry(
    key="versions",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("制度的新建、修改完善、废止", "Regulations established, revised, abolished"),
    table=RegulationVersion,
    fields=VersionFields,
    unique=(("regulation_id", "number"),),
    public=tuple(VersionFields.model_fields),
    order=("in_force_since",),
    through=("regulation_id", col(Regulation.unit_id), "Unit"),
)

_upper = Regulation.__table__.alias()  # type: ignore[attr-defined]
_tier, _parent = col(Regulation.tier), col(Regulation.parent_id)
_under_the_framework = exists().where(_upper.c.id == _parent, _upper.c.tier == FRAMEWORK.code)
_under_its_aspect = exists().where(
    _upper.c.id == _parent,
    _upper.c.tier == ASPECT.code,
    _upper.c.aspect == col(Regulation.aspect),
)

A_TREE_OF_THREE_TIERS = Guard(
    key="tree_of_three_tiers",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("1 个总体意见、5 方面制度、N 个实施细则", "One framework, five aspects, N details"),
    actions=(recording("regulations"),),
    refuse_if=or_(
        (_tier == FRAMEWORK.code) & _parent.is_not(None),
        (_tier == ASPECT.code) & (~_under_the_framework | col(Regulation.aspect).is_(None)),
        (_tier == DETAIL.code) & ~_under_its_aspect,
    ),
    because=Text(
        "总体意见居首；方面制度写明方面并列于总体意见之下；实施细则列于同一方面的制度之下",
        "The framework has nothing above it, a regulation of an aspect the framework, a unit's "
        "rules the regulation of the same aspect",
    ),
)

_other = Regulation.__table__.alias()  # type: ignore[attr-defined]

ONE_FRAMEWORK = Guard(
    key="one_framework",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("全市 1 个总体实施意见", "One framework opinion for the whole city"),
    actions=(recording("regulations"),),
    refuse_if=(_tier == FRAMEWORK.code)
    & exists().where(
        _other.c.tier == FRAMEWORK.code,
        _other.c.id != col(Regulation.id),
        regulation_in_force(_other.c.id),
    ),
    because=Text(
        "已有总体实施意见，请修改或先废止", "There is one; revise it, or abolish it first"
    ),
)

_version = RegulationVersion.__table__.alias()  # type: ignore[attr-defined]
_of_the_same = _version.c.regulation_id == col(RegulationVersion.regulation_id)
_earlier = _of_the_same & (_version.c.number < col(RegulationVersion.number))
_later = _of_the_same & (_version.c.number > col(RegulationVersion.number))
_since = col(RegulationVersion.in_force_since)

ESTABLISHED_ONCE_AND_FIRST = Guard(
    key="established_first",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("先新建，再修改完善或废止", "Established first, revised or abolished afterwards"),
    actions=(recording("versions"),),
    refuse_if=(col(RegulationVersion.operation) == ESTABLISHED) == exists().where(_earlier),
    because=Text("第一个版本为新建，以后的不是", "The first version establishes it, no later one"),
)

NOTHING_AFTER_ITS_ABOLITION = Guard(
    key="nothing_after_abolition",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("废止之后不再修改", "What is abolished is not revised any more"),
    actions=(recording("versions"),),
    refuse_if=exists().where(_earlier, _version.c.operation == ABOLISHED),
    because=Text("该制度已经废止；如需恢复请新建", "It is abolished; establish a new one"),
)

_own = Regulation.__table__.alias()  # type: ignore[attr-defined]
_operation = col(RegulationVersion.operation)

VERSIONS_AND_THEIR_REGULATION_AGREE = Guard(
    key="versions_agree",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("新建、废止的日期与制度一致", "It is established and abolished on its own days"),
    actions=(recording("versions"),),
    refuse_if=~exists().where(
        _own.c.id == col(RegulationVersion.regulation_id),
        (_operation != ESTABLISHED) | (_own.c.in_force_since == _since),
        (_operation != ABOLISHED) | (_own.c.abolished_on == _since),
    ),
    because=Text(
        "新建、废止的日期须与制度所载一致（废止须先在制度上写明日期）",
        "The day has to be the one that the regulation states; say there first when it is abolished",
    ),
)

VERSIONS_FOLLOW_ONE_ANOTHER = Guard(
    key="versions_follow",
    clause="CD-A1",
    source=SYSTEM,
    title=Text("各版本按日期先后", "Versions follow one another in time"),
    actions=(recording("versions"),),
    refuse_if=or_(
        exists().where(_earlier, _version.c.in_force_since > _since),
        exists().where(_later, _version.c.in_force_since < _since),
    ),
    because=Text("生效日期与前后版本不合", "Its date does not fit those before or after it"),
)

WHAT_WAS_DONE = Indicator(
    key="operations",
    clause="CD-A3",
    source=SYSTEM,
    title=Text("新建、修改完善、废止制度数", "Regulations established, revised, abolished"),
    value=counted(
        RegulationVersion,
        by=col(Regulation.unit_id),
        on=col(RegulationVersion.in_force_since),
        joins=((Regulation, col(Regulation.id) == col(RegulationVersion.regulation_id)),),
    ),
    split=(col(RegulationVersion.operation), col(Regulation.aspect)),
    per="year",
)

CONCERNS = Registry(
    key="concerns",
    clause="CD-A4",
    source=SYSTEM,
    title=Text("参加单位涉及的方面", "Which aspects concern which unit"),
    table=Concern,
    fields=ConcernFields,
    unique=(("unit_id", "aspect"),),
)


def _has_rules_for(aspect: Term) -> Provision:
    """Detailed rules of the unit in force, where the aspect concerns it."""
    concerned = exists().where(
        col(Concern.unit_id) == col(Unit.id), col(Concern.aspect) == aspect.code
    )
    return record(
        col(Regulation.unit_id),
        where=(_tier == DETAIL.code)
        & (col(Regulation.aspect) == aspect.code)
        & regulation_in_force(col(Regulation.id), AS_OF),
        when=concerned,
        called=aspect.label,
    )


EVERY_UNIT_HAS_ITS_RULES = Coverage(
    key="units_have_rules",
    clause="CD-A4",
    source=SYSTEM,
    title=Text("各单位就所涉方面制定实施细则", "Units have rules for each aspect concerning them"),
    every=units(where=exists().where(col(Concern.unit_id) == col(Unit.id))),
    has=tuple(_has_rules_for(aspect) for aspect in ASPECTS),
    reads=(Concern, RegulationVersion),
)

SYSTEM_RULES = (
    REGULATIONS,
    VERSIONS,
    A_TREE_OF_THREE_TIERS,
    ONE_FRAMEWORK,
    ESTABLISHED_ONCE_AND_FIRST,
    NOTHING_AFTER_ITS_ABOLITION,
    VERSIONS_AND_THEIR_REGULATION_AGREE,
    VERSIONS_FOLLOW_ONE_ANOTHER,
    WHAT_WAS_DONE,
    CONCERNS,
    EVERY_UNIT_HAS_ITS_RULES,
)
