"""`lianxin hook`: the secrets with which channels sign their webhooks."""

from typing import Annotated

import typer

from lianxin.platform import Platform
from lianxin.webhooks.secrets import hook_secret, new_hook_secret
from lianxin_schema.cli.running import on_platform
from lianxin_schema.cli.words import out, refuse

app = typer.Typer(help="签名回调 · Signed webhooks", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps the group a group while it has one command."""


@app.command()
def secret(
    where: Annotated[str, typer.Argument(metavar="LOCALITY", help="地方代号 · The locality's key")],
    channel: Annotated[str, typer.Argument(help="渠道 · The channel, as in /hooks/CHANNEL")],
    new: Annotated[bool, typer.Option("--new", help="更换密钥 · Make a new one")] = False,
) -> None:
    """显示（首次则生成）渠道密钥 · Print a channel's secret; the first time, make it."""

    async def work(platform: Platform) -> str:
        found = platform.installed.collect("lianxin_channels")
        known = sorted(c.code for _, channels in found for c in channels)
        if channel not in known:
            names = ", ".join(known)
            refuse("UNKNOWN_CHANNEL", f"没有此渠道，可用：{names}", f"Known channels: {names}")
        locality = await platform.locality(where)
        found_secret = None if new else await hook_secret(locality, channel)
        return found_secret or await new_hook_secret(locality, channel)

    out.print(on_platform(work), markup=False)
