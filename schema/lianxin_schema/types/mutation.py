"""The root of all writing: each field runs one command and answers with what it changed."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from lianxin.context import Context
from lianxin_schema.compose.request import RequestContext
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.account_changes import AccountMutations
from lianxin_schema.types.base import FieldValueInput
from lianxin_schema.types.cases import Case
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.imports import ImportMutations
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.module_changes import (
    cancel,
    configure,
    disable,
    enable,
    restore,
)
from lianxin_schema.types.modules import (
    CancelScheduledSettingsInput,
    CancelScheduledSettingsPayload,
    ConfigureModuleInput,
    ConfigureModulePayload,
    DisableModuleInput,
    DisableModulePayload,
    EnableModuleInput,
    EnableModulePayload,
    RestoreSettingsInput,
    RestoreSettingsPayload,
)
from lianxin_schema.types.motions import BallotChoice, Motion
from lianxin_schema.types.people_changes import PeopleMutations
from lianxin_schema.types.problem_changes import ProblemMutations
from lianxin_schema.types.purges import PurgeMutations
from lianxin_schema.types.record_changes import DecisionMutations
from lianxin_schema.types.rosters import RosterMutations
from lianxin_schema.types.survey_changes import SurveyMutations
from lianxin_schema.types.task_changes import TaskMutations

if TYPE_CHECKING:
    from lianxin.commands import Outcome


@strawberry.input
class ReporterInput:
    person: strawberry.ID | None = strawberry.UNSET
    name: str | None = strawberry.UNSET
    phone: str | None = strawberry.UNSET
    address: str | None = strawberry.UNSET


@strawberry.input
class SubmitCaseInput:
    title: str
    channel: str
    body: str | None = strawberry.UNSET
    category: str | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    reporter: ReporterInput | None = strawberry.UNSET
    anonymous: bool = False
    concerning_people: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET,
        description="诉求所涉及的干部：本人及其单位均不知情 / Officials that the case is about: "
        "they and their units never learn of it.",
    )
    concerning_units: list[str] | None = strawberry.UNSET
    external_id: str | None = strawberry.UNSET
    meeting: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="在会上受理的，填会议编号 / The code of the meeting at which it came up.",
    )
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="受理时要填的各项，见 submitFields / What its workflow asks for: submitFields.",
    )


@strawberry.input
class ActOnCaseInput:
    code: str
    action: str
    version: int | None = strawberry.UNSET
    note: str | None = strawberry.UNSET
    fields: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input
class RevealContactInput:
    case: str
    reason: str


@strawberry.input
class ParticipantInput:
    person: strawberry.ID
    role: str
    present: bool = True


@strawberry.input
class RecordMeetingInput:
    kind: str
    title: str
    starts_at: datetime
    participants: list[ParticipantInput]
    unit: str | None = strawberry.UNSET
    place: str | None = strawberry.UNSET
    ends_at: datetime | None = strawberry.UNSET
    motions: list[str] | None = strawberry.UNSET
    cases: list[str] | None = strawberry.UNSET
    fields: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input
class ActOnMotionInput:
    motion: strawberry.ID
    action: str = strawberry.field(
        description="conclude，或所处阶段的代码：阶段已变则被拒绝 / `conclude`, or the code of the stage that "
        "is meant, which is refused once the motion is at another."
    )
    version: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="所见的版本。conclude 请带上它，或幂等键，以免重复提交连续完成两个阶段 / The version seen. "
        "Give it with `conclude`, or an idempotency key, so that asking twice does not conclude two "
        "stages.",
    )
    note: str | None = strawberry.UNSET
    fields: list[FieldValueInput] | None = strawberry.UNSET


@strawberry.input
class CastBallotInput:
    motion: strawberry.ID
    choice: BallotChoice
    household: strawberry.ID | None = strawberry.UNSET
    people: list[strawberry.ID] | None = strawberry.field(
        default=strawberry.UNSET,
        description="选举时所选的人 / Whom a ballot of an election names",
    )


@value_type(access=OPEN)
class SubmitCasePayload:
    case: Case | None = value(shown=True)
    receipt: str | None = value(
        description="回执号，无账号者凭此查询 / Lets whoever has no account look the case up."
    )
    errors: list[UserError] = value()


@value_type(access=OPEN)
class ActOnCasePayload:
    case: Case | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class RevealContactPayload:
    name: str | None = value()
    phone: str | None = value()
    address: str | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class RecordMeetingPayload:
    meeting: Meeting | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class ActOnMotionPayload:
    motion: Motion | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class CastBallotPayload:
    motion: Motion | None = value()
    errors: list[UserError] = value()


@value_type(access=OPEN)
class SignOutPayload:
    errors: list[UserError] = value()


def _ref(type_name: str, outcome: "Outcome", name: str) -> Any:
    key = outcome.values.get(name)
    return Ref(type_name, key) if key is not None else None


async def _run(name: str, context: Context, input: Any) -> "Outcome":
    """A command from a GraphQL input; its Pydantic model knows the input's names."""
    from lianxin import commands

    return await commands.run_raw(getattr(commands, name), input, context)


