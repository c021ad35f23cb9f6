"""GraphiQL's files: as built from `graphiql_web`, or else the small page that needs no building."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lianxin_schema.http.headers import PAGE, RawHeaders

BUILT: Final = Path(__file__).parent / "graphiql_web" / "dist"
SMALL: Final = Path(__file__).parent / "graphiql_files"
INDEX: Final = "index.html"
_TYPES: Final = {
    ".html": b"text/html; charset=utf-8",
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".ttf": b"font/ttf",
    ".txt": b"text/plain; charset=utf-8",
}
_PACKED: Final = ".gz"
#: What vite.config.js writes wherever the nonce is to stand.
_NONCE: Final = b"NONCE"
_POLICY: Final = b"content-security-policy"
#: Scripts and workers from files only. The editor sets its lines' places by style attributes, and
#: writes style elements, which carry the nonce.
_EDITOR: Final = (
    b"default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    b"style-src 'self' 'nonce-%s'; style-src-attr 'unsafe-inline'; font-src 'self' data:; "
    b"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FOREVER: Final = (b"cache-control", b"public, max-age=31536000, immutable")
_NEVER: Final = (b"cache-control", b"no-store")


@dataclass(frozen=True, slots=True)
class File:
    """`packed` is the same by gzip, where that is smaller."""

    content: bytes
    content_type: bytes
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class Site:
    """All files by name; they are read once, at start."""

    files: Mapping[str, File]
    is_built: bool

    def page(self) -> tuple[bytes, RawHeaders]:
        """The page with the headers that it is shown by."""
        content = self.files[INDEX].content
        if not self.is_built:
            return content, PAGE
        nonce = secrets.token_urlsafe(16).encode()
        return content.replace(_NONCE, nonce), _with(_NEVER, (_POLICY, _EDITOR % nonce))

    def file_headers(self) -> RawHeaders:
        """Names of built files carry a hash of their content."""
        return _with(_FOREVER) if self.is_built else PAGE


def read_site() -> Site:
    built = _read(BUILT)
    return Site(built or _read(SMALL), bool(built))


def _read(folder: Path) -> dict[str, File]:
    if not (folder / INDEX).exists():
        return {}
    return {path.name: _file(path) for path in folder.iterdir() if path.suffix in _TYPES}


def _file(path: Path) -> File:
    packed = path.with_name(path.name + _PACKED)
    return File(
        path.read_bytes(), _TYPES[path.suffix], packed.read_bytes() if packed.exists() else None
    )


def _with(*headers: tuple[bytes, bytes]) -> RawHeaders:
    given = {name for name, _ in headers}
    return (*(header for header in PAGE if header[0] not in given), *headers)
