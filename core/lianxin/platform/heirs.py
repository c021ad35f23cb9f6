"""Which localities inherit the figures of another, and what they set themselves."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from lianxin.database import Database
from lianxin.errors import LianxinError
from lianxin.localities import Heir
from lianxin.modules.figures import Own
from lianxin.platform.directory import Directory, Entry, children
from lianxin.platform.stored import read_own


class Places(Protocol):
    """What of the platform is needed to find them."""

    directory: Directory

    def database_at(self, address: str) -> Database: ...


async def heirs_of(places: Places, key: str) -> list[Heir]:
    """All below it, those right below first."""
    below = _below(await places.directory.all(), key)
    found = await asyncio.gather(*(_own(places.database_at(e.database)) for e in below))
    own = {entry.key: figures for entry, figures in zip(below, found, strict=True)}
    named = {entry.key: entry for entry in below}
    return [
        Heir(e.key, e.name, places.database_at(e.database), _layers(e, named, own)) for e in below
    ]


def _below(entries: Sequence[Entry], key: str) -> list[Entry]:
    found = children(entries, key)
    for entry in found:
        found += children(entries, entry.key)
    return found


async def _own(database: Database) -> Own | None:
    try:
        return (await read_own(database))[1]
    except LianxinError:
        return None


def _layers(
    entry: Entry, named: Mapping[str, Entry], own: Mapping[str, Own | None]
) -> tuple[Own, ...] | None:
    layers: list[Own] = []
    at: Entry | None = entry
    while at is not None:
        figures = own[at.key]
        if figures is None:
            return None
        layers.append(figures)
        at = named.get(at.parent or "")
    return tuple(layers)
