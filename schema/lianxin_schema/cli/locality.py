"""`lianxin locality`: the platform's localities."""

import os
from typing import Annotated

import typer
from rich.progress import Progress, TaskID
from rich.table import Table

from lianxin.database.opening import without_password
from lianxin.platform import Entry, Platform, add_locality
from lianxin.platform.moving import move_locality
from lianxin.platform.rekeying import rekey as renew_key
from lianxin.platform.rewrapping import rewrap as renew_master
from lianxin.privacy.keys import MasterKey
from lianxin_schema.cli.running import on_platform, told
from lianxin_schema.cli.words import err, out, refuse, tell

app = typer.Typer(help="地方 · Localities", no_args_is_help=True)
Key = Annotated[str, typer.Argument(help="地方代号，如 somewhere · The locality's key")]
NEW_MASTER_KEY = "LIANXIN_NEW_MASTER_KEY"
Address = "sqlite:///… · postgresql://…#schema"


@app.command()
def add(
    key: Key,
    name: Annotated[str, typer.Option(help="名称 · What it is called")] = "",
    database: Annotated[
        str, typer.Option(help=f"数据库，缺省在平台数据库旁 · Beside the platform's: {Address}")
    ] = "",
    parent: Annotated[
        str | None, typer.Option(help="上级地方 · Whose figures are its defaults")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="时区 · Time zone")] = "Asia/Shanghai",
) -> None:
    """新增地方，建立其数据库 · Add a locality and make its database."""

    async def work(platform: Platform) -> Entry:
        address = database or platform.environment.locality_address(key)
        entry = Entry(key, name or key, address, parent, time_zone=time_zone)
        return await add_locality(platform, entry)

    entry = on_platform(work)
    shown = without_password(entry.database)
    tell(f"已新增 {key}，数据库 {shown}", f"Added {key}; its database is {shown}")
    tell(
        f"下一步：lianxin module list {key}",
        f"Next: lianxin module list {key}",
    )


@app.command("list")
def list_() -> None:
    """列出全部地方 · All localities."""
    entries = on_platform(lambda platform: platform.directory.all())
    heads = ("代号 Key", "名称 Name", "状态 State", "上级 Parent", "数据库 Database")
    table = Table(*heads, box=None, pad_edge=False)
    for entry in entries:
        where = without_password(entry.database)
        table.add_row(entry.key, entry.name, entry.state, entry.parent or "", where)
    out.print(table)


@app.command()
def move(
    key: Key, address: Annotated[str, typer.Argument(help=f"新数据库 · The new one: {Address}")]
) -> None:
    """把地方的数据迁到另一数据库 · Move a locality's data to another database."""
    with Progress(console=err) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(table: str, done: int, total: int) -> None:
            if table not in tasks:
                tasks[table] = bar.add_task(table, total=total)
            bar.update(tasks[table], completed=done)

        on_platform(lambda platform: move_locality(platform, key, address, progress))
    shown = without_password(address)
    tell(
        f"{key} 已迁至 {shown}；原数据库保留未动，确认无误后可删除",
        f"{key} now lives at {shown}; the old database was left as it was",
    )


@app.command()
def rekey(
    key: Key,
    forget_old: Annotated[
        bool,
        typer.Option(
            "--forget-old",
            help="销毁旧密钥，旧备份中的加密数据将无法解读 · Destroy the keys before: what they "
            "sealed in backups is gone",
        ),
    ] = False,
) -> None:
    """更换加密密钥，已加密的数据用新密钥重新加密；中断后可再次运行 · A new sealing key: what is
    sealed is sealed again; run it once more if it was stopped."""
    with Progress(console=err) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(table: str, done: int, total: int) -> None:
            if table not in tasks:
                tasks[table] = bar.add_task(table, total=total)
            bar.update(tasks[table], completed=done, total=total)

        rekeyed = on_platform(
            lambda platform: renew_key(platform, key, progress, forget_old=forget_old)
        )
    tell(
        f"{key} 已换密钥，重新加密 {rekeyed.values} 条，销毁旧密钥 {len(rekeyed.forgotten)} 个",
        f"{key} has a new key; {rekeyed.values} values were sealed again, "
        f"{len(rekeyed.forgotten)} old keys destroyed",
    )


@app.command()
def rewrap() -> None:
    """更换主密钥：新主密钥先存好，再由 LIANXIN_NEW_MASTER_KEY 给出 · Another master key: keep it
    first, then give it in LIANXIN_NEW_MASTER_KEY."""
    given = os.environ.get(NEW_MASTER_KEY, "")
    if not given:
        refuse(
            "MASTER_KEY_MISSING",
            f"请先存好新主密钥，再用环境变量 {NEW_MASTER_KEY} 给出",
            f"Keep a new master key, then give it in {NEW_MASTER_KEY}",
        )
    new = told(lambda: MasterKey.parse(given))
    count = on_platform(lambda platform: renew_master(platform, new))
    tell(
        f"已用新主密钥重新包装 {count} 个地方的密钥；请把 LIANXIN_MASTER_KEY 换成新主密钥，并重启各进程",
        f"The keys of {count} localities are wrapped by the new master key; set LIANXIN_MASTER_KEY "
        "to it, and restart every process",
    )
