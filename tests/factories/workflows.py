"""An example plugin: letters, whose steps come in order, and signals, which are open or done."""

from typing import Any, Literal

from sqlalchemy import func
from sqlmodel import col

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Module, Plugin
from lianxin.rules import (
    Action,
    Deadline,
    Document,
    Guard,
    Input,
    ModuleSettings,
    Phase,
    Step,
    Term,
    Workflow,
    by,
    done,
    entered,
    figures,
    given,
    viewer,
)
from lianxin.tables import Case
from lianxin.tables.base import Field, SQLModel, reference

RULES = Document("示例办法")
LETTERS = "example.letters"
SIGNALS = "example.signals"
SATISFACTION = (Term("yes", Text("满意", "Yes")), Term("no", Text("不满意", "No")))
WAYS = (
    Term("handle", Text("办理", "Handle")),
    Term("answer", Text("直接答复", "Answer")),
    Term("keep", Text("留存", "Keep")),
)


class LetterSettings(ModuleSettings):
    answer_days: int = 5
    count: Literal["calendar", "working"] = "calendar"
    extend_at_most: int = 3
    keeps_figures: bool = True
    fewest_words: int = 2


class LetterFacts(SQLModel, table=True):
    __tablename__ = "example_letter"

    case_id: int = reference("core_case", primary=True, index=False)
    way: str | None = None
    joint: bool | None = None
    page: int = Field(default=1)


F = figures(LetterSettings)
_way = col(LetterFacts.way)
IS_ANSWERED = _way.in_(["handle", "answer"])


def _says(zh: str, en: str) -> Text:
    return Text(zh, en)


LETTER = Workflow(
    key="letter",
    clause="EX-1",
    source=RULES.clause("一"),
    title=_says("来信办理", "Letters"),
    channels=frozenset({"letter"}),
    facts=LetterFacts,
    steps=(
        Step("received", _says("收信", "Received"), Phase.INTAKE),
        Step("sorted", _says("分类", "Sorted"), Phase.TRIAGE),
        Step(
            "consulted",
            _says("会商", "Consulted on"),
            Phase.CONSULTATION,
            applies=col(LetterFacts.joint).is_(True) & (_way == "handle"),
        ),
        Step("assigned", _says("交办", "Assigned"), Phase.HANDLING, applies=_way == "handle"),
        Step("reported", _says("反馈", "Reported"), Phase.ANSWERED, applies=IS_ANSWERED),
        Step(
            "called",
            _says("回访", "Called back"),
            Phase.FOLLOW_UP,
            applies=col(Case.contactable) & IS_ANSWERED,
        ),
        Step("filed", _says("归档", "Filed"), Phase.CLOSED, terminal=True),
    ),
    actions=(
        Action(
            "sort",
            _says("分类", "Sort"),
            by("clerk"),
            sources=("received", "sorted"),
            to="sorted",
            inputs=(
                Input("way", _says("方式", "Way"), "choice", choices=WAYS, sets="way"),
                Input("joint", _says("会商", "Joint"), "boolean", required=False, sets="joint"),
                Input("units", _says("涉及", "Units"), "units", required=False, sets="case.units"),
            ),
        ),
        Action(
            "answer_at_once",
            _says("当场答复", "Answer at once"),
            by("clerk"),
            sources=("sorted",),
            to="reported",
            inputs=(Input("way", _says("方式", "Way"), "choice", choices=WAYS, sets="way"),),
        ),
        Action(
            "consult",
            _says("会商", "Consult"),
            by("clerk"),
            sources=("sorted",),
            to="consulted",
            inputs=(Input("tasks", _says("分工", "Who does what"), "tasks", required=False),),
        ),
        Action(
            "assign",
            _says("交办", "Assign"),
            by("clerk"),
            sources=("sorted", "consulted", "assigned"),
            to="assigned",
            inputs=(
                Input("unit", _says("单位", "Unit"), "unit", sets="case.unit_id"),
                Input(
                    "handler",
                    _says("承办人", "Handler"),
                    "person",
                    required=False,
                    sets="case.handler_id",
                ),
            ),
        ),
        Action("take", _says("接手", "Take"), by(unit=True), actor_becomes=("responsible",)),
        Action("suspend", _says("中止", "Suspend"), by("clerk"), sources=("assigned",)),
        Action("resume", _says("恢复", "Resume"), by("clerk"), sources=("assigned",)),
        Action(
            "extend",
            _says("延期", "Extend"),
            by("clerk"),
            sources=("assigned",),
            inputs=(Input("days", _says("天数", "Days"), "number"),),
        ),
        Action("escalate", _says("督办", "Escalate"), by(system=True), sources=("assigned",)),
        Action(
            "report",
            _says("反馈", "Report"),
            by("clerk", handler=True),
            sources=("assigned",),
            to="reported",
            note_required=True,
        ),
        Action(
            "call",
            _says("回访", "Call"),
            by("clerk"),
            sources=("reported",),
            to="called",
            inputs=(
                Input(
                    "satisfaction",
                    _says("满意度", "Satisfaction"),
                    "choice",
                    choices=SATISFACTION,
                    sets="case.satisfaction",
                ),
            ),
        ),
        Action(
            "return",
            _says("退回", "Return"),
            by("clerk"),
            sources=("reported", "called"),
            to="assigned",
            reopens=True,
        ),
        Action("file", _says("归档", "File"), by("clerk"), to="filed"),
        Action("note", _says("备注", "Note"), by("clerk", handler=True), note_required=True),
    ),
)

