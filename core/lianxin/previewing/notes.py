"""What rules that go have refused of late: they would have refused none of it."""

from typing import Any

from sqlalchemy import Date, Select, bindparam, func, or_, select

from lianxin.database import Session, among_keys, among_words
from lianxin.previewing.proposal import MOST_CASES, Cases, Proposal
from lianxin.rules.sql.hiding import HIDDEN
from lianxin.rules.sql.values import table_of
from lianxin.tables import RefusalNote

_N = table_of(RefusalNote).c
_NOTES: Select[Any] = (
    select(_N.case_id, func.count().over().label("number"))
    .where(
        among_words(_N.rule_key, "rules"),
        _N.day >= bindparam("first", type_=Date()),
        or_(_N.case_id.is_(None), ~among_keys(_N.case_id, HIDDEN)),
    )
    .order_by(_N.day.desc(), _N.id.desc())
    .limit(MOST_CASES)
)


async def no_longer_refused(session: Session, proposal: Proposal) -> Cases:
    if not proposal.goes:
        return Cases()
    rules = [entry.key for entry in proposal.before.composition.in_module(proposal.module)]
    given = {"rules": rules, "first": proposal.first_day, HIDDEN: list(proposal.hidden)}
    rows = await session.all(_NOTES, **given)
    if not rows:
        return Cases()
    ids = dict.fromkeys(row.case_id for row in rows if row.case_id is not None)
    return Cases(rows[0].number, tuple(ids))
