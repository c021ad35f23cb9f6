"""Values for arguments: mostly such as there are, sometimes such as there are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
)

Words = Mapping[str, Sequence[Any]]
"""By the name of an argument or input field, or by `field.argument`: what to choose from."""


@dataclass(frozen=True)
class EnumName:
    """An enum's value, which is written without quotes."""

    name: str


@dataclass(frozen=True)
class Values:
    random: Random
    words: Words

    def of(self, type_: GraphQLInputType, name: str, field: str) -> Any:
        """A JSON value of a type, with enums told apart."""
        if not isinstance(type_, GraphQLNonNull) and self.random.random() < 0.06:
            return None
        type_ = get_nullable_type(type_)  # type: ignore[assignment]
        if isinstance(type_, GraphQLList):
            few = range(self.random.randrange(4))
            return [self.of(type_.of_type, name, field) for _ in few]
        if isinstance(type_, GraphQLInputObjectType):
            return self._object(type_, field)
        if isinstance(type_, GraphQLEnumType):
            return EnumName(self.random.choice(sorted(type_.values)))
        return self._scalar(type_.name, name, field)  # type: ignore[union-attr]

    def _object(self, type_: GraphQLInputObjectType, field: str) -> dict[str, Any]:
        wanted = {
            name: given
            for name, given in type_.fields.items()
            if isinstance(given.type, GraphQLNonNull) or self.random.random() < 0.25
        }
        return {name: self.of(given.type, name, field) for name, given in wanted.items()}

    def _scalar(self, type_name: str, name: str, field: str) -> Any:
        known = self.words.get(f"{field}.{name}") or self.words.get(name)
        if known and self.random.random() < 0.9:
            return self.random.choice(known)
        return _ANY[type_name](self.random)


def _moment(random: Random) -> str:
    day = random.randrange(1, 29)
    return f"2026-09-{day:02d}T0{random.randrange(9)}:00:00{random.choice(['+08:00', 'Z'])}"


def _day(random: Random) -> str:
    return (date(2026, 9, 24) + timedelta(days=random.randrange(-60, 20))).isoformat()


_ANY: Mapping[str, Any] = {
    "String": lambda r: r.choice(["", "不存在", 'x"\\', "_", "🏮"]),
    "ID": lambda r: r.choice(["", "Case:1", "nonsense", "Case:0", "Nothing:5"]),
    "Int": lambda r: r.randrange(0, 7),
    "Float": lambda r: r.choice([0, 0.5]),
    "Boolean": lambda r: r.random() < 0.5,
    "Date": _day,
    "DateTime": _moment,
    "JSON": lambda r: {},
}
