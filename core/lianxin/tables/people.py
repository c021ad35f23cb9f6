"""Who and where: units, persons, households, appointments, liaisons."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint

from lianxin.database.types import Key
from lianxin.tables.base import (
    Field,
    SQLModel,
    primary_key,
    reference,
    sealed,
    shown_by_key,
    sorted_text,
)


class Unit(SQLModel, table=True):
    """A node of the organisation tree: department, town, village, grid, group, enterprise."""

    __tablename__ = "core_unit"
    __table_args__ = (shown_by_key("code", "name", "parent_id"),)

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    name: str = sorted_text()
    kind: str = Field(index=True)
    parent_id: int | None = reference("core_unit", optional=True)
    households: int | None = None
    active: bool = True


class UnitLine(SQLModel, table=True):
    """Each unit with each unit above it and with itself: the closure of the tree."""

    __tablename__ = "core_unit_line"

    upper_id: int = reference("core_unit", primary=True, index=False)
    lower_id: int = reference("core_unit", primary=True)
    distance: int


class Household(SQLModel, table=True):
    __tablename__ = "core_household"
    __table_args__ = (shown_by_key("code", "unit_id"),)

    id: int = primary_key()
    code: str = sorted_text(unique=True)
    unit_id: int = reference("core_unit")
    head_id: int | None = Field(default=None, sa_type=Key, index=True)


class HouseholdMark(SQLModel, table=True):
    """What a household is marked with: `in_need`, `problem` …"""

    __tablename__ = "core_household_mark"

    household_id: int = reference("core_household", primary=True, index=False)
    mark: str = Field(primary_key=True)
    since: date


class Person(SQLModel, table=True):
    """A resident or an official. What identifies a resident is masked here and sealed beside.

    `name` and `phone` are as anyone may read them: whole for officials, masked for residents.
    """

    __tablename__ = "core_person"
    __table_args__ = (shown_by_key("name", "phone", "household_id"),)

    id: int = primary_key()
    name: str | None = Field(default=None, index=True)
    phone: str | None = None
    address: str | None = None
    sealed: str | None = sealed("core_person")
    phone_index: str | None = Field(default=None, index=True)
    official: bool = Field(default=False, index=True)
    household_id: int | None = reference("core_household", optional=True)
    external_id: str | None = Field(default=None, unique=True)


class Appointment(SQLModel, table=True):
    """Who holds which post, where, from when to when."""

    __tablename__ = "core_appointment"
    __table_args__ = (Index("ix_core_appointment_post_unit", "post", "unit_id"),)

    id: int = primary_key()
    person_id: int = reference("core_person")
    unit_id: int = reference("core_unit")
    post: str
    rank: str | None = None
    since: date
    until: date | None = None


class Liaison(SQLModel, table=True):
    """A lasting link of a person or unit with a unit, household or person."""

    __tablename__ = "core_liaison"
    __table_args__ = (
        Index("ix_core_liaison_holder", "holder_type", "holder_id"),
        Index("ix_core_liaison_target", "target_type", "target_id"),
        UniqueConstraint(
            "kind", "holder_id", "target_id", "since", name="uq_core_liaison_kind_holder_target"
        ),
    )

    id: int = primary_key()
    kind: str = Field(index=True)
    holder_type: str
    holder_id: int = Field(sa_type=Key)
    target_type: str
    target_id: int = Field(sa_type=Key)
    since: date
    until: date | None = None
