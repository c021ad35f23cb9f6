"""Those on the roster as subjects."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, Select, func

from lianxin.rules.sql.subjects import Columns, Subjects, acting, listed, some
from lianxin.rules.sql.values import END, RULE_KEY, START, Values, table_of, word
from lianxin.rules.words import Word, Words
from lianxin.tables import RosterEntry

ROSTER = table_of(RosterEntry)


@dataclass(frozen=True)
class Rostered(Subjects):
    """Persons whom the rule's roster names for a day of the period; at the unit it names. Only
    holders of one of the posts (where any is named) can be put on it."""

    posts: Words = ()

    in_person = True
    type = "Person"
    facts = frozenset({"roster"})

    def listed(self, values: Values, narrowed: bool, extra: Columns = ()) -> Select[Any]:
        person = ROSTER.c.person_id
        found = listed(person, func.min(ROSTER.c.unit_id), person, extra=extra)
        return self._on_roster(found, narrowed).group_by(person)

    def acting(self, frame: CTE, values: Values, narrowed: bool) -> Select[Any]:
        person, day = ROSTER.c.person_id, ROSTER.c.day
        found = acting(person, person, day, day, word("Unit"), ROSTER.c.unit_id)
        return self._on_roster(found, narrowed)

    def _on_roster(self, found: Select[Any], narrowed: bool) -> Select[Any]:
        found = found.where(ROSTER.c.rule_key == RULE_KEY, ROSTER.c.day.between(START, END))
        return found.where(some("Person", ROSTER.c.person_id)) if narrowed else found


def rostered(*posts: Word) -> Rostered:
    """Everybody on the roster of the rule itself, on the days for which it names them; holders of
    one of the posts on that day, or any officials."""
    return Rostered(posts)
