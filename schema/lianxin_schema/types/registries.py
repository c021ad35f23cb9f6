"""The GraphQL type, pages and mutations of each registry, derived from its declaration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import strawberry
from pydantic.fields import FieldInfo
from sqlalchemy import Boolean, Column, Date, Float, Integer, and_, func, select, true
from sqlalchemy.sql.util import ClauseAdapter
from sqlmodel import col

from lianxin.context import Context
from lianxin.database import Among, Instant, Json, among_keys
from lianxin.plugins.composition import Composition
from lianxin.rules import Registry, RuleInForce
from lianxin.rules.sql.values import table_of
from lianxin.tables import RecordRevision as RevisionRow
from lianxin_schema.compose.contribution import GraphQL
from lianxin_schema.fields import (
    OPEN,
    Argument,
    Order,
    ascending,
    column,
    computed,
    descending,
    find,
    key,
    link,
    page,
    table_type,
    value,
    value_type,
    word,
)
from lianxin_schema.types.base import Node, PageInfo, Term
from lianxin_schema.types.cases import Case
from lianxin_schema.types.meetings import Meeting
from lianxin_schema.types.motions import Motion
from lianxin_schema.types.people import Household, Liaison, Person, Unit
from lianxin_schema.types.people_filters import units_under
from lianxin_schema.types.problems import Problem
from lianxin_schema.types.records import Publication
from lianxin_schema.types.registry_inputs import inputs_of, snake
from lianxin_schema.types.regulations import Regulation, RegulationVersion
from lianxin_schema.types.traces import EACH_DAY, DeadlineDay, trace_of_named
from lianxin_schema.types.visibility import everything, not_about_kept

JSON: Any = strawberry.scalars.JSON
READ = "record.read"
_ROWS: dict[str, type] = {
    "core_unit": Unit,
    "core_person": Person,
    "core_household": Household,
    "core_case": Case,
    "core_meeting": Meeting,
    "core_motion": Motion,
    "core_problem": Problem,
    "core_regulation": Regulation,
    "core_regulation_version": RegulationVersion,
    "core_liaison": Liaison,
    "core_publication": Publication,
}
_SCALARS: tuple[tuple[type, Any], ...] = (
    (Instant, datetime),
    (Json, JSON),
    (Date, date),
    (Boolean, bool),
    (Float, float),
    (Integer, int),
)


@value_type(access=READ, description="记录修改前的内容 / What a record was before a change")
class RecordRevision:
    number: int = value()
    at: datetime = value()
    by: str = value()
    values: JSON = value()


def registry_parts(composition: Composition) -> list[tuple[str, GraphQL]]:
    """What the registries of a locality add to the schema, by plugin."""
    known = composition.memo.get(registry_parts)
    if known is None:
        # All are known before the first is made: their records may refer to one another.
        made = [
            RegistryTypes.of(composition, entry)
            for entry in composition.rules.values()
            if isinstance(entry.rule, Registry)
        ]
        known = composition.memo[registry_parts] = [(each.plugin, each.part()) for each in made]
    found: list[tuple[str, GraphQL]] = known
    return found


@dataclass(frozen=True)
class RegistryTypes:
    """The types of one registry; made once, shared by all schemas."""

    plugin: str
    entry: RuleInForce
    rule: Registry

    @classmethod
    def of(cls, composition: Composition, entry: RuleInForce) -> "RegistryTypes":
        assert isinstance(entry.rule, Registry)
        made = _MADE.get(entry.key)
        if made is None or made.rule is not entry.rule:
            plugin = composition.modules[entry.module].plugin.key
            made = _MADE[entry.key] = cls(plugin, entry, entry.rule)
        return made

    @property
    def prefix(self) -> str:
        return self.plugin[:1].upper() + self.plugin[1:]

    @property
    def short(self) -> str:
        """The type's name without the plugin's: `Team` of `PlaceTeam`."""
        return self.rule.named or self.rule.table.__name__.removeprefix(self.prefix)

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.short}"

    @cached_property
    def type(self) -> Any:
        title = self.rule.title
        members, annotations = _members(self.rule)
        made = type(self.name, (Node,), {**members, "__annotations__": annotations})
        found: type = table_type(
            self.rule.table,
            access=OPEN if self.rule.public else READ,
            visible=_visible(self.rule),
            name=self.name,
            description=f"{title.zh} / {title.en}",
        )(made)
        return found

    @cached_property
    def connection(self) -> Any:
        edge = _value(f"{self.name}Edge", {"cursor": str, "node": self.type})
        members = {
            "edges": list[edge],  # type: ignore[valid-type]
            "page_info": PageInfo,
            "total_count": int,
            "total_count_is_exact": bool,
        }
        return _value(f"{self.name}Connection", members)

    def part(self) -> GraphQL:
        """A page and a single record to read, entering and revising to write."""
        permission = OPEN if self.rule.public else READ
        pages = page(
            order=_orders(self.rule), arguments=_arguments(self.rule), permission=permission
        )
        one = find(
            id=Argument(strawberry.ID, lambda c, g: c.id == g.key(self.name)), permission=permission
        )
        root, singular = f"{self.plugin}_{snake(plural(self.short))}", snake(self.short)
        query = _root(
            "Query",
            {root: (pages, self.connection), f"{self.plugin}_{singular}": (one, self.type | None)},
        )
        mutation = _root("Mutation", inputs_of(self.plugin, self.short, self.entry, self.type))
        return GraphQL(query=query, mutation=mutation, types=(self.type,))


_MADE: dict[str, RegistryTypes] = {}


def _members(rule: Registry) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of the type with their annotations."""
    members: dict[str, Any] = {"id": key()}
    annotations: dict[str, Any] = {"id": strawberry.ID}
    for name, field in rule.fields.model_fields.items():
        hidden = bool(rule.public) and name not in rule.public
        made, annotation = _field(rule, name, field, READ if hidden else None)
        nullable = hidden or table_of(rule.table).c[name].nullable
        members[field_name(rule, name)] = made
        annotations[field_name(rule, name)] = annotation | None if nullable else annotation
    if rule.due is not None:
        hidden = bool(rule.public) and not {*rule.due} <= {*rule.public}
        members["trace"] = trace_of_named(
            *rule.due, permission=READ if hidden else None, description=EACH_DAY
        )
        annotations["trace"] = list[DeadlineDay] | None if hidden else list[DeadlineDay]
    members["version"] = column(_version)
    annotations["version"] = int
    members["revisions"] = computed(_revisions, "id", permission=READ)
    annotations["revisions"] = list[RecordRevision] | None
    return members, annotations


