"""FG-B4: procedures, policies and party news reach homes by TV and app."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import OneOf, Publication, Registry, worded
from lianxin.tables import Unit
from lianxin_fenggang.sources import LINE
from lianxin_fenggang.tables import Broadcast
from lianxin_fenggang.terms import BROADCAST_KINDS, MEDIA


class BroadcastFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="发布单位 / Unit")
    kind: Annotated[str, OneOf("fenggang_broadcast", BROADCAST_KINDS)] = Field(title="类别 / Kind")
    medium: Annotated[str, OneOf("fenggang_medium", MEDIA)] = Field(title="媒介 / Medium")
    title: str = Field(min_length=2, max_length=200, title="标题 / Title")
    text: str = Field(min_length=2, max_length=20_000, title="正文 / Text")
    sent_on: date = Field(title="日期 / When")


BROADCASTS = Registry(
    key="broadcasts",
    clause="FG-B4",
    source=LINE,
    title=Text("党的声音进万家：电视、客户端播发", "What is sent to homes by TV and app"),
    table=Broadcast,
    fields=BroadcastFields,
    own_writers=frozenset({"handler"}),
    public=tuple(BroadcastFields.model_fields),
    order=("sent_on",),
)

REACHES_HOMES = Publication(
    key="reaches_homes",
    clause="FG-B4",
    source=LINE,
    title=Text(
        "办事流程、惠民政策、党委政府声音", "Procedures, policies and party news for every home"
    ),
    query=select(
        worded(col(Broadcast.kind), BROADCAST_KINDS).label("kind"),
        worded(col(Broadcast.medium), MEDIA).label("medium"),
        col(Broadcast.title).label("title"),
        col(Broadcast.text).label("text"),
        col(Unit.name).label("unit"),
        col(Broadcast.sent_on).label("sent_on"),
    )
    .join_from(Broadcast, Unit, col(Unit.id) == col(Broadcast.unit_id))
    .order_by(col(Broadcast.sent_on).desc(), col(Broadcast.id)),
    labels={
        "kind": Text("类别", "Kind"),
        "medium": Text("媒介", "Medium"),
        "title": Text("标题", "Title"),
        "text": Text("正文", "Text"),
        "unit": Text("发布单位", "Unit"),
        "sent_on": Text("日期", "Sent on"),
    },
    live=True,
)

NEWS_RULES = (BROADCASTS, REACHES_HOMES)
