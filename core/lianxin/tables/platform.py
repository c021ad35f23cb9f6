"""The platform's own tables: where each locality lives, and the keys of each."""

from datetime import datetime

from lianxin.tables.base import Field, SQLModel, instant, primary_key, sorted_text


class LocalityRow(SQLModel, table=True):
    """A locality on the platform. `parent` is the locality whose settings are its defaults."""

    __tablename__ = "platform_locality"

    id: int = primary_key()
    key: str = sorted_text(unique=True)
    name: str
    database: str
    parent: str | None = None
    state: str = "active"
    time_zone: str = "Asia/Shanghai"
    demo: bool = False
    added_at: datetime = instant()


class LocalityKey(SQLModel, table=True):
    """A key of a locality, wrapped by the master key."""

    __tablename__ = "platform_key"

    id: str = Field(primary_key=True)
    locality: str = Field(index=True)
    purpose: str
    algorithm: str
    generation: int
    wrapped: str
