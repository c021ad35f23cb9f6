"""What led to what, said once more in plain Python: the pairs of statements that lists go by."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lianxin.problems import (
    CASES_OF_GROUNDS,
    MEMBERS,
    MOTIONS_OF_GROUNDS,
    PROBLEMS_OF_GROUNDS,
)
from oracle.sight import Row, Tables


def pairs(table: Any, tables: Tables) -> list[Row]:
    """Those of a table, or those that a statement gives."""
    said = _SAID.get(id(table))
    return list(said(tables)) if said else list(tables[table.__tablename__].values())


def _members(tables: Tables) -> Iterator[Row]:
    matches = tables["core_problem_match"].values()
    return (match for match in matches if match["state"] == "CONSENTED")


def _led(of: str, to: Callable[[Row, Row | None], set[int]]) -> Callable[[Tables], Iterator[Row]]:
    """The keys to which a ground and its motion (if it names one) lead."""

    def found(tables: Tables) -> Iterator[Row]:
        for ground in tables["core_regulation_ground"].values():
            motion = tables["core_motion"].get(ground["motion_id"])
            near = {name: ground[name] for name in ("regulation_id", "amendment_id")}
            yield from ({**near, of: key} for key in to(ground, motion))

    return found


def _named(name: str, *rows: Row | None) -> set[int]:
    return {row[name] for row in rows if row is not None and row[name] is not None}


def _cases(tables: Tables) -> Iterator[Row]:
    """Those named, and those grouped under a problem that is."""
    direct = _led("case_id", lambda g, m: _named("case_id", g, m))
    by_problem = _led("problem_id", lambda g, m: _named("problem_id", g, m))
    yield from direct(tables)
    for led in by_problem(tables):
        for match in _members(tables):
            if match["problem_id"] == led["problem_id"]:
                yield {**led, "case_id": match["case_id"]}


_SAID: Mapping[int, Callable[[Tables], Iterator[Row]]] = {
    id(MEMBERS): _members,
    id(CASES_OF_GROUNDS): _cases,
    id(MOTIONS_OF_GROUNDS): _led("motion_id", lambda g, m: _named("motion_id", g)),
    id(PROBLEMS_OF_GROUNDS): _led("problem_id", lambda g, m: _named("problem_id", g, m)),
}
