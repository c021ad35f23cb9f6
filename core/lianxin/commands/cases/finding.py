"""The case that a command is about: locked, with whom it concerns, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.judge import CASE, of_case
from lianxin.commands.cases.sight import SIGHT, sees
from lianxin.commands.inputs.mentioned import Found, mentioned
from lianxin.commands.lookups import Lookup, asked
from lianxin.database import Row
from lianxin.errors import Refused, not_found
from lianxin.language import Text
from lianxin.tables import Case

_LOOKUP = Lookup(beside_case=True)
_BY_CODE = (
    select(*CASE, *SIGHT, *_LOOKUP.columns)
    .where(col(Case.code) == bindparam("code"))
    .with_for_update(of=Case)
)
_WITH_TERMS = _BY_CODE.add_columns(of_case["terms"])
_NO_CASE = Text("没有编号为 {code} 的诉求", "There is no case {code}")


@dataclass(frozen=True)
class FoundCase:
    """A case as it was locked; `found`: units and persons that the command's fields may mean."""

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
    statement = _WITH_TERMS if with_terms else _BY_CODE
    row = await attempt.tx.first(
        statement, code=code, today=attempt.context.today, **asked(*mentioned(given))
    )
    if row is None:
        raise Refused([not_found(_NO_CASE.format(code=code), path)])
    attempt.on("Case", row.id)
    attempt.cases[row.id] = row._asdict()
    if not sees(attempt.viewer, row):
        raise Refused([not_found(_NO_CASE.format(code=code), path)])
    return FoundCase(row, _LOOKUP.found(row))
