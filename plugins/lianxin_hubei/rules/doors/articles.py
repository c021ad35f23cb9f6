"""HB-B4: the 18 articles, by the seven fields that they are about."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Integer
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Guard, Indicator, OneOf, Registry, counted, figures, recording
from lianxin_hubei.settings import OpenDoorSettings
from lianxin_hubei.sources import DOOR_RULES
from lianxin_hubei.tables import DoorArticle
from lianxin_hubei.terms import DOOR_FIELDS

F = figures(OpenDoorSettings)


class ArticleFields(BaseModel, extra="forbid"):
    number: int = Field(ge=1, le=200, title="第几条 / Number")
    field: Annotated[str, OneOf("hubei_door_field", DOOR_FIELDS)] = Field(title="方面 / Field")
    subject: str = Field(min_length=2, max_length=200, title="内容 / What it is about")
    text: str | None = Field(None, max_length=8000, title="条文 / Text")


ARTICLES = Registry(
    key="articles",
    clause="HB-B4",
    source=DOOR_RULES,
    title=Text("18 条规定", "The 18 articles"),
    table=DoorArticle,
    fields=ArticleFields,
    unique=(("number",),),
    public=tuple(ArticleFields.model_fields),
    order=("number",),
)

AS_MANY_AS_THERE_ARE = Guard(
    key="as_many_as_there_are",
    clause="HB-B4",
    source=DOOR_RULES,
    title=Text("规定共 18 条", "There are 18 articles"),
    actions=(recording("articles"),),
    refuse_if=col(DoorArticle.number) > F.articles.sql(Integer()),
    because=Text("规定没有这一条，请检查条号", "There is no such article; check its number"),
    reads=(F.articles,),
)

ARTICLES_BY_FIELD = Indicator(
    key="articles_by_field",
    clause="HB-B4",
    source=DOOR_RULES,
    title=Text("各方面规定条数", "Articles by field"),
    value=counted(DoorArticle, by=col(DoorArticle.field)),
    per="year",
)

ARTICLE_RULES = (ARTICLES, AS_MANY_AS_THERE_ARE, ARTICLES_BY_FIELD)
