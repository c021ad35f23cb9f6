"""`lianxin plugin new`: a folder to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from lianxin.errors import LianxinError
from lianxin_schema.scaffold import write_plugin

app = typer.Typer(help="插件 · Plugins", no_args_is_help=True)


@app.command(help="新建一个可运行的插件目录 · Write a plugin folder whose tests pass.")
def new(
    key: Annotated[str, typer.Argument(help="suzhou")],
    name: Annotated[str, typer.Option(help="苏州做法 · What the model is called")] = "",
    into: Annotated[Path, typer.Option(help="目录 · Where")] = Path(),
) -> None:
    try:
        folder = write_plugin(key, name or key, into)
    except LianxinError as error:
        typer.echo(f"{error.message.zh} · {error.message.en}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{folder}\n  pip install -e {folder}\n  pytest {folder}")
