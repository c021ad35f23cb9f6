"""CD-F3: secretaries are reached by QQ and microblog, after hours too."""

from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Coverage,
    Guard,
    Publication,
    Registry,
    holders,
    official_name,
    record,
    recording,
)
from lianxin.rules.conditions import holds
from lianxin.tables import Person, Unit
from lianxin_chengdu.sources import COMMUNITY
from lianxin_chengdu.tables import ContactPoint
from lianxin_chengdu.terms import COMMUNITY_SECRETARY


class ContactPointFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="社区 / Community")
    person_id: int = Field(title="社区书记 / Secretary")
    qq: str = Field(pattern=r"^[1-9]\d{4,11}$", title="QQ 号 / QQ number")
    microblog: str = Field(min_length=2, max_length=60, title="微博 / Microblog")


CONTACT_POINTS = Registry(
    key="contact_points",
    clause="CD-F3",
    source=COMMUNITY,
    title=Text("社区书记 QQ 号和微博", "The secretaries' QQ and microblog"),
    table=ContactPoint,
    fields=ContactPointFields,
    own_writers=frozenset({"handler"}),
    unique=(("person_id",),),
    public=tuple(ContactPointFields.model_fields),
    order=("qq",),
)

THEY_ARE_THE_SECRETARYS = Guard(
    key="they_are_the_secretarys",
    clause="CD-F3",
    source=COMMUNITY,
    title=Text("公示的是本社区书记的联系方式", "What is published are the secretary's own"),
    actions=(recording("contact_points"),),
    refuse_if=~holds(
        col(ContactPoint.person_id), COMMUNITY_SECRETARY, at=col(ContactPoint.unit_id)
    ),
    because=Text("须为该社区现任书记", "It has to be the secretary of that community"),
)

_points: Any = (
    select(
        col(Unit.name).label("community"),
        official_name().label("secretary"),
        col(ContactPoint.qq).label("qq"),
        col(ContactPoint.microblog).label("microblog"),
    )
    .join_from(ContactPoint, Unit, col(Unit.id) == col(ContactPoint.unit_id))
    .join(Person, col(Person.id) == col(ContactPoint.person_id))
    .order_by(col(Unit.code))
)

SECRETARIES_ARE_REACHED = Publication(
    key="secretaries_are_reached",
    clause="CD-F3",
    source=COMMUNITY,
    title=Text("社区书记 QQ 号、微博公示", "How to reach the community secretaries"),
    query=_points,
    labels={
        "community": Text("社区", "Community"),
        "secretary": Text("书记", "Secretary"),
        "qq": Text("QQ", "QQ"),
        "microblog": Text("微博", "Microblog"),
    },
    live=True,
)

EVERY_SECRETARY_IS_REACHED = Coverage(
    key="secretaries_published",
    clause="CD-F3",
    source=COMMUNITY,
    title=Text("每名社区书记公示 QQ 号和微博", "Every secretary's QQ and microblog is published"),
    every=holders(COMMUNITY_SECRETARY),
    has=(
        record(
            col(ContactPoint.person_id),
            called=Text("公示的 QQ 号和微博", "a QQ number and microblog"),
        ),
    ),
)

SECRETARY_RULES = (
    CONTACT_POINTS,
    THEY_ARE_THE_SECRETARYS,
    SECRETARIES_ARE_REACHED,
    EVERY_SECRETARY_IS_REACHED,
)
