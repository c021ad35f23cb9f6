"""Units and persons that fields may mean, looked up before it is known which fields they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lianxin.commands.values import is_plain
from lianxin.ids import parse_global_id

_MOST = 1_000


@dataclass(frozen=True)
class FoundUnit:
    id: int
    concealed: bool = False


@dataclass(frozen=True)
class FoundPerson:
    id: int
    official: bool = False
    concealed: bool = False


@dataclass(frozen=True)
class Found:
    """Units by code and persons by key; `concealed`: must not learn of the case at hand."""

    units: Mapping[str, FoundUnit] = field(default_factory=dict)
    people: Mapping[int, FoundPerson] = field(default_factory=dict)


def mentioned(given: Any) -> tuple[list[str], list[int]]:
    """Every text that may be a unit's code, and every number that may be a person's key."""
    texts, keys = set(), set()
    for leaf in _leaves(given):
        if isinstance(leaf, int) and not isinstance(leaf, bool) and 0 < leaf < 2**63:
            keys.add(leaf)
        elif isinstance(leaf, str) and len(leaf) <= 64 and is_plain(leaf):
            parsed = parse_global_id(leaf)
            (keys.add(parsed[1]) if parsed else texts.add(leaf))
    return sorted(texts)[:_MOST], sorted(keys)[:_MOST]


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _leaves(part)
    else:
        yield value
