"""Which modules a locality has enabled, with their figures and their history."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint

from lianxin.database.types import Key
from lianxin.tables.base import Field, SQLModel, document, instant, primary_key


class ModuleState(SQLModel, table=True):
    __tablename__ = "core_module"

    key: str = Field(primary_key=True)
    plugin: str
    enabled: bool = False
    settings: dict[str, Any] = document()
    revision: int = 0
    changed_at: datetime = instant()


class SettingsRevision(SQLModel, table=True):
    """One change of a module's settings; never altered, but marked once it is applied.

    `settings` are all figures that the locality set itself, after the change; `change` is what
    was asked for, null for a figure that goes back to its default. One that waits for its day is
    not `applied`; `withdrawn` says that it never will be, `problem` why, where nobody withdrew it:
    it did not fit any more when its day came. `changes` are the figures that it changes in fact,
    by name; of one that waits, those that it would have changed when it was decided on.
    """

    __tablename__ = "core_settings_revision"
    __table_args__ = (UniqueConstraint("module", "number"),)

    id: int = primary_key()
    module: str
    number: int
    at: datetime = instant()
    by: str
    reason: str | None = None
    settings: dict[str, Any] = document()
    change: dict[str, Any] = document()
    changes: dict[str, Any] = document()
    problem: dict[str, Any] = document()
    effective_on: date | None = None
    applied: bool = True
    withdrawn: bool = False


class Purge(SQLModel, table=True):
    """A plugin's data removed from here, or on its way: `begun`, `exporting`, `removing`, `done` or
    `failed`, with `problem`; whoever works on it says so from time to time (`seen_at`).

    `tables` are the rows of each table that go, `exported` is how many rows are in the file yet.
    """

    __tablename__ = "core_purge"

    id: int = primary_key()
    plugin: str
    at: datetime = instant()
    by: str
    reason: str | None = None
    phase: str = "begun"
    seen_at: datetime = instant()
    ended_at: datetime | None = instant(optional=True)
    tables: dict[str, Any] = document()
    exported: int = 0
    export: str | None = None
    hash: str | None = None
    problem: dict[str, Any] = document()


class RecordRevision(SQLModel, table=True):
    """What a registry's record was before a change."""

    __tablename__ = "core_record_revision"
    __table_args__ = (UniqueConstraint("record_id", "number"),)

    id: int = primary_key()
    registry_key: str
    record_id: int = Field(sa_type=Key)
    number: int
    at: datetime = instant()
    by: str
    values: dict[str, Any] = document()


class Counter(SQLModel, table=True):
    """Counts changes, so that other processes notice them: `snapshot`, `directory`."""

    __tablename__ = "core_counter"

    name: str = Field(primary_key=True)
    n: int = Field(default=0, sa_type=Key)


class LocalityFact(SQLModel, table=True):
    """What a locality knows of itself: name, time zone …"""

    __tablename__ = "core_locality_fact"

    name: str = Field(primary_key=True)
    value: str
