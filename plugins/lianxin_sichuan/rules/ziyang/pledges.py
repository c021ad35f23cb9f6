"""SC-ZY1: a secretary pledges in public, and is rated on the report by those who were there."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from lianxin.language import Text
from lianxin.rules import (
    PERIOD_END,
    PERIOD_START,
    Coverage,
    Publication,
    Survey,
    asked,
    encounter,
    figures,
    holders,
)
from lianxin.tables import Meeting, Participant
from lianxin_sichuan.settings import ZiyangSettings
from lianxin_sichuan.sources import ZIYANG
from lianxin_sichuan.terms import ON_THE_SPOT, PARTY_SECRETARY, REPORT_MEETING, REPORTER

F = figures(ZiyangSettings)
SECRETARIES = holders(PARTY_SECRETARY)

PLEDGED_IN_PUBLIC = Publication(
    key="pledges",
    clause="SC-ZY1",
    source=ZIYANG,
    title=Text("党组织书记年初公开承诺目标和举措", "What secretaries pledge: aims and measures"),
    by_hand=True,
    about=SECRETARIES,
    writers=frozenset({"clerk", "leader"}),
    within_days=F.pledge_days,
    per="year",
)

EVERY_SECRETARY_REPORTS = Coverage(
    key="secretaries_report",
    clause="SC-ZY1",
    source=ZIYANG,
    title=Text("年终述职", "Every secretary reports at the end of the year"),
    every=SECRETARIES,
    has=(encounter(REPORT_MEETING, roles=(REPORTER,)),),
    per="year",
)

_reporting, _listening = aliased(Participant), aliased(Participant)
_was_there: Any = (
    select(
        col(_reporting.person_id).label("subject_id"),
        col(_listening.person_id).label("respondent_id"),
    )
    .join_from(_reporting, Meeting, col(Meeting.id) == col(_reporting.meeting_id))
    .join(_listening, col(_listening.meeting_id) == col(Meeting.id))
    .where(
        col(Meeting.kind) == REPORT_MEETING.code,
        col(Meeting.day).between(PERIOD_START, PERIOD_END),
        col(_reporting.role) == REPORTER.code,
        col(_listening.role) != REPORTER.code,
        col(_reporting.present),
        col(_listening.present),
    )
)

RATED_ON_THE_SPOT = Survey(
    key="reports_rated",
    clause="SC-ZY1",
    source=ZIYANG,
    title=Text("述职当场测评", "Reports, rated on the spot by those who were there"),
    every=SECRETARIES,
    frame=asked(_was_there),
    grades=F.points,
    ways=(ON_THE_SPOT,),
    per="year",
)

PLEDGE_RULES = (PLEDGED_IN_PUBLIC, EVERY_SECRETARY_REPORTS, RATED_ON_THE_SPOT)
