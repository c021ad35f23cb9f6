"""Where the export of what was purged is kept: a folder a locality, a file a purge."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from lianxin.errors import LianxinError
from lianxin.language import Text


class ExportNotKept(LianxinError):
    code = "EXPORT_NOT_KEPT"
    message = Text(
        "服务器上存放导出文件的目录不能写入，因此没有删除任何数据；请运维人员检查 LIANXIN_EXPORTS",
        "The server cannot write into the folder for exports, so nothing was removed; whoever runs it "
        "should look at LIANXIN_EXPORTS",
    )


@dataclass(frozen=True)
class Kept:
    """A file, and what it is called to whoever is told of it."""

    file: Path
    name: str


def kept_in(folder: Path, locality: str, plugin: str, now: datetime) -> Kept:
    """Raises ExportNotKept."""
    within = folder.resolve() / locality
    try:
        within.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=within):
            pass
    except OSError as error:
        raise ExportNotKept from error
    names = (f"{plugin}-{now:%Y%m%d-%H%M%S}{more}.zip" for more in _MORE)
    name = next(name for name in names if not (within / name).exists())
    return Kept(within / name, f"{locality}/{name}")


_MORE = ("", *(f"-{n}" for n in range(2, 1000)))
