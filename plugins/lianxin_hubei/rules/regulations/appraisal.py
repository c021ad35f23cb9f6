"""HB-X2: the style of leading cadres is appraised; economic accountability has its consequence."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERIOD_END,
    ConsequenceRule,
    Survey,
    after_survey,
    asked,
    figures,
    holders,
    in_force,
    scored_below,
)
from lianxin.tables import Appointment, UnitLine
from lianxin_hubei.settings import HubeiRegulationSettings
from lianxin_hubei.sources import SYSTEM
from lianxin_hubei.terms import ACCOUNTABILITY, LEADING_CADRE, REMINDER

F = figures(HubeiRegulationSettings)

_leading, _under = Appointment.__table__.alias(), Appointment.__table__.alias()  # type: ignore[attr-defined]
_those_who_serve_under: Any = (
    select(_leading.c.person_id.label("subject_id"), _under.c.person_id.label("respondent_id"))
    .join_from(_leading, UnitLine, col(UnitLine.upper_id) == _leading.c.unit_id)
    .join(_under, _under.c.unit_id == col(UnitLine.lower_id))
    .where(
        _leading.c.post == LEADING_CADRE.code,
        in_force(_leading.c.since, _leading.c.until, PERIOD_END),
        in_force(_under.c.since, _under.c.until, PERIOD_END),
        _under.c.person_id != _leading.c.person_id,
    )
)

STYLE_APPRAISED = Survey(
    key="style_appraisal",
    clause="HB-X2",
    source=SYSTEM,
    title=Text("党政领导干部作风状况评价", "Style of leading cadres, appraised"),
    every=holders(LEADING_CADRE),
    frame=asked(_those_who_serve_under),
    sample=F.sample,
    grades=F.points,
    per="year",
)

REMINDED_OF_STYLE = ConsequenceRule(
    key="style_reminder",
    clause="HB-X2",
    source=SYSTEM,
    title=REMINDER.label,
    effect=REMINDER,
    when=after_survey("style_appraisal", scored_below(F.reminder_below)),
    ground=Text("{survey}得 {score} 分", "{survey}: {score} points"),
)

HELD_TO_ECONOMIC_ACCOUNTABILITY = ConsequenceRule(
    key="economic_accountability",
    clause="HB-X2",
    source=SYSTEM,
    title=ACCOUNTABILITY.label,
    effect=ACCOUNTABILITY,
    by=frozenset({"leader", "supervisor"}),
)

APPRAISAL_RULES = (STYLE_APPRAISED, REMINDED_OF_STYLE, HELD_TO_ECONOMIC_ACCOUNTABILITY)
