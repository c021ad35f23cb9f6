"""The root of all reading."""

import hashlib
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin.ids import parse_global_id
from lianxin_schema.fields import Argument, Ref, ascending, descending, find, page, value
from lianxin_schema.types.base import Node
from lianxin_schema.types.case_statistics import read_statistics
from lianxin_schema.types.cases import (
    CASE_FILTERS,
    CASE_ORDERS,
    Case,
    CaseConnection,
    CaseFilter,
    CaseOrder,
)
from lianxin_schema.types.figures import FigureQueries
from lianxin_schema.types.localities import Locality, Viewer, read_locality, read_viewer
from lianxin_schema.types.meetings import (
    MEETING_FILTERS,
    MEETING_ORDERS,
    Meeting,
    MeetingConnection,
    MeetingFilter,
    MeetingOrder,
)
from lianxin_schema.types.modules import Module, read_modules
from lianxin_schema.types.people import (
    PERSON_FILTERS,
    PERSON_ORDERS,
    UNIT_FILTERS,
    UNIT_ORDERS,
    Person,
    PersonConnection,
    PersonFilter,
    PersonOrder,
    Unit,
    UnitConnection,
    UnitFilter,
    UnitOrder,
)
from lianxin_schema.types.records import RecordQueries
from lianxin_schema.types.rules import Rule, RuleKind, read_rules, rule_value
from lianxin_schema.types.standings import StandingConnection
from lianxin_schema.types.standings_filters import (
    STANDING_FILTERS,
    STANDING_ORDERS,
    FilterInput,
    StandingOrder,
    subject_order,
)
from lianxin_schema.types.statistics import CaseDimension, CaseStatisticConnection
from lianxin_schema.types.surveys import SurveyQueries
from lianxin_schema.types.visibility import not_concealed


def read_node(_: None, context: Context, id: str) -> Any:
    """A row or rule by its ID; None for what is unknown or hidden."""
    if id.startswith("Rule:"):
        entry = context.locality.composition.rule(id.removeprefix("Rule:"))
        return rule_value(context, entry) if entry else None
    found = parse_global_id(id)
    return Ref(*found) if found else None


def read_nodes(_: None, context: Context, ids: list[str]) -> list[Any]:
    return [read_node(None, context, id) for id in ids]


def receipt_hash(receipt: str) -> str:
    """How a receipt is stored: separators do not matter."""
    digits = "".join(ch for ch in receipt if ch.isdigit())
    return hashlib.sha256(digits.encode()).hexdigest()


@strawberry.type
class Query(RecordQueries, SurveyQueries, FigureQueries):
    node: Node | None = value(read_node, arguments={"id": strawberry.ID})
    nodes: list[Node | None] = value(read_nodes, arguments={"ids": list[strawberry.ID]})
    viewer: Viewer = value(read_viewer)
    locality: Locality = value(read_locality)
    unit: Unit | None = find(code=Argument(str, lambda c, g: c.code == g.text()))
    units: UnitConnection = page(
        order=[ascending("code")],
        filters=(UnitFilter, UNIT_FILTERS),
        orders=(UnitOrder, UNIT_ORDERS),
    )
    person: Person | None = find(id=Argument(strawberry.ID, lambda c, g: c.id == g.key("Person")))
    people: PersonConnection = page(
        order=[ascending("name", nullable=True)],
        filters=(PersonFilter, PERSON_FILTERS),
        orders=(PersonOrder, PERSON_ORDERS),
    )
    case: Case | None = find(code=Argument(str, lambda c, g: c.code == g.text()))
    case_by_receipt: Case | None = find(
        through=not_concealed,
        receipt=Argument(str, lambda c, g: c.receipt_hash == g.map(receipt_hash)),
    )
    cases: CaseConnection = page(
        order=[descending("submitted_at", kind="instant")],
        filters=(CaseFilter, CASE_FILTERS),
        orders=(CaseOrder, CASE_ORDERS),
        permission="case.read_own",
    )
    case_statistics: CaseStatisticConnection = value(
        read_statistics,
        arguments={
            "filter": CaseFilter | None,
            "group_by": list[CaseDimension],  # type: ignore[valid-type]
            "first": int | None,
            "after": str | None,
        },
        defaults=dict.fromkeys(("filter", "first", "after"), strawberry.UNSET),
        permission="publication.read",
        selective=True,
    )
    meeting: Meeting | None = find(code=Argument(str, lambda c, g: c.code == g.text()))
    meetings: MeetingConnection = page(
        order=[descending("starts_at", kind="instant")],
        filters=(MeetingFilter, MEETING_FILTERS),
        orders=(MeetingOrder, MEETING_ORDERS),
    )
    rules: list[Rule] = value(
        read_rules,
        arguments={"kind": RuleKind | None, "module": str | None},
        defaults={"kind": strawberry.UNSET, "module": strawberry.UNSET},
    )
    standings: StandingConnection = page(
        order=subject_order(),
        filters=(FilterInput, STANDING_FILTERS),
        orders=(StandingOrder, STANDING_ORDERS),
        permission="standing.read",
    )
    modules: list[Module] = value(read_modules)