def _field(rule: Registry, name: str, field: FieldInfo, permission: str | None) -> tuple[Any, Any]:
    options = {"description": field.title} if field.title else {}
    if table := rule.references.get(name):
        target = _ROWS.get(table) or _of_a_registry(table)
        through = everything if target is Person else None
        return link(name, through=through, permission=permission, **options), target
    if vocabulary := rule.vocabularies.get(name):
        return word(vocabulary, name, permission=permission, **options), Term
    return column(name, permission=permission, **options), _scalar(table_of(rule.table).c[name])


def _of_a_registry(table: str) -> type:
    """The type of another registry, all of whose table is its own."""
    found: type = next(
        made.type
        for made in _MADE.values()
        if made.rule.where is None and made.rule.table.__tablename__ == table
    )
    return found


def _scalar(found: Column[Any]) -> Any:
    return next((made for kind, made in _SCALARS if isinstance(found.type, kind)), str)


def field_name(rule: Registry, name: str) -> str:
    """`unit_id` is read as `unit`."""
    return name.removesuffix("_id") if name in rule.references else name


def _visible(rule: Registry) -> Callable[[Any, Any], Any]:
    """The rows that are the registry's, where it has not all of its table; none about a case that
    is kept from the viewer."""
    cases = columns_about_cases(rule)

    def visible(c: Any, who: Any) -> Any:
        known = and_(true(), *(not_about_kept(c[name], who) for name in cases))
        if rule.where is None:
            return known
        return ClauseAdapter(c.id.table).traverse(rule.where) & known

    return visible


