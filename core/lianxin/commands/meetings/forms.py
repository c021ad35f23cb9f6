"""What forms ask for when a meeting is recorded."""

from collections.abc import Iterator, Mapping
from typing import Any

from lianxin.commands.attempt import Attempt
from lianxin.commands.cases.refusals import cited
from lianxin.commands.inputs import parse
from lianxin.commands.inputs.mentioned import Found
from lianxin.errors import Problem
from lianxin.plugins.composition import Composition
from lianxin.rules.base import RuleInForce, Settings
from lianxin.rules.meeting_form import MeetingForm
from lianxin.rules.words import codes


def forms_of(
    composition: Composition, settings: Settings, kind: str
) -> list[tuple[RuleInForce, MeetingForm]]:
    """The forms that meetings of a kind are recorded by."""
    return [(e, f) for e, f in composition.of(MeetingForm) if kind in codes(f.of, settings)]


def refusals_by_forms(attempt: Attempt, kind: str, given: Mapping[str, Any]) -> Iterator[Problem]:
    locality = attempt.locality
    for entry, form in forms_of(locality.composition, locality.figures.settings, kind):
        asked = {field.name: given.get(field.name) for field in form.fields}
        _, problems = parse(form.fields, asked, Found())
        for problem in problems:
            missing = problem.code == "REQUIRED"
            told = cited("RULE_REFUSED", problem.message, entry).at(*problem.path)
            yield told if missing else problem
