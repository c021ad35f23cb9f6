"""What a subject must have: a holder of a post, a link, an encounter, a record, a publication.

Each provision is a select of `subject_id, n`: how many of it the subjects in the frame have.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sqlalchemy import CTE, ColumnElement, Select, and_, distinct, exists, func, select

from lianxin.language import Text
from lianxin.rules.base import Figure
from lianxin.rules.counts import dated
from lianxin.rules.sql.encounters import Encounters, Place, happened
from lianxin.rules.sql.people import APPOINTMENT, LINK, units_of_kinds
from lianxin.rules.sql.records import fact_of
from lianxin.rules.sql.subjects import Just, Subjects, in_force
from lianxin.rules.sql.values import AS_OF, END, MODULE, START, Values, table_of
from lianxin.rules.words import Terms, Word, Words, labels_of
from lianxin.tables import Publication

PUBLISHED = table_of(Publication)
S = TypeVar("S", bound=Select[Any])


@dataclass(frozen=True, kw_only=True)
class Provision(ABC):
    """`least` of something, and no more than `most`; `when` (SQL over the subjects' table): only
    where that holds.

    `at_once`: it has to be there all the time, not only by the end of the period.
    """

    least: int | Figure = 1
    most: int | Figure | None = None
    when: ColumnElement[bool] | None = None
    called: Text | None = None

    @property
    def at_once(self) -> bool:
        return True

    @property
    @abstractmethod
    def facts(self) -> frozenset[str]: ...

    @abstractmethod
    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]: ...

    def absent(
        self, subjects: Subjects, key: ColumnElement[Any], values: Values
    ) -> ColumnElement[bool] | None:
        """That the subject `key` has none, where that is quickly told and the same as to lack it:
        then those who have it are passed over without counting."""
        return None

    @abstractmethod
    def name(self, terms: Terms) -> Text: ...


@dataclass(frozen=True, kw_only=True)
class HasHolder(Provision):
    """A unit has holders of a post; a person holds it (`at` units of these kinds)."""

    posts: Words
    at: Words = ()
    facts = frozenset({"appointment"})

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        of_person = subjects.type == "Person"
        theirs = APPOINTMENT.c.unit_id if of_person else APPOINTMENT.c.person_id
        found = _per_subject(frame, func.count(distinct(theirs)))
        return self.held(found, subjects, frame, values)

    def held(self, found: S, subjects: Subjects, frame: CTE, values: Values) -> S:
        """A select over the frame, joined with the appointments in force."""
        of_person = subjects.type == "Person"
        mine = APPOINTMENT.c.person_id if of_person else APPOINTMENT.c.unit_id
        found = found.join_from(frame, APPOINTMENT, mine == frame.c.subject_id)
        found = found.where(in_force(APPOINTMENT.c.since, APPOINTMENT.c.until, AS_OF))
        if self.posts:
            found = found.where(values.among(APPOINTMENT.c.post, self.posts))
        if self.at:
            found = found.where(APPOINTMENT.c.unit_id.in_(units_of_kinds(values, self.at)))
        return found

    def name(self, terms: Terms) -> Text:
        if self.called is None and not self.posts:
            return labels_of(self.at, "unit_kind", terms)
        return self.called or labels_of(self.posts, "post", terms)


@dataclass(frozen=True, kw_only=True)
class HasLink(Provision):
    """The subject holds links of a kind, or is the other end of them."""

    kinds: Words
    end: Literal["holder", "target"]
    facts = frozenset({"liaison"})

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        held = LINK.alias()
        theirs = self.theirs(held, subjects, frame.c.subject_id, values)
        if isinstance(subjects, Just):
            # Joined, SQLite would read all links there are before it looks at these few subjects.
            n = select(func.count()).select_from(held).where(theirs).correlate(frame)
            return select(frame.c.subject_id, n.scalar_subquery().label("n"))
        found = _per_subject(frame, func.count(distinct(held.c.id)))
        return found.join_from(frame, held, theirs)

    def theirs(
        self, held: Any, subjects: Subjects, key: ColumnElement[Any], values: Values
    ) -> ColumnElement[bool]:
        return and_(
            held.c[f"{self.end}_type"] == subjects.type,
            held.c[f"{self.end}_id"] == key,
            values.among(held.c.kind, self.kinds),
            in_force(held.c.since, held.c.until, AS_OF),
        )

    def absent(
        self, subjects: Subjects, key: ColumnElement[Any], values: Values
    ) -> ColumnElement[bool] | None:
        if self.least != 1 or self.when is not None:
            return None
        held = LINK.alias()
        return ~exists().where(self.theirs(held, subjects, key, values))

    def name(self, terms: Terms) -> Text:
        return self.called or labels_of(self.kinds, "liaison_kind", terms)


@dataclass(frozen=True, kw_only=True)
class HasEncounter(Provision):
    """In the period the subject took part, was visited, or it took place there."""

    what: Encounters

    @property
    def at_once(self) -> bool:
        return False

    @property
    def facts(self) -> frozenset[str]:
        return self.what.facts

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        found = happened(subjects, frame, self.what, values, narrowed).subquery()
        key = found.c.subject_id
        return select(key, func.count(distinct(found.c.meeting_id)).label("n")).group_by(key)

    def name(self, terms: Terms) -> Text:
        return self.called or labels_of(self.what.kinds, "meeting_kind", terms)


@dataclass(frozen=True, kw_only=True)
class HasRecord(Provision):
    """Rows of a table name the subject in a column; dated `on` in the period, where given."""

    column: Any
    on: Any = None
    where: ColumnElement[bool] | None = None

    @property
    def at_once(self) -> bool:
        return self.on is None

    @property
    def facts(self) -> frozenset[str]:
        return frozenset({fact_of(self.column.class_)})

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        table = table_of(self.column.class_)
        found = _per_subject(frame, func.count()).join_from(
            frame, table, table.c[self.column.key] == frame.c.subject_id
        )
        if self.on is not None:
            found = found.where(dated(self.on))
        return found if self.where is None else found.where(self.where)

    def name(self, terms: Terms) -> Text:
        return self.called or Text(self.column.key, self.column.key)


@dataclass(frozen=True, kw_only=True)
class HasPublication(Provision):
    """Something was published about the subject by a rule of the same module; `in_period`: for
    the period, else ever."""

    rule: str
    in_period: bool = True
    facts = frozenset({"publication"})

    @property
    def at_once(self) -> bool:
        return not self.in_period

    def counted(
        self, subjects: Subjects, frame: CTE, values: Values, narrowed: bool
    ) -> Select[Any]:
        return self.of(_per_subject(frame, func.count()), subjects, frame, values)

    def of(self, found: S, subjects: Subjects, frame: CTE, values: Values) -> S:
        """A select over the frame, joined with what was published about the subjects."""
        about = (PUBLISHED.c.subject_type == subjects.type) & (
            PUBLISHED.c.subject_id == frame.c.subject_id
        )
        found = found.join_from(frame, PUBLISHED, about)
        found = found.where(PUBLISHED.c.rule_key == MODULE + "." + values.text(self.rule))
        if self.in_period:
            found = found.where(PUBLISHED.c.period_start.between(START, END))
        return found

    def name(self, terms: Terms) -> Text:
        return self.called or Text("公开", "publication")


def appointment(
    *posts: Word,
    least: int | Figure = 1,
    most: int | Figure | None = None,
    at: Words = (),
    when: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> HasHolder:
    """A unit: holders of one of the posts. A person: such a post, `at` units of these kinds.
    `most`: no more than so many; one named person is `appointment("liaison", most=1)`."""
    return HasHolder(posts=posts, at=at, least=least, most=most, when=when, called=called)


def link(
    *kinds: Word,
    end: Literal["holder", "target"] = "target",
    least: int | Figure = 1,
    most: int | Figure | None = None,
    when: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> HasLink:
    """Links of a kind of which the subject is the `end`."""
    return HasLink(kinds=kinds, end=end, least=least, most=most, when=when, called=called)


def encounter(
    *kinds: Word,
    least: int | Figure = 1,
    by: Words = (),
    roles: Words = (),
    at: Place | None = None,
    where: ColumnElement[bool] | None = None,
    when: ColumnElement[bool] | None = None,
    called: Text | None = None,
    own: bool = False,
) -> HasEncounter:
    """Meetings of these kinds in the period, with a holder of one of the posts `by` present; an
    `own` one: who holds it at the subject's unit or above it."""
    what = Encounters(kinds, roles, at, by, where, own)
    return HasEncounter(what=what, least=least, when=when, called=called)


def record(
    column: Any,
    *,
    on: Any = None,
    least: int | Figure = 1,
    where: ColumnElement[bool] | None = None,
    when: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> HasRecord:
    """Rows whose `column` names the subject: `record(col(Facility.unit_id), where=…)`."""
    return HasRecord(column=column, on=on, least=least, where=where, when=when, called=called)


def published(
    rule: str,
    *,
    in_period: bool = True,
    when: ColumnElement[bool] | None = None,
    called: Text | None = None,
) -> HasPublication:
    """Something published about the subject by the publication rule of that key."""
    return HasPublication(rule=rule, in_period=in_period, when=when, called=called)


def _per_subject(frame: CTE, n: ColumnElement[int]) -> Select[Any]:
    return select(frame.c.subject_id, n.label("n")).group_by(frame.c.subject_id)
