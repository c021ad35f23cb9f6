"""`lianxin module`: what a locality works by, and with which figures."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from lianxin.commands import Command, Outcome
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.modules import (
    ConfigureModule,
    DisableModule,
    EnableModule,
    Previewed,
    PutBackSettings,
    WithdrawSettings,
    carry_out,
    enabled_after,
    preview,
)
from lianxin.modules.purging import Kept, Purged, kept_in, would_go
from lianxin.modules.purging import purge as purge_plugin
from lianxin.platform import Platform
from lianxin.previewing import Effect
from lianxin_schema.cli.running import context_of, on_platform
from lianxin_schema.cli.words import language, out, refuse, said, tell

app = typer.Typer(help="模块 · Modules", no_args_is_help=True)
Where = Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号 · The locality's key")]
Key = Annotated[str, typer.Argument(metavar="MODULE", help="如 plugin.module")]
Figures = Annotated[
    list[str] | None, typer.Argument(metavar="NAME=VALUE", help="参数；空值恢复默认 · Figures")
]
Reason = Annotated[str | None, typer.Option(help="理由，记入历史 · Why, for the history")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只看结果 · Only say what would change")]


@app.command("list")
def list_(where: Where) -> None:
    """列出已安装的模块 · All installed modules, enabled or not."""
    locality = on_platform(lambda platform: platform.locality(where))
    heads = ("模块 Module", "名称 Name", "状态 State", "条款 Rules")
    table = Table(*heads, box=None, pad_edge=False)
    for plugin in locality.installed:
        for module in plugin.modules:
            key = plugin.module_key(module)
            state = said("启用", "enabled") if _enabled(locality, key) else "-"
            table.add_row(key, module.name.say(language()), state, str(len(module.rules)))
    out.print(table)


@app.command()
def enable(where: Where, key: Key, figures: Figures = None, dry_run: DryRun = False) -> None:
    """启用模块 · Enable a module."""
    settings = _figures(figures or [])
    outcome = _change(where, EnableModule, module=key, settings=settings, dry_run=dry_run)
    if outcome.values["changes"]:
        _show_changes(outcome)
    tell(*_done(key, "启用", "enabled", dry_run))


@app.command()
def disable(where: Where, key: Key, dry_run: DryRun = False) -> None:
    """停用模块，数据保留 · Disable a module; its data stays."""
    _change(where, DisableModule, module=key, dry_run=dry_run)
    tell(*_done(key, "停用", "disabled", dry_run))


@app.command("set")
def set_(
    where: Where,
    key: Key,
    figures: Annotated[list[str], typer.Argument(metavar="NAME=VALUE")],
    reason: Reason = None,
    effective_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="生效日期 · Day it takes effect")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """设置参数 · Change figures."""
    outcome = _change(
        where,
        ConfigureModule,
        module=key,
        settings=_figures(figures),
        reason=reason,
        effective_on=effective_on.date() if effective_on else None,
        dry_run=dry_run,
    )
    _show_changes(outcome)


@app.command("put-back")
def put_back(
    where: Where,
    key: Key,
    number: Annotated[
        int,
        typer.Argument(help="历史版本号，0 为最初 · The revision's number; 0: before the first"),
    ],
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """恢复到历史版本 · Put the figures back to an earlier revision."""
    asked = {"module": key, "number": number, "reason": reason, "dry_run": dry_run}
    _show_changes(_change(where, PutBackSettings, **asked))


@app.command()
def cancel(
    where: Where,
    key: Key,
    number: Annotated[int, typer.Argument(help="历史版本号 · The revision's number")],
    reason: Reason = None,
) -> None:
    """撤回待生效的变更 · Call off a change that waits for its day."""
    _change(where, WithdrawSettings, module=key, number=number, reason=reason)
    tell(f"{key} 第 {number} 版已撤回", f"Revision {number} of {key} is called off")


@app.command()
def diff(where: Where, key: Annotated[str | None, typer.Argument(metavar="MODULE")] = None) -> None:
    """与原文件不同的参数 · Figures that differ from the source's."""
    locality = on_platform(lambda platform: platform.locality(where))
    if key is not None and key not in locality.composition.settings_models:
        names = ", ".join(locality.composition.settings_models)
        refuse(
            "NO_FIGURES",
            f"{key} 没有启用或没有参数；有参数的模块：{names}",
            f"{key} is not enabled, or has no figures; these have: {names}",
        )
    heads = ("模块 Module", "参数 Figure", "原值 Source", "现值 Now", "来自 Set by")
    table = Table(*heads, box=None, pad_edge=False)
    for module, model in locality.composition.settings_models.items():
        source, now = model().model_dump(mode="json"), locality.figures.settings[model]
        current = now.model_dump(mode="json")
        for name, origin in locality.figures.origins[module].items():
            if origin != "source" and key in (None, module):
                table.add_row(module, name, _json(source[name]), _json(current[name]), origin)
    if table.row_count:
        out.print(table)
    else:
        tell("没有不同", "Nothing differs")


