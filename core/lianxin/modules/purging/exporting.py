"""All that a plugin stored, in a file: a line of JSON a row, a member of the archive a table."""

import hashlib
import os
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, MetaData, Table, func, inspect, select
from sqlmodel import SQLModel, col

from lianxin.database.migrating.owners import Owner
from lianxin.tables import ModuleState, SettingsRevision

_SETTINGS = ((ModuleState, ModuleState.key), (SettingsRevision, SettingsRevision.module))


def tables_of(connection: Connection, owner: Owner) -> list[Table]:
    """As they are in the database, those that others refer to first."""
    names = [n for n in inspect(connection).get_table_names() if owner.owns(n)]
    found = MetaData()
    found.reflect(connection, only=[n for n in names if not _is_shadow(n, names)])
    return [table for table in found.sorted_tables if table.name in names]


def _is_shadow(name: str, names: list[str]) -> bool:
    """SQLite's full-text mirrors, and what they keep beside themselves, hold nothing of their own."""
    return any(name == f"{other}_grams" or name.startswith(f"{other}_grams_") for other in names)


def counted(connection: Connection, tables: list[Table]) -> dict[str, int]:
    return {
        str(t.name): connection.execute(select(func.count()).select_from(t)).scalar_one()
        for t in tables
    }


def export(
    connection: Connection,
    owner: Owner,
    file: Path,
    about: Mapping[str, Any],
    count: Callable[[int], None],
) -> str:
    """Write the archive, whole or not at all, readable for its owner alone; its hash. `count` is
    told of the rows of its tables as they are written."""
    tables = tables_of(connection, owner)
    partial = file.with_name(f"{file.name}.partial")
    handle = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(handle, "w+b") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zf:
            told = {**about, "rows": counted(connection, tables)}
            zf.writestr("about.json", orjson.dumps(told, option=orjson.OPT_INDENT_2))
            for table in tables:
                with zf.open(f"{table.name}.jsonl", "w") as member:
                    for line in _lines(connection, select(table)):
                        member.write(line)
                        count(1)
            for model, key in _SETTINGS:
                rows = select(model).where(col(key).like(f"{owner.key}.%"))
                with zf.open(f"{model.__tablename__}.jsonl", "w") as member:
                    for line in _lines(connection, rows.with_only_columns(*_columns(model))):
                        member.write(line)
        os.replace(partial, file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    with file.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def _columns(model: type[SQLModel]) -> Any:
    return model.__table__.columns  # type: ignore[attr-defined]


def _lines(connection: Connection, rows: Any) -> Iterator[bytes]:
    for row in connection.execution_options(yield_per=1000).execute(rows).mappings():
        yield orjson.dumps(
            {str(k): v for k, v in row.items()}, default=_plain, option=orjson.OPT_APPEND_NEWLINE
        )


def _plain(value: Any) -> str:
    return b64encode(value).decode() if isinstance(value, bytes | memoryview) else str(value)
