"""A term of a case with the case itself, locked; who is busy with the case already goes on."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.doing import terms_of
from lianxin.commands.cases.judge import CASE, of_case
from lianxin.commands.command import NothingToDo
from lianxin.database import Instant, Key, Row
from lianxin.tables import Case, Deadline


def locked(*where: ColumnElement[bool], states: Collection[str] = ("RUNNING",)) -> Any:
    """The statement for a term with key `id`, as long as it is running, and not ended."""
    return (
        select(*CASE, of_case["units"], of_case["terms"], of_case["last_n"])
        .join(Deadline, col(Deadline.case_id) == col(Case.id))
        .where(
            col(Deadline.id) == bindparam("id", type_=Key),
            col(Deadline.state).in_(list(states)),
            col(Deadline.ended_at).is_(None),
            *where,
        )
        .with_for_update(of=(Case, Deadline), skip_locked=True)
    )


IS_OVER = col(Deadline.due_at) < bindparam("now", type_=Instant())


@dataclass(frozen=True)
class LockedTerm:
    """`terms` are all of the case; `term` is the one asked for, among them."""

    case: Row
    terms: list[Deadline]
    term: Deadline


async def find_term(attempt: Attempt, statement: Any, key: int) -> LockedTerm:
    """Raises NothingToDo where it is not running any more, or the case is being changed."""
    row = await attempt.tx.first(statement, id=key, now=attempt.now)
    if row is None:
        raise NothingToDo
    attempt.on("Case", row.id)
    attempt.cases[row.id] = row._asdict()
    terms = terms_of(row)
    return LockedTerm(row, terms, next(term for term in terms if term.id == key))