def columns_about_cases(rule: Registry) -> list[str]:
    return [name for name, table in rule.references.items() if table == "core_case"]


def _orders(rule: Registry) -> Sequence[Order]:
    columns = table_of(rule.table).c
    return [
        descending(name, kind="date", nullable=bool(columns[name].nullable))
        if isinstance(columns[name].type, Date)
        else ascending(name, nullable=bool(columns[name].nullable), kind=_kind(columns[name]))
        for name in rule.order
    ]


def _kind(found: Column[Any]) -> str:
    return {int: "int", float: "float", datetime: "instant"}.get(_scalar(found), "text")


def _arguments(rule: Registry) -> Mapping[str, Argument]:
    """By unit (with all below it), by person, and by words."""
    found: dict[str, Argument] = {}
    for name in rule.fields.model_fields:
        table = rule.references.get(name)
        if table == "core_unit":
            found[field_name(rule, name)] = Argument(str | None, _in_unit(name))
        elif table == "core_person":
            found[field_name(rule, name)] = Argument(strawberry.ID | None, _is_person(name))
        elif name in rule.vocabularies:
            found[name] = Argument(list[str] | None, _among(name))
    return found


def _in_unit(name: str) -> Callable[[Any, Any], Any]:
    return lambda c, g: c[name].in_(units_under(g.text()))


def _is_person(name: str) -> Callable[[Any, Any], Any]:
    return lambda c, g: c[name] == g.key("Person")


def _among(name: str) -> Callable[[Any, Any], Any]:
    return lambda c, g: Among(c[name], g.words())


def _version(c: Any) -> Any:
    """How often a record was revised: what a revision is checked against."""
    revision = RevisionRow.__table__.alias()  # type: ignore[attr-defined]
    found = select(func.count()).select_from(revision).where(revision.c.record_id == c.id)
    return found.correlate_except(revision).scalar_subquery()


_OF_RECORDS = (
    select(
        col(RevisionRow.record_id),
        col(RevisionRow.number),
        col(RevisionRow.at),
        col(RevisionRow.by),
        col(RevisionRow.values),
    )
    .where(among_keys(col(RevisionRow.record_id), "keys"))
    .order_by(col(RevisionRow.number))
)


async def _revisions(context: Context, rows: Sequence[Sequence[Any]]) -> list[list[RecordRevision]]:
    keys = [row[0] for row in rows]
    found: dict[int, list[RecordRevision]] = {key: [] for key in keys}
    for row in await context.locality.database.all(_OF_RECORDS, keys=keys):
        found[row.record_id].append(
            RecordRevision(number=row.number, at=row.at, by=row.by, values=row.values)
        )
    return [found[key] for key in keys]


def _value(name: str, annotations: dict[str, Any]) -> type:
    members: dict[str, Any] = {member: value() for member in annotations}
    made = type(name, (), {**members, "__annotations__": annotations, "__module__": __name__})
    found: type = value_type(access=OPEN)(made)
    return found


def _root(name: str, fields: Mapping[str, tuple[Any, Any]]) -> type:
    members = {member: made for member, (made, _) in fields.items()}
    annotations = {member: annotation for member, (_, annotation) in fields.items()}
    return strawberry.type(type(name, (), {**members, "__annotations__": annotations}))


def plural(name: str) -> str:
    """`Facility` → `Facilities`, `Bus` → `Buses`, `Team` → `Teams`."""
    if name.endswith("y") and name[-2:-1] not in tuple("aeiou"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"
