"""`lianxin module`: what a locality works by, and with which figures."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from lianxin.commands import Command, Outcome
from lianxin.errors import Refused
from lianxin.localities import Locality
from lianxin.modules import ConfigureModule, DisableModule, EnableModule, PutBackSettings, carry_out
from lianxin.platform import Platform
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
    _change(where, EnableModule, module=key, settings=settings, dry_run=dry_run)
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
    number: Annotated[int, typer.Argument(help="历史版本号 · The revision's number")],
    reason: Reason = None,
    dry_run: DryRun = False,
) -> None:
    """恢复到历史版本 · Put the figures back to an earlier revision."""
    asked = {"module": key, "number": number, "reason": reason, "dry_run": dry_run}
    _show_changes(_change(where, PutBackSettings, **asked))


@app.command()
def diff(where: Where, key: Annotated[str | None, typer.Argument(metavar="MODULE")] = None) -> None:
    """与原文件不同的参数 · Figures that differ from the source's."""
    locality = on_platform(lambda platform: platform.locality(where))
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


def _change(where: str, kind: type[Command], **data: Any) -> Outcome:
    async def work(platform: Platform) -> Outcome:
        outcome = await carry_out(kind, data, context_of(await platform.locality(where)))
        if outcome.problems:
            raise Refused(outcome.problems)
        return outcome

    return on_platform(work)


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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _enabled(locality: Locality, key: str) -> bool:
    found = locality.composition.modules.get(key)
    return found is not None and found.enabled


def _done(key: str, zh: str, en: str, dry_run: bool) -> tuple[str, str]:
    if dry_run:
        return f"{key} 可以{zh}", f"{key} can be {en}"
    return f"{key} 已{zh}", f"{key} is {en}"
