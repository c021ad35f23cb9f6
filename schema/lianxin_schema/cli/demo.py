"""`lianxin demo`: made-up data, served at once."""

import asyncio
import os
import shutil
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from lianxin.platform import Entry, Environment, Platform
from lianxin.platform.demo import (
    PASSWORD,
    PLATFORM_ADMIN,
    ROLES,
    check_demo,
    prepare_demo,
    scale_of,
)
from lianxin.plugins.contributions import Checked
from lianxin.plugins.manager import load_plugins
from lianxin.privacy.keyfiles import master_key
from lianxin_schema.cli.checks import show_checks
from lianxin_schema.cli.running import told
from lianxin_schema.cli.serve import Host, Port, listen, run_server
from lianxin_schema.cli.words import err, out, refuse, said, tell

PATIENCE_SECONDS = 600
"""For a statement over a demonstration of the source's size, on a machine that is busy besides."""

MARK, _SCHEMA = "platform.db", "lianxin_demo"


class Scale(StrEnum):
    SMALL = "small"
    SOURCE = "source"


def demo(
    folder: Annotated[Path, typer.Option(help="数据目录 · Where the data is kept")] = Path(
        "var/demo"
    ),
    host: Host = "127.0.0.1",
    port: Port = 8000,
    scale: Annotated[
        Scale, typer.Option(help="数据规模：small 数秒，source 同原文件 · As large as the source's")
    ] = Scale.SMALL,
    reset: Annotated[bool, typer.Option("--reset", help="重建数据 · Make the data anew")] = False,
    server: Annotated[
        str | None,
        typer.Option(
            help="存入 PostgreSQL 而非文件 · Keep the data in PostgreSQL: postgresql://user@host/base"
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="核对刚建立的数据后退出 · Check data just made, then stop"),
    ] = False,
) -> None:
    """建立演示数据并启动服务；再次启动沿用数据 · Make a demonstration and serve it."""
    with nullcontext() if check else listen(host, port) as listening:
        if reset:
            _remove(folder, keep=server is not None)
        environment = told(lambda: environment_in(folder, server))
        with Progress(console=err, transient=True) as bar:
            entries = told(lambda: asyncio.run(_prepare(environment, scale, bar, reset)))
        if listening is None:
            show_checks(told(lambda: asyncio.run(_checked(environment))))
            return
        _describe(f"http://{host}:{listening.getsockname()[1]}", entries)
        _hand_over(environment)
        run_server(listening)


def environment_in(folder: Path, server: str | None = None) -> Environment:
    """Everything below the folder, whatever the variables of a real deployment say; with a server
    all but the key, in schemas that no deployment has."""
    home = folder.resolve()
    if server is not None:
        return Environment.read(
            home=home,
            platform_database=f"{server}#{_SCHEMA}",
            locality_database=f"{server}#{_SCHEMA}_{{key}}",
            master_key=master_key({}, home).text(),
        )
    return Environment.read(
        home=home,
        platform_database=f"sqlite:///{home / MARK}",
        locality_database=f"sqlite:///{home / 'localities'}/{{key}}.db",
        master_key="",
    )


async def _prepare(
    environment: Environment, scale: Scale, bar: Progress, anew: bool
) -> list[Entry]:
    tasks: dict[str, TaskID] = {}

    def progress(what: str, done: int, of: int) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=of)
        bar.update(tasks[what], completed=done, total=of)

    async with Platform(environment, patience_seconds=PATIENCE_SECONDS) as platform:
        entries = await prepare_demo(platform, scale, progress, anew)
        for entry in entries:
            made = await scale_of(await platform.locality(entry.key))
            if made != scale:
                tell(
                    f"{entry.key} 现有数据规模为 {made}；要换成 {scale} 请加 --reset",
                    f"{entry.key} has data of the scale {made}; for {scale} add --reset",
                )
        return entries


async def _checked(environment: Environment) -> dict[str, list[Checked]]:
    async with Platform(environment, patience_seconds=PATIENCE_SECONDS) as platform:
        return await check_demo(platform)


def _describe(address: str, entries: list[Entry]) -> None:
    if not entries:
        tell("没有带演示数据的插件", "No installed plugin brings made-up data")
    for entry in entries:
        out.print(f"\n[bold]{entry.name}[/bold] ({entry.key})")
        out.print(f"  {said('查询页', 'Try queries')}  {address}/{entry.key}/graphiql")
        out.print(f"  GraphQL  {address}/{entry.key}/graphql")
    for _, mounts in load_plugins().collect("lianxin_mounts"):
        for segment in mounts:
            out.print(f"\n{said('网页', 'Pages')}  {address}/{segment}")
    accounts = " ".join(ROLES)
    out.print(f"\n{said('账号', 'Accounts')}  {accounts}")
    out.print(
        f"{said('平台账号', 'For the platform')}  {PLATFORM_ADMIN}  {address}/platform/graphql"
    )
    out.print(f"{said('密码', 'Password')}  {PASSWORD}")
    out.print(f"\n{said('按 Ctrl+C 停止', 'Stop with Ctrl+C')}\n")


def _hand_over(environment: Environment) -> None:
    """The server reads its environment by itself, as in every deployment."""
    key = environment.master_key.get_secret_value() if environment.master_key else ""
    os.environ["LIANXIN_MASTER_KEY"] = key
    os.environ["LIANXIN_HOME"] = str(environment.home)
    os.environ["LIANXIN_PLATFORM_DATABASE"] = environment.platform_address
    os.environ["LIANXIN_LOCALITY_DATABASE"] = environment.locality_address("{key}")


def _remove(folder: Path, keep: bool) -> None:
    """`keep` what belongs to data that lives elsewhere."""
    if keep:
        return
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        refuse(
            "NOT_A_DEMO",
            f"{folder} 不是演示数据目录，不予删除",
            f"{folder} holds no demonstration; it is not deleted",
        )
    shutil.rmtree(folder, ignore_errors=True)
