"""For those who change tables: `lianxin dev migration OWNER`."""

from typing import Annotated

import typer

from lianxin.database.migrating import CORE, PLATFORM, Owner, owner_of
from lianxin.database.migrating.writing import write_initial_revision
from lianxin.plugins.manager import load_plugins

app = typer.Typer(help="开发 For developers", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps the group a group while it has one command."""


@app.command()
def migration(
    owner: Annotated[
        str, typer.Argument(help="core, platform 或插件 or a plugin's key; all: 全部 everybody")
    ],
) -> None:
    """重写一方的初始迁移 Write an owner's initial revision anew from its tables."""
    known = {o.key: o for o in _owners()}
    if owner != "all" and owner not in known:
        raise typer.BadParameter(f"{', '.join(known)}, all")
    for one in known.values() if owner == "all" else [known[owner]]:
        typer.echo(write_initial_revision(one))


def _owners() -> list[Owner]:
    found = [owner_of(plugin) for plugin in load_plugins().plugins]
    return [CORE, PLATFORM, *(owner for owner in found if owner)]
