"""Units from a spreadsheet; the unit above may stand in a later row."""

from collections.abc import Sequence

from pydantic import BaseModel

from lianxin.commands import AddUnit, Unchecked
from lianxin.files import Kind, cell
from lianxin.importing.importable import Importable, People
from lianxin.language import Text


class UnitRow(BaseModel):
    code: str = cell("代码", "Code", example="370883001", kind=Kind.CODE, max_length=64)
    name: str = cell("名称", "Name", example="某某村", max_length=200)
    kind: str = cell("类别", "Kind")
    parent: str | None = cell(
        "上级单位代码", "Code of the unit above", kind=Kind.CODE, default=None
    )
    households: int | None = cell("户数", "Households", ge=0, default=None)


def _asked(row: UnitRow, _: People) -> Unchecked[AddUnit]:
    return Unchecked(AddUnit, row.model_dump(exclude_none=True))


def upper_first(rows: Sequence[tuple[int, UnitRow]]) -> Sequence[tuple[int, UnitRow]]:
    """Each unit after the one above it; those in a circle come as they came, and are refused."""
    by_code = {row.code: (line, row) for line, row in rows}
    ordered: dict[int, UnitRow] = {}
    for entry in rows:
        chain: dict[int, UnitRow] = {}
        current: tuple[int, UnitRow] | None = entry
        while current and current[0] not in ordered and current[0] not in chain:
            chain[current[0]] = current[1]
            current = by_code.get(current[1].parent or "")
        ordered |= dict(reversed(chain.items()))
    return list(ordered.items())


UNITS = Importable(
    key="units",
    title=Text("单位", "Units"),
    row=UnitRow,
    words={"kind": "unit_kind"},
    about=(("code",),),
    names={"parent": "code"},
    asked=_asked,
    ordered=upper_first,
)