async def submit_case(_: None, context: Context, input: Any) -> SubmitCasePayload:
    outcome = await _run("SubmitCase", context, input)
    return SubmitCasePayload(
        case=_ref("Case", outcome, "case"),
        receipt=outcome.values.get("receipt"),
        errors=user_errors(context, outcome.problems),
    )


async def act_on_case(_: None, context: Context, input: Any) -> ActOnCasePayload:
    outcome = await _run("ActOnCase", context, input)
    return ActOnCasePayload(
        case=_ref("Case", outcome, "case"), errors=user_errors(context, outcome.problems)
    )


async def reveal_contact(_: None, context: Context, input: Any) -> RevealContactPayload:
    outcome = await _run("RevealContact", context, input)
    found = outcome.values
    return RevealContactPayload(
        name=found.get("name"),
        phone=found.get("phone"),
        address=found.get("address"),
        errors=user_errors(context, outcome.problems),
    )


async def record_meeting(_: None, context: Context, input: Any) -> RecordMeetingPayload:
    outcome = await _run("RecordMeeting", context, input)
    return RecordMeetingPayload(
        meeting=_ref("Meeting", outcome, "meeting"), errors=user_errors(context, outcome.problems)
    )


async def act_on_motion(_: None, context: Context, input: Any) -> ActOnMotionPayload:
    outcome = await _run("ActOnMotion", context, input)
    return ActOnMotionPayload(
        motion=_ref("Motion", outcome, "motion"), errors=user_errors(context, outcome.problems)
    )


async def cast_ballot(_: None, context: Context, input: Any) -> CastBallotPayload:
    chosen = BallotChoice(input["choice"]).value
    outcome = await _run("CastBallot", context, {**input, "choice": chosen})
    return CastBallotPayload(
        motion=_ref("Motion", outcome, "motion"), errors=user_errors(context, outcome.problems)
    )


async def sign_out(_: None, context: RequestContext) -> SignOutPayload:
    if context.services is not None:
        await context.services.sign_out(context)
    return SignOutPayload(errors=[])


def _command(read: Any, input: type) -> Any:
    return value(read, arguments={"input": input}, permission=CHECKED)


@strawberry.type
class Mutation(
    AccountMutations,
    PeopleMutations,
    TaskMutations,
    SurveyMutations,
    RosterMutations,
    DecisionMutations,
    ProblemMutations,
    ImportMutations,
    PurgeMutations,
):
    submit_case: SubmitCasePayload = _command(submit_case, SubmitCaseInput)
    act_on_case: ActOnCasePayload = _command(act_on_case, ActOnCaseInput)
    reveal_contact: RevealContactPayload = _command(reveal_contact, RevealContactInput)
    record_meeting: RecordMeetingPayload = _command(record_meeting, RecordMeetingInput)
    act_on_motion: ActOnMotionPayload = _command(act_on_motion, ActOnMotionInput)
    cast_ballot: CastBallotPayload = _command(cast_ballot, CastBallotInput)
    configure_module: ConfigureModulePayload = _command(configure, ConfigureModuleInput)
    enable_module: EnableModulePayload = _command(enable, EnableModuleInput)
    disable_module: DisableModulePayload = _command(disable, DisableModuleInput)
    restore_settings: RestoreSettingsPayload = _command(restore, RestoreSettingsInput)
    cancel_scheduled_settings: CancelScheduledSettingsPayload = _command(
        cancel, CancelScheduledSettingsInput
    )
    sign_out: SignOutPayload = value(sign_out, permission=OPEN)
