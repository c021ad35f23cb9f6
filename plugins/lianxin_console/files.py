"""What `web` was built into: each file with what its answer says of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DIST: Final = Path(__file__).parent / "web" / "dist"
PAGE: Final = "index.html"
#: What building.py writes last.
STAMP: Final = ".sources"
_PACKED: Final = ".gz"
_TYPES: Final = {
    ".css": b"text/css; charset=utf-8",
    ".html": b"text/html; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class File:
    """`packed` is the same by gzip, where that is smaller."""

    content: bytes
    packed: bytes | None
    content_type: bytes
    etag: bytes


class Built:
    """The files of a folder by path below it; read anew once they were built anew."""

    def __init__(self, folder: Path = DIST) -> None:
        self._folder = folder
        self._stamp: int | None = None
        self._files: Mapping[str, File] = {}

    def files(self) -> Mapping[str, File]:
        """None where the console was not built."""
        stamp = _modified(self._folder / STAMP)
        if stamp != self._stamp:
            self._files = dict(_read(self._folder)) if stamp else {}
            self._stamp = stamp
        return self._files


def _modified(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _read(folder: Path) -> Iterator[tuple[str, File]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix not in _TYPES:
            continue
        content = path.read_bytes()
        packed = path.with_name(path.name + _PACKED)
        yield (
            path.relative_to(folder).as_posix(),
            File(
                content,
                packed.read_bytes() if packed.exists() else None,
                _TYPES[path.suffix],
                b'"%s"' % hashlib.sha256(content).hexdigest()[:32].encode(),
            ),
        )
