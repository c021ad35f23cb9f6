"""Taking in a case: from a resident, by a clerk, through a webhook, or from nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.asking import Besides, besides
from lianxin.commands.cases.begin import begin
from lianxin.commands.cases.ceilings import ceilings_on
from lianxin.commands.cases.concerning import Concerns, concerns_of, refusals_of_concerns
from lianxin.commands.cases.intake import Intake, look_up
from lianxin.commands.cases.judge import Judge, judge_of, new_parameters
from lianxin.commands.cases.opening import hours_of, opening_for
from lianxin.commands.cases.refusals import cited
from lianxin.commands.cases.reporter import (
    ReporterGiven,
    is_staff,
    known_reporter,
    refusals_of_reporter,
    reporter_of,
)
from lianxin.commands.cases.routing import go, reported_by
from lianxin.commands.cases.times import refusals_of_time, submission
from lianxin.commands.command import Command
from lianxin.commands.contact import Contact
from lianxin.commands.inputs.mentioned import mentioned
from lianxin.commands.values import Code, Line, Moment, PersonKey, Prose, by_name
from lianxin.database import Session, together
from lianxin.errors import Problem, invalid, not_found
from lianxin.ids import new_code
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.workflow import Workflow
from lianxin.tables import Case, MeetingCase

_NO_CHANNEL = Text(
    "没有名为 {code} 的渠道，可用：{known}", "There is no channel {code}; there are: {known}"
)
_NO_CATEGORY = Text(
    "没有名为 {code} 的类别，可用：{known}", "There is no category {code}; there are: {known}"
)
_NO_WORKFLOW = Text(
    "没有模块受理渠道 {code}，请管理员启用相应模块",
    "No module takes the channel {code}; an administrator must enable one",
)
_NO_UNIT = Text("没有代码为 {code} 的单位", "There is no unit {code}")

EXTERNAL = "core_case.external_id"


@dataclass(frozen=True)
class Submitted:
    """A case that is about to be taken in; the workflow is not known where none takes it."""

    case: Case
    intake: Intake
    concerns: Concerns
    besides: Besides
    judge: Judge | None
    problems: tuple[Problem, ...]


class SubmitCase(Command):
    """An anonymous case has no reporter: whoever is named as such is not kept. `fields` are those
    that its workflow asks for, `meeting` the code of the one at which it came up.

    `facts` are first values for the workflow's own table, and `submitted_at` is when a case came
    in that is only written down now (an imported call log), for those who write in Python: its
    terms run from then, and the audit tells who brought it in, and when.
    """

    does: ClassVar[str] = "submit_case"
    permission: ClassVar[str | None] = "case.submit"

    title: Line
    channel: Code
    body: Prose | None = None
    category: Code | None = None
    unit: Code | None = None
    reporter: ReporterGiven | None = None
    anonymous: bool = False
    concerning_people: Annotated[list[PersonKey], Field(max_length=100)] | None = None
    concerning_units: Annotated[list[Code], Field(max_length=100)] | None = None
    external_id: Line | None = None
    meeting: Code | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}
    submitted_at: Moment | None = None
    facts: Mapping[str, Any] = {}

    def is_anonymous(self) -> bool:
        return self.anonymous

    async def load(self, attempt: Attempt) -> Submitted:
        external_id, about = self._external_id(attempt), self.concerning_people or []
        composition = attempt.locality.composition
        entry, workflow = composition.workflow_for(self.channel, self.category) or (None, None)
        opening = opening_for(composition, entry)
        found: list[Any] = await together(
            attempt.tx,
            lambda s: look_up(s, attempt, external_id=external_id, **self._named(attempt)),
            lambda s: hours_of(s, opening, self.unit),
        )
        intake, hours = found
        told = besides(attempt, self, workflow, intake, hours)
        concerns = concerns_of(about, self.concerning_units or [], intake)
        case, judge, problems = self._case(attempt, intake, external_id)
        return Submitted(case, intake, concerns, told, judge, tuple(problems))

    def _named(self, attempt: Attempt) -> dict[str, Any]:
        """Everything that is named, to be looked up at once."""
        reporter, about = self._reporter, self.concerning_people or []
        people = [reporter.person] if reporter and reporter.person else []
        people += [attempt.viewer.person_id] if attempt.viewer.person_id else []
        units = [*(self.concerning_units or []), *([self.unit] if self.unit else [])]
        texts, keys = mentioned(self.fields)
        return {
            "unit_codes": [*units, *texts],
            "person_ids": [*people, *about, *keys],
            "concerned": about,
            "contact": reporter.contact if reporter else Contact(),
            "channel": self.channel,
            "meeting": self.meeting,
        }

    async def refusals(self, attempt: Attempt, loaded: Submitted) -> list[Problem]:
        if loaded.intake.existing is not None:
            return []
        problems = [*loaded.problems, *loaded.besides.problems]
        problems += refusals_of_time(loaded.case.submitted_at, attempt.now)
        problems += refusals_of_reporter(self._reporter, loaded.intake, attempt.viewer)
        problems += refusals_of_concerns(self, loaded.intake, loaded.concerns)
        if loaded.judge is not None:
            told = loaded.besides
            values = new_parameters(attempt.context, loaded.case, told.facts, told.given)
            known = known_reporter(attempt.viewer, self._reporter, loaded.intake)
            found: list[Any] = await together(
                attempt.tx,
                lambda s: self._said(s, loaded, values | reported_by(known)),
                lambda s: ceilings_on(s, attempt, loaded.case, told.facts, values),
            )
            said, ceilings = found
            if said is not None:
                go(loaded.case, said, loaded.judge)
                refusing = loaded.judge.refusing("submit", said)
                problems += [cited("RULE_REFUSED", g.because, e) for e, g in refusing]
            problems += ceilings
        return problems

    async def _said(self, session: Session, loaded: Submitted, values: Mapping[str, Any]) -> Any:
        """What guards and routes say of the new case; None where none looks at it."""
        statement = loaded.judge.new() if loaded.judge is not None else None
        return None if statement is None else await session.first(statement, **values)

    def apply(self, attempt: Attempt, loaded: Submitted) -> dict[str, Any]:
        if loaded.intake.existing is not None:
            attempt.on("Case", loaded.intake.existing)
            return {"case": loaded.intake.existing}
        assert loaded.judge is not None, "a case that no module takes was refused"
        case, reporter = loaded.case, reporter_of(attempt, self._reporter, loaded.intake)
        for column, value in reporter.columns(attempt.locality.sealer).items():
            setattr(case, column, value)
        attempt.on("Case", case.id)
        attempt.about = {"channel": self.channel, "title": self.title, "body": self.body}
        if self.submitted_at is not None:
            attempt.reason = "imported"
            attempt.about["submittedAt"] = case.submitted_at.isoformat()
        told, meeting = loaded.besides, loaded.intake.meeting
        if meeting is not None:
            attempt.work.add(MeetingCase(meeting_id=meeting.id, case_id=case.id))
            attempt.touch(f"meeting:{meeting.kind}", ("Meeting", meeting.id), on=[meeting.day])
        fields = {field: value for field, value in told.given.items() if field in self.fields}
        return begin(attempt, case, loaded.judge, loaded.concerns, told.facts, fields)

    @property
    def _reporter(self) -> ReporterGiven | None:
        return None if self.anonymous else self.reporter

    def _external_id(self, attempt: Attempt) -> str | None:
        """The number of somebody's post names them: an anonymous case keeps a hash of it."""
        if self.external_id is None or not self.anonymous:
            return self.external_id
        return attempt.locality.sealer.blind_index(self.external_id, EXTERNAL)

    def _case(
        self, attempt: Attempt, intake: Intake, external_id: str | None
    ) -> tuple[Case, Judge | None, list[Problem]]:
        composition = attempt.locality.composition
        unit_id = intake.units.get(self.unit, (None,))[0] if self.unit else None
        taken = composition.workflow_for(self.channel, self.category)
        problems = list(self._unknown(composition, taken))
        if self.unit and unit_id is None:
            problems.append(not_found(_NO_UNIT.format(code=self.unit), "unit"))
        entry, workflow = taken or (None, None)
        case = Case(
            code=new_code(),
            workflow=entry.key if entry else "",
            workflow_version=workflow.version if workflow else 0,
            title=self.title,
            body=self.body or None,
            channel=self.channel,
            category=self.category,
            step=workflow.first.code if workflow else "",
            phase=workflow.first.phase.value if workflow else "",
            unit_id=unit_id,
            responsible_id=attempt.viewer.person_id if is_staff(attempt.viewer) else None,
            anonymous=self.anonymous,
            restricted=bool(self.concerning_people or self.concerning_units),
            submitted_at=submission(attempt, self.submitted_at, self.anonymous),
            external_id=external_id,
        )
        return case, judge_of(composition, entry.key) if entry else None, problems

    def _unknown(
        self, composition: Composition, taken: tuple[RuleInForce, Workflow] | None
    ) -> list[Problem]:
        problems = []
        if composition.term("channel", self.channel) is None:
            message = _NO_CHANNEL.format(
                code=self.channel, known=", ".join(composition.terms.get("channel", ()))
            )
            problems.append(invalid("UNKNOWN_CHANNEL", message, "channel"))
        elif taken is None:
            message = _NO_WORKFLOW.format(code=self.channel)
            problems.append(invalid("CHANNEL_NOT_TAKEN", message, "channel"))
        known = composition.terms.get("category")
        if self.category is not None and known and self.category not in known:
            message = _NO_CATEGORY.format(code=self.category, known=", ".join(known))
            problems.append(invalid("UNKNOWN_CATEGORY", message, "category"))
        return problems
