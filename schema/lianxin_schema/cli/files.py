"""`lianxin import` and `lianxin export`: spreadsheets in and out."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from lianxin.accounts import viewer_named
from lianxin.clock import today
from lianxin.context import Context
from lianxin.files import write_errors, write_template
from lianxin.importing import IMPORTABLE, Imported, import_file
from lianxin.localities import Locality
from lianxin.platform import Platform
from lianxin.plugins.contributions import Export
from lianxin_schema.cli.running import clerk_of, context_of, on_platform, seeing_as
from lianxin_schema.cli.words import err, language, out, refuse, tell

_KINDS = ", ".join(IMPORTABLE)
Where = Annotated[
    str | None, typer.Option("--locality", help="地方代号；只有一个时可省 · The locality's key")
]


def import_(
    kind: Annotated[str, typer.Argument(help=_KINDS)],
    file: Annotated[Path, typer.Argument(help=".xlsx · .csv")],
    where: Where = None,
    template: Annotated[
        bool, typer.Option("--template", help="把空白模板写入文件 · Write an empty template there")
    ] = False,
    wrong: Annotated[
        Path | None, typer.Option(help="退回的行写入此文件 · Where wrong rows are written")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只检查，不入库 · Only check, store nothing")
    ] = False,
) -> None:
    """导入表格：正确的行入库一次，错误的行连同原因退回 · Take a spreadsheet in; what is wrong
    comes back in a file with the reasons."""
    if kind not in IMPORTABLE:
        refuse("UNKNOWN_KIND", f"可导入：{_KINDS}", f"What can be imported: {_KINDS}")
    if template:
        locality = on_platform(lambda platform: _chosen(platform, where))
        write_template(IMPORTABLE[kind].sheet(locality), file, language())
        tell(f"模板已写入 {file}", f"The template is in {file}")
        return
    if not file.is_file():
        refuse("NO_SUCH_FILE", f"没有文件 {file}", f"There is no file {file}")
    imported = _import(kind, file, where, dry_run)
    if not _tell_of(imported, wrong or file.with_name(f"{file.stem}.wrong{file.suffix}")):
        raise typer.Exit(1)


def export(
    report: Annotated[
        str | None, typer.Argument(help="报表，缺省列出 · Which; without, a list")
    ] = None,
    file: Annotated[Path | None, typer.Argument(help=".xlsx")] = None,
    where: Where = None,
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="起始日 · First day")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="截止日 · Last day")
    ] = None,
    whose: Annotated[
        str | None,
        typer.Option(
            "--for",
            help="给哪个账号：内容限其所能见；缺省不含对任何人保密的诉求 · Whose file it is: it holds "
            "what they may see; of nobody in particular, nothing that is kept from some",
        ),
    ] = None,
) -> None:
    """导出报表，缺省为最近三十天 · Write a report; of the last thirty days unless told."""

    async def work(platform: Platform) -> tuple[Path | None, list[Export]]:
        locality = await _chosen(platform, where)
        known = _exports(platform, locality)
        if report is None:
            return None, list(known.values())
        if report not in known:
            named = ", ".join(known) or "-"
            refuse("UNKNOWN_REPORT", f"可导出：{named}", f"What can be exported: {named}")
        first, last = _period(locality, since, until)
        target = file or Path(f"{report}-{last}.xlsx")
        context = await _reader(locality, whose)
        await known[report].write(context, str(target), first, last)
        return target, []

    target, listed = on_platform(work)
    if target is not None:
        tell(f"已写入 {target}", f"Written to {target}")
    for each in listed:
        out.print(f"{each.key}  {each.title.say(language())}", markup=False)


def _import(kind: str, file: Path, where: str | None, dry_run: bool) -> Imported:
    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(str(file), total=None)

        async def work(platform: Platform) -> Imported:
            locality = await _chosen(platform, where)
            return await import_file(
                IMPORTABLE[kind],
                file,
                context_of(locality),
                lambda done, of: bar.update(task, completed=done, total=of),
                dry_run=dry_run,
            )

        return on_platform(work)


def _tell_of(imported: Imported, wrong: Path) -> bool:
    """Whether everything was taken in, or would be."""
    for problem in imported.problems:
        err.print(f"{problem.code}: {problem.message.say(language())}", markup=False, style="red")
    if imported.unknown_columns:
        names = ", ".join(imported.unknown_columns)
        tell(f"未识别的列已忽略：{names}", f"Columns that are not known were passed over: {names}")
    if not imported.problems:
        stored, known, wrong_ones = imported.stored, imported.known, len(imported.bad)
        tell(
            f"{'可入库' if imported.dry_run else '入库'} {stored} 行，此前已有 {known} 行，"
            f"退回 {wrong_ones} 行{'；未入库' if imported.dry_run else ''}",
            f"{stored} rows {'would be stored' if imported.dry_run else 'stored'}, "
            f"{known} known from before, {wrong_ones} wrong",
        )
    if imported.bad:
        write_errors(imported.sheet, imported.bad, wrong, language())
        tell(f"退回的行及原因：{wrong}", f"The wrong rows with the reasons: {wrong}")
    return not imported.problems and not imported.bad


async def _chosen(platform: Platform, where: str | None) -> Locality:
    if where is None:
        keys = [entry.key for entry in await platform.directory.all()]
        if len(keys) != 1:
            named = ", ".join(keys) or "-"
            refuse("WHICH_LOCALITY", f"请用 --locality 指明：{named}", f"Say --locality: {named}")
        where = keys[0]
    return await platform.locality(where)


async def _reader(locality: Locality, username: str | None) -> Context:
    if username is None:
        return clerk_of(locality)
    viewer = await viewer_named(locality, username)
    if viewer is None:
        refuse("NOT_FOUND", f"没有账号 {username}", f"There is no account {username}")
    return seeing_as(locality, viewer)


def _exports(platform: Platform, locality: Locality) -> dict[str, Export]:
    """Of the built-in plugins, and of those by which the locality works."""
    in_use = {m.plugin.key for m in locality.composition.modules.values() if m.enabled}
    known = {plugin.key for plugin in platform.installed.plugins}
    return {
        each.key: each
        for plugin, exports in platform.installed.collect("lianxin_exports")
        if plugin in in_use or plugin not in known
        for each in exports
    }


def _period(
    locality: Locality, since: datetime | None, until: datetime | None
) -> tuple[date, date]:
    last = until.date() if until else today(locality.clock, locality.zone)
    return (since.date() if since else last - timedelta(days=29)), last
