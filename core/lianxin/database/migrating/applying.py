"""Bringing a database's tables up to date, and finding out whether they are."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from lianxin.database.migrating.connecting import looking, migrating
from lianxin.database.migrating.owners import Owner
from lianxin.errors import NotMigrated
from lianxin.language import Text


class UnknownRevision(NotMigrated):
    code = "UNKNOWN_REVISION"

    def __init__(self, owner: Owner, revision: str) -> None:
        super().__init__(
            Text(
                f"数据库中 {owner.key} 的表属于版本 {revision}，本程序不认识；"
                "请用建立它的版本运行，演示数据请运行 lianxin demo --reset 重建",
                f"The tables of {owner.key} are of revision {revision}, which this program does "
                "not know; run the version that made them, or for a demonstration make it anew "
                "with `lianxin demo --reset`",
            )
        )


def migrate(url: str, owners: Sequence[Owner]) -> tuple[str, ...]:
    """Apply what is missing, all of it or nothing; the keys of the owners that had something.

    Blocks: from a coroutine, call it in a thread. Raises DatabaseUnavailable, DatabaseBusy,
    UnknownRevision.
    """
    with migrating(url) as connection:
        behind = [owner for owner in owners if _is_behind(connection, owner)]
        for owner in behind:
            _upgrade(connection, owner)
    return tuple(owner.key for owner in behind)


def pending(url: str, owners: Iterable[Owner]) -> tuple[str, ...]:
    """The keys of the owners whose tables are missing or old. Raises as `migrate` does."""
    with looking(url) as connection:
        return tuple(owner.key for owner in owners if _is_behind(connection, owner))


def is_current(url: str, owners: Iterable[Owner]) -> bool:
    return not pending(url, owners)


def context_for(connection: Connection, owner: Owner, **options: Any) -> MigrationContext:
    """Alembic, seeing only this owner's tables and its own version table."""
    return MigrationContext.configure(
        connection, opts={"version_table": owner.version_table, **options}
    )


def newest(owner: Owner) -> str | None:
    """None for an owner that has no revision yet."""
    return _revisions(owner.folder).get_current_head() if owner.folder.exists() else None


@cache
def _revisions(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(folder, version_locations=[folder])


def _is_behind(connection: Connection, owner: Owner) -> bool:
    revision = context_for(connection, owner).get_current_revision()
    if revision is not None and _known(owner, revision) is None:
        raise UnknownRevision(owner, revision)
    return revision != newest(owner)


def _known(owner: Owner, revision: str) -> Script | None:
    try:
        return _revisions(owner.folder).get_revision(revision)
    except CommandError:
        return None


def _upgrade(connection: Connection, owner: Owner) -> None:
    revisions = _revisions(owner.folder)

    def steps(revision: Any, _: MigrationContext) -> Any:
        return revisions._upgrade_revs("heads", revision)

    context = context_for(connection, owner, fn=steps)
    with Operations.context(context):
        context.run_migrations()
