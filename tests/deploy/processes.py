"""Processes that are started, waited for and stopped, and tell what they said when they fail."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import httpx

PATIENCE = 180  # seconds, on a machine that has other things to do


class Process:
    """A long-running command; what it says goes into a file."""

    def __init__(
        self, name: str, command: Sequence[str | Path], log: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self._log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def stop(self) -> bool:
        """Ends it as `docker stop` does; whether it tidied up and went, in time and in order."""
        assert self._process is not None, f"{self.name} was never started"
        self._process.terminate()
        try:
            # uvicorn raises the signal anew once it has tidied up.
            return self._process.wait(PATIENCE / 2) in (0, -signal.SIGTERM)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False

    def wait_until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert self.runs, f"{self.name} ended:\n{self.said()}"
            assert time.monotonic() < deadline, f"{self.name} does not answer:\n{self.said()}"
            time.sleep(0.1)

    def said(self) -> str:
        return self._log.read_text("utf-8", "replace")[-4000:]


def answers(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(url, timeout=5).status_code == 200
    return False


def run(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    """Runs a command to its end; fails with all that it said."""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{said}"
    return said


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
