"""All commands together."""

import typer

from lianxin_schema.cli import dev

app = typer.Typer(
    name="lianxin",
    help="连心: 政府与群众联系工作的平台。 A platform for the work between a government and its residents.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.add_typer(dev.app, name="dev")