@app.command()
def purge(
    where: Where,
    plugin: Annotated[str, typer.Argument(metavar="PLUGIN", help="插件代号 · The plugin's key")],
    to: Annotated[
        Path | None,
        typer.Option(
            help="先导出到此 zip 文件，缺省在 LIANXIN_EXPORTS 下 · Exported to this zip file first"
        ),
    ] = None,
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """导出并删除插件在该地方的全部数据 · Export and remove all that a plugin stored here."""
    if not dry_run and to is not None and to.exists():
        refuse("FILE_EXISTS", f"{to} 已存在，请另选文件", f"{to} is there already; choose another")
    done, kept = on_platform(lambda platform: _purged(platform, where, plugin, to, reason, dry_run))
    for problem in done.problems:
        tell(problem.message.zh, problem.message.en)
    if done.problems:
        raise typer.Exit(1)
    number = sum(done.rows.values())
    if kept is None:
        tell(f"{plugin} 可以删除：{number} 行", f"{plugin} can be removed: {number} rows")
        return
    tell(
        f"已导出 {number} 行到 {kept.file} 并删除",
        f"{number} rows were exported to {kept.file} and removed",
    )


async def _purged(
    platform: Platform, where: str, plugin: str, to: Path | None, reason: str | None, dry_run: bool
) -> tuple[Purged, Kept | None]:
    context = context_of(await platform.locality(where))
    seen = await would_go(platform.installed, plugin, context)
    if dry_run or seen.problems:
        return seen, None
    folder = platform.environment.exports_folder
    kept = Kept(to, to.name) if to else kept_in(folder, where, plugin, context.now)
    given = {"plugin": plugin, "confirm": plugin, "reason": reason}
    return await purge_plugin(platform.installed, given, kept, context), kept


def _change(where: str, kind: type[Command], **data: Any) -> Outcome:
    async def work(platform: Platform) -> Previewed:
        context = context_of(await platform.locality(where))
        if data.get("dry_run"):
            state = enabled_after(kind, context.locality.composition, data["module"])
            seen = await preview(kind, data, context, platform.compositions.of(state))
        else:
            seen = Previewed(await carry_out(kind, data, context), context.locality)
        if seen.outcome.problems:
            raise Refused(seen.outcome.problems)
        return seen

    seen = on_platform(work)
    if seen.effect is not None:
        _show_effect(seen.effect)
    return seen.outcome


def _figures(given: Iterable[str]) -> dict[str, Any]:
    """`answer_days=3 channels=["phone"] public=false name=text other=`"""
    found = {}
    for part in given:
        name, equals, value = part.partition("=")
        if not equals:
            refuse("BAD_FIGURE", f"请写成 名称=值：{part}", f"Write NAME=VALUE: {part}")
        found[name] = _value(value)
    return found


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _show_changes(outcome: Outcome) -> None:
    changes = outcome.values["changes"]
    for change in changes:
        origin = f"({change.origin})"
        out.print(f"{change.name}: {_json(change.before)} → {_json(change.after)} {origin}")
    if not changes:
        tell("没有变化", "Nothing changes")


def _show_effect(effect: Effect) -> None:
    told = (
        ("将超期", "become overdue", effect.becoming_overdue.number),
        ("不再超期", "no longer overdue", effect.no_longer_overdue.number),
        ("履职情况变化", "standings change", effect.standings.number),
        ("近 30 天会被拒绝", "refused, of the last 30 days", effect.refused.number),
        ("近 30 天不再拒绝", "no longer refused", effect.allowed.number),
    )
    for zh, en, number in told:
        out.print(f"{said(zh, en)}: {number}")
    for key, why in effect.untold.items():
        tell(f"无法回溯判断：{key}（{why.zh}）", f"It cannot be told of {key}: {why.en}")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _enabled(locality: Locality, key: str) -> bool:
    found = locality.composition.modules.get(key)
    return found is not None and found.enabled


def _done(key: str, zh: str, en: str, dry_run: bool) -> tuple[str, str]:
    if dry_run:
        return f"{key} 可以{zh}", f"{key} can be {en}"
    return f"{key} 已{zh}", f"{key} is {en}"
