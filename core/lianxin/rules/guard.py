"""Guards: conditions under which an action is refused, each with its clause."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import BindParameter, ColumnElement, bindparam

from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Rule


@dataclass(frozen=True, kw_only=True)
class Guard(Rule):
    """Refuses `actions` where `refuse_if` holds.

    The condition is SQL over the row concerned (`Case`, `Meeting`, `Motion` … and the plugin's
    own table beside it), figures, `given(…)` fields of the action and `viewer(…)` facts, so that
    one statement checks a write, a page of available actions, or a preview over every open case.
    """

    kind: ClassVar[Kind] = Kind.WORKFLOW

    actions: tuple[str, ...]
    refuse_if: ColumnElement[bool]
    because: Text
    reads: tuple[Figure, ...] = ()
    workflow: str | None = None
    """Only cases of this workflow (a key within the module); None: every case of the module."""

    def figures_read(self) -> tuple[Figure, ...]:
        return self.reads


def given(name: str, type_: Any = None) -> BindParameter[Any]:
    """A field given with the action; null where none is given yet (then nothing is refused)."""
    return bindparam(f"given__{name}", type_=type_)


def viewer(name: str, type_: Any = None) -> BindParameter[Any]:
    """A fact about who acts: `person_id`, `account_id`."""
    return bindparam(f"viewer__{name}", type_=type_)
