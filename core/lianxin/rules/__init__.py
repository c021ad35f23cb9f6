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
from lianxin.rules.deadline import Deadline, Done, Entered, done, entered
from lianxin.rules.guard import Guard, given, viewer
from lianxin.rules.workflow import Action, By, Input, Phase, Step, Term, Workflow, by

__all__ = [
    "Action",
    "By",
    "Citation",
    "Deadline",
    "Document",
    "Done",
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
    "Step",
    "Term",
    "Workflow",
    "by",
    "done",
    "entered",
    "figure_of",
    "figures",
    "given",
    "viewer",
]
