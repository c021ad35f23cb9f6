"""`make bench-live`: modules change beneath running servers, which must not be noticed.

make bench-live ARGS="--part swaps --changes 100 --processes 2"
make bench-live ARGS="--sqlite --part memory --swaps 200"
"""

import argparse
import os
from importlib import import_module
from importlib.util import find_spec

from bench.__main__ import SERVER, USUAL

PARTS = [part for part in ("swaps", "memory", "preview") if find_spec(f"bench.live.{part}")]
"""Each is a module with `measure(options)`, which tells what it found, and ends the program where
that is not what was asked for."""


def options(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.live", description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=[*PARTS, "all"], default="all")
    parser.add_argument("--postgres", default=os.environ.get(SERVER, USUAL), help=f"or ${SERVER}")
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL")
    parser.add_argument("--processes", type=int, default=2, help="servers")
    parser.add_argument("--changes", type=int, default=100, help="of modules, under load")
    parser.add_argument("--swaps", type=int, default=200, help="for the memory")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds between requests")
    parser.add_argument("--cases", type=int, default=100_000, help="for the previews")
    return parser.parse_args(given)


def main() -> None:
    given = options()
    for part in PARTS if given.part == "all" else [given.part]:
        import_module(f"bench.live.{part}").measure(given)


if __name__ == "__main__":
    main()
