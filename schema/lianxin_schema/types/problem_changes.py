"""Writing about problems: opened, cases matched with them, answered, withdrawn."""

from enum import Enum
from typing import Any

import strawberry

from lianxin.context import Context
from lianxin_schema.fields import CHECKED, OPEN, Ref, value, value_type
from lianxin_schema.types.commanding import command_field, payload_of
from lianxin_schema.types.errors import UserError, user_errors
from lianxin_schema.types.problems import Problem, ProblemMatch

OpenProblemPayload: Any = payload_of("OpenProblem", "problem", Problem)
ProposeMatchesPayload: Any = payload_of("ProposeMatches", "problem", Problem)
WithdrawMatchesPayload: Any = payload_of("WithdrawMatches", "problem", Problem)


@strawberry.input
class OpenProblemInput:
    title: str = strawberry.field(
        description="各反映人可见，请勿写入个人信息 / Everybody whose case is matched reads it."
    )
    summary: str | None = strawberry.UNSET
    unit: str | None = strawberry.UNSET
    category: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="类别与关键词至少填一项，此后不再更改：日后据此比较同类诉求的多少 / A category or keywords, "
        "which stay as they are: by these one sees later whether such cases became fewer.",
    )
    keywords: str | None = strawberry.UNSET
    cases: list[str] | None = strawberry.field(
        default=strawberry.UNSET,
        description="诉求编号，征求其反映人意见 / Codes of cases whose reporters are asked.",
    )


@strawberry.input
class ProposeMatchesInput:
    problem: strawberry.ID
    cases: list[str]


@strawberry.input
class WithdrawMatchesInput:
    problem: strawberry.ID
    cases: list[str]
    note: str


@strawberry.enum
class MatchAnswer(Enum):
    CONSENT = "CONSENT"
    DECLINE = "DECLINE"
    LEAVE = "LEAVE"


@strawberry.input
class AnswerMatchInput:
    problem: strawberry.ID
    answer: MatchAnswer
    case: str | None = strawberry.UNSET
    receipt: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="无账号或匿名者凭回执号答复，不留身份 / Answers for whoever holds it; nothing of them "
        "is stored.",
    )
    note: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="工作人员代为登记时必填：何时、以何种方式征得意见 / When and how they were asked, where "
        "the staff record it.",
    )


@value_type(access=OPEN)
class AnswerMatchPayload:
    match: ProblemMatch | None = value(shown=True)
    errors: list[UserError] = value()


async def answer_match(_: None, context: Context, input: Any) -> AnswerMatchPayload:
    from lianxin import commands

    answer = MatchAnswer(input["answer"]).value
    outcome = await commands.run_raw(commands.AnswerMatch, {**input, "answer": answer}, context)
    key = outcome.values.get("match")
    found: Any = None if key is None else Ref("ProblemMatch", key)
    return AnswerMatchPayload(match=found, errors=user_errors(context, outcome.problems))


@strawberry.type
class ProblemMutations:
    """Root fields over problems; merged into the root of all writing."""

    open_problem: OpenProblemPayload = command_field(
        "OpenProblem",
        OpenProblemInput,
        "problem",
        OpenProblemPayload,
        "就多件诉求反映的同一问题立题 / Open a problem that several cases name.",
    )
    propose_matches: ProposeMatchesPayload = command_field(
        "ProposeMatches",
        ProposeMatchesInput,
        "problem",
        ProposeMatchesPayload,
        "提出将诉求归入问题，待反映人同意 / Propose that cases name it; their reporters decide.",
    )
    withdraw_matches: WithdrawMatchesPayload = command_field(
        "WithdrawMatches",
        WithdrawMatchesInput,
        "problem",
        WithdrawMatchesPayload,
        "撤回归并，须写明理由 / Undo matches, with a reason.",
    )
    answer_match: AnswerMatchPayload = value(
        answer_match,
        arguments={"input": AnswerMatchInput},
        permission=CHECKED,
        description="同意、不同意归并，或退出 / Consent to a match, decline it, or leave.",
    )
