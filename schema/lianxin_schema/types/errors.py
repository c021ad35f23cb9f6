"""Expected failures are data: what a payload's `errors` consists of."""

from collections.abc import Sequence

import strawberry

from lianxin.context import Context
from lianxin.errors import Problem
from lianxin_schema.fields import OPEN, value, value_type
from lianxin_schema.types.rules import Rule, rule_value


@strawberry.interface(description="可预期的失败 / An expected failure")
class UserError:
    code: str = value()
    message: str = value()
    path: list[str] = value()


@value_type(access=OPEN)
class ValidationError(UserError):
    code: str = value()
    message: str = value()
    path: list[str] = value()


@value_type(access=OPEN)
class NotPermitted(UserError):
    code: str = value()
    message: str = value()
    path: list[str] = value()


@value_type(access=OPEN)
class NotFound(UserError):
    code: str = value()
    message: str = value()
    path: list[str] = value()


@value_type(access=OPEN)
class Conflict(UserError):
    code: str = value()
    message: str = value()
    path: list[str] = value()
    current_version: int | None = value()


@value_type(access=OPEN, description="规则拒绝，并指明条款 / Refused by a rule, which it names")
class RuleRefusal(UserError):
    code: str = value()
    message: str = value()
    path: list[str] = value()
    rule: Rule = value()


ERRORS: tuple[type, ...] = (ValidationError, NotPermitted, NotFound, Conflict, RuleRefusal)
_BY_KIND = {"validation": ValidationError, "permission": NotPermitted, "missing": NotFound}


def user_errors(context: Context, problems: Sequence[Problem]) -> list[UserError]:
    return [user_error(context, problem) for problem in problems]


def user_error(context: Context, problem: Problem) -> UserError:
    """A problem as the API shows it, in the viewer's language."""
    message, path = problem.message.say(context.language), list(problem.path)
    if problem.kind == "conflict":
        return Conflict(
            code=problem.code, message=message, path=path, current_version=problem.current_version
        )
    entry = context.locality.composition.rule(problem.rule_key) if problem.rule_key else None
    if entry is not None:
        rule = rule_value(context, entry)
        return RuleRefusal(code=problem.code, message=message, path=path, rule=rule)
    made = _BY_KIND.get(problem.kind, ValidationError)
    return made(code=problem.code, message=message, path=path)
