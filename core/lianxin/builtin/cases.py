"""The workflow of every case that no module of a locality takes."""

from lianxin.builtin.duties import PLATFORM, RETURNING
from lianxin.builtin.words import CHANNELS, COMMON_WORDS
from lianxin.language import Text
from lianxin.rules.workflow import Action, Input, Phase, Step, Workflow, by

DEFAULT_WORKFLOW = Workflow(
    key="default",
    clause="CORE-1",
    source=PLATFORM.clause("一"),
    title=Text("受理、办理、答复、办结", "Accept, handle, answer, close"),
    channels=frozenset(channel.code for channel in CHANNELS),
    fallback=True,
    steps=(
        Step("accepted", Text("已受理", "Accepted"), Phase.INTAKE),
        Step("handling", Text("办理中", "Being handled"), Phase.HANDLING),
        Step("answered", Text("已答复", "Answered"), Phase.ANSWERED),
        Step("closed", Text("已办结", "Closed"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            code="assign",
            label=Text("交办", "Assign"),
            by=by("clerk"),
            sources=("accepted", "handling"),
            to="handling",
            inputs=(
                Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),
                Input(
                    "handler",
                    Text("承办人", "Handler"),
                    "person",
                    required=False,
                    sets="case.handler_id",
                ),
            ),
        ),
        *RETURNING.actions,
        Action(
            code="answer",
            label=Text("答复", "Answer"),
            by=by(handler=True, unit=True),
            sources=("handling",),
            to="answered",
            note_required=True,
        ),
        Action(
            code="send_back",
            label=Text("退回重办", "Send back"),
            by=by("clerk", "supervisor", reporter=True),
            sources=("answered",),
            to="handling",
            note_required=True,
            reopens=True,
        ),
        Action(
            code="close",
            label=Text("办结", "Close"),
            by=by("clerk", reporter=True),
            sources=("answered",),
            to="closed",
            inputs=(
                Input(
                    "satisfaction",
                    Text("满意度", "Satisfaction"),
                    "choice",
                    required=False,
                    choices=COMMON_WORDS["satisfaction"],
                    sets="case.satisfaction",
                ),
            ),
        ),
        Action(
            code="note",
            label=Text("备注", "Add a note"),
            by=by("clerk", "supervisor", handler=True, unit=True),
            note_required=True,
        ),
    ),
)