ANSWER = Deadline(
    key="answer",
    clause="EX-2",
    source=RULES.clause("二"),
    title=_says("限期答复", "Answer in time"),
    workflow="letter",
    starts=entered("assigned"),
    ends=entered("reported"),
    days=F.answer_days,
    count=F.count,
    pauses=done("suspend"),
    resumes=done("resume"),
    extends=done("extend"),
    extend_at_most=F.extend_at_most,
    keeps_figures=F.keeps_figures,
    then="escalate",
)

NOT_TO_ONESELF = Guard(
    key="not_to_oneself",
    clause="EX-3",
    source=RULES.clause("三"),
    title=_says("不得交办给本人", "Nobody assigns to themselves"),
    actions=("assign",),
    refuse_if=given("handler") == viewer("person_id"),
    because=_says("不得交办给本人", "Assign it to somebody else"),
)

TITLE_SAYS_ENOUGH = Guard(
    key="title_says_enough",
    clause="EX-4",
    source=RULES.clause("四"),
    title=_says("标题说明来意", "The title says what it is about"),
    actions=("submit", "sort"),
    refuse_if=func.length(col(Case.title)) < F.fewest_words.sql(),
    because=_says("标题过短", "The title is too short"),
)

SIGNAL = Workflow(
    key="signal",
    clause="EX-5",
    source=RULES.clause("五"),
    title=_says("信号", "Signals"),
    channels=frozenset({"mention"}),
    steps=(
        Step("open", _says("待处理", "Open"), Phase.INTAKE),
        Step("done", _says("已处理", "Done"), Phase.CLOSED, terminal=True),
    ),
    actions=(Action("finish", _says("处理", "Finish"), by("clerk", reporter=True), to="done"),),
)

PLUGIN = Plugin(
    key="example",
    name=_says("示例", "Example"),
    version="1",
    modules=(
        Module(
            key="letters",
            name=_says("来信", "Letters"),
            settings=LetterSettings,
            rules=(LETTER, ANSWER, NOT_TO_ONESELF, TITLE_SAYS_ENOUGH),
        ),
        Module(key="signals", name=_says("信号", "Signals"), rules=(SIGNAL,)),
    ),
)


class ExamplePlugin:
    @hookimpl
    def lianxin_plugin(self) -> Plugin:
        return PLUGIN


def example() -> tuple[str, Any]:
    """The plugin for `load_plugins(extra=[example()])`."""
    return "example", ExamplePlugin()
