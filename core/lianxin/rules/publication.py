"""Publications: what anyone (or an audience) may read, how often, with personal data removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Float,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal_column,
)

from lianxin.calendar import Period
from lianxin.language import Text
from lianxin.rules.base import Figure, Kind, Settings, figure_of
from lianxin.rules.measures import ITEM
from lianxin.rules.privacy import private_columns
from lianxin.rules.provisions import PUBLISHED
from lianxin.rules.sql.evidence import Evidence, counting
from lianxin.rules.sql.subjects import Just, Subjects, frame_of
from lianxin.rules.sql.values import RULE_KEY, START, TODAY, Values, flag
from lianxin.rules.standing import Said, StandingRule, State, Stood, finding
from lianxin.rules.workflow import Term

PREVIOUS_START = bindparam("previous_start", type_=Date())
DUE_BY = bindparam("due_by", type_=Date())


@dataclass(frozen=True, kw_only=True)
class Publication(StandingRule):
    """What `query` finds of a period is published `per` period about each of `about` (without:
    about the locality), as soon as the period is over and at most `within_days` after it.

    `query` has the columns that are published, and `subject_id` where it is about subjects; its
    period is `PERIOD_START` … What a column `blotted` lists (names that somebody found in the texts) is hidden in all
    others. A column that identifies people is refused here and now. `counts`
    are columns in which figures under 5 are suppressed; `labels` head the columns. `by_hand`:
    somebody writes it, during the period itself: an account with one of the roles `writers`, or
    (`own_unit`) a member of the unit that it is about. `live`: nothing is stored, it can be read at
    any time. `audience`: a word that says who may read it; `public` is anyone.
    """

    kind: ClassVar[Kind] = Kind.PUBLICATION

    query: Select[*tuple[Any, ...]] | None = None
    about: Subjects | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    counts: tuple[str, ...] = ()
    by_hand: bool = False
    writers: frozenset[str] = frozenset({"clerk", "supervisor", "leader", "admin"})
    own_unit: bool = False
    live: bool = False
    within_days: int | Figure | None = None
    audience: str | Figure = "public"

    def __post_init__(self) -> None:
        if self.by_hand == (self.query is not None):
            raise ValueError(f"{self.key}: either a query, or published by hand")
        if self.query is not None and (private := private_columns(self.query)):
            raise ValueError(f"{self.key}: {', '.join(private)} would name people")

    @property
    def stands(self) -> bool:
        return self.about is not None and not self.live

    def due_by(self, period: Period, settings: Settings) -> date:
        within = figure_of(self.within_days, settings)
        return period.end if within is None else period.start + timedelta(days=within - 1)

    @property
    def facts(self) -> frozenset[str]:
        return frozenset({"publication"}) | (self.about.facts if self.about else frozenset())

    @property
    def narrowing(self) -> frozenset[str]:
        return self.about.narrowing if self.about else frozenset()

    def found(self, values: Values, narrowed: bool) -> Select[Any]:
        """What was by hand is looked for in the period, what is made by itself for the last."""
        assert self.about is not None
        frame = frame_of(self.about.listed(values, narrowed), narrowed)
        published = self._published(frame)
        key = (frame.c.subject_id, frame.c.unit_id, frame.c.person_id)
        return (
            finding(
                self.about.type,
                key[0],
                unit=key[1],
                person=key[2],
                required=literal_column("1.0", Float()),
                actual=cast(func.min(flag(PUBLISHED.c.id.is_not(None))), Float),
                measure=ITEM.code,
                lost=flag(TODAY > DUE_BY),
            )
            .select_from(frame.outerjoin(PUBLISHED, published))
            .group_by(*key)
        )

    def evidence(self, values: Values) -> list[Evidence]:
        if self.about is None:
            return []
        frame = Just(self.about).listed(values, narrowed=False).cte("frame")
        found = counting(frame.c.subject_id, PUBLISHED.c.id, PUBLISHED.c.period_start)
        rows = found.join(PUBLISHED, self._published(frame))
        return [Evidence(self.about.type, PUBLISHED, rows, lambda _: self.title)]

    def _published(self, frame: CTE) -> ColumnElement[bool]:
        assert self.about is not None
        about = (PUBLISHED.c.subject_type == self.about.type) & (
            PUBLISHED.c.subject_id == frame.c.subject_id
        )
        of_period = PUBLISHED.c.period_start == (START if self.by_hand else PREVIOUS_START)
        return (PUBLISHED.c.rule_key == RULE_KEY) & of_period & about

    def explained(self, stood: Stood, said: Said) -> Text:
        told = _PUBLISHED if stood.state == State.MET else _WAITING
        return told.format(period=said.period(stood), what=self.title)


def worded(column: Any, terms: Sequence[Term]) -> ColumnElement[str]:
    """A column of codes as the words that they stand for, to be published."""
    return case(*((column == term.code, term.label.zh) for term in terms), else_=column)


_PUBLISHED = Text("{period}已按时公开：{what}", "{what}: published in time, {period}")
_WAITING = Text("{period}尚未公开：{what}", "{what}: not published yet, {period}")
