"""SC-KZ1: messengers, teahouses and the site pass on what residents say."""

from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    appointment,
    by,
    counted,
    figures,
    units,
)
from lianxin.rules.conditions import holds
from lianxin.tables import Case
from lianxin_sichuan.settings import KangzhuangSettings
from lianxin_sichuan.sources import KANGZHUANG
from lianxin_sichuan.tables import CaseFacts
from lianxin_sichuan.terms import (
    BY_MESSENGER,
    BY_SITE,
    BY_TEAHOUSE,
    ECHO_WALL,
    MESSENGER,
    TEAHOUSE_OWNER,
)

F = figures(KangzhuangSettings)
BY_WHOM = {BY_MESSENGER: MESSENGER, BY_TEAHOUSE: TEAHOUSE_OWNER}
"""Who passes on what comes by these ways; anybody writes to the site."""

VOICES = Workflow(
    key="voices",
    clause="SC-KZ1",
    source=KANGZHUANG,
    title=Text("民情信使、茶馆、网站收集民意", "What messengers, teahouses and the site pass on"),
    channels=frozenset({BY_MESSENGER.code, BY_TEAHOUSE.code, BY_SITE.code}),
    facts=CaseFacts,
    asks=(
        Input(
            "passed_on_by",
            Text("转达人", "Who passes it on"),
            "person",
            required=False,
            sets="passed_on_by_id",
        ),
    ),
    steps=(
        Step("heard", Text("收到", "Heard"), Phase.INTAKE),
        Step("handled", Text("办理", "Handled"), Phase.HANDLING),
        Step("answered", Text("答复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "hand_to_grid",
            Text("交网格", "Hand it to a grid"),
            by("clerk"),
            sources=("heard", "handled"),
            inputs=(Input("unit", Text("网格", "Grid"), "unit", sets="case.unit_id"),),
        ),
        Action(
            "handle",
            Text("办理", "Handle"),
            by("clerk", unit=True),
            sources=("heard",),
            to="handled",
            actor_becomes=("handler",),
        ),
        Action(
            "answer",
            Text("答复", "Answer"),
            by("clerk", handler=True, unit=True),
            sources=("handled",),
            to="answered",
            note_required=True,
        ),
        Action(
            "note",
            Text("备注", "Add a note"),
            by("clerk", handler=True, unit=True),
            note_required=True,
        ),
    ),
)

PASSED_ON_BY_THOSE_WHOSE_PART_IT_IS = tuple(
    Guard(
        key=f"passed_on_by_{channel.code}",
        clause="SC-KZ1",
        source=KANGZHUANG,
        title=Text("写明由谁转达", "Where it came from is kept"),
        workflow="voices",
        actions=("submit",),
        refuse_if=(col(Case.channel) == channel.code)
        & (col(CaseFacts.passed_on_by_id).is_(None) | ~holds(col(CaseFacts.passed_on_by_id), post)),
        because=Text(
            f"请写明转达人（passed_on_by），须为现任{post.label.zh}",
            f"Say who passes it on (passed_on_by): {post.label.en}, in office",
        ),
    )
    for channel, post in BY_WHOM.items()
)

A_COMMUNITY_HAS_ITS_MESSENGERS = Coverage(
    key="communities_have_messengers",
    clause="SC-KZ1",
    source=KANGZHUANG,
    title=Text("社区有民情信使", "A community has its messengers"),
    every=units("community"),
    has=(appointment(MESSENGER, least=F.messengers),),
)

WHERE_IT_CAME_FROM = Indicator(
    key="voices_by_source",
    clause="SC-KZ1",
    source=KANGZHUANG,
    title=Text("各渠道收集的民意", "What came in, by where from"),
    value=counted(
        Case,
        on=col(Case.submitted_at),
        where=col(Case.channel).in_([*(channel.code for channel in BY_WHOM), BY_SITE.code])
        | (col(Case.channel) == ECHO_WALL.code),
    ),
    split=(col(Case.channel),),
    per="year",
)

VOICE_RULES = (
    VOICES,
    *PASSED_ON_BY_THOSE_WHOSE_PART_IT_IS,
    A_COMMUNITY_HAS_ITS_MESSENGERS,
    WHERE_IT_CAME_FROM,
)
