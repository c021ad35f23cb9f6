"""`lianxin plugin`: a new plugin, to begin from."""

import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from lianxin.plugins.manager import load_plugins
from lianxin_schema.cli.words import refuse, tell

TEMPLATE = Path(__file__).parent / "plugin_template"
_KEY = re.compile(r"[a-z][a-z0-9]{1,30}")
_MIGRATE = """
import sys
sys.path.insert(0, {folder!r})
import lianxin_{key}
from lianxin.database.migrating import owner_of
from lianxin.database.migrating.writing import write_initial_revision
write_initial_revision(owner_of(lianxin_{key}.PLUGIN))
"""
app = typer.Typer(help="插件 · Plugins", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keeps the group a group while it has one command."""


@app.command()
def new(
    key: Annotated[str, typer.Argument(help="代号，小写字母和数字 · Small letters and digits")],
    name: Annotated[str, typer.Option(help="名称 · What it is called")] = "",
    folder: Annotated[Path | None, typer.Option(help="目录，缺省 ./代号 · Where")] = None,
) -> None:
    """新建插件：一个能用、测试通过的文件夹 · A folder with a plugin that works, and its tests."""
    target = folder or Path(key)
    _check(key, target)
    marks = {
        "@key@": key,
        "@Key@": key.capitalize(),
        "@KEY@": key.upper(),
        "@Name@": name or key,
        "@core@": ".".join(version("lianxin").split(".")[:2]),
    }
    write_template(target, marks)
    subprocess.run(
        [sys.executable, "-c", _MIGRATE.format(folder=str(target.resolve()), key=key)], check=True
    )
    tell(f"插件在 {target}；下一步见其中的 README.md", f"It is in {target}; see its README.md")


def write_template(target: Path, marks: Mapping[str, str]) -> None:
    for source in sorted(TEMPLATE.rglob("*.txt")):
        path = target / _filled(str(source.relative_to(TEMPLATE)), marks).removesuffix(".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_filled(source.read_text("utf-8"), marks), "utf-8")


def _filled(text: str, marks: Mapping[str, str]) -> str:
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


def _check(key: str, target: Path) -> None:
    if not _KEY.fullmatch(key):
        refuse(
            "BAD_PLUGIN_KEY",
            "插件代号须以小写字母开头，只含小写字母和数字",
            "A plugin's key begins with a small letter and has only small letters and digits",
        )
    if key == "platform" or key in {plugin.key for plugin in load_plugins().plugins}:
        refuse("PLUGIN_EXISTS", f"已有插件 {key}", f"There is a plugin {key} already")
    if target.exists() and any(target.iterdir()):
        refuse("FOLDER_NOT_EMPTY", f"{target} 不是空目录", f"{target} is not empty")
