"""SC-KZ2: the wall: anyone writes on it without a name, and the answer stands under the post."""

from typing import Any

from sqlalchemy import Integer, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Deadline,
    Guard,
    Phase,
    Publication,
    Step,
    Workflow,
    by,
    entered,
    figures,
    meant_for_all,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case, CaseEntry, Unit
from lianxin_sichuan.settings import KangzhuangSettings
from lianxin_sichuan.sources import KANGZHUANG
from lianxin_sichuan.terms import ECHO_WALL

F = figures(KangzhuangSettings)
ON_THE_WALL = col(Case.channel) == ECHO_WALL.code

WALL = Workflow(
    key="wall",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("民情回音墙", "The echo wall"),
    channels=frozenset({ECHO_WALL.code}),
    steps=(
        Step("posted", Text("留言", "Posted"), Phase.INTAKE),
        Step("answered", Text("回复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "answer",
            Text("回复", "Answer"),
            by("clerk", unit=True),
            sources=("posted",),
            to="answered",
            note_required=True,
        ),
        Action(
            "overdue",
            Text("逾期催办", "Urged, since it is late"),
            by(system=True),
            sources=("posted",),
        ),
    ),
)

A_POST_IS_ON_A_COMMUNITYS_WALL = Guard(
    key="post_on_a_communitys_wall",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("留言写在社区的回音墙上", "A post is on the wall of a community"),
    workflow="wall",
    actions=("submit",),
    refuse_if=col(Case.unit_id).is_(None) | ~is_of_kind(col(Case.unit_id), "community"),
    because=Text("请写明社区（unit）", "Say which community's wall it is (unit)"),
)

ANSWERED_IN_SEVEN_WORKING_DAYS = Deadline(
    key="wall_answered",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("回音墙 7 个工作日内回复", "The wall is answered within seven working days"),
    workflow="wall",
    starts=entered("posted"),
    ends=entered("answered"),
    days=F.answer_days,
    count=F.answer_count,
    from_same_day=F.answer_from_same_day,
    then="overdue",
)

_posts: Any = (
    select(
        col(Case.id).label("subject_id"),
        col(Case.code).label("code"),
        col(Unit.name).label("community"),
        col(Case.submitted_at).label("posted_at"),
        col(Case.title).label("title"),
        meant_for_all(col(Case.body), when=ON_THE_WALL).label("post"),
        col(CaseEntry.at).label("answered_at"),
        meant_for_all(col(CaseEntry.note), when=ON_THE_WALL).label("answer"),
    )
    .join_from(Case, Unit, col(Unit.id) == col(Case.unit_id))
    .outerjoin(
        CaseEntry,
        (col(CaseEntry.case_id) == col(Case.id)) & (col(CaseEntry.action) == "answer"),
    )
    .where(ON_THE_WALL, ~col(Case.restricted), col(Case.confined_to_id).is_(None))
    .order_by(col(Case.submitted_at).desc(), col(Case.id))
    .limit(F.shown.sql(Integer()))
)

THE_ANSWER_STANDS_UNDER_THE_POST = Publication(
    key="wall_published",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("回音墙留言与回复", "The posts, and the answers under them"),
    query=_posts,
    labels={
        "code": Text("编号", "Code"),
        "community": Text("社区", "Community"),
        "posted_at": Text("留言时间", "Posted"),
        "title": Text("标题", "Title"),
        "post": Text("留言", "Post"),
        "answered_at": Text("回复时间", "Answered"),
        "answer": Text("回复", "Answer"),
    },
    live=True,
)

WALL_RULES = (
    WALL,
    A_POST_IS_ON_A_COMMUNITYS_WALL,
    ANSWERED_IN_SEVEN_WORKING_DAYS,
    THE_ANSWER_STANDS_UNDER_THE_POST,
)
