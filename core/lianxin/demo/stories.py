"""Cases told from their beginning: each act leaves what the command would have left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlmodel import SQLModel

from lianxin.clock import day_of, instant, start_of_day
from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.act import ActOnCase
from lianxin.commands.cases.begin import begin
from lianxin.commands.cases.concerning import Concerns
from lianxin.commands.cases.doing import Acted, do, write_line
from lianxin.commands.cases.judge import Judge, judge_of
from lianxin.commands.cases.miss import MISSED, MissDeadline
from lianxin.commands.cases.submit import SubmitCase
from lianxin.commands.command import Unchecked
from lianxin.commands.tasks.finish import FinishTask
from lianxin.commands.work import Work
from lianxin.context import PUBLIC, SYSTEM, Context, Viewer
from lianxin.database.base import row_values
from lianxin.database.batch import column_names
from lianxin.deadlines import DeadlineInForce, Happened, deadlines_of, due_of, follow
from lianxin.demo.stage import Stage
from lianxin.events import audit_entry
from lianxin.ids import receipt_hash
from lianxin.rules.workflow import Action
from lianxin.tables import Case, CaseConcern, CaseEntry, CaseUnit, Deadline, Task

SWEPT_AFTER = timedelta(minutes=1)
"""How soon what is overdue is noticed."""

_WEEK = timedelta(days=7)

_NOBODY: tuple[int, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Takes in cases of a locality; each is a `Story`. Whatever is done to one stands in the audit
    too, unless it is not `audited`: sealing takes its time, and much of it shows no more."""

    stage: Stage
    audited: bool = True

    def begins(
        self,
        channel: str,
        title: str,
        at: datetime,
        *,
        body: str | None = None,
        category: str | None = None,
        reporter: int | None = None,
        contactable: bool = False,
        anonymous: bool = False,
        taken_by: int | None = None,
        about_people: Sequence[int] = _NOBODY,
        about_units: Sequence[int] = _NOBODY,
        receipt: str | None = None,
        facts: Mapping[str, Any] = MappingProxyType({}),
        **columns: Any,
    ) -> "Story":
        """`facts`: what its workflow asks for, by column. `taken_by`: the official who takes it in and is answerable for it; none where the
        reporter brings it in. An anonymous case has neither, nor a time of day. What would lie
        ahead was brought up on that day of the week before."""
        while at > self.stage.until:
            at -= _WEEK
        composition = self.stage.locality.composition
        taken = composition.workflow_for(channel, category)
        judge = judge_of(composition, taken[0].key) if taken else None
        if taken is None or judge is None:
            raise ValueError(f"no module takes cases of {channel}/{category}")
        first = taken[1].first
        if anonymous:
            at = start_of_day(day_of(at, self.stage.locality.zone), self.stage.locality.zone)
        case = Case(
            id=self.stage.numbers.key(),
            code=self.stage.numbers.code(),
            workflow=taken[0].key,
            workflow_version=taken[1].version,
            title=title,
            body=body,
            channel=channel,
            category=category,
            step=first.code,
            phase=first.phase.value,
            responsible_id=taken_by,
            reporter_id=reporter,
            contactable=contactable,
            anonymous=anonymous,
            restricted=bool(about_people or about_units),
            submitted_at=instant(at),
            **columns,
        )
        story = Story(self.stage, case, judge, self.audited)
        actor = None if anonymous else taken_by or reporter
        concerns = Concerns(frozenset(about_people), frozenset(about_units))
        story._begun(concerns, actor, receipt, facts)
        return story


