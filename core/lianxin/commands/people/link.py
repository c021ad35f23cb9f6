"""Lasting links of a person or unit with a unit, household or person; and their end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator
from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.command import Command
from lianxin.commands.people.words import unknown_word
from lianxin.commands.values import Code, Day, key_of, mistake
from lianxin.database import Key, Row, Session, together
from lianxin.errors import Problem, Refused, conflict, invalid, not_found
from lianxin.ids import parse_global_id
from lianxin.language import Text
from lianxin.standings.refusing_links import LiaisonDraft, liaison_refusals, liaison_warnings
from lianxin.tables import Household, Liaison, Person, Unit

_TABLES: dict[str, Any] = {"Person": Person, "Unit": Unit, "Household": Household}
_NO_SUBJECT = Text("应为 {types} 的编号", "The ID of one of these is wanted: {types}")
_NOBODY = Text("没有这一对象，请检查编号", "There is none such; check the ID")
_LINKED = Text("这一联系已存在", "This link is there already")
_NONE = Text("没有这一联系", "There is no such link")
_ENDS_FIRST = Text("截止日期不能早于开始日期", "A link cannot end before it begins")


def subject_of(*types: str) -> Any:
    """Reads `Person:5` as `("Person", 5)`."""

    def read(value: Any) -> Any:
        parsed = parse_global_id(value) if isinstance(value, str) else value
        if not isinstance(parsed, tuple) or parsed[0] not in types:
            raise mistake("NO_SUCH_ID", _NO_SUBJECT.format(types=", ".join(types)))
        return parsed

    return BeforeValidator(read)


Holder = Annotated[tuple[str, int], subject_of("Person", "Unit")]
Target = Annotated[tuple[str, int], subject_of("Unit", "Household", "Person")]
LiaisonKey = Annotated[int, BeforeValidator(key_of("Liaison"))]

_EXISTS = {
    name: select(table.id).where(table.id == bindparam("key", type_=Key))
    for name, table in _TABLES.items()
}
_SAME = select(col(Liaison.id)).where(
    col(Liaison.kind) == bindparam("kind"),
    col(Liaison.holder_id) == bindparam("holder", type_=Key),
    col(Liaison.target_id) == bindparam("target", type_=Key),
    col(Liaison.until).is_(None),
)
_ONE = (
    select(*Liaison.__table__.columns)  # type: ignore[attr-defined]
    .where(col(Liaison.id) == bindparam("id", type_=Key))
    .with_for_update(of=Liaison)
)


@dataclass(frozen=True)
class Linking:
    """`warnings`: what rules would rather have otherwise, once they have been asked."""

    since: date
    problems: list[Problem]
    warnings: list[Problem] = field(default_factory=list)


class Link(Command):
    """`holder` is `Person:5` or `Unit:7`, `target` `Household:9`, a unit or a person."""

    does: ClassVar[str] = "link"
    permission: ClassVar[str | None] = "record.write"

    kind: Code
    holder: Holder
    target: Target
    since: Day | None = None
    until: Day | None = None

    async def load(self, attempt: Attempt) -> Linking:
        ends = {"holder": self.holder, "target": self.target}
        given = {"kind": self.kind, "holder": self.holder[1], "target": self.target[1]}
        *there, same = await together(
            attempt.tx,
            *(partial(_found, statement=_EXISTS[t], given={"key": k}) for t, k in ends.values()),
            partial(_found, statement=_SAME, given=given),
        )
        missing = [name for name, is_there in zip(ends, there, strict=True) if not is_there]
        problems = [not_found(_NOBODY, name) for name in missing]
        if same:
            problems.append(conflict("LINKED_ALREADY", _LINKED))
        return Linking(self.since or attempt.context.today, problems)

    async def refusals(self, attempt: Attempt, loaded: Linking) -> list[Problem]:
        draft = LiaisonDraft(
            kind=self.kind,
            holder_type=self.holder[0],
            holder_id=self.holder[1],
            target_type=self.target[0],
            target_id=self.target[1],
            since=loaded.since,
        )
        ends_first = self.until is not None and self.until < loaded.since
        refusals, warnings = await together(
            attempt.tx,
            lambda s: liaison_refusals(s, attempt.locality, draft),
            lambda s: liaison_warnings(s, attempt.locality, draft),
        )
        loaded.warnings.extend(warnings)
        return [
            *loaded.problems,
            *unknown_word(attempt, "liaison_kind", self.kind, "kind"),
            *([invalid("ENDS_FIRST", _ENDS_FIRST, "until")] if ends_first else []),
            *refusals,
        ]

    def apply(self, attempt: Attempt, loaded: Linking) -> dict[str, Any]:
        liaison = Liaison(
            kind=self.kind,
            holder_type=self.holder[0],
            holder_id=self.holder[1],
            target_type=self.target[0],
            target_id=self.target[1],
            since=loaded.since,
            until=self.until,
        )
        attempt.on("Liaison", liaison.id)
        attempt.about = {"kind": self.kind}
        attempt.work.add(liaison)
        _touch(attempt, liaison, loaded.since)
        return {"liaison": liaison.id, "warnings": [_told(w) for w in loaded.warnings]}


class EndLink(Command):
    """`until` is the last day; today unless said otherwise."""

    does: ClassVar[str] = "end_link"
    permission: ClassVar[str | None] = "record.write"

    liaison: LiaisonKey
    until: Day | None = None

    async def load(self, attempt: Attempt) -> Row:
        row = await attempt.tx.first(_ONE, id=self.liaison)
        if row is None:
            raise Refused([not_found(_NONE, "liaison")])
        attempt.on("Liaison", row.id)
        return row

    async def refusals(self, attempt: Attempt, loaded: Row) -> list[Problem]:
        until = self.until or attempt.context.today
        return [invalid("ENDS_FIRST", _ENDS_FIRST, "until")] if until < loaded.since else []

    def apply(self, attempt: Attempt, loaded: Row) -> dict[str, Any]:
        until = self.until or attempt.context.today
        attempt.work.change(Liaison, loaded.id, until=until)
        _touch(attempt, loaded, until)
        return {"liaison": loaded.id}


def _told(warning: Problem) -> list[str | None]:
    """As an answer is kept: the rule's key, and what it says in both languages."""
    return [warning.rule_key, warning.message.zh, warning.message.en]


async def _found(session: Session, *, statement: Any, given: Mapping[str, Any]) -> bool:
    return await session.first(statement, **given) is not None


def _touch(attempt: Attempt, liaison: Any, on: date) -> None:
    attempt.touch(
        "liaison",
        (liaison.holder_type, liaison.holder_id),
        (liaison.target_type, liaison.target_id),
        ("Liaison", liaison.id),
        on=[on],
    )
