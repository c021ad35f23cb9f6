"""The demonstration as a process of its own: the one place that knows how it is started."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

SECONDS: Final = 180
ENDING_SECONDS: Final = 60
LOCALITY: Final = "zoucheng"


def start_command(folder: Path, port: int) -> list[str]:
    program = Path(sys.executable).with_name("lianxin")
    return [str(program), "demo", "--folder", str(folder), "--port", str(port)]


@contextmanager
def running_demo(folder: Path, **variables: str) -> Iterator[str]:
    """The address, http://host:port, of a demo that is ready, with these variables besides."""
    port = _free_port()
    command = start_command(folder, port)
    if shutil.which(command[0]) is None:
        pytest.skip("the command lianxin is not installed")
    log = folder / "demo.log"
    environment = {**os.environ, "PYTHONFAULTHANDLER": "1", **variables}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process,
    ):
        try:
            _await_ready(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(process, log)


def _end(process: subprocess.Popen[bytes], log: Path) -> None:
    process.terminate()
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)  # it writes into its log where it stands
        process.wait(ENDING_SECONDS)
        pytest.fail(f"the demo did not stop in {ENDING_SECONDS} s: {log.read_text()}")


def _await_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, f"the demo ended: {log.read_text()}"
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the demo was not ready in {SECONDS} s: {log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
