"""Step 3, authorise: what this viewer may not ask for is hidden, or refuses the operation.

Rows are another matter: which of them a viewer may see is part of the statement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin_schema.fields import Who
from lianxin_schema.fields.catalogue import Catalogue
from lianxin_schema.planner.selection import Asked, Selection, Typename
from lianxin_schema.planner.turn import Turn, refused


class Denied(LianxinError):
    """The viewer may not ask this; nothing is read."""

    def __init__(self, signed_in: bool, field: str) -> None:
        self.code = "NOT_PERMITTED" if signed_in else "UNAUTHENTICATED"
        super().__init__(
            Text(f"您无权查询 {field}", f"You may not ask for {field}")
            if signed_in
            else Text(
                f"查询 {field} 需要登录，请先获取令牌",
                f"Asking for {field} needs a token; sign in first",
            )
        )


def authorise(turn: Turn) -> None:
    if turn.plan is not None:
        return
    assert turn.selection is not None
    signed_in = turn.context.viewer.account_id is not None
    rights = Rights(turn.snapshot.catalogue, turn.who, signed_in)
    try:
        turn.selection = rights.permitted(turn.selection)
    except Denied as error:
        raise refused(error, turn.context.language) from None


@dataclass(frozen=True)
class Rights:
    """What one kind of viewer may ask for."""

    catalogue: Catalogue
    who: Who
    signed_in: bool

    def permitted(self, selection: Selection) -> Selection:
        """The same selection with what is nullable and not permitted hidden. Raises Denied."""
        return replace(selection, fields=self._all(selection.fields))

    def _all(self, fields: Sequence[Asked | Typename]) -> list[Asked | Typename]:
        return [f if isinstance(f, Typename) else self._one(f) for f in fields]

    def _one(self, asked: Asked) -> Asked:
        below = {name: fields for name, fields in asked.below.items() if self._opens(name)}
        if self._may(asked) and (below or not asked.below):
            return replace(asked, below={name: self._all(f) for name, f in below.items()})
        if asked.nullable:
            return asked.without()
        raise Denied(self.signed_in, asked.full_name)

    def _may(self, asked: Asked) -> bool:
        rows = asked.field.rows
        return self.who.has(asked.field.declared.permission) and (rows is None or self._opens(rows))

    def _opens(self, type_name: str) -> bool:
        return self.who.has(self.catalogue.types[type_name].planned.access)
