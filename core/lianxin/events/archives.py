"""Archives of the audit: files with the oldest entries of both chains, a line each.

The first line says where the chains stood before, so that each file can be checked by itself and
as the beginning of what is left in the database. They hold no personal data, as the audit does not.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson

from lianxin.errors import LianxinError
from lianxin.events.chain import ENTRY_COLUMNS
from lianxin.events.heads import End
from lianxin.language import Text

_NAMES = tuple(column.key for column in ENTRY_COLUMNS)  # type: ignore[union-attr]
_FORMAT = "lianxin audit 1"


class BadArchive(LianxinError):
    code = "BAD_ARCHIVE"

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                f"{path} 不是审计归档文件，或已损坏，请换用备份的一份",
                f"{path} is no archive of an audit, or is damaged; use another copy of it",
            )
        )


class ArchiveExists(LianxinError):
    code = "ARCHIVE_EXISTS"

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(f"{path} 已存在，请另选文件名", f"{path} exists; choose another name")
        )


@dataclass(frozen=True)
class AuditArchive:
    """An archive as it lies there: read anew each time, a line at a time."""

    path: Path
    named: End
    nameless: End

    @classmethod
    def at(cls, path: Path) -> "AuditArchive":
        """Raises BadArchive."""
        try:
            with path.open("rb") as file:
                first = orjson.loads(file.readline())
            if first["format"] == _FORMAT:
                return cls(path, End(**first["named"]), End(**first["nameless"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise BadArchive(path)

    def base(self, anonymous: bool) -> End:
        return self.nameless if anonymous else self.named

    def entries(self, anonymous: bool) -> Iterator[Any]:
        """Raises BadArchive."""
        try:
            with self.path.open("rb") as file:
                file.readline()
                for line in file:
                    entry = _entry(line)
                    if entry.anonymous == anonymous:
                        yield entry
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise BadArchive(self.path) from None


def write_archive(path: Path, named: End, nameless: End, entries: Iterable[Any]) -> AuditArchive:
    """On the disk, whole, before it returns; only its owner may read it. Raises ArchiveExists."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ArchiveExists(path) from None
    first = {"format": _FORMAT, "named": asdict(named), "nameless": asdict(nameless)}
    with os.fdopen(descriptor, "wb") as file:
        file.write(orjson.dumps(first) + b"\n")
        for entry in entries:
            line = {name: getattr(entry, name) for name in _NAMES}
            file.write(orjson.dumps({**line, "at": entry.at.isoformat()}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return AuditArchive(path, named, nameless)


def _entry(line: bytes) -> SimpleNamespace:
    found = orjson.loads(line)
    at = datetime.fromisoformat(found["at"])
    return SimpleNamespace(**{name: found[name] for name in _NAMES} | {"at": at})
