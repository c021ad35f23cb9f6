"""Cases from a spreadsheet: a call log, a mailbox's list."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from lianxin.commands import Outcome, SubmitCase, Unchecked
from lianxin.files import Kind, cell
from lianxin.importing.importable import Importable, People
from lianxin.language import Text

_UNIT = Text("单位代码", "the unit's code")
_NUMBER = Text("原系统编号，同一渠道内不重复", "in the system it comes from, once in a channel")
_WHEN = Text(
    "何时反映的，期限由此起算；不填则为导入时间",
    "when it came in, from which its terms run; the time of the import if left out",
)
_THERE = Text(
    "该渠道已有编号为 {number} 的诉求，未作更改",
    "This channel has a case {number} already; nothing was changed",
)


class CaseRow(BaseModel):
    number: str | None = cell(
        "编号", "Number", example="2026-0001", kind=Kind.CODE, help=_NUMBER, default=None
    )
    title: str = cell("标题", "Title", example="路灯不亮", min_length=1, max_length=200)
    body: str | None = cell("内容", "Content", default=None, max_length=20_000)
    channel: str = cell("渠道", "Channel")
    category: str | None = cell("类别", "Category", default=None)
    unit: str | None = cell("所属单位", "Unit", kind=Kind.CODE, help=_UNIT, default=None)
    name: str | None = cell("姓名", "Name", default=None, max_length=200)
    phone: str | None = cell("电话", "Phone", example="13800000000", kind=Kind.CODE, default=None)
    address: str | None = cell("地址", "Address", default=None, max_length=200)
    anonymous: bool = cell("匿名", "Anonymous", default=False)
    submitted_at: datetime | None = cell(
        "反映时间", "Submitted at", example="2026-03-01 09:30", help=_WHEN, default=None
    )


def _asked(row: CaseRow, _: People) -> Unchecked[SubmitCase]:
    contact = {"name": row.name, "phone": row.phone, "address": row.address}
    given: dict[str, Any] = {
        **row.model_dump(include={"title", "body", "channel", "category", "unit", "anonymous"}),
        "externalId": row.number,
        "submittedAt": row.submitted_at,
        "reporter": contact if any(contact.values()) and not row.anonymous else None,
    }
    return Unchecked(SubmitCase, {name: v for name, v in given.items() if v is not None})


def _known_by(row: CaseRow) -> CaseRow:
    """Of an anonymous row not even a hash of who was named in it, or of the hour."""
    if not row.anonymous:
        return row
    day = row.submitted_at and row.submitted_at.replace(hour=0, minute=0, second=0)
    return row.model_copy(
        update={"name": None, "phone": None, "address": None, "submitted_at": day}
    )


def _unstored(row: CaseRow, outcome: Outcome) -> Text | None:
    """A case that was there already has no receipt to be given."""
    return None if "receipt" in outcome.values else _THERE.format(number=row.number)


CASES = Importable(
    key="cases",
    title=Text("诉求", "Cases"),
    row=CaseRow,
    words={"channel": "channel", "category": "category"},
    asked=_asked,
    about=(("channel", "number"),),
    columns={"externalId": "number", "submittedAt": "submitted_at"},
    known_by=_known_by,
    unstored=_unstored,
)
