"""Spreadsheets taken in: cases, units, persons, households, appointments."""

from typing import Any

from lianxin.importing.cases import CASES
from lianxin.importing.importable import Importable
from lianxin.importing.people import APPOINTMENTS, HOUSEHOLDS, PERSONS
from lianxin.importing.running import Imported, import_file
from lianxin.importing.units import UNITS

_ALL: tuple[Importable[Any], ...] = (UNITS, PERSONS, HOUSEHOLDS, APPOINTMENTS, CASES)
IMPORTABLE = {kind.key: kind for kind in _ALL}
"""In the order in which a new locality is filled."""

__all__ = [
    "APPOINTMENTS",
    "CASES",
    "HOUSEHOLDS",
    "IMPORTABLE",
    "PERSONS",
    "UNITS",
    "Importable",
    "Imported",
    "import_file",
]
