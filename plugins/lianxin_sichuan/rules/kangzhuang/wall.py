"""SC-KZ2: the wall: anyone writes on it without a name, and the answer stands under the post.

Phone numbers are taken out by themselves, other people's names by whoever looks at a post first.
"""

from typing import Any

from sqlalchemy import Boolean, Integer, String, case, func, literal, select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Deadline,
    Guard,
    Input,
    Phase,
    Publication,
    Step,
    Term,
    Workflow,
    by,
    entered,
    figures,
    given,
    meant_for_all,
    worded,
)
from lianxin.rules.conditions import each_stands_in, is_of_kind, names_some
from lianxin.tables import Case, CaseEntry, Unit
from lianxin_sichuan.settings import KangzhuangSettings
from lianxin_sichuan.sources import KANGZHUANG
from lianxin_sichuan.tables import CaseFacts
from lianxin_sichuan.terms import ECHO_WALL

F = figures(KangzhuangSettings)
ON_THE_WALL = col(Case.channel) == ECHO_WALL.code

SHOWN = Term("shown", Text("公开", "Shown"))
HELD_BACK = Term("held_back", Text("不公开", "Held back"))
WAITING = Term("waiting", Text("待审阅", "Nobody has looked at it yet"))

WHAT_IS_SHOWN = (
    Input(
        "shown",
        Text("是否公开", "Whether it is shown"),
        "choice",
        choices=(SHOWN, HELD_BACK),
        sets="shown",
    ),
    Input(
        "names",
        Text("遮去的姓名", "Names to blot out"),
        "words",
        required=False,
        sets="blotted",
        help=Text("留言中出现的他人姓名等", "Names of other people, as they stand in the post"),
    ),
    Input("reason", Text("理由", "Why"), required=False, sets="reason"),
)

WALL = Workflow(
    key="wall",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("民情回音墙", "The echo wall"),
    channels=frozenset({ECHO_WALL.code}),
    facts=CaseFacts,
    steps=(
        Step("posted", Text("留言", "Posted"), Phase.INTAKE),
        Step(
            "looked_at",
            Text("已审阅", "Looked at"),
            Phase.TRIAGE,
            applies=F.looked_at_first.sql(Boolean()),
        ),
        Step("answered", Text("回复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "look",
            Text("审阅", "Look at it"),
            by("clerk", unit=True),
            sources=("posted",),
            to="looked_at",
            inputs=WHAT_IS_SHOWN,
        ),
        Action(
            "look_again",
            Text("重新审阅", "Look at it again"),
            by("clerk", unit=True),
            sources=("posted", "looked_at", "answered"),
            inputs=WHAT_IS_SHOWN,
            clears=("blotted", "reason"),
        ),
        Action(
            "answer",
            Text("回复", "Answer"),
            by("clerk", unit=True),
            sources=("posted", "looked_at"),
            to="answered",
            note_required=True,
        ),
        Action(
            "overdue",
            Text("逾期催办", "Urged, since it is late"),
            by(system=True),
            sources=("posted", "looked_at"),
        ),
    ),
)

FIRST_LOOKED_AT = Guard(
    key="wall_first_looked_at",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("首次审阅须用“审阅”", "Who looks at a post first does so by “look”"),
    workflow="wall",
    actions=("look_again",),
    refuse_if=(col(Case.step) == "posted") & F.looked_at_first.sql(Boolean()),
    because=Text(
        "该留言尚未审阅，请先审阅（look）", "Nobody has looked at the post yet: look first"
    ),
    reads=(F.looked_at_first,),
)

WHAT_IS_BLOTTED_STANDS_THERE = Guard(
    key="blotted_stands_in_the_post",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("遮去的姓名须出现在留言中", "What is blotted out stands in the post"),
    workflow="wall",
    actions=("look", "look_again"),
    refuse_if=~each_stands_in("names", col(Case.title), col(Case.body)),
    because=Text(
        "留言中没有要遮去的文字（names）", "Some of these words do not stand in the post (names)"
    ),
)

WHAT_IS_HIDDEN_HAS_A_REASON = Guard(
    key="hidden_with_a_reason",
    clause="SC-KZ2",
    source=KANGZHUANG,
    title=Text("遮去姓名或不公开须写明理由", "Who blots out or holds back a post says why"),
    workflow="wall",
    actions=("look", "look_again"),
    refuse_if=given("reason", String()).is_(None)
    & ((given("shown", String()) == HELD_BACK.code) | names_some("names")),
    because=Text(
        "请写明理由（reason），将随留言公开", "Say why (reason); it is shown with the post"
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

_shown = func.coalesce(
    col(CaseFacts.shown),
    case(
        (F.looked_at_first.sql(Boolean()), literal(WAITING.code, String())),
        else_=literal(SHOWN.code, String()),
    ),
)
_open = ON_THE_WALL & (_shown == SHOWN.code)

_posts: Any = (
    select(
        col(Case.id).label("subject_id"),
        col(Case.code).label("code"),
        col(Unit.name).label("community"),
        col(Case.submitted_at).label("posted_at"),
        case((_open, col(Case.title)), else_=None).label("title"),
        meant_for_all(col(Case.body), when=_open).label("post"),
        col(CaseEntry.at).label("answered_at"),
        meant_for_all(col(CaseEntry.note), when=ON_THE_WALL).label("answer"),
        worded(_shown, (WAITING, SHOWN, HELD_BACK)).label("shown"),
        col(CaseFacts.reason).label("reason"),
        col(CaseFacts.blotted).label("blotted"),
    )
    .join_from(Case, Unit, col(Unit.id) == col(Case.unit_id))
    .outerjoin(CaseFacts, col(CaseFacts.case_id) == col(Case.id))
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
        "shown": Text("公开情况", "Whether it is shown"),
        "reason": Text("遮去或不公开的理由", "Why something is hidden"),
    },
    live=True,
)

WALL_RULES = (
    WALL,
    A_POST_IS_ON_A_COMMUNITYS_WALL,
    FIRST_LOOKED_AT,
    WHAT_IS_BLOTTED_STANDS_THERE,
    WHAT_IS_HIDDEN_HAS_A_REASON,
    ANSWERED_IN_SEVEN_WORKING_DAYS,
    THE_ANSWER_STANDS_UNDER_THE_POST,
)
