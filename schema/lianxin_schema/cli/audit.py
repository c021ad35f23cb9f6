"""`lianxin audit`: whether it is whole, and what is old enough to leave the database."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import func, select
from sqlmodel import col

from lianxin.events.archives import AuditArchive
from lianxin.events.retention import Archived, archive_audit
from lianxin.events.verify import Verification, verify
from lianxin.platform import Platform
from lianxin.tables import AuditEntry
from lianxin_schema.cli.running import context_of, on_platform
from lianxin_schema.cli.words import out, tell

_UNSEALED = select(func.count()).select_from(AuditEntry).where(col(AuditEntry.n).is_(None))

app = typer.Typer(help="审计 · The audit", no_args_is_help=True)
Where = Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号或 platform")]


@app.command("verify")
def verify_(
    where: Where,
    archive: Annotated[
        list[Path] | None, typer.Option(help="归档文件，由旧到新 · Archives, the oldest first")
    ] = None,
) -> None:
    """检查审计链是否完整 · Is the chain whole: nothing changed, missing, added, swapped?"""

    async def work(platform: Platform) -> tuple[Verification, int]:
        locality = await platform.locality(where)
        archives = [AuditArchive.at(path) for path in archive or ()]
        found = await verify(locality.database, archives=archives)
        async with locality.database.reading() as session:
            return found, int(await session.scalar(_UNSEALED))

    found, unsealed = on_platform(work)
    if found.problem is not None:
        tell(
            f"第 {found.first_bad} 条有问题：{found.problem.zh}",
            f"Entry {found.first_bad} is bad: {found.problem.en}",
        )
        raise typer.Exit(1)
    tell(f"{found.n} 条完好", f"{found.n} entries are good")
    if unsealed:
        tell(f"另有 {unsealed} 条待封存", f"{unsealed} more wait to be sealed")
    out.print(found.head.audit_hash, markup=False)


@app.command("archive")
def archive_(
    where: Where, file: Annotated[Path, typer.Argument(help="新文件 · A new file")]
) -> None:
    """把超过保存年数的条目移入文件，链可继续校验 · Move what is older than keep_years into a file;
    the chain still verifies. Keep the file: with it the whole of it does."""

    async def work(platform: Platform) -> Archived:
        return await archive_audit(context_of(await platform.locality(where)), file)

    done = on_platform(work)
    if not done.entries:
        tell("没有超过保存年数的条目", "Nothing is older than keep_years")
        return
    tell(f"已将 {done.entries} 条移入 {file}", f"Moved {done.entries} entries into {file}")
    if done.more:
        tell(
            "还有更早的条目，请再次运行并另选文件", "There are more: run it again with another file"
        )
