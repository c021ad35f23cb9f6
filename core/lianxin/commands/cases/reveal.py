"""Showing a reporter's contact: with a reason, on record, and not without end."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, ClassVar

from pydantic import Field
from sqlalchemy import bindparam, func, select
from sqlmodel import col

from lianxin.clock import start_of_day
from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.finding import FoundCase, find_case
from lianxin.commands.command import Command
from lianxin.commands.contact import OF_CASE, unsealed
from lianxin.commands.values import Code, Line
from lianxin.database import Instant, Key
from lianxin.errors import Problem, conflict, not_found
from lianxin.events.audit import actor_of
from lianxin.language import Text
from lianxin.tables import AuditEntry, Case, Person

MOST_A_DAY = 50

_TOO_MANY = Text(
    "今天已查看 {most} 次联系方式，已达上限，请明天再试",
    "Contacts have been shown {most} times today, which is the most; try again tomorrow",
)
_NO_CONTACT = Text("该诉求没有留下联系方式", "No contact was left with this case")

_SHOWN_TODAY = (
    select(func.count())
    .where(
        col(AuditEntry.actor) == bindparam("actor"),
        col(AuditEntry.action) == "reveal_contact",
        col(AuditEntry.result) == "done",
        col(AuditEntry.at) >= bindparam("from_", type_=Instant()),
        col(AuditEntry.at) < bindparam("to", type_=Instant()),
    )
    .scalar_subquery()
)
_CONTACT = select(
    _SHOWN_TODAY.label("shown"),
    select(col(Person.sealed))
    .where(col(Person.id) == bindparam("reporter", type_=Key))
    .scalar_subquery()
    .label("sealed"),
    select(col(Person.name))
    .where(col(Person.id) == bindparam("reporter", type_=Key))
    .scalar_subquery()
    .label("name"),
    select(col(Case.contact_sealed))
    .where(col(Case.id) == bindparam("case", type_=Key))
    .scalar_subquery()
    .label("of_case"),
)


@dataclass(frozen=True)
class Shown:
    case: FoundCase
    times: int
    sealed: str | None
    name: str | None
    of_case: str | None


class RevealContact(Command):
    """What was left for this case wins over what is registered of its reporter."""

    does: ClassVar[str] = "reveal_contact"
    permission: ClassVar[str | None] = "contact.reveal"

    case: Code
    reason: Annotated[Line, Field(min_length=2)]

    async def load(self, attempt: Attempt) -> Shown:
        attempt.reason = self.reason
        case = await find_case(attempt, self.case, {}, "case")
        today = attempt.context.today
        [row] = await attempt.tx.all(
            _CONTACT,
            actor=actor_of(attempt.viewer),
            reporter=case.row.reporter_id,
            case=case.id,
            from_=start_of_day(today, attempt.locality.zone),
            to=start_of_day(today + timedelta(days=1), attempt.locality.zone),
        )
        return Shown(case, row.shown, row.sealed, row.name, row.of_case)

    async def refusals(self, attempt: Attempt, loaded: Shown) -> list[Problem]:
        problems = []
        if loaded.times >= MOST_A_DAY:
            message = _TOO_MANY.format(most=MOST_A_DAY)
            problems.append(conflict("TOO_MANY_REVEALED", message))
        if not (loaded.sealed or loaded.name or loaded.of_case):
            problems.append(not_found(_NO_CONTACT, "case"))
        return problems

    def apply(self, attempt: Attempt, loaded: Shown) -> dict[str, Any]:
        sealer = attempt.locality.sealer
        registered, left = (
            unsealed(loaded.sealed, sealer),
            unsealed(loaded.of_case, sealer, OF_CASE),
        )
        attempt.about = {"reason": self.reason}
        return {
            "name": left.name or registered.name or loaded.name,
            "phone": left.phone or registered.phone,
            "address": left.address or registered.address,
        }
