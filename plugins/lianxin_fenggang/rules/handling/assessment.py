"""FG-D5: towns and villages assess the county's departments."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import Survey, asked, figures, units
from lianxin.tables import Unit
from lianxin_fenggang.settings import HandlingSettings
from lianxin_fenggang.sources import HANDLING

F = figures(HandlingSettings)
_department, _below = aliased(Unit), aliased(Unit)
_towns_and_villages: Any = select(
    col(_department.id).label("subject_id"), col(_below.id).label("respondent_id")
).where(
    col(_department.kind) == "department",
    col(_below.kind).in_(["town", "village", "community"]),
    col(_below.active),
)

TOWNS_AND_VILLAGES_ASSESS = Survey(
    key="departments_assessed",
    clause="FG-D5",
    source=HANDLING,
    title=Text("乡镇、村考核评价县直部门", "Towns and villages assess departments"),
    every=units("department"),
    frame=asked(_towns_and_villages, type="Unit"),
    grades=F.points,
    least_answers=F.least_answers,
    per="year",
    in_person=True,
)

ASSESSMENT_RULES = (TOWNS_AND_VILLAGES_ASSESS,)
