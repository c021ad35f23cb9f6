"""Acting on a case: whatever its workflow offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.concealing import refusals_of_telling
from lianxin.commands.cases.doing import Acted, do, terms_of
from lianxin.commands.cases.finding import FoundCase, find_case, find_whole
from lianxin.commands.cases.judge import Judge, judge_of, parameters
from lianxin.commands.cases.permission import may_act, refusal_of
from lianxin.commands.cases.refusals import refusals_of
from lianxin.commands.command import Command
from lianxin.commands.inputs import parse
from lianxin.commands.values import Code, Prose, by_name
from lianxin.deadlines import days_named, deadlines_of, refusals_of_days, refusals_of_extension
from lianxin.errors import Problem, Refused, conflict, invalid
from lianxin.language import Text
from lianxin.rules.workflow import Action

_NO_WORKFLOW = Text(
    "办理该诉求的插件 {key} 未安装，请管理员安装后重试",
    "The plugin of this case's workflow {key} is not installed; an administrator must install it",
)
_NO_ACTION = Text(
    "没有名为 {action} 的操作，可用：{actions}", "There is no action {action}; there are: {actions}"
)
_STALE = Text(
    "诉求已被他人更新（当前版本 {version}），请刷新后再操作",
    "The case has been changed by somebody else (version {version} now); reload it and try again",
)
_NO_NOTE = Text("请填写说明", "A note is required")


@dataclass(frozen=True)
class Deciding:
    """A case with the action that is asked for and what is said of them."""

    case: FoundCase
    judge: Judge
    acted: Acted
    problems: list[Problem]


class ActOnCase(Command):
    """`fields` by name, as the action's inputs ask for them; the note may stand among them."""

    does: ClassVar[str] = "act_on_case"
    permission: ClassVar[str | None] = "case.act"

    code: Code
    action: Code
    version: int | None = None
    note: Prose | None = None
    fields: Annotated[Mapping[str, Any], BeforeValidator(by_name)] = {}

    async def load(self, attempt: Attempt) -> Deciding:
        attempt.about = {"action": self.action}
        likely = None if self.fields or attempt.locks else _likely(attempt, self.action)
        if likely is None:
            case = await find_case(attempt, self.code, self.fields)
        else:
            case = await find_whole(attempt, self.code, *likely)
        judge, action = self._understood(attempt, case)
        fields = {
            name: raw for name, raw in self.fields.items() if name != "note" or _takes(action)
        }
        values, problems = parse(action.inputs, fields, case.found)
        if likely is not None and likely[0] is judge:
            said = case.row
        else:
            given = parameters(attempt.context, values)
            said = await attempt.tx.first(judge.one(action), id=case.id, **given)
        return Deciding(case, judge, Acted(action, values, said, self._note(action)), problems)

    async def refusals(self, attempt: Attempt, loaded: Deciding) -> list[Problem]:
        row, judge, acted = loaded.case.row, loaded.judge, loaded.acted
        action, locality = acted.action, attempt.locality
        problems: list[Problem] = []
        if self.version is not None and self.version != row.version:
            message = _STALE.format(version=row.version)
            problems.append(conflict("STALE_VERSION", message, row.version).at("version"))
        if not may_act(action.by, attempt.viewer, row, acted.said):
            problems.append(refusal_of(action, locality.composition))
        problems += loaded.problems
        if action.note_required and not acted.note:
            problems.append(invalid("NOTE_REQUIRED", _NO_NOTE, "note"))
        problems += refusals_of(judge, action, row.step, acted.said, given=True)
        problems += refusals_of_telling(action, acted.values, loaded.case.found)
        happened = acted.happened(judge.workflow)
        rules = deadlines_of(locality.composition, row.workflow)
        problems += refusals_of_extension(terms_of(acted.said), happened, rules, locality)
        days = [*days_named(happened, rules), *_days_of_tasks(acted)]
        problems += refusals_of_days(days, attempt.context.today)
        return problems

    def apply(self, attempt: Attempt, loaded: Deciding) -> dict[str, Any]:
        entry = do(attempt, loaded.case.row, loaded.judge, loaded.acted)
        attempt.about |= {"entry": entry, "fields": dict(self.fields), "note": loaded.acted.note}
        return {"case": loaded.case.id, "entry": entry}

    def _understood(self, attempt: Attempt, case: FoundCase) -> tuple[Judge, Action]:
        judge = judge_of(attempt.locality.composition, case.row.workflow)
        if judge is None:
            message = _NO_WORKFLOW.format(key=case.row.workflow)
            raise Refused([conflict("MISSING_PLUGIN", message, case.row.version)])
        action = judge.workflow.action(self.action)
        if action is None:
            actions = ", ".join(a.code for a in judge.workflow.actions)
            message = _NO_ACTION.format(action=self.action, actions=actions)
            raise Refused([invalid("UNKNOWN_ACTION", message, "action")])
        _done(attempt)[action.code] = judge, action
        return judge, action

    def _note(self, action: Action) -> str | None:
        """The note of the command, or the one among its fields."""
        among = self.fields.get("note")
        if self.note or _takes(action) or not isinstance(among, str):
            return self.note or None
        return among.strip() or None


def _likely(attempt: Attempt, action: str) -> tuple[Judge, Action] | None:
    """What an action meant the last time: cases of other workflows cost a statement more."""
    return _done(attempt).get(action)


def _done(attempt: Attempt) -> dict[str, tuple[Judge, Action]]:
    found: dict[str, tuple[Judge, Action]]
    found = attempt.locality.composition.memo.setdefault(ActOnCase, {})
    return found


def _days_of_tasks(acted: Acted) -> list[tuple[date | None, tuple[str, ...]]]:
    return [
        (task.due_on, ("fields", field.name, str(n)))
        for field in acted.action.inputs
        if field.kind == "tasks"
        for n, task in enumerate(acted.values.get(field.name, ()))
    ]


def _takes(action: Action) -> bool:
    return any(field.name == "note" for field in action.inputs)
