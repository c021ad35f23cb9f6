"""From an address to a database: `sqlite:///file.db` or `postgresql://…/base#schema`."""

import re
from pathlib import Path

from lianxin.database.base import Database
from lianxin.database.postgresql import PostgresqlDatabase, Server
from lianxin.database.sqlite import SqliteDatabase
from lianxin.errors import LianxinError
from lianxin.language import Text

_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,40}")


class BadAddress(LianxinError):
    code = "BAD_DATABASE_ADDRESS"

    def __init__(self, url: str) -> None:
        url = without_password(url)
        super().__init__(
            Text(
                f"看不懂数据库地址 {url!r}，请写 sqlite:///文件 或 postgresql://主机/库#模式",
                f"{url!r} is no database address; "
                "write sqlite:///file or postgresql://host/base#schema",
            )
        )


def without_password(url: str) -> str:
    """An address as it may be shown and logged."""
    return re.sub(r"(?<=:)[^:@/]*(?=@)", "***", url)


class Servers:
    """The PostgreSQL servers this process speaks to, each with one pool."""

    def __init__(self, connections: int = 10, patience_seconds: int | None = None) -> None:
        """`patience_seconds`: how long a statement may take, where it is not a request's."""
        self._patience_seconds = patience_seconds
        self._known: dict[str, Server] = {}
        self._connections = connections

    def at(self, dsn: str) -> Server:
        if dsn not in self._known:
            self._known[dsn] = Server(dsn, self._connections, self._patience_seconds)
        return self._known[dsn]

    async def close(self) -> None:
        for server in self._known.values():
            await server.close()
        self._known.clear()


def parse_address(url: str) -> tuple[Path | None, str | None]:
    """The file, or the schema, of an address. Raises BadAddress."""
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///")), None
    dsn, hash_sign, schema = url.partition("#")
    if dsn.startswith("postgresql://") and hash_sign and _SCHEMA.fullmatch(schema):
        return None, schema
    raise BadAddress(url)


def open_database(url: str, servers: Servers) -> Database:
    """The database at an address; connections are made when they are wanted. Raises BadAddress."""
    file, schema = parse_address(url)
    if file:
        return SqliteDatabase(file)
    return PostgresqlDatabase(servers.at(url.partition("#")[0]), schema or "")
