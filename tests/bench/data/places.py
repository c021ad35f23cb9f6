"""The tree of units, and the households below its leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.data.chance import Chance, Rows
from bench.data.scale import Scale
from lianxin.tables import Household, Unit, UnitLine

HOUSEHOLDS_AN_OFFICE = 40


@dataclass(frozen=True)
class Places:
    """Keys. The last department is kept for cases that are acted on: reads never ask for it."""

    departments: tuple[int, ...]
    offices: tuple[tuple[int, ...], ...]
    households: tuple[int, ...]

    @property
    def leaves(self) -> list[int]:
        return [office for offices in self.offices for office in offices]


def places_of(scale: Scale, chance: Chance) -> Places:
    departments = tuple(chance.key() for _ in range(scale.departments))
    offices = tuple(tuple(chance.key() for _ in range(scale.offices)) for _ in departments)
    number = scale.departments * scale.offices * HOUSEHOLDS_AN_OFFICE
    return Places(departments, offices, tuple(chance.key() for _ in range(number)))


def unit_rows(places: Places, chance: Chance) -> Rows:
    county = chance.key()
    yield _unit(county, "U", "测试县", "county", None)
    for d, department in enumerate(places.departments, 1):
        yield _unit(department, f"U{d:03d}", f"第{d}局", "department", county)
        for o, office in enumerate(places.offices[d - 1], 1):
            yield _unit(office, f"U{d:03d}-{o:03d}", f"第{d}局第{o}所", "centre", department)


def line_rows(units: Iterator[dict[str, object]]) -> Rows:
    """Each unit with each above it and with itself; parents come before children."""
    above: dict[object, list[object]] = {}
    for unit in units:
        line = [unit["id"], *above.get(unit["parent_id"], [])]
        above[unit["id"]] = line
        for distance, upper in enumerate(line):
            yield {"upper_id": upper, "lower_id": unit["id"], "distance": distance}


def household_rows(places: Places) -> Rows:
    leaves = places.leaves
    for n, key in enumerate(places.households):
        unit = leaves[n // HOUSEHOLDS_AN_OFFICE]
        yield {"id": key, "code": f"H{n:07d}", "unit_id": unit, "head_id": None}


def _unit(key: int, code: str, name: str, kind: str, parent: int | None) -> dict[str, object]:
    return {
        "id": key,
        "code": code,
        "name": name,
        "kind": kind,
        "parent_id": parent,
        "households": HOUSEHOLDS_AN_OFFICE if kind == "centre" else None,
        "active": True,
    }


TABLES = (Unit, UnitLine, Household)
