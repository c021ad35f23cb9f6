"""The servers: how each is started, that it answers, and that it ends."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import orjson

from bench.data import PASSWORD
from bench.questions import Question, Variables, text_of
from bench.questions.asking import asked_by

HERE = Path(__file__).parent
CONNECTIONS = 10
START_SECONDS = 120


@dataclass(frozen=True)
class Spec:
    """A server as it is started: `dialect` says what it is asked in, `{port}` and `{question}`
    stand in command and path; `backends` is what its connections call themselves."""

    name: str
    command: tuple[str, ...]
    dialect: str
    backends: str
    path: str = "/graphql"
    environment: Mapping[str, str] = field(default_factory=dict)
    account: str | None = None


@dataclass
class Server:
    spec: Spec
    port: int
    process: subprocess.Popen[bytes]
    started_in: float = 0.0
    """Seconds from its start to its first answer."""
    headers: dict[str, str] = field(default_factory=dict)
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, verify=False))

    def url(self, question: Question) -> str:
        path = self.spec.path.format(question=question.key)
        return f"http://127.0.0.1:{self.port}{path}"

    def body(self, question: Question, variables: Variables) -> bytes:
        asked = asked_by(question, self.spec.dialect, variables)
        return orjson.dumps({"query": text_of(question, self.spec.dialect), "variables": asked})

    def ask(self, question: Question, variables: Variables) -> Any:
        """What it answers, decoded."""
        answer = self.client.post(
            self.url(question),
            content=self.body(question, variables),
            headers={"content-type": "application/json", **self.headers},
        )
        return orjson.loads(answer.content)

    def sign_in(self) -> None:
        """A token lasts half an hour: a fresh one before each round."""
        if self.spec.account is None:
            return
        given = {"locality": "bench", "username": self.spec.account, "password": PASSWORD}
        answer = self.client.post(f"http://127.0.0.1:{self.port}/auth/token", json=given)
        self.headers = {"authorization": f"Bearer {answer.json()['accessToken']}"}


@contextmanager
def running(
    specs: Sequence[Spec], first: tuple[Question, Variables], logs: Path, cpu: int | None
) -> Iterator[dict[str, Server]]:
    """All of them, one after the other up to their first answer; ended at the end."""
    servers: dict[str, Server] = {}
    try:
        for n, spec in enumerate(specs):
            servers[spec.name] = _started(spec, 8310 + n, first, logs, cpu)
        yield servers
    finally:
        for server in servers.values():
            server.process.terminate()
        for server in servers.values():
            _ended(server)


def _started(
    spec: Spec, port: int, first: tuple[Question, Variables], logs: Path, cpu: int | None
) -> Server:
    command = [part.format(port=port) for part in spec.command]
    pinned = ["taskset", "-c", str(cpu), *command] if cpu is not None else command
    began = time.monotonic()
    with (logs / f"{spec.name}.log").open("wb") as log:
        process = subprocess.Popen(
            pinned,
            cwd=HERE,
            env={**os.environ, **spec.environment, "PORT": str(port), "POOL": str(CONNECTIONS)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    server = Server(spec, port, process)
    try:
        while not _answers(server, *first):
            if process.poll() is not None or time.monotonic() - began > START_SECONDS:
                raise SystemExit(f"{spec.name} did not start: see {logs / spec.name}.log")
            time.sleep(0.02)
    except BaseException:
        _ended(server)
        raise
    server.started_in = time.monotonic() - began
    return server


def _answers(server: Server, question: Question, variables: Variables) -> bool:
    try:
        if not server.headers:
            server.sign_in()
        found = server.ask(question, variables)
    except (httpx.HTTPError, orjson.JSONDecodeError, KeyError):
        return False
    return bool(found.get("data"))


def _ended(server: Server) -> None:
    server.client.close()
    if server.process.poll() is None:
        server.process.terminate()
    try:
        server.process.wait(10)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


PYTHON = sys.executable
