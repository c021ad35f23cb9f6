"""Who may do an action to a case, or to a motion."""

from typing import Any

from lianxin.context import Viewer
from lianxin.errors import Problem, not_permitted
from lianxin.language import Text, listed
from lianxin.plugins.composition import Composition
from lianxin.rules.workflow import Action, By

_ONLY = Text("“{action}”只能由{who}进行", "“{action}” is for: {who}")
_HANDLER = Text("承办人", "the handler")
_RESPONSIBLE = Text("首问责任人", "whoever is answerable for it")
_UNIT = Text("承办单位人员", "members of its unit")
_REPORTER = Text("反映人", "its reporter")
_BESIDE = Text("所涉另一单位人员", "members of the other unit that it names")
_SYSTEM = Text("系统", "the system")


BESIDE = "beside__"
"""What a statement calls a unit that a case names besides its own."""


def may_act(by: By, viewer: Viewer, case: Any, said: Any = None) -> bool:
    """By role, or by what the viewer is to this case; `said`: a row with the units beside it."""
    if by.roles & viewer.roles or (by.system and "system" in viewer.roles):
        return True
    person = viewer.person_id
    return person is not None and (
        (by.handler and _is(case, "handler_id", person))
        or (by.responsible and _is(case, "responsible_id", person))
        or (by.reporter and _is(case, "reporter_id", person))
        or (by.unit and case.unit_id in viewer.unit_ids)
        or any(getattr(said, BESIDE + unit, None) in viewer.unit_ids for unit in by.units)
    )


def refusal_of(action: Action, composition: Composition) -> Problem:
    return refusal_of_by(action.label, action.by, composition, "action")


def refusal_of_by(label: Text, by: By, composition: Composition, *path: str) -> Problem:
    who = listed(_named(by, composition))
    return not_permitted(_ONLY.format(action=label, who=who), *path)


def _is(row: Any, column: str, person: int) -> bool:
    """A motion has a unit, but no handler."""
    return getattr(row, column, None) == person


def _named(by: By, composition: Composition) -> list[Text]:
    roles = [composition.term("role", role) for role in sorted(by.roles)]
    relations = {
        _HANDLER: by.handler,
        _RESPONSIBLE: by.responsible,
        _UNIT: by.unit,
        _REPORTER: by.reporter,
        _BESIDE: bool(by.units),
        _SYSTEM: by.system,
    }
    return [t.label for t in roles if t] + [text for text, marked in relations.items() if marked]
