"""What can be taken in from a spreadsheet: its columns, and the command that each row becomes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from lianxin.commands import Outcome, Unchecked
from lianxin.files import Choice, Sheet
from lianxin.language import Text
from lianxin.localities import Locality

R = TypeVar("R", bound=BaseModel)
People = Mapping[str, int]
"""Keys of persons by their numbers in the register they come from."""


def _nobody(_: Any) -> Iterable[str]:
    return ()


def _in_order(rows: Sequence[Any]) -> Sequence[Any]:
    return rows


def _as_it_is(row: Any) -> Any:
    return row


def _nothing(_: Any, outcome: Outcome) -> Text | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Importable(Generic[R]):
    """`words` says which vocabulary a column is filled from; `columns`, which column a command's
    field came from, where it is called otherwise. `named` are the numbers of persons in a row.

    Rows that are alike in all of one group of columns in `about` are about the same; `names` says
    which column names another row of the sheet, by which of its columns.

    `known_by` is what of a row is remembered, so that it is stored once; `unstored` says why a
    row was not stored although nothing was wrong with it.
    """

    key: str
    title: Text
    row: type[R]
    words: Mapping[str, str] = field(default_factory=dict)
    asked: Callable[[R, People], Unchecked[Any]]
    columns: Mapping[str, str] = field(default_factory=dict)
    about: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    named: Callable[[R], Iterable[str]] = _nobody
    ordered: Callable[[Sequence[tuple[int, R]]], Sequence[tuple[int, R]]] = _in_order
    known_by: Callable[[R], BaseModel] = _as_it_is
    unstored: Callable[[R, Outcome], Text | None] = _nothing

    def sheet(self, locality: Locality) -> Sheet[R]:
        """With the locality's own words to choose from; a column without any takes what is typed."""
        terms = locality.composition.terms
        choices = {
            column: tuple(Choice(t.code, t.label) for t in terms[kind].values())
            for column, kind in self.words.items()
            if terms.get(kind)
        }
        return Sheet(self.key, self.title, self.row, choices)
