"""Migrations: whole or not at all, one owner without another, and the same as the classes say."""

import asyncio
import stat
from pathlib import Path

import pytest

from lianxin.database.migrating import (
    CORE,
    PLATFORM,
    Owner,
    UnknownRevision,
    is_current,
    migrate,
    owners_in_locality,
    pending,
)
from lianxin.database.migrating.applying import newest
from lianxin.database.migrating.connecting import looking
from lianxin.database.migrating.writing import differences, initial_revision
from lianxin.errors import DatabaseUnavailable
from lianxin.plugins.manager import load_plugins

PLUGINS = load_plugins().plugins
OWNERS = (PLATFORM, *owners_in_locality(PLUGINS, [p.key for p in PLUGINS]))
BROKEN = """
from alembic import op
import sqlalchemy as sa
revision = "broken_1"
down_revision = None
def upgrade():
    op.create_table("broken_thing", sa.Column("id", sa.Integer(), primary_key=True))
    raise RuntimeError("half done")
"""


def broken_owner(folder: Path) -> Owner:
    (folder / "initial.py").write_text(BROKEN, "utf-8")
    return Owner("broken", folder)


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.key)
def test_initial_revision_is_what_the_tables_say_now(owner: Owner) -> None:
    """When this fails after a change of tables: `lianxin dev migration OWNER`."""
    assert f'revision = "{newest(owner)}"' in initial_revision(owner)


def test_a_migrated_database_is_what_the_tables_say(address: str) -> None:
    assert migrate(address, [CORE, PLATFORM]) == ("core", "platform")
    migrate(address, OWNERS)
    with looking(address) as connection:
        assert [d for owner in OWNERS for d in differences(connection, owner)] == []


def test_migrating_again_does_nothing(address: str) -> None:
    migrate(address, [CORE])
    assert migrate(address, [CORE]) == ()
    assert is_current(address, [CORE])
    assert pending(address, [CORE, PLATFORM]) == ("platform",)


async def test_several_at_once_migrate_one_after_the_other(address: str) -> None:
    turns = [asyncio.to_thread(migrate, address, [CORE]) for _ in range(4)]
    assert sorted(await asyncio.gather(*turns)) == [(), (), (), ("core",)]


def test_an_owner_that_is_gone_is_in_nobodys_way(address: str, tmp_path: Path) -> None:
    migrate(address, [PLATFORM])
    assert migrate(address, [CORE]) == ("core",)
    assert is_current(address, [CORE])


def test_half_a_migration_is_none(address: str, tmp_path: Path) -> None:
    owners = [CORE, broken_owner(tmp_path)]
    with pytest.raises(RuntimeError, match="half done"):
        migrate(address, owners)
    migrate(address, [])
    assert pending(address, owners) == ("core", "broken")


def test_a_revision_of_another_version_is_named(address: str, tmp_path: Path) -> None:
    migrate(address, [CORE])
    older = Owner("core", tmp_path)
    with pytest.raises(UnknownRevision, match=f"{newest(CORE)}, which this program does not know"):
        pending(address, [older])


def test_a_database_that_is_nowhere_is_unavailable(tmp_path: Path) -> None:
    for address in (f"sqlite:///{tmp_path}/none.db", "postgresql://127.0.0.1:1/none#none"):
        with pytest.raises(DatabaseUnavailable):
            pending(address, [CORE])


def test_a_database_file_is_nobody_elses(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path}/new/a.db", [CORE])
    mode = (tmp_path / "new" / "a.db").stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)
