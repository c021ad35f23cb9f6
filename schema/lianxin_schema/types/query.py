"""The root of all reading."""

import strawberry

from lianxin.ids import receipt_hash
from lianxin_schema.fields import OPEN, Argument, by_ids, descending, find, page, value
from lianxin_schema.types.accounts import AccountQueries
from lianxin_schema.types.actions import ActionField, read_meeting_fields, read_submit_fields
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
from lianxin_schema.types.imports import ImportQueries
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
from lianxin_schema.types.motions import MotionQueries
from lianxin_schema.types.people import PeopleQueries
from lianxin_schema.types.problems import ProblemQueries
from lianxin_schema.types.purges import PurgeQueries
from lianxin_schema.types.records import RecordQueries
from lianxin_schema.types.refusals import RefusalQueries
from lianxin_schema.types.regulations import RegulationQueries
from lianxin_schema.types.rosters import RosterQueries
from lianxin_schema.types.rotations import RotationQueries
from lianxin_schema.types.rules import Rule, RuleKind, read_rules, rules_by_key
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
from lianxin_schema.types.tasks import TaskQueries
from lianxin_schema.types.visibility import CASE_READERS, MEETING_READERS, not_concealed
from lianxin_schema.types.words import WordQueries

_NO_ROWS = {"Rule": rules_by_key}
"""What has an ID and is no row."""


@strawberry.type
class Query(
    AccountQueries,
    PeopleQueries,
    MotionQueries,
    ProblemQueries,
    TaskQueries,
    RecordQueries,
    RegulationQueries,
    RefusalQueries,
    SurveyQueries,
    FigureQueries,
    RosterQueries,
    RotationQueries,
    WordQueries,
    ImportQueries,
    PurgeQueries,
):
    node: Node | None = by_ids("id", strawberry.ID, others=_NO_ROWS, permission=OPEN)
    nodes: list[Node | None] = by_ids("ids", list[strawberry.ID], others=_NO_ROWS, permission=OPEN)
    viewer: Viewer = value(read_viewer, permission=OPEN)
    locality: Locality = value(read_locality, permission="locality.read")
    case: Case | None = find(
        permission=CASE_READERS, code=Argument(str, lambda c, g: c.code == g.text())
    )
    case_by_receipt: Case | None = find(
        through=not_concealed,
        permission="case.read_by_receipt",
        receipt=Argument(str, lambda c, g: c.receipt_hash == g.map(receipt_hash)),
    )
    cases: CaseConnection = page(
        order=[descending("submitted_at", kind="instant")],
        filters=(CaseFilter, CASE_FILTERS),
        orders=(CaseOrder, CASE_ORDERS),
        permission=CASE_READERS,
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
    submit_fields: list[ActionField] = value(
        read_submit_fields,
        arguments={"channel": str, "category": str | None},
        defaults={"category": strawberry.UNSET},
        permission="case.submit",
    )
    meeting_fields: list[ActionField] = value(
        read_meeting_fields, arguments={"kind": str}, permission="meeting.record"
    )
    meeting: Meeting | None = find(
        permission=MEETING_READERS, code=Argument(str, lambda c, g: c.code == g.text())
    )
    meetings: MeetingConnection = page(
        order=[descending("starts_at", kind="instant")],
        filters=(MeetingFilter, MEETING_FILTERS),
        orders=(MeetingOrder, MEETING_ORDERS),
        permission=MEETING_READERS,
    )
    rules: list[Rule] = value(
        read_rules,
        arguments={"kind": RuleKind | None, "module": str | None},
        defaults={"kind": strawberry.UNSET, "module": strawberry.UNSET},
        permission="rule.read",
    )
    standings: StandingConnection = page(
        order=subject_order(),
        filters=(FilterInput, STANDING_FILTERS),
        orders=(StandingOrder, STANDING_ORDERS),
        permission="standing.read",
    )
    modules: list[Module] = value(read_modules, permission="module.read")
