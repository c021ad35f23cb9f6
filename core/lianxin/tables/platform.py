"""The platform's own table: where each locality lives."""

from datetime import datetime

from lianxin.tables.base import Field, SQLModel, instant


class LocalityRow(SQLModel, table=True):
    """A locality on the platform. `parent` is the locality whose settings are its defaults."""

    __tablename__ = "platform_locality"

    key: str = Field(primary_key=True)
    name: str
    database: str
    parent: str | None = None
    state: str = "active"
    time_zone: str = "Asia/Shanghai"
    demo: bool = False
    added_at: datetime = instant()
