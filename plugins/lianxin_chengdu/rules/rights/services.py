"""CD-E2: a service is told of beforehand, handled fast, rated afterwards, watched throughout."""

from sqlmodel import col

from lianxin.builtin.words import COMMON_WORDS
from lianxin.database import Key
from lianxin.language import Text
from lianxin.rules import (
    Action,
    Guard,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    viewer,
)
from lianxin.tables import Case
from lianxin_chengdu.sources import SERVICE
from lianxin_chengdu.tables import CaseFacts
from lianxin_chengdu.terms import SERVICE as SERVICE_CHANNEL

SERVICES = Workflow(
    key="services",
    clause="CD-E2",
    source=SERVICE,
    title=Text("事前告知、事中快办、事后评价", "Told beforehand, handled fast, rated afterwards"),
    channels=frozenset({SERVICE_CHANNEL.code}),
    facts=CaseFacts,
    steps=(
        Step("asked_for", Text("申办", "Asked for"), Phase.INTAKE),
        Step("told", Text("事前告知", "Told beforehand"), Phase.TRIAGE),
        Step("handled", Text("事中快办", "Handled fast"), Phase.HANDLING),
        Step("delivered", Text("办结", "Delivered"), Phase.ANSWERED),
        Step("rated", Text("事后评价", "Rated afterwards"), Phase.FOLLOW_UP, terminal=True),
    ),
    actions=(
        Action(
            "watch",
            Text("全程监督", "Watch it throughout"),
            by("supervisor"),
            actor_becomes=("supervisor",),
        ),
        Action(
            "tell",
            Text("事前告知", "Tell beforehand"),
            by("clerk", unit=True),
            sources=("asked_for", "told"),
            to="told",
            inputs=(
                Input(
                    "materials",
                    Text(
                        "所需材料、时限和费用", "What is needed, how long it takes, what it costs"
                    ),
                    sets="materials",
                ),
            ),
        ),
        Action(
            "handle",
            Text("受理快办", "Handle"),
            by(unit=True),
            sources=("told",),
            to="handled",
            actor_becomes=("handler",),
        ),
        Action(
            "deliver",
            Text("办结", "Deliver"),
            by(handler=True, unit=True),
            sources=("handled",),
            to="delivered",
            inputs=(Input("result", Text("办理结果", "Result"), sets="result"),),
        ),
        Action(
            "rate",
            Text("评价", "Rate"),
            by("clerk", "supervisor", reporter=True),
            sources=("delivered",),
            to="rated",
            inputs=(
                Input(
                    "satisfaction",
                    Text("满意度", "Satisfaction"),
                    "choice",
                    choices=COMMON_WORDS["satisfaction"],
                    sets="case.satisfaction",
                ),
            ),
        ),
        Action(
            "remark",
            Text("监督意见", "Remark by whoever watches"),
            by("supervisor"),
            note_required=True,
        ),
    ),
)

WATCHED_THROUGHOUT = Guard(
    key="watched_throughout",
    clause="CD-E2",
    source=SERVICE,
    title=Text(
        "全程监督：明确监督人方可办理", "Watched throughout: by somebody named at the start"
    ),
    workflow="services",
    actions=("tell", "handle", "deliver"),
    refuse_if=col(Case.supervisor_id).is_(None),
    because=Text("尚未明确监督人（watch）", "Nobody watches over it yet (watch)"),
)

NOBODY_WATCHES_OR_RATES_THEIR_OWN_WORK = Guard(
    key="nobody_watches_their_own_work",
    clause="CD-E2",
    source=SERVICE,
    title=Text("经办人不监督、不评价自己经办的事项", "Nobody watches or rates their own work"),
    workflow="services",
    actions=("watch", "rate"),
    refuse_if=col(Case.handler_id) == viewer("person_id", Key),
    because=Text("您是经办人，请由他人监督、评价", "You handle it: somebody else has to"),
)

SERVICE_RULES = (SERVICES, WATCHED_THROUGHOUT, NOBODY_WATCHES_OR_RATES_THEIR_OWN_WORK)
