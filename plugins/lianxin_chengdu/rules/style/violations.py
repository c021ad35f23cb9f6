"""CD-D5: violations of discipline by kind: found, handled, published."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import exists, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    ConsequenceRule,
    Guard,
    Indicator,
    OneOf,
    Publication,
    Registry,
    Term,
    Unfit,
    counted,
    official_name,
    recording,
    worded,
)
from lianxin.tables import Person, Unit
from lianxin_chengdu.sources import STYLE
from lianxin_chengdu.tables import Violation
from lianxin_chengdu.terms import VIOLATIONS

HALF_HANDLED = Text("处理情况和处理日期须同时填写", "Say both when and how it was handled")
TOO_EARLY = Text("处理日期早于发现日期", "It cannot have been handled before it was found")


class ViolationFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="单位 / Unit")
    person_id: int = Field(title="当事人 / Who")
    kind: Annotated[str, OneOf("chengdu_violation", VIOLATIONS)] = Field(title="类别 / Kind")
    found_on: date = Field(title="发现日期 / Found on")
    finding: str = Field(min_length=2, max_length=4000, title="查实情况 / What was found")
    handled_on: date | None = Field(None, title="处理日期 / Handled on")
    handling: str | None = Field(
        None, min_length=2, max_length=4000, title="处理情况 / How it was handled"
    )

    @model_validator(mode="after")
    def handled_as_a_whole(self) -> "ViolationFields":
        if (self.handled_on is None) != (self.handling is None):
            raise Unfit(HALF_HANDLED)
        if self.handled_on is not None and self.handled_on < self.found_on:
            raise Unfit(TOO_EARLY)
        return self


FOUND_AND_HANDLED = Registry(
    key="violations",
    clause="CD-D5",
    source=STYLE,
    title=Text("顶风违纪行为：发现、处理", "Violations: found and handled"),
    table=Violation,
    fields=ViolationFields,
    writers=frozenset({"supervisor", "clerk"}),
    order=("found_on",),
)

VIOLATIONS_ARE_THOSE_OF_OFFICIALS = Guard(
    key="violations_of_officials",
    clause="CD-D5",
    source=STYLE,
    title=Text("违纪行为记在干部名下", "Violations are those of officials"),
    actions=(recording("violations"),),
    refuse_if=~exists().where(col(Person.id) == col(Violation.person_id), col(Person.official)),
    because=Text("当事人须为干部", "Whoever is named has to be an official"),
)


def _recorded(kind: Term) -> ConsequenceRule:
    """A violation of the kind stands on the official's record, with its ground."""
    return ConsequenceRule(
        key=kind.code,
        clause="CD-D5",
        source=STYLE,
        title=kind.label,
        effect=kind,
        by=frozenset({"supervisor", "leader"}),
    )


_published: Any = (
    select(
        col(Violation.handled_on).label("handled_on"),
        col(Unit.name).label("unit"),
        official_name().label("name"),
        worded(col(Violation.kind), VIOLATIONS).label("kind"),
        col(Violation.finding).label("finding"),
        col(Violation.handling).label("handling"),
    )
    .join_from(Violation, Unit, col(Unit.id) == col(Violation.unit_id))
    .join(Person, col(Person.id) == col(Violation.person_id))
    .where(col(Violation.handled_on).is_not(None))
    .order_by(col(Violation.handled_on).desc(), col(Violation.id))
)

HANDLED_IN_PUBLIC = Publication(
    key="violations_published",
    clause="CD-D5",
    source=STYLE,
    title=Text("顶风违纪行为通报", "Violations, made public once they are handled"),
    query=_published,
    labels={
        "handled_on": Text("处理日期", "Handled on"),
        "unit": Text("单位", "Unit"),
        "name": Text("姓名", "Name"),
        "kind": Text("类别", "Kind"),
        "finding": Text("查实情况", "What was found"),
        "handling": Text("处理情况", "How it was handled"),
    },
    live=True,
)

VIOLATIONS_BY_KIND = Indicator(
    key="violations_by_kind",
    clause="CD-D5",
    source=STYLE,
    title=Text("查处违纪行为", "Violations found, by kind"),
    value=counted(Violation, on=col(Violation.found_on)),
    split=(col(Violation.kind),),
    per="year",
)

VIOLATION_RULES = (
    FOUND_AND_HANDLED,
    VIOLATIONS_ARE_THOSE_OF_OFFICIALS,
    *(_recorded(kind) for kind in VIOLATIONS),
    HANDLED_IN_PUBLIC,
    VIOLATIONS_BY_KIND,
)
