"""Rules: one file per kind; each declaration gives everything the platform says about it."""

from lianxin.rules.base import (
    Citation,
    Document,
    Figure,
    Kind,
    ModuleSettings,
    Rule,
    RuleInForce,
    Settings,
    figure_of,
    figures,
)
from lianxin.rules.calendar_rule import Apart, CalendarRule, On, on
from lianxin.rules.consequence import (
    ConsequenceRule,
    after_survey,
    bottom,
    on_breach,
    on_events,
    scored_at_least,
    scored_below,
    top,
)
from lianxin.rules.counts import days, different, hours, records, stays, times
from lianxin.rules.coverage import Coverage
from lianxin.rules.deadline import Deadline, Done, Entered, done, entered
from lianxin.rules.duty import Duty
from lianxin.rules.guard import Guard, given, viewer
from lianxin.rules.indicator import Indicator
from lianxin.rules.liaison import LiaisonRule
from lianxin.rules.measured import average, counted, pay, rate, ratio, total, value_of
from lianxin.rules.measures import (
    DAY,
    HOUR,
    HOUSEHOLD,
    ITEM,
    LINK,
    PERCENT,
    PERSON,
    REPORT,
    TIME,
    YEAR,
    measure_text,
)
from lianxin.rules.openings import OpeningHours, opening_hours
from lianxin.rules.privacy import official_name, official_phone, redacted
from lianxin.rules.provisions import appointment, encounter, link, published, record
from lianxin.rules.publication import Publication
from lianxin.rules.registry import Registry, Unfit
from lianxin.rules.sql.encounters import HOST, OWN_UNIT, in_units
from lianxin.rules.sql.people import holders, links, served_by
from lianxin.rules.sql.places import households, units
from lianxin.rules.sql.records import cases, meetings, motions, rows
from lianxin.rules.sql.rosters import rostered
from lianxin.rules.sql.values import PERIOD_END, PERIOD_FROM, PERIOD_START, PERIOD_UNTIL
from lianxin.rules.standing import StandingRule, State
from lianxin.rules.survey import Survey, asked, may_see_drawn, roll
from lianxin.rules.workflow import Action, By, Input, Phase, Step, Term, Workflow, by

__all__ = [
    "DAY",
    "HOST",
    "HOUR",
    "HOUSEHOLD",
    "ITEM",
    "LINK",
    "OWN_UNIT",
    "PERCENT",
    "PERIOD_END",
    "PERIOD_FROM",
    "PERIOD_START",
    "PERIOD_UNTIL",
    "PERSON",
    "REPORT",
    "TIME",
    "YEAR",
    "Action",
    "Apart",
    "By",
    "CalendarRule",
    "Citation",
    "ConsequenceRule",
    "Coverage",
    "Deadline",
    "Document",
    "Done",
    "Duty",
    "Entered",
    "Figure",
    "Guard",
    "Indicator",
    "Input",
    "Kind",
    "LiaisonRule",
    "ModuleSettings",
    "On",
    "OpeningHours",
    "Phase",
    "Publication",
    "Registry",
    "Rule",
    "RuleInForce",
    "Settings",
    "StandingRule",
    "State",
    "Step",
    "Survey",
    "Term",
    "Unfit",
    "Workflow",
    "after_survey",
    "appointment",
    "asked",
    "average",
    "bottom",
    "by",
    "cases",
    "counted",
    "days",
    "different",
    "done",
    "encounter",
    "entered",
    "figure_of",
    "figures",
    "given",
    "holders",
    "hours",
    "households",
    "in_units",
    "link",
    "links",
    "may_see_drawn",
    "measure_text",
    "meetings",
    "motions",
    "official_name",
    "official_phone",
    "on",
    "on_breach",
    "on_events",
    "opening_hours",
    "pay",
    "published",
    "rate",
    "ratio",
    "record",
    "records",
    "redacted",
    "roll",
    "rostered",
    "rows",
    "scored_at_least",
    "scored_below",
    "served_by",
    "stays",
    "times",
    "top",
    "total",
    "units",
    "value_of",
    "viewer",
]
