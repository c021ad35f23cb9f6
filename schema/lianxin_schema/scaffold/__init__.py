"""A new plugin's folder: files that work as they stand, to be written over."""

import re
from pathlib import Path
from string import Template

from lianxin.errors import LianxinError
from lianxin.language import Text

TEMPLATES = Path(__file__).parent / "templates"
_KEY = re.compile(r"[a-z][a-z0-9]{1,30}")


class CannotWrite(LianxinError):
    code = "CANNOT_WRITE_PLUGIN"


def write_plugin(key: str, name: str, into: Path) -> Path:
    """Write a distribution `lianxin-<key>` with the package `lianxin_<key>` and a test.

    Raises CannotWrite for a key that is no name, or a folder that is there already.
    """
    if not _KEY.fullmatch(key):
        raise CannotWrite(
            Text("插件名只用小写字母和数字", "A plugin's key has small letters and digits only")
        )
    folder = into / f"lianxin-{key}"
    if folder.exists():
        raise CannotWrite(Text(f"{folder} 已存在", f"{folder} is there already"))
    words = {"key": key, "name": name, "Key": key.capitalize(), "KEY": key.upper()}
    for template in sorted(TEMPLATES.rglob("*.txt")):
        target = folder / _path(template, key)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(Template(template.read_text()).substitute(words))
    return folder


def _path(template: Path, key: str) -> Path:
    relative = template.relative_to(TEMPLATES).with_suffix("")
    return Path(*(part.replace("PLUGIN", f"lianxin_{key}") for part in relative.parts))
