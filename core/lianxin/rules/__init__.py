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
from lianxin.rules.counts import days, different, hours, records, stays, times
from lianxin.rules.deadline import Deadline, Done, Entered, done, entered
from lianxin.rules.duty import Duty
from lianxin.rules.guard import Guard, given, viewer
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
from lianxin.rules.sql.encounters import HOST, OWN_UNIT, in_units
from lianxin.rules.sql.people import holders, links, served_by
from lianxin.rules.sql.places import households, units
from lianxin.rules.sql.records import cases, meetings, motions, rows
from lianxin.rules.standing import StandingRule, State
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
    "PERSON",
    "REPORT",
    "TIME",
    "YEAR",
    "Action",
    "By",
    "Citation",
    "Deadline",
    "Document",
    "Done",
    "Duty",
    "Entered",
    "Figure",
    "Guard",
    "Input",
    "Kind",
    "ModuleSettings",
    "Phase",
    "Rule",
    "RuleInForce",
    "Settings",
    "StandingRule",
    "State",
    "Step",
    "Term",
    "Workflow",
    "by",
    "cases",
    "days",
    "different",
    "done",
    "entered",
    "figure_of",
    "figures",
    "given",
    "holders",
    "hours",
    "households",
    "in_units",
    "links",
    "measure_text",
    "meetings",
    "motions",
    "records",
    "rows",
    "served_by",
    "stays",
    "times",
    "units",
    "viewer",
]
