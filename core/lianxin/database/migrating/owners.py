"""Who owns tables: the core, the platform, and every plugin that brings migrations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lianxin.plugins.manifest import Plugin

_FOLDER = Path(__file__).parents[2] / "migrations"


@dataclass(frozen=True)
class Owner:
    """Its tables are those whose names begin with `prefix`; `folder` holds its revisions."""

    key: str
    folder: Path

    @property
    def prefix(self) -> str:
        return f"{self.key}_"

    @property
    def version_table(self) -> str:
        return f"{self.key}_alembic_version"

    def owns(self, table: str) -> bool:
        return table.startswith(self.prefix) and table != self.version_table


CORE = Owner("core", _FOLDER / "core")
PLATFORM = Owner("platform", _FOLDER / "platform")


def owner_of(plugin: Plugin) -> Owner | None:
    """The plugin as an owner; None for one without tables."""
    return Owner(plugin.key, plugin.migrations) if plugin.migrations else None


def owners_in_platform() -> tuple[Owner, ...]:
    """The platform's database has accounts, settings and an audit of its own, as a locality has."""
    return (CORE, PLATFORM)


def owners_in_locality(plugins: Iterable[Plugin], keys: Collection[str]) -> tuple[Owner, ...]:
    """The core first, since plugins' tables refer to its; then the plugins that `keys` name."""
    return (CORE, *owners_of(plugins, keys))


def owners_of(plugins: Iterable[Plugin], keys: Collection[str]) -> tuple[Owner, ...]:
    found = [owner for p in plugins if p.key in keys and (owner := owner_of(p))]
    return tuple(sorted(found, key=lambda owner: owner.key))
