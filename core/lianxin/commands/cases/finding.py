"""The case that a command is about, with whom it concerns, in one statement.

Locked, or told from what it may be by the time all is stored: see `Attempt.locks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import CASE, Judge, of_case, parameters
from lianxin.commands.cases.sight import SIGHT, sees
from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.database import Row, SeenAs
from lianxin.errors import Refused, not_found
from lianxin.language import Text
from lianxin.rules.workflow import Action
from lianxin.tables import Case

_LOOKUP = Lookup(beside_case=True)
_SEEN = SeenAs(col(Case.id)).label("seen")
_BY_CODE = select(*CASE, *SIGHT, *_LOOKUP.columns).where(col(Case.code) == bindparam("code"))
_WITH_TERMS = _BY_CODE.add_columns(of_case["terms"])
_STATEMENTS = {
    (with_terms, locks): found.with_for_update(of=Case) if locks else found.add_columns(_SEEN)
    for with_terms, found in ((False, _BY_CODE), (True, _WITH_TERMS))
    for locks in (False, True)
}
_NO_CASE = Text("没有编号为 {code} 的诉求", "There is no case {code}")


@dataclass(frozen=True)
class FoundCase:
    """A case as it was loaded; `found`: units and persons that the command's fields may mean."""

    row: Row
    found: Found

    @property
    def id(self) -> int:
        key: int = self.row.id
        return key


async def find_case(
    attempt: Attempt,
    code: str,
    given: Mapping[str, Any],
    path: str = "code",
    *,
    with_terms: bool = False,
) -> FoundCase:
    """Raises Refused where there is no such case, or none that the viewer may know of."""
    row = await attempt.tx.first(
        _STATEMENTS[with_terms, attempt.locks],
        code=code,
        today=attempt.context.today,
        **asked(*mentioned(given)),
    )
    return FoundCase(noted(attempt, row, code, path), _LOOKUP.found(row))


async def find_whole(attempt: Attempt, code: str, judge: Judge, action: Action) -> FoundCase:
    """The same with what the judge says of the action, for which no fields are given."""
    row = await attempt.tx.first(judge.whole(action), code=code, **parameters(attempt.context))
    return FoundCase(noted(attempt, row, code, "code"), Found())


def noted(attempt: Attempt, row: Row | None, code: str, path: str) -> Row:
    """The case, noted for the steps that follow. Raises Refused where the viewer may not know."""
    if row is not None:
        attempt.on("Case", row.id)
        attempt.cases[row.id] = row._asdict()
    if row is None or not sees(attempt.viewer, row):
        raise Refused([not_found(_NO_CASE.format(code=code), path)])
    return row
