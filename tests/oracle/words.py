"""What random arguments say: the words of a locality, and some that it does not know."""

from typing import Any

from lianxin.ids import global_id
from lianxin.localities import Locality
from oracle.making import RECEIPT
from oracle.tables import Loaded
from oracle.values import Words

_NODES = {
    "Case": "core_case",
    "CaseEntry": "core_case_entry",
    "Person": "core_person",
    "Unit": "core_unit",
    "Household": "core_household",
    "Meeting": "core_meeting",
    "Motion": "core_motion",
    "Problem": "core_problem",
    "ProblemMatch": "core_problem_match",
    "ProblemEntry": "core_problem_entry",
    "Standing": "core_standing",
    "Publication": "core_publication",
    "Consequence": "core_consequence",
    "Task": "core_task",
    "Drawn": "core_drawn",
    "Survey": "core_survey",
    "Liaison": "core_liaison",
}


def words_of(locality: Locality, loaded: Loaded) -> Words:
    """By the name of an argument or input field, or by `field.argument`."""
    composition, tables = locality.composition, loaded.tables
    ids = {name: _ids(name, tables.get(table, {})) for name, table in _NODES.items()}
    rules = [*composition.rules, *(e.rule.clause for e in composition.rules.values())]
    every = [id_ for some in ids.values() for id_ in some] + [f"Rule:{rules[0]}"]
    units = _values(tables["core_unit"], "code")
    return {
        "id": every,
        "ids": every,
        "person.id": ids["Person"],
        **dict.fromkeys(_PEOPLE, ids["Person"]),
        "subject": every,
        "case.code": _values(tables["core_case"], "code"),
        "meeting.code": _values(tables["core_meeting"], "code"),
        "problem.code": _values(tables["core_problem"], "code"),
        "regulation.code": _values(tables["core_regulation"], "code"),
        "survey.code": _values(tables["core_survey"], "code"),
        "code": units,
        "receipt": [RECEIPT, RECEIPT.replace("-", "")],
        "unit": units,
        "under": units,
        "department": units,
        "by": ["town", "village", "department", "key"],
        "rule": rules,
        "module": sorted(composition.modules),
        "search": ["件", "第1", "村", "官", "民", "会"],
        "kind": ["village", "town", "visit", "deliberation", "warning"],
        "step": _values(tables["core_case"], "step"),
        "channel": _values(tables["core_case"], "channel"),
        "category": ["no such category", "roads"],
        "post": ["leader"],
        "penalty": _values(tables.get("zoucheng_penalty", {}), "code"),
        "seed": ["1", "2"],
        **_by_registry(loaded),
    }


_PEOPLE = (
    *("handler", "reporter", "participant", "leader", "principal", "sectionHead"),
    *("inspector", "officer", "watcher", "person"),
)


def _by_registry(loaded: Loaded) -> dict[str, list[str]]:
    """`zouchengTeam.id` takes the IDs of teams."""
    found = {}
    for table, rows in loaded.tables.items():
        plugin, _, _name = table.partition("_")
        if plugin != "core":
            name = "".join(part.capitalize() for part in table.split("_"))
            found[f"{plugin}{name.removeprefix(plugin.capitalize())}.id"] = _ids(name, rows)
    return found


def _ids(type_name: str, rows: Any) -> list[str]:
    return [global_id(type_name, key) for key in rows]


def _values(rows: Any, column: str) -> list[Any]:
    return sorted({row[column] for row in rows.values()})
