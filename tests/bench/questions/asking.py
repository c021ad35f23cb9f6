"""With which variables: two hundred sets for each question, the same every time."""

import re
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from sqlalchemy import Connection, text

from bench.data.cases import DAYS, FIRST
from bench.questions.texts import Question, text_of
from lianxin.database.migrating.connecting import looking

SETS = 200
NOTE = "已电话联系来电人 note"
Variables = dict[str, Any]

# The last department's cases are acted on and never read, so that answers stay the same.
_RESERVED = "(SELECT max(code) FROM core_unit WHERE kind = 'department')"
_CASES = (
    "SELECT c.code FROM core_case c JOIN core_unit o ON o.id = c.unit_id "
    f"JOIN core_unit d ON d.id = o.parent_id WHERE d.code {{}} {_RESERVED}{{}} ORDER BY c.code"
)
_UNITS = f"SELECT code, id FROM core_unit WHERE kind = :kind AND code < {_RESERVED} ORDER BY code"


def variables_for(address: str, sets: int = SETS) -> dict[str, list[Variables]]:
    """By the key of the question; more than any one server asks for: see `asked_by`."""
    with looking(address) as connection:
        reading = _codes(connection, "<")
        acting = _codes(connection, "=", " AND c.closed_at IS NULL")
        offices, departments = _units(connection, "centre"), _units(connection, "department")
    chance = Random("variables")
    n = range(sets)
    return {
        "look-up": [{"code": chance.choice(reading)} for _ in n],
        "page": [
            _unit(chance.choice(offices)) | {"step": chance.choice(["handling", "closed"])}
            for _ in n
        ],
        "meetings": [_unit(chance.choice(offices)) for _ in n],
        "statistics": [_month(chance) | _department(chance.choice(departments)) for _ in n],
        "act": [{"code": chance.choice(acting), "note": NOTE} for _ in n],
    }


def asked_by(question: Question, dialect: str, variables: Variables) -> Variables:
    """Those that the text of this dialect declares."""
    declared = set(re.findall(r"\$(\w+): ", text_of(question, dialect)))
    return {name: value for name, value in variables.items() if name in declared}


def _codes(connection: Connection, compared: str, further: str = "") -> list[str]:
    return [code for (code,) in connection.execute(text(_CASES.format(compared, further)))]


def _units(connection: Connection, kind: str) -> list[Sequence[Any]]:
    return [tuple(row) for row in connection.execute(text(_UNITS), {"kind": kind})]


def _unit(row: Sequence[Any]) -> Variables:
    return {"unit": row[0], "unitId": str(row[1])}


def _department(row: Sequence[Any]) -> Variables:
    return {"department": row[0], "departmentId": str(row[1])}


def _month(chance: Random) -> Variables:
    """A month of the locality, from midnight to midnight there."""
    first = FIRST.year * 12 + FIRST.month - 1 + chance.randrange(DAYS // 31)
    start, end = (date(n // 12, n % 12 + 1, 1) for n in (first, first + 1))
    return {"from": f"{start}T00:00:00+08:00", "to": f"{end}T00:00:00+08:00"}
