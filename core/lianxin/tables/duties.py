"""The duty list 职责清单: which item is whose to do."""

from sqlmodel import SQLModel

from lianxin.tables.base import Field, primary_key, reference, sorted_text


class DutyItem(SQLModel, table=True):
    """An item that is a unit's to do, by the number that the locality's list gives it."""

    __tablename__ = "core_duty_item"

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    name: str
    unit_id: int = reference("core_unit")
    category: str | None = Field(default=None)
