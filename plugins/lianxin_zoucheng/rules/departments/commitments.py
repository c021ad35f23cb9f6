"""ZC-B9: each department publishes what it commits to, by when, and what was kept."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, model_validator
from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Indicator, OneOf, Publication, Registry, Unfit, rate
from lianxin.tables import Unit
from lianxin_zoucheng.rules.departments.evaluation import EVERY_DEPARTMENT
from lianxin_zoucheng.sources import RESULTS
from lianxin_zoucheng.tables import Commitment
from lianxin_zoucheng.terms import COMMITMENT_SIDES

NOT_SHOWN = Text(
    "承诺须在网站或电视台公示", "A commitment is shown on the web, on television, or both"
)
NO_OUTCOME = Text("请写明何时兑现或为何未兑现", "Say when it was kept, or (outcome) why it was not")


class CommitmentFields(BaseModel, extra="forbid"):
    unit_id: int = Field(title="部门 / Department")
    side: Annotated[str, OneOf("zoucheng_commitment_side", COMMITMENT_SIDES)] = "public"
    text: str = Field(min_length=2, max_length=2000, title="承诺内容 / What it commits to")
    made_on: date | None = Field(None, title="承诺日期 / When it was made")
    due_on: date = Field(title="兑现期限 / By when")
    on_web: bool = Field(True, title="网站公示 / Shown on the web")
    on_television: bool = Field(False, title="电视公示 / Shown on television")
    kept: bool | None = Field(None, title="是否兑现 / Whether it was kept")
    kept_on: date | None = Field(None, title="兑现日期 / When")
    outcome: str | None = Field(None, max_length=2000, title="兑现情况 / What came of it")

    @model_validator(mode="after")
    def told(self) -> "CommitmentFields":
        if not self.on_web and not self.on_television:
            raise Unfit(NOT_SHOWN)
        if (self.kept is True and self.kept_on is None) or (
            self.kept is False and not self.outcome
        ):
            raise Unfit(NO_OUTCOME)
        return self


COMMITMENTS = Registry(
    key="commitments",
    clause="ZC-B9",
    source=RESULTS,
    title=Text("双向承诺", "What departments commit to"),
    table=Commitment,
    fields=CommitmentFields,
    writers=frozenset({"clerk", "supervisor"}),
    own_writers=frozenset({"handler"}),
    order=("due_on",),
    due=("made_on", "due_on"),
    public=("unit_id", "side", "text", "made_on", "due_on", "kept", "kept_on", "outcome"),
)

COMMITMENTS_ARE_PUBLIC = Publication(
    key="commitments_are_public",
    clause="ZC-B9",
    source=RESULTS,
    title=Text("部门承诺及兑现情况公示", "Commitments, and what was kept"),
    query=select(
        col(Unit.name).label("unit"),
        col(Commitment.side).label("side"),
        col(Commitment.text).label("commitment"),
        col(Commitment.due_on).label("due_on"),
        col(Commitment.on_television).label("on_television"),
        col(Commitment.kept).label("kept"),
        col(Commitment.kept_on).label("kept_on"),
        col(Commitment.outcome).label("outcome"),
    )
    .join_from(Commitment, Unit, col(Unit.id) == col(Commitment.unit_id))
    .where(col(Commitment.on_web))
    .order_by(col(Unit.code), col(Commitment.due_on), col(Commitment.id)),
    labels={
        "unit": Text("部门", "Department"),
        "side": Text("向谁承诺", "To whom"),
        "commitment": Text("承诺内容", "Commitment"),
        "due_on": Text("兑现期限", "By when"),
        "on_television": Text("电视公示", "On television"),
        "kept": Text("是否兑现", "Kept"),
        "kept_on": Text("兑现日期", "When"),
        "outcome": Text("兑现情况", "What came of it"),
    },
    live=True,
)

EVERY_DEPARTMENT_PUBLISHES = Publication(
    key="every_department_publishes",
    clause="ZC-B9",
    source=RESULTS,
    title=Text("各部门公开承诺书", "Every department publishes its commitments"),
    about=EVERY_DEPARTMENT,
    by_hand=True,
    own_unit=True,
    per="year",
)

COMMITMENTS_KEPT = Indicator(
    key="commitments_kept",
    clause="ZC-B9",
    source=RESULTS,
    title=Text("承诺兑现率", "Commitments kept"),
    value=rate(Commitment, col(Commitment.kept).is_(True), on=col(Commitment.due_on)),
    per="year",
)

COMMITMENT_RULES = (
    COMMITMENTS,
    COMMITMENTS_ARE_PUBLIC,
    EVERY_DEPARTMENT_PUBLISHES,
    COMMITMENTS_KEPT,
)
