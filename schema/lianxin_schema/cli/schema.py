"""`lianxin schema`: the SDL of a set of modules, and what a change of it means."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from graphql import GraphQLError, GraphQLSchema, build_schema
from graphql.utilities import find_schema_changes

from lianxin.builtin.core import ALWAYS_ENABLED
from lianxin.plugins.composition import Composition, compose
from lianxin.plugins.manager import Installed, load_plugins
from lianxin_schema.cli.running import on_platform, told
from lianxin_schema.cli.words import out, refuse
from lianxin_schema.gateway.snapshots import Snapshots
from lianxin_schema.http.gateway import PLATFORM
from lianxin_schema.limits import Limits

CORE = "core"
app = typer.Typer(help="GraphQL schema", no_args_is_help=True)


@app.command("print")
def print_(
    plugins: Annotated[
        list[str] | None, typer.Argument(help="插件，缺省仅核心 · Plugins, all their modules")
    ] = None,
    locality: Annotated[
        str | None, typer.Option(help="某地方现用的 · As this locality has it now")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="写入此目录，每插件一个文件 · Renew the files of a folder")
    ] = None,
) -> None:
    """打印 SDL · Print the SDL."""
    installed = load_plugins()
    if write:
        for name, sdl in every_sdl(installed):
            (write / f"{name}.graphql").write_text(sdl, "utf-8")
            out.print(f"{write / name}.graphql")
    elif locality:
        found = on_platform(lambda platform: platform.locality(locality))
        typer.echo(_sdl(installed, found.composition), nl=False)
    else:
        typer.echo(_sdl(installed, _with(installed, plugins or [])), nl=False)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="旧 SDL 文件 · The old SDL")],
    new: Annotated[
        Path | None,
        typer.Argument(help="新 SDL 文件，缺省为现在的 · The new; without, as it is now"),
    ] = None,
) -> None:
    """比较 SDL；有不兼容变更时退出码为 1 · Compare; status 1 where a change is breaking."""
    before = _read(old)
    after = _read(new) if new else build_schema(_now(old.stem))
    changes = find_schema_changes(before, after)
    for change in changes:
        kind = type(change).__name__.removesuffix("Change").upper()
        out.print(f"{kind}  {change.description}", markup=False)
    if any(type(change).__name__ == "BreakingChange" for change in changes):
        raise typer.Exit(1)


def plugin_sets(installed: Installed) -> dict[str, Composition]:
    """The core alone, and each plugin that has tables of its own with all its modules."""
    names = [plugin.key for plugin in installed.plugins if plugin.tables]
    return {CORE: _with(installed, []), **{name: _with(installed, [name]) for name in names}}


def every_sdl(installed: Installed) -> Iterator[tuple[str, str]]:
    """What `schema/*.graphql` holds, by name: each plugin set, and the platform's own schema."""
    for name, composition in plugin_sets(installed).items():
        yield name, _sdl(installed, composition)
    yield PLATFORM, _platform(installed)


def _now(name: str) -> str:
    installed = load_plugins()
    if name == PLATFORM:
        return _platform(installed)
    return _sdl(installed, _with(installed, [] if name == CORE else [name]))


def _with(installed: Installed, names: Iterable[str]) -> Composition:
    known = {plugin.key: plugin for plugin in installed.plugins}
    for name in names:
        if name not in known:
            listed = ", ".join(known)
            refuse(
                "UNKNOWN_PLUGIN", f"未安装 {name}，现有：{listed}", f"{name}? There are: {listed}"
            )
    keys = [known[name].module_key(m) for name in names for m in known[name].modules]
    state = dict.fromkeys([*ALWAYS_ENABLED, *keys], True)
    return told(lambda: compose(installed.plugins, state))


def _sdl(installed: Installed, composition: Composition) -> str:
    return told(lambda: Snapshots(installed, Limits.read()).build(composition).sdl)


def _platform(installed: Installed) -> str:
    return told(lambda: Snapshots(installed, Limits.read()).platform.sdl)


def _read(file: Path) -> GraphQLSchema:
    try:
        return build_schema(file.read_text("utf-8"))
    except OSError as error:
        refuse("NO_SUCH_FILE", f"读不了 {file}：{error}", f"Cannot read {file}: {error}")
    except (GraphQLError, TypeError, ValueError) as error:
        refuse("NOT_SDL", f"{file} 不是 SDL：{error}", f"{file} is no SDL: {error}")
