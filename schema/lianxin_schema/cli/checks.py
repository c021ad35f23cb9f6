"""What was checked, as a table; the command fails where something is not as it was to be."""

from collections.abc import Mapping, Sequence

import typer
from rich.table import Table

from lianxin.plugins.contributions import Checked
from lianxin_schema.cli.words import language, out, said


def show_checks(found: Mapping[str, Sequence[Checked]]) -> None:
    for key, checked in found.items():
        table = Table(said("核对", "Check"), said("应为", "Expected"), said("实为", "Found"), "")
        for one in checked:
            mark = "[green]✓[/green]" if one.right else "[red]✗[/red]"
            table.add_row(one.what.say(language()), f"{one.expected:,}", f"{one.found:,}", mark)
        out.print(f"[bold]{key}[/bold]")
        out.print(table)
    if not all(one.right for checked in found.values() for one in checked):
        raise typer.Exit(1)
