"""Regulations: the tree of them, and the text of each as it stood on any day."""

from datetime import date
from typing import Any

import strawberry

from lianxin import tables
from lianxin.database import Among
from lianxin.rules.conditions import regulation_in_force
from lianxin_schema.fields import (
    Argument,
    ascending,
    column,
    computed,
    descending,
    find,
    key,
    link,
    page,
    same,
    table_type,
    word,
)
from lianxin_schema.types.base import Node, Term, connection_of
from lianxin_schema.types.origins import AmendmentOrigin, RegulationOrigin
from lianxin_schema.types.people import Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.regulation_effects import (
    RegulationEffect,
    amendment_effects,
    regulation_effects,
)

HERE = "lianxin_schema.types.regulations"
READ = "regulation.read"
RegulationConnection: Any = connection_of("Regulation", HERE)
RegulationVersionConnection: Any = connection_of("RegulationVersion", HERE)

BY_DAY = Argument(date | None, lambda c, g: c.in_force_since <= g.date())


@table_type(
    tables.RegulationVersion,
    access=READ,
    description="制度的一个版本 / A version of a regulation; an abolition is one too",
)
class RegulationVersion(Node):
    id: strawberry.ID = key()
    number: int = column()
    operation: Term = word("regulation_operation")
    in_force_since: date = column()
    body: str = column()
    led_to_by: AmendmentOrigin = same()
    effect: RegulationEffect | None = computed(amendment_effects, "id", "in_force_since")


@table_type(tables.Regulation, access=READ, description="制度 / A document that binds")
class Regulation(Node):
    id: strawberry.ID = key()
    code: str = column()
    title: str = column()
    tier: Term = word("regulation_tier")
    aspect: Term | None = word("regulation_aspect")
    unit: Unit | None = link("unit_id")
    parent: "Regulation | None" = link("parent_id")
    in_force_since: date = column()
    abolished_on: date | None = column()
    versions: RegulationVersionConnection = page(
        "regulation_id",
        order=[descending("in_force_since", kind="date"), descending("number", kind="int")],
        arguments={"on": BY_DAY},
        description="最新的在前；on 之前的版本，第一个即当日有效的文本 / The latest first; with `on`, "
        "those by that day: the first is the text in force then, unless it is an abolition.",
    )
    led_to_by: RegulationOrigin = same()
    effect: RegulationEffect | None = computed(
        regulation_effects,
        "id",
        "in_force_since",
        description="促成它的同类诉求是否减少；没有归并的问题则为空 / Whether cases of the kind that led to "
        "it became fewer; null where no problem did",
    )


ARGUMENTS = {
    "unit": Argument(str | None, lambda c, g: c.unit_id.in_(units_under(g.text()))),
    "tier": Argument(list[str] | None, lambda c, g: Among(c.tier, g.words())),
    "aspect": Argument(list[str] | None, lambda c, g: Among(c.aspect, g.words())),
    "in_force_on": Argument(date | None, lambda c, g: regulation_in_force(c.id, g.date())),
}


@strawberry.type
class RegulationQueries:
    """Root fields over regulations; merged into the root of all reading."""

    regulation: Regulation | None = find(
        permission=READ, code=Argument(str, lambda c, g: c.code == g.text())
    )
    regulations: RegulationConnection = page(
        order=[ascending("code")], arguments=ARGUMENTS, permission=READ
    )
