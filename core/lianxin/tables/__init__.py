"""The core's tables. Importing this package registers all of them in one metadata."""

from lianxin.tables.accounts import (
    AccessToken,
    Account,
    AccountIdentity,
    AccountRole,
    IdempotentAnswer,
    SignInFailure,
    SpentState,
)
from lianxin.tables.calendar import CalendarDayRow, RosterEntry
from lianxin.tables.cases import (
    Case,
    CaseConcern,
    CaseEntry,
    CaseTally,
    CaseUnit,
    Deadline,
    Task,
)
from lianxin.tables.duties import DutyItem
from lianxin.tables.events import AuditEntry, Lease, OutboxEvent, SealedHead
from lianxin.tables.imports import ImportedRow
from lianxin.tables.meetings import (
    Ballot,
    BallotName,
    Candidacy,
    Meeting,
    MeetingCase,
    MeetingTarget,
    Motion,
    MotionEntry,
    Participant,
)
from lianxin.tables.modules import (
    Counter,
    LocalityFact,
    ModuleState,
    Purge,
    RecordRevision,
    SettingsRevision,
)
from lianxin.tables.people import (
    Appointment,
    Household,
    HouseholdMark,
    Liaison,
    Person,
    Unit,
    UnitLine,
)
from lianxin.tables.platform import LocalityKey, LocalityRow
from lianxin.tables.problems import Problem, ProblemEntry, ProblemMatch
from lianxin.tables.regulations import (
    Regulation,
    RegulationClause,
    RegulationGround,
    RegulationVersion,
)
from lianxin.tables.rules import Consequence, Publication, RefusalNote, Standing
from lianxin.tables.search import SearchText
from lianxin.tables.surveys import Drawn, Respondent, Score, Survey, SurveyFrame

__all__ = [
    "AccessToken",
    "Account",
    "AccountIdentity",
    "AccountRole",
    "Appointment",
    "AuditEntry",
    "Ballot",
    "BallotName",
    "CalendarDayRow",
    "Candidacy",
    "Case",
    "CaseConcern",
    "CaseEntry",
    "CaseTally",
    "CaseUnit",
    "Consequence",
    "Counter",
    "Deadline",
    "Drawn",
    "DutyItem",
    "Household",
    "HouseholdMark",
    "IdempotentAnswer",
    "ImportedRow",
    "Lease",
    "Liaison",
    "LocalityFact",
    "LocalityKey",
    "LocalityRow",
    "Meeting",
    "MeetingCase",
    "MeetingTarget",
    "ModuleState",
    "Motion",
    "MotionEntry",
    "OutboxEvent",
    "Participant",
    "Person",
    "Problem",
    "ProblemEntry",
    "ProblemMatch",
    "Publication",
    "Purge",
    "RecordRevision",
    "RefusalNote",
    "Regulation",
    "RegulationClause",
    "RegulationGround",
    "RegulationVersion",
    "Respondent",
    "RosterEntry",
    "Score",
    "SealedHead",
    "SearchText",
    "SettingsRevision",
    "SignInFailure",
    "SpentState",
    "Standing",
    "Survey",
    "SurveyFrame",
    "Task",
    "Unit",
    "UnitLine",
]
