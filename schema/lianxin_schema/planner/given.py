"""Arguments handed to conditions: a value known now or a slot, bound as a parameter either way."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Date, Float, String, bindparam

from lianxin.database import Instant, Keys, Words
from lianxin.database import Key as KeyType
from lianxin.errors import Refused, invalid
from lianxin.ids import parse_global_id
from lianxin.language import Text
from lianxin_schema.planner.shapes import Slot, Values

Transform = Callable[[Any], Any]

LONGEST_SEARCH = 200
"""Characters that a search may look for; SQLite refuses patterns of more than 50,000 bytes."""


class Binder:
    """The parameters of a plan: constants of the document, and what is made of each slot."""

    def __init__(self) -> None:
        self.constants: Values = {}
        self.transforms: list[tuple[str, Any, Transform]] = []

    def bind(
        self, value: Any, type_: Any, transform: Transform | None = None
    ) -> BindParameter[Any]:
        if isinstance(value, Slot) and transform is None:
            return bindparam(value.name, type_=type_)
        name = f"p{len(self.constants) + len(self.transforms)}"
        if _varies(value):
            self.transforms.append((name, value, transform or _as_it_is))
        else:
            self.constants[name] = transform(value) if transform else value
        return bindparam(name, type_=type_)

    def bound(self, values: Mapping[str, Any]) -> Values:
        """All parameters, given the values of the slots. Raises Refused."""
        return {
            **values,
            **self.constants,
            **{name: change(_filled(value, values)) for name, value, change in self.transforms},
        }


class Given:
    """An argument's value, handed to a condition: `given.text()` binds it."""

    def __init__(self, value: Any, binder: Binder) -> None:
        self.value = value
        self._binder = binder

    def __getitem__(self, name: str) -> "Given | None":
        inner = self.value.get(name) if isinstance(self.value, Mapping) else None
        return None if inner is None else Given(inner, self._binder)

    @property
    def constant(self) -> Any:
        """The value itself, where it is one that shapes plans (enum, boolean, whole number)."""
        return self.value

    @property
    def alone(self) -> "Given | None":
        """The one item of a list that the document writes with one: `[$step]`."""
        is_one = isinstance(self.value, list) and len(self.value) == 1
        return Given(self.value[0], self._binder) if is_one else None

    def text(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, String())

    def pattern(self) -> BindParameter[Any]:
        """The text as a LIKE pattern that finds it anywhere; its own wildcards are quoted."""
        return self._binder.bind(self.value, String(), _like)

    def map(self, transform: Transform, type_: Any = None) -> BindParameter[Any]:
        return self._binder.bind(self.value, type_ or String(), transform)

    def words(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Words())

    def instant(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Instant())

    def date(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Date())

    def number(self) -> BindParameter[Any]:
        return self._binder.bind(self.value, Float())

    def key(self, *type_names: str) -> BindParameter[Any]:
        """The key in a GraphQL ID of one of these types; an ID of another type matches nothing."""
        return self._binder.bind(self.value, KeyType, lambda id_: _key(id_, type_names))

    def keys(self, *type_names: str) -> BindParameter[Any]:
        return self._binder.bind(self.value, Keys(), lambda ids: _keys(ids, type_names))


def _varies(value: Any) -> bool:
    """A slot, or a literal list with slots in it: `[$a, "b"]`."""
    return isinstance(value, Slot) or (isinstance(value, list) and any(map(_varies, value)))


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(value, Slot):
        return values[value.name]
    return [_filled(item, values) for item in value] if isinstance(value, list) else value


def _as_it_is(value: Any) -> Any:
    return value


def _key(value: str, type_names: tuple[str, ...]) -> int | None:
    found = parse_global_id(value)
    return found[1] if found and (not type_names or found[0] in type_names) else None


def _keys(values: list[str], type_names: tuple[str, ...]) -> list[int]:
    keys = (_key(value, type_names) for value in values)
    return [key for key in keys if key is not None]


def _like(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise Refused([SEARCH_TOO_LONG])
    quoted = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{quoted}%"


SEARCH_TOO_LONG = invalid(
    "SEARCH_TOO_LONG",
    Text(
        f"搜索内容最多 {LONGEST_SEARCH} 个字符，请缩短",
        f"A search takes at most {LONGEST_SEARCH} characters; make it shorter",
    ),
)
