"""Writing an owner's initial revision from its table classes (until the first release)."""

import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from sqlalchemy import Connection, PrimaryKeyConstraint, create_engine
from sqlmodel import AutoString, SQLModel

from lianxin.database import types
from lianxin.database.migrating.applying import context_for
from lianxin.database.migrating.owners import Owner

FILE_NAME = "initial.py"
_OURS = (types.Instant, types.Json)
_NAMED = {repr(types.Key): "Key", repr(types.Sorted): "Sorted"}
_FILE = '''\
"""The tables of `{owner}`; written by `lianxin dev migration {owner}`, not by hand."""

import sqlalchemy as sa
from alembic import op
{imports}
revision = "{owner}_{hash}"
down_revision = None


def upgrade() -> None:
    {body}
'''
_IMPORT = "\nfrom lianxin.database.types import {}\n"


def initial_revision(owner: Owner) -> str:
    """The text of a revision that makes all tables of the owner. Its name is its own hash, so
    that a database made by an older one is told from the present one."""
    used: set[str] = set()
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        context = context_for(connection, owner, **_limits(owner))
        operations = produce_migrations(context, SQLModel.metadata).upgrade_ops
        assert operations is not None
        body = render_python_code(
            operations, render_item=lambda *item: _render(used, *item), migration_context=context
        )
    engine.dispose()
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("# ###")]
    return _FILE.format(
        owner=owner.key,
        imports=_IMPORT.format(", ".join(sorted(used))) if used else "",
        hash=sha256(body.encode()).hexdigest()[:8],
        body="\n".join(lines).strip(),
    )


def write_initial_revision(owner: Owner) -> Path:
    """Replace the owner's revisions by one; formatted where the formatter is installed."""
    owner.folder.mkdir(parents=True, exist_ok=True)
    for old in owner.folder.glob("*.py"):
        old.unlink()
    path = owner.folder / FILE_NAME
    path.write_text(initial_revision(owner), "utf-8")
    if find_spec("ruff"):
        for style in (["check", "--select", "I", "--fix"], ["format"]):
            command = [sys.executable, "-m", "ruff", *style, "--quiet", str(path)]
            subprocess.run(command, cwd=path.parent, check=True)
    return path


def differences(connection: Connection, owner: Owner) -> list[Any]:
    """What the database has otherwise than the owner's table classes say."""
    context = context_for(connection, owner, **_limits(owner))
    return list(compare_metadata(context, SQLModel.metadata))


def _limits(owner: Owner) -> dict[str, Any]:
    def include_name(name: str | None, type_: str, _: Any) -> bool:
        return type_ != "table" or owner.owns(name or "")

    def include_object(_: Any, name: str | None, type_: str, *__: Any) -> bool:
        return type_ != "table" or owner.owns(name or "")

    # Without both, another owner's tables would be dropped as unknown.
    return {"include_name": include_name, "include_object": include_object}


def _render(used: set[str], type_: str, item: Any, _: Any) -> str | Literal[False]:
    if type_ == "primary_key":
        return _primary_key(item)
    if type_ != "type":
        return False
    if isinstance(item, _OURS):
        used.add(type(item).__name__)
        return f"{type(item).__name__}()"
    if name := _NAMED.get(repr(item)):
        used.add(name)
        return name
    return "sa.String()" if isinstance(item, AutoString) else False


def _primary_key(key: PrimaryKeyConstraint) -> str | Literal[False]:
    """With the columns that are in its index besides, which Alembic leaves out."""
    beside = key.dialect_options["postgresql"]["include"]
    if not beside:
        return False
    columns = ", ".join(repr(column.name) for column in key.columns)
    name = f"op.f({str(key.name)!r})"
    return f"sa.PrimaryKeyConstraint({columns}, name={name}, postgresql_include={beside!r})"