class Story:
    """One case. `act` does what its workflow offers; what would lie ahead of us is left out."""

    def __init__(self, stage: Stage, case: Case, judge: Judge, audited: bool = True) -> None:
        self.case = case
        self.now = case.submitted_at
        self._stage = stage
        self._judge = judge
        self._audited = audited
        self._work = Work()
        self._rules = deadlines_of(stage.locality.composition, case.workflow)
        self._n = 1

    @property
    def step(self) -> str:
        return self.case.step

    @property
    def over(self) -> bool:
        """Whether the case is closed, or the story has come to the present."""
        return self._judge.workflow.step(self.step).terminal or self.now > self._stage.until

    def act(
        self, action: str, at: datetime, by: int | None, note: str | None = None, **fields: Any
    ) -> bool:
        """Done, unless it lies ahead; `fields` as parsed: keys of units and persons."""
        if self.over or not self.pass_time(at):
            return False
        self._do(self._offered(action), at, self._viewer(by), note, fields)
        return True

    def pass_time(self, at: datetime) -> bool:
        """Nothing is done until then, but what runs out meanwhile is escalated; whether it is
        still the past."""
        at = max(at, self.now)
        for rule in self._rules:
            for term in self._running(rule):
                self._escalate(rule, term, min(at, self._stage.until))
        self.now = instant(at)
        return at <= self._stage.until

    def finish_tasks(self, at: datetime) -> bool:
        """What the case has handed out is done by then, if that is the past already."""
        if self.over or not self.pass_time(at):
            return False
        for task in self._work.added(Task):
            task.started_at, task.done_at = self.case.assigned_at or self.now, self.now
            self._follow(Happened(FinishTask.does, finished=task.id))
        return True

    def finish(self) -> Case:
        """Hand all rows over to be stored."""
        self.pass_time(self._stage.until)
        self._number_tasks()
        for table in (Case, CaseConcern, CaseUnit, CaseEntry, Deadline, Task):
            self._hand_over(table)
        facts = self._judge.workflow.facts
        if facts is not None:
            self._hand_over(facts)
        return self.case

    def _follow(self, happened: Happened) -> None:
        known: list[Deadline] = self._work.added(Deadline)
        terms = follow(known, happened, self._rules, self._stage.locality, self.now, self.case.id)
        self.case.due_at = due_of(terms)

    def _number_tasks(self) -> None:
        """Their keys are given out here, since terms name them."""
        for task in self._work.added(Task):
            number = self._stage.numbers.key()
            for term in self._work.added(Deadline):
                if term.task_id == task.id:
                    term.task_id = number
            task.id = number

    def _begun(
        self,
        concerns: Concerns,
        actor: int | None,
        receipt: str | None,
        facts: Mapping[str, Any],
    ) -> None:
        attempt = self._attempt(self.now, self._viewer(actor))
        begin(attempt, self.case, self._judge, concerns, facts)
        told = receipt or self._stage.chance.about(self.case.code).digits(16)
        self.case.receipt_hash = receipt_hash(told)
        self._audit(attempt, SubmitCase.does, {"channel": self.case.channel})

    def _running(self, rule: DeadlineInForce) -> list[Deadline]:
        terms: list[Deadline] = self._work.added(Deadline)
        return [t for t in terms if t.rule_key == rule.key and t.state == "RUNNING"]

    def _escalate(self, rule: DeadlineInForce, term: Deadline, until: datetime) -> None:
        """As the sweep does, soon after a term has run out."""
        if term.due_at is None or term.due_at + SWEPT_AFTER > until:
            return
        self.now = at = instant(term.due_at + SWEPT_AFTER)
        action = self._judge.workflow.action(rule.rule.then) if rule.rule.then else None
        term.state = "MISSED"
        if action is not None and self.step in action.sources:
            term.escalated_at = at
            self._do(action, at, SYSTEM, None, {}, beside={"deadline": term.rule_key})
        else:
            self._note_missed(at, term.rule_key)

    def _note_missed(self, at: datetime, rule_key: str) -> None:
        attempt = self._attempt(at, SYSTEM)
        self._n += 1
        place = {"step": self.step, "unit_id": self.case.unit_id}
        write_line(attempt, self.case.id, self._n, MISSED, data={"deadline": rule_key}, **place)
        self._audit(attempt, MissDeadline.does, {"action": MISSED, "deadline": rule_key})

    def _offered(self, code: str) -> Action:
        action = self._judge.workflow.action(code)
        if action is None or (action.sources and self.step not in action.sources):
            raise ValueError(f"{code} cannot be done at {self.step}")
        return action

    def _do(
        self,
        action: Action,
        at: datetime,
        viewer: Viewer,
        note: str | None,
        fields: Mapping[str, Any],
        beside: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.now = instant(at)
        attempt = self._attempt(self.now, viewer)
        acted = Acted(action, fields, self._said(), note, beside)
        entry = do(attempt, self.case, self._judge, acted)
        self._n += 1
        about = {"action": action.code, "entry": entry, "fields": dict(fields), "note": note}
        self._audit(attempt, ActOnCase.does, about)

    def _said(self) -> "_Said":
        """What a statement of the judge would say of the case as it stands."""
        facts = self._judge.workflow.facts
        return _Said(
            terms=[_cells(term) for term in self._work.added(Deadline)],
            units=[[unit.unit_id] for unit in self._work.added(CaseUnit)],
            last_n=self._n,
            has_facts=facts is not None and bool(self._work.added(facts)),
        )

    def _attempt(self, at: datetime, viewer: Viewer) -> Attempt:
        context = Context(self._stage.locality, viewer, at)
        return Attempt(Unchecked(SubmitCase, {}), context, self._work)

    def _viewer(self, person_id: int | None) -> Viewer:
        if person_id is None:
            return PUBLIC
        account = self._stage.account_of.get(person_id)
        return Viewer(account_id=account, person_id=person_id)

    def _audit(self, attempt: Attempt, action: str, about: dict[str, Any]) -> None:
        if not self._audited:
            return
        anonymous = self.case.anonymous and action == SubmitCase.does
        entry = audit_entry(
            attempt.context,
            action=action,
            object=f"Case:{self.case.id}",
            result="done",
            content=None if anonymous else about,
            anonymous=anonymous,
        )
        self._store(entry)

    def _hand_over(self, table: type[SQLModel]) -> None:
        for row in self._work.added(table):
            self._store(row)

    def _store(self, row: SQLModel) -> None:
        values = row_values(row)
        if "id" in values and not isinstance(row, Case | Task):
            values["id"] = self._stage.numbers.key()
        self._stage.rows.add_values(type(row), values)


@dataclass(frozen=True)
class _Said:
    """As a row that a database would answer with."""

    terms: list[list[Any]]
    units: list[list[int]]
    last_n: int
    has_facts: bool


def _cells(term: Deadline) -> list[Any]:
    return [getattr(term, name) for name in column_names(Deadline)]
