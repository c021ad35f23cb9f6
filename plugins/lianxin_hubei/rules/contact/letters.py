"""HB-A8, HB-A11, HB-A14: letters, the ledger of what cannot be settled at once, people in need."""

from sqlalchemy import exists, or_
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    Action,
    Coverage,
    Deadline,
    Guard,
    Indicator,
    Input,
    Phase,
    Step,
    Workflow,
    by,
    cases,
    done,
    entered,
    figures,
    rate,
    record,
)
from lianxin.rules.conditions import is_of_kind
from lianxin.tables import Case
from lianxin_hubei.settings import LeaderContactSettings
from lianxin_hubei.sources import CARRYING_OUT, OPINIONS, RECEPTION
from lianxin_hubei.tables import CaseFacts
from lianxin_hubei.terms import GROUNDS, HARDSHIP, LEADER_LETTER, LEDGER, TOPICS

F = figures(LeaderContactSettings)
TOPIC_CODES = tuple(topic.code for topic in TOPICS)

LETTERS = Workflow(
    key="letters",
    clause="HB-A8",
    source=RECEPTION,
    title=Text("及时阅批群众来信", "Letters from residents are read and annotated"),
    channels=frozenset({LEADER_LETTER.code}),
    facts=CaseFacts,
    steps=(
        Step("received", Text("收信", "Received"), Phase.INTAKE),
        Step("annotated", Text("阅批", "Read and annotated"), Phase.TRIAGE),
        Step("handled", Text("办理", "Being handled"), Phase.HANDLING),
        Step("answered", Text("答复", "Answered"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "annotate",
            Text("阅批", "Read and annotate"),
            by("leader"),
            sources=("received",),
            to="annotated",
            inputs=(Input("annotation", Text("批示", "Annotation"), sets="annotation"),),
        ),
        Action(
            "hand_over",
            Text("交办", "Hand over"),
            by("clerk", "leader"),
            sources=("annotated",),
            to="handled",
            inputs=(Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),),
        ),
        Action(
            "answer",
            Text("答复来信人", "Answer"),
            by("clerk", handler=True, unit=True),
            sources=("handled",),
            to="answered",
            inputs=(Input("result", Text("答复内容", "Answer"), sets="result"),),
        ),
    ),
)

EVERY_LETTER_IS_READ = Coverage(
    key="letters_read",
    clause="HB-A8",
    source=RECEPTION,
    title=Text("每封来信均已阅批", "Every letter is read and annotated"),
    every=cases(where=col(Case.channel) == LEADER_LETTER.code),
    has=(
        record(
            col(CaseFacts.case_id),
            where=col(CaseFacts.annotation).is_not(None),
            called=Text("批示", "an annotation"),
        ),
    ),
)

THE_LEDGER = Workflow(
    key="ledger",
    clause="HB-A11",
    source=CARRYING_OUT,
    title=Text("事项交办、移送、督办制度", "Matters are assigned, transferred, supervised"),
    channels=frozenset({LEDGER.code}),
    facts=CaseFacts,
    asks=(
        Input(
            "ground",
            Text("列入台账的原因", "Why it is there"),
            "choice",
            choices=GROUNDS,
            sets="ground",
        ),
    ),
    steps=(
        Step("listed", Text("列入台账", "In the ledger"), Phase.INTAKE),
        Step("given_out", Text("已交办或移送", "Assigned or transferred"), Phase.HANDLING),
        Step("settled", Text("解决", "Settled"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "assign",
            Text("交办", "Assign"),
            by("clerk", "leader", "supervisor"),
            sources=("listed", "given_out"),
            to="given_out",
            inputs=(Input("unit", Text("承办单位", "Unit"), "unit", sets="case.unit_id"),),
        ),
        Action(
            "transfer",
            Text("移送", "Transfer"),
            by("clerk", "leader", "supervisor"),
            sources=("listed", "given_out"),
            to="given_out",
            inputs=(Input("unit", Text("职能部门", "Department"), "unit", sets="case.unit_id"),),
            note_required=True,
        ),
        Action(
            "supervise",
            Text("督办", "Supervise"),
            by("supervisor", "leader", system=True),
            sources=("given_out",),
        ),
        Action(
            "settle",
            Text("解决", "Settle"),
            by(handler=True, unit=True),
            sources=("given_out",),
            to="settled",
            inputs=(Input("result", Text("解决情况", "How it was settled"), sets="result"),),
        ),
    ),
)

SETTLED_IN_TIME = Deadline(
    key="settled_in_time",
    clause="HB-A11",
    source=CARRYING_OUT,
    title=Text("台账事项及时解决", "What is in the ledger is settled in time"),
    workflow="ledger",
    starts=done("assign", "transfer"),
    ends=entered("settled"),
    days=F.ledger_days,
    count=F.ledger_count,
    from_same_day=F.ledger_from_same_day,
    then="supervise",
)

HARDSHIPS = Workflow(
    key="hardships",
    clause="HB-A14",
    source=OPINIONS,
    title=Text("听取困难群体意见并帮助解决", "People in difficulty are heard and helped"),
    channels=frozenset({HARDSHIP.code}),
    facts=CaseFacts,
    steps=(
        Step("heard", Text("听取意见", "Heard"), Phase.INTAKE),
        Step("helping", Text("帮助解决", "Being helped"), Phase.HANDLING),
        Step("helped", Text("已解决实际困难", "Helped"), Phase.ANSWERED, terminal=True),
    ),
    actions=(
        Action(
            "take_up",
            Text("帮助解决", "Take it up"),
            by("clerk", "leader"),
            sources=("heard",),
            to="helping",
            actor_becomes=("responsible",),
        ),
        Action(
            "help",
            Text("解决实际困难", "Help"),
            by("clerk", "leader", unit=True),
            sources=("helping",),
            to="helped",
            inputs=(Input("help", Text("帮助情况", "What was done"), sets="help"),),
        ),
    ),
)

HEARD_WHERE_PEOPLE_LIVE = Guard(
    key="heard_where_people_live",
    clause="HB-A14",
    source=OPINIONS,
    title=Text(
        "就四个方面听取农村、企业和城镇社区困难群体意见",
        "People in village, enterprise and community are heard on four topics",
    ),
    workflow="hardships",
    actions=("submit",),
    refuse_if=or_(
        col(Case.category).is_(None),
        col(Case.category).not_in(TOPIC_CODES),
        col(Case.unit_id).is_(None),
        ~is_of_kind(col(Case.unit_id), "village", "enterprise", "community"),
    ),
    because=Text(
        "请写明村、企业或社区（unit），以及属于四个方面的哪一方面（category）",
        "Name the village, enterprise or community (unit), and which of the four topics (category)",
    ),
)

HELPED_BY_TOPIC = Indicator(
    key="helped_by_topic",
    clause="HB-A14",
    source=OPINIONS,
    title=Text("困难群体意见帮助解决率", "Hardships in which help was given"),
    value=rate(
        Case,
        exists().where(col(CaseFacts.case_id) == col(Case.id), col(CaseFacts.help).is_not(None)),
        on=col(Case.submitted_at),
        where=col(Case.channel) == HARDSHIP.code,
    ),
    split=(col(Case.category),),
    per="year",
)

LETTER_RULES = (
    LETTERS,
    EVERY_LETTER_IS_READ,
    THE_LEDGER,
    SETTLED_IN_TIME,
    HARDSHIPS,
    HEARD_WHERE_PEOPLE_LIVE,
    HELPED_BY_TOPIC,
)
