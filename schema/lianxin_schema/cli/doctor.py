"""`lianxin doctor`: what is wrong with this deployment, and how to mend it."""

import asyncio
import os

import typer

from lianxin.environment import BadEnvironment
from lianxin.errors import LianxinError, PluginError
from lianxin.identity.settings import OidcEnvironment
from lianxin.language import Text
from lianxin.platform import Environment
from lianxin.platform.doctor import Finding, examine
from lianxin.platform.doctor.surroundings import variables
from lianxin.plugins.composition import compose
from lianxin.plugins.manager import TRACE, Installed, load_plugins
from lianxin_schema.cli.running import told
from lianxin_schema.cli.user import PASSWORD
from lianxin_schema.cli.words import LANGUAGE, language, out, tell
from lianxin_schema.gateway.snapshots import Snapshots
from lianxin_schema.http import HttpSettings
from lianxin_schema.limits import Limits

KNOWN = frozenset(
    (
        *Environment.variables(),
        *HttpSettings.variables(),
        *Limits.variables(),
        *OidcEnvironment.variables(),
        LANGUAGE,
        PASSWORD,
        TRACE,
    )
)
_MARKS = {"error": "[red]✗[/red]", "warning": "[yellow]![/yellow]"}


def doctor() -> None:
    """检查部署：问题及处理办法 · What is wrong with this deployment, and how to mend it."""
    environment = told(Environment.read)
    installed = load_plugins()
    findings = [
        *variables(KNOWN, os.environ),
        *_unreadable(),
        *asyncio.run(_examined(environment, installed)),
        *_schemas(installed),
    ]
    for finding in findings:
        message = finding.message.say(language())
        out.print(f"{_MARKS[finding.severity]} {finding.subject}  {finding.code}", end="  ")
        out.print(message, markup=False)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)
    if not findings:
        tell("一切正常", "All is well")


async def _examined(environment: Environment, installed: Installed) -> list[Finding]:
    return [finding async for finding in examine(environment, installed)]


def _unreadable() -> list[Finding]:
    found = []
    for read in (HttpSettings.read, Limits.read, OidcEnvironment.read):
        try:
            read()
        except BadEnvironment as error:
            found.append(Finding("error", "environment", error.code, error.message))
    return found


def _schemas(installed: Installed) -> list[Finding]:
    """Each plugin with all its modules: does its part of the schema go together with the core?"""
    snapshots = Snapshots(installed, Limits.model_construct())
    found = []
    for plugin in installed.plugins:
        state = {plugin.module_key(module): True for module in plugin.modules}
        try:
            snapshot = snapshots.build(compose(installed.plugins, state))
            found += [_by_hand(plugin.key, name) for name in snapshot.catalogue.hand_written()]
        except Exception as error:  # a stranger's declarations may raise anything
            shown = (
                error if isinstance(error, LianxinError) else PluginError(plugin.key, repr(error))
            )
            found.append(Finding("error", plugin.key, shown.code, shown.message))
    return found


def _by_hand(plugin: str, field: str) -> Finding:
    message = Text(
        f"字段 {field} 由手写函数逐个计算；声明为列、链接或 computed 可在一条语句中读取",
        f"The field {field} calls a function for each object; declared as a column, a link or "
        "computed it would be read in one statement",
    )
    return Finding("warning", plugin, "HAND_WRITTEN_FIELD", message)
