"""`make bench`: data once, servers, equal answers, loads in turn, tables.

make bench ARGS="--servers lianxin,postgraphile,floor --questions look-up,page --seconds 5"
make bench ARGS="--sqlite"
"""

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench import peers
from bench.comparing import compare
from bench.data import SMALL, Scale, make_data
from bench.loading import How, Load, kept, load
from bench.questions import QUESTIONS, variables_for
from bench.reporting import report
from bench.running import Server, Spec, running
from bench.usage import Backends
from lianxin.database.migrating import CORE, migrate, owners_in_platform
from lianxin.errors import LianxinError
from lianxin.platform import Environment

SERVER = "LIANXIN_BENCH_POSTGRES"
USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--postgres", default=os.environ.get(SERVER, USUAL), help=f"or ${SERVER}")
    parser.add_argument("--sqlite", action="store_true", help="product and floor on SQLite")
    parser.add_argument("--servers", help="by name, with commas; all by default")
    parser.add_argument("--questions", default=",".join(QUESTIONS))
    parser.add_argument("--cases", type=int, default=200_000, help="0: a few")
    parser.add_argument("--units", type=int, default=501, help="when the data is made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5, help="of each load")
    parser.add_argument("--warm", type=int, default=2, help="seconds before each load")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--free", action="store_true", help="do not give the server a CPU")
    parser.add_argument("--folder", type=Path, default=Path("var/bench"))
    parser.add_argument("--compare-only", action="store_true", help="no load")
    return parser.parse_args()


def main() -> None:
    given = options()
    # Whoever ends it early leaves no server and no policy behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    scale = Scale.of_cases(given.cases, given.units) if given.cases else SMALL
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with (_sqlite if given.sqlite else _postgresql)(given, scale, folder) as (specs, address, dsn):
        names = given.servers.split(",") if given.servers else list(specs)
        measure(given, [specs[name] for name in names], address, dsn, folder)


def measure(
    given: argparse.Namespace, specs: list[Spec], address: str, dsn: str | None, folder: Path
) -> None:
    questions = [QUESTIONS[key] for key in given.questions.split(",")]
    sets = variables_for(address)
    cpu = None if given.free or os.cpu_count() == 1 else 0
    how = How(given.connections, given.seconds, given.warm, cpu, folder)
    first = (questions[0], sets[questions[0].key][0])
    with running(specs, first, folder, cpu) as servers:
        compare(servers, questions, sets)
        print(f"{len(servers)} servers answer alike")
        if given.compare_only:
            return
        backends, loads = Backends(dsn), list[Load]()
        for n in range(given.rounds):
            for server in servers.values():
                server.sign_in()
            for question in questions:
                for server in _turned(servers, n):
                    loads.append(load(server, question, sets[question.key], how, backends, n))
                    print(loads[-1].line(), flush=True)
        backends.close()
        for server in servers.values():
            server.sign_in()
        compare(servers, questions, sets)
        (folder / "loads.jsonl").write_text("".join(f"{kept(one)}\n" for one in loads))
        (folder / "report.md").write_text(report(loads, servers))
        print(report(loads, servers))


def _turned(servers: dict[str, Server], n: int) -> list[Server]:
    """Each round begins with another, so that none always follows the same."""
    found = list(servers.values())
    return found[n % len(found) :] + found[: n % len(found)]


Where = tuple[dict[str, Spec], str, str | None]


@contextmanager
def _postgresql(given: argparse.Namespace, scale: Scale, folder: Path) -> Iterator[Where]:
    dsn = given.postgres
    home = made_on_postgresql(dsn, scale, folder)
    schema = home.name
    address = f"{dsn}#{schema}"
    peers.prepare(dsn, schema)
    try:
        yield peers.on_postgresql(dsn, schema, home), address, dsn
    finally:
        peers.forget(dsn, schema)


@contextmanager
def _sqlite(given: argparse.Namespace, scale: Scale, folder: Path) -> Iterator[Where]:
    home = folder / f"sqlite_{scale.cases}"
    file = home / "bench.db"
    address = f"sqlite:///{file}"
    if not _is_made(home, address):
        _made(home, address, scale)
    yield peers.on_sqlite(file, home), address, None


def made_on_postgresql(dsn: str, scale: Scale, folder: Path, prefix: str = "lianxin_bench") -> Path:
    """The home of a platform whose locality `bench` is in a schema of the same name, made where
    it is not there from the last time."""
    schema = f"{prefix}_{scale.cases}"
    home = folder / schema
    address = f"{dsn}#{schema}"
    if not (_has_schema(dsn, schema) and _is_made(home, address)):
        _drop(dsn, schema)
        _made(home, address, scale)
        _settled(dsn)
    return home


def _settled(dsn: str) -> None:
    """As the server's own vacuum leaves what was stored a while ago."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _made(home: Path, address: str, scale: Scale) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    print(f"Making {scale.cases:,} cases with all that belongs to them …", flush=True)
    make_data(Environment.read(home=home, platform_database=None), address, scale)
    (home / "made").touch()


def _is_made(home: Path, address: str) -> bool:
    """Whether the rows are there, from the last time; their tables are brought up to date."""
    if not (home / "made").exists():
        return False
    try:
        migrate(f"sqlite:///{home / 'platform.db'}", owners_in_platform())
        migrate(address, [CORE])
    except LianxinError:
        return False
    return True


def _has_schema(dsn: str, schema: str) -> bool:
    with psycopg.connect(dsn) as connection:
        found = connection.execute("SELECT FROM pg_namespace WHERE nspname = %s", (schema,))
        return found.fetchone() is not None


def _drop(dsn: str, schema: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())


if __name__ == "__main__":
    main()
