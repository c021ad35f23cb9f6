"""Recording a consequence by hand, with its ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.sight import seen_codes
from lianxin.commands.command import Command
from lianxin.commands.naming import rule_named, subject_and_unit
from lianxin.commands.values import Code, Day, Line, Prose, Subject, by_name
from lianxin.consequences import record_consequence
from lianxin.errors import Refused, invalid, not_found
from lianxin.language import Text
from lianxin.rules.base import RuleInForce
from lianxin.rules.consequence import ConsequenceRule

_NO_CASE = Text("没有编号为 {code} 的诉求", "There is no case {code}")
_TO_COME = Text("决定日期不能晚于今天", "It cannot have been decided after today")


@dataclass(frozen=True)
class Recorded:
    entry: RuleInForce
    unit_id: int | None
    case_id: int | None


class RecordConsequence(Command):
    """`rule` is the key (or clause) of a rule whose consequences are decided by hand; `subject` a
    unit or an official; `unit`: where an official is held to account."""

    does: ClassVar[str] = "record_consequence"
    permission: ClassVar[str | None] = "consequence.record"
    audits_itself: ClassVar[bool] = True

    rule: Line
    subject: Subject
    ground: Prose
    unit: Code | None = None
    case: Code | None = None
    decided_on: Day | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}

    async def load(self, attempt: Attempt) -> Recorded:
        entry = rule_named(attempt.locality.composition, self.rule, ConsequenceRule)
        if self.decided_on is not None and self.decided_on > attempt.context.today:
            raise Refused([invalid("NOT_YET", _TO_COME, "decidedOn")])
        unit_id = await subject_and_unit(attempt, self.subject, self.unit)
        return Recorded(entry, unit_id, await self._case(attempt))

    async def apply(self, attempt: Attempt, loaded: Recorded) -> dict[str, Any]:
        attempt.on(*self.subject)
        key = await record_consequence(
            attempt.tx,
            attempt.context,
            loaded.entry,
            subject=self.subject,
            ground=self.ground,
            unit_id=loaded.unit_id,
            case_id=loaded.case_id,
            decided_on=self.decided_on,
            data=self.fields,
        )
        return {"consequence": key}

    async def _case(self, attempt: Attempt) -> int | None:
        """The case that it follows from, as far as the viewer knows of it."""
        if self.case is None:
            return None
        known = await seen_codes(attempt.tx, attempt, [self.case])
        if self.case not in known:
            raise Refused([not_found(_NO_CASE.format(code=self.case), "case")])
        return known[self.case]
