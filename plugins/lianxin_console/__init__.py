"""The administrators' console: the plugin's table of contents."""

from collections.abc import Mapping

from starlette.types import ASGIApp

from lianxin.language import Text
from lianxin.plugins.hookspecs import hookimpl
from lianxin.plugins.manifest import Plugin
from lianxin_console.site import console

PLUGIN = Plugin(key="console", name=Text("管理控制台", "Console"), version="0.1.0", modules=())


@hookimpl
def lianxin_plugin() -> Plugin:
    return PLUGIN


@hookimpl
def lianxin_mounts() -> Mapping[str, ASGIApp]:
    return {"console": console()}
