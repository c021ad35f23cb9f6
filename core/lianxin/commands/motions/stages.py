"""What may be done to a motion at a stage: conclude it."""

from lianxin.language import Text
from lianxin.rules.procedure import Stage
from lianxin.rules.workflow import Input

CONCLUDE = "conclude"
MEETING = "meeting"
_CONCLUDE = Text("完成“{stage}”", "Conclude “{stage}”")
_MEETING = Input(
    MEETING,
    Text("会议", "Meeting"),
    required=False,
    help=Text("在哪次会议上进行（会议编号）", "The code of the meeting in which it was done"),
)


def label_of(stage: Stage) -> Text:
    return stage.action or _CONCLUDE.format(stage=stage.label)


def fields_at(stage: Stage) -> tuple[Input, ...]:
    return (*stage.records, _MEETING)
