"""Rows made in one line: `village = await make_unit(locality, kind="village", parent=town)`.

They are stored as they stand, past every rule; what a rule has to see goes through a command.
"""

from factories.cases import make_case
from factories.meetings import make_meeting
from factories.people import (
    make_account,
    make_appointment,
    make_household,
    make_liaison,
    make_person,
    make_unit,
)

__all__ = [
    "make_account",
    "make_appointment",
    "make_case",
    "make_household",
    "make_liaison",
    "make_meeting",
    "make_person",
    "make_unit",
]
