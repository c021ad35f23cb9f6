"""SC-ZY4: what leaderships achieved is published, and anyone may say what they think of it."""

from datetime import date

from pydantic import BaseModel, Field
from sqlalchemy import exists
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Guard, Publication, Registry, figures, recording, units
from lianxin.tables import Publication as Published
from lianxin_sichuan.settings import ZiyangSettings
from lianxin_sichuan.sources import ZIYANG
from lianxin_sichuan.tables import Watched

F = figures(ZiyangSettings)

ACHIEVEMENTS = Publication(
    key="achievements",
    clause="SC-ZY4",
    source=ZIYANG,
    title=Text("领导班子政绩公示", "What leaderships achieved"),
    by_hand=True,
    about=units("department", "town"),
    own_unit=True,
    per=F.achievements_per,
)


class WatchedFields(BaseModel, extra="forbid"):
    publication_id: int = Field(title="公示 / What was published")
    person_id: int = Field(title="群众 / Who says it")
    said_on: date = Field(title="日期 / When")
    text: str = Field(min_length=2, max_length=2000, title="意见 / What they say")


WATCHED_OVER = Registry(
    key="watched_over",
    clause="SC-ZY4",
    source=ZIYANG,
    title=Text("群众对公示政绩的监督意见", "What residents say of it"),
    table=Watched,
    named="Remark",
    fields=WatchedFields,
    authors=frozenset({"resident"}),
    author="person_id",
    order=("said_on",),
)

OF_ACHIEVEMENTS = Guard(
    key="of_achievements",
    clause="SC-ZY4",
    source=ZIYANG,
    title=Text("就公示的政绩提出意见", "It is about achievements that were published"),
    actions=(recording("watched_over"),),
    refuse_if=~exists().where(
        col(Published.id) == col(Watched.publication_id),
        col(Published.rule_key) == "sichuan.ziyang.achievements",
    ),
    because=Text("请填写一项政绩公示", "Name achievements that were published"),
)

ACHIEVEMENT_RULES = (ACHIEVEMENTS, WATCHED_OVER, OF_ACHIEVEMENTS)
