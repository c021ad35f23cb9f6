"""What a plugin stored, as a thread beside the loop counts, exports and removes it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from lianxin.database.migrating.connecting import looking, migrating
from lianxin.database.migrating.owners import Owner
from lianxin.modules.purging.exporting import counted, export, tables_of
from lianxin.modules.purging.progress import Progress


def stored_rows(url: str, owner: Owner) -> dict[str, int]:
    with looking(url) as connection:
        return counted(connection, tables_of(connection, owner))


def exported(
    url: str, owner: Owner, file: Path, about: Mapping[str, Any], progress: Progress
) -> tuple[str, dict[str, int]]:
    with looking(url) as connection:
        rows = counted(connection, tables_of(connection, owner))
        return export(connection, owner, file, about, progress.count), rows


def dropped(url: str, owner: Owner, rows: Mapping[str, int]) -> bool:
    """Remove the tables, unless there are others, or others' rows, than were exported."""
    with migrating(url) as connection:
        tables = tables_of(connection, owner)
        if counted(connection, tables) != rows:
            return False
        for table in reversed(tables):
            connection.execute(text(f'DROP TABLE IF EXISTS "{table.name}_grams"'))
            table.drop(connection)
        if inspect(connection).has_table(owner.version_table):
            connection.execute(text(f'DROP TABLE "{owner.version_table}"'))
    return True
