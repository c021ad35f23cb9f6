"""The deployment as a whole: keys, files, plugins, servers."""

import stat
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import text

from lianxin.database import Database, PostgresqlDatabase, SqliteDatabase
from lianxin.database.migrating.connecting import looking
from lianxin.environment import PREFIX
from lianxin.errors import LianxinError
from lianxin.platform.doctor.finding import Finding, doubtful, failed, wrong
from lianxin.platform.environment import Environment
from lianxin.plugins.manager import Installed

_OLDEST_POSTGRESQL = 15
_OF_TESTS = f"{PREFIX}TEST_"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def master_key(environment: Environment) -> Iterator[Finding]:
    try:
        secret = environment.key().secret
    except LianxinError as error:
        yield failed("LIANXIN_MASTER_KEY", error)
        return
    if len(set(secret)) < 12 or all(32 <= byte < 127 for byte in secret):
        yield wrong(
            "LIANXIN_MASTER_KEY",
            "WEAK_MASTER_KEY",
            "主密钥像是示例或手写的；请用 openssl rand -base64 32 另生成；已有数据的，用 lianxin locality rewrap 更换",
            "The master key looks like an example or typed by hand; make another with "
            "`openssl rand -base64 32`; where there is data, change over by `lianxin locality rewrap`",
        )


def variables(known: Collection[str], environ: Mapping[str, str]) -> Iterator[Finding]:
    """A misspelt variable sets nothing and says nothing."""
    for name in sorted(environ):
        if not name.startswith(PREFIX) or name.startswith(_OF_TESTS) or name in known:
            continue
        near = get_close_matches(name, known, n=1)
        yield doubtful(
            name,
            "UNKNOWN_VARIABLE",
            "没有这个环境变量" + (f"，是否指 {near[0]}？" if near else "，请检查拼写"),
            "There is no such variable; " + (f"is {near[0]} meant?" if near else "check it"),
        )


def plugins(installed: Installed) -> Iterator[Finding]:
    for error in installed.broken:
        yield failed(error.plugin, error)


def files(environment: Environment, databases: list[Database]) -> Iterator[Finding]:
    """Whoever reads the files reads everything."""
    found = [database.path for database in databases if isinstance(database, SqliteDatabase)]
    for path in (environment.home, *found):
        if path.exists() and path.stat().st_mode & _OTHERS and not _within_private(path):
            mode = "700" if path.is_dir() else "600"
            yield wrong(
                str(path),
                "WEAK_FILE_MODE",
                f"其他用户可读取 {path}；请运行 chmod {mode} {path}",
                f"Other users can read {path}; run chmod {mode} {path}",
            )


def servers(databases: list[Database]) -> Iterator[Finding]:
    """Each PostgreSQL server once."""
    seen = set()
    for database in databases:
        if isinstance(database, PostgresqlDatabase) and database.server.dsn not in seen:
            seen.add(database.server.dsn)
            try:
                yield from _server(database.url)
            except LianxinError:
                continue  # that it cannot be reached is found with each locality on it


def _server(url: str) -> Iterator[Finding]:
    with looking(url) as connection:
        version = connection.scalar(text("SHOW server_version_num"))
        encoding = connection.scalar(text("SHOW server_encoding"))
    if int(version) // 10_000 < _OLDEST_POSTGRESQL:
        yield wrong(
            "PostgreSQL",
            "OLD_POSTGRESQL",
            f"PostgreSQL 版本过低，请升级到 {_OLDEST_POSTGRESQL} 或更高",
            f"This PostgreSQL is too old; upgrade to {_OLDEST_POSTGRESQL} or newer",
        )
    if encoding != "UTF8":
        yield wrong(
            "PostgreSQL",
            "NOT_UTF8",
            f"数据库编码为 {encoding}，请以 UTF8 编码重建",
            f"The database is encoded in {encoding}; create it anew in UTF8",
        )


def _within_private(path: Path) -> bool:
    """A folder above that only its owner may enter protects what is in it."""
    return any(not parent.stat().st_mode & _OTHERS for parent in path.resolve().parents)
