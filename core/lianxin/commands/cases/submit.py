"""Taking in a case: from a resident, by a clerk, through a webhook, or from nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import Field

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.begin import begin
from lianxin.commands.cases.concerning import Concerns, concerns_of, refusals_of_concerns
from lianxin.commands.cases.intake import Intake, look_up
from lianxin.commands.cases.judge import Judge, judge_of, new_parameters
from lianxin.commands.cases.refusals import cited
from lianxin.commands.cases.reporter import (
    ReporterGiven,
    is_staff,
    refusals_of_reporter,
    reporter_of,
)
from lianxin.commands.cases.times import refusals_of_time, submission
from lianxin.commands.command import Command
from lianxin.commands.contact import Contact
from lianxin.commands.values import Code, Line, Moment, PersonKey, Prose
from lianxin.errors import Problem, invalid, not_found
from lianxin.ids import new_code
from lianxin.language import Text
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce
from lianxin.rules.workflow import Workflow
from lianxin.tables import Case

_NO_CHANNEL = Text(
    "没有名为 {code} 的渠道,可用:{known}", "There is no channel {code}; there are: {known}"
)
_NO_CATEGORY = Text(
    "没有名为 {code} 的类别,可用:{known}", "There is no category {code}; there are: {known}"
)
_NO_WORKFLOW = Text(
    "没有模块受理渠道 {code},请管理员启用相应模块",
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
    judge: Judge | None
    problems: tuple[Problem, ...]


class SubmitCase(Command):
    """An anonymous case has no reporter: whoever is named as such is not kept.

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
    submitted_at: Moment | None = None
    facts: Mapping[str, Any] = {}

    def is_anonymous(self) -> bool:
        return self.anonymous

    async def load(self, attempt: Attempt) -> Submitted:
        reporter, about = self._reporter, self.concerning_people or []
        external_id = self._external_id(attempt)
        people = [reporter.person] if reporter and reporter.person else []
        people += [attempt.viewer.person_id] if attempt.viewer.person_id else []
        intake = await look_up(
            attempt,
            unit_codes=[*(self.concerning_units or []), *([self.unit] if self.unit else [])],
            person_ids=[*people, *about],
            concerned=about,
            contact=reporter.contact if reporter else Contact(),
            channel=self.channel,
            external_id=external_id,
        )
        concerns = concerns_of(about, self.concerning_units or [], intake)
        case, judge, problems = self._case(attempt, intake, external_id)
        return Submitted(case, intake, concerns, judge, tuple(problems))

    async def refusals(self, attempt: Attempt, loaded: Submitted) -> list[Problem]:
        if loaded.intake.existing is not None:
            return []
        problems = [*loaded.problems, *refusals_of_time(loaded.case.submitted_at, attempt.now)]
        problems += refusals_of_reporter(self._reporter, loaded.intake, attempt.viewer)
        problems += refusals_of_concerns(self, loaded.intake, loaded.concerns)
        if loaded.judge is not None and (statement := loaded.judge.new()) is not None:
            values = new_parameters(attempt.context, loaded.case, self.facts)
            said = await attempt.tx.first(statement, **values)
            refusing = loaded.judge.refusing("submit", said)
            problems += [cited("RULE_REFUSED", g.because, e) for e, g in refusing]
        return problems

    def apply(self, attempt: Attempt, loaded: Submitted) -> dict[str, Any]:
        if loaded.intake.existing is not None:
            attempt.on("Case", loaded.intake.existing)
            return {"case": loaded.intake.existing}
        assert loaded.judge is not None, "a case that no module takes was refused"
        case, reporter = loaded.case, reporter_of(attempt, self._reporter, loaded.intake)
        case.reporter_id, case.contactable = reporter.person_id, reporter.contactable
        attempt.on("Case", case.id)
        attempt.about = {"channel": self.channel, "title": self.title, "body": self.body}
        if self.submitted_at is not None:
            attempt.reason = "imported"
            attempt.about["submittedAt"] = case.submitted_at.isoformat()
        return begin(attempt, case, loaded.judge, loaded.concerns, self.facts)

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
