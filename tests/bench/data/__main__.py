"""`python -m bench.data --home FOLDER --database ADDRESS --cases 1000000 --units 901`."""

import argparse
import time
from pathlib import Path

from bench.data.making import make_data
from bench.data.scale import Scale
from lianxin.platform import Environment


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.data", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="for the platform and its keys")
    parser.add_argument("--database", required=True, help="postgresql://…#schema or sqlite:///…")
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--units", type=int, default=501)
    given = parser.parse_args()
    began = time.monotonic()
    environment = Environment.read(home=given.home, platform_database=None)
    scale = Scale.of_cases(given.cases, given.units)
    made = make_data(environment, given.database, scale, lambda said: print(said, flush=True))
    print(f"{sum(made.rows.values()):,} rows in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
