"""Running run.mjs, where Node and its packages are installed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 180


def require_node() -> str:
    """The path of node; skips the test, with the reason, where it or its packages are lacking."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    if not (HERE / "node_modules" / "graphql-http").is_dir():
        pytest.skip("the Node packages are not installed: npm ci --prefix tests/clients")
    return node


def run_clients(url: str, *checks: str) -> str:
    """What run.mjs says of these checks (all by default) of the locality at `url`."""
    environment = {**os.environ, "LIANXIN_URL": url, "NO_COLOR": "1"}
    done = subprocess.run(
        [require_node(), str(HERE / "run.mjs"), *checks],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
