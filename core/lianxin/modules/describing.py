"""The form of a module's figures: JSON Schema, with what becomes of terms that run already."""

from typing import Any

from lianxin.plugins.manifest import Module
from lianxin.rules.base import RUNNING, Figure, Settings, figures_in
from lianxin.rules.deadline import Deadline

RUNNING_SETTING = "x-running-setting"
"""The figure that says whether running terms keep theirs, where one does."""


def settings_schema(module: Module, settings: Settings) -> dict[str, Any]:
    """`x-running` of a figure by which terms are counted: `keeps` (a running term keeps the figure
    with which it began) or `follows` (it is counted anew)."""
    schema = module.settings.model_json_schema()
    for rule in module.rules:
        if isinstance(rule, Deadline):
            for figure in figures_in((rule.days, rule.count, rule.from_same_day)):
                if figure.model is module.settings:
                    schema["properties"][figure.name] |= _running(rule, settings)
    return schema


def _running(rule: Deadline, settings: Settings) -> dict[str, str]:
    said = {RUNNING: "keeps" if rule.keeps(settings) else "follows"}
    if isinstance(rule.keeps_figures, Figure):
        said[RUNNING_SETTING] = rule.keeps_figures.name
    return said
