"""All commands together, each imported when it is called: a server starts without the others."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "demo": "demo:demo",
    "serve": "serve:serve",
    "worker": "worker:worker",
    "migrate": "migrate:migrate",
    "doctor": "doctor:doctor",
    "import": "files:import_",
    "export": "files:export",
    "locality": "locality:app",
    "module": "module:app",
    "audit": "audit:app",
    "user": "user:app",
    "calendar": "calendar:app",
    "hook": "hook:app",
    "plugin": "plugin:app",
    "schema": "schema:app",
    "dev": "dev:app",
}
"""Where each is: a function of a module here, or a group of commands."""


class Commands(TyperGroup):
    """The commands of the table."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return _imported(cmd_name) if cmd_name in COMMANDS else None


def _imported(name: str) -> Any:
    module, _, attribute = COMMANDS[name].partition(":")
    found: Any = getattr(import_module(f"lianxin_schema.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        command = get_command(found)
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(found)
        command = get_command(alone)
    command.name = name
    return command


app = typer.Typer(
    name="lianxin",
    cls=Commands,
    help="连心：政府与群众联系工作的平台 · A platform for the work between a government and its "
    "residents",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def _lianxin() -> None:
    """Nothing that all commands share."""
