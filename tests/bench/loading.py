"""One load of one server with one question, measured from outside: by wrk, and by /proc."""

import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.questions import Question, Variables
from bench.running import HERE, Server
from bench.usage import Backends, cpu_of, machine_cpu, may_be_pinned, memory_of

SETTLED = 0.03


@dataclass(frozen=True)
class Load:
    """What one load showed. Times in milliseconds, CPU per request; `others` is how much of one
    core everybody else used meanwhile."""

    server: str
    question: str
    round: int
    requests: int
    rps: float
    p50: float
    p99: float
    failed: int
    server_ms: float
    database_ms: float
    rss_mb: float
    others: float

    def line(self) -> str:
        return (
            f"{self.question:10} {self.server:17} {self.rps:7.0f}/s  p50 {self.p50:6.1f}  "
            f"p99 {self.p99:6.1f}  CPU {self.server_ms:6.3f} + {self.database_ms:6.3f} ms  "
            f"{self.rss_mb:4.0f} MB  others {self.others:4.2f}"
            + (f"  FAILED {self.failed}" if self.failed else "")
        )


@dataclass(frozen=True)
class How:
    """`server_cpu`: the CPU that the server has to itself; the load and the database take the
    other. None: wherever the system puts them."""

    connections: int
    seconds: int
    warm: int
    server_cpu: int | None
    folder: Path

    @property
    def other_cpu(self) -> int | None:
        return None if self.server_cpu is None else 1 - self.server_cpu


def wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit("wrk makes the load; on Debian: apt-get install wrk")
    return found


def load(
    server: Server, question: Question, sets: list[Variables], how: How, backends: Backends, n: int
) -> Load:
    bodies = how.folder / f"{server.spec.dialect}-{question.key}.bodies"
    bodies.write_bytes(b"\n".join(server.body(question, variables) for variables in sets))
    _wrk(server, question, bodies, how, how.warm)
    pids = backends.of(server.spec.backends)
    if how.other_cpu is not None:
        may_be_pinned(pids, how.other_cpu)
    _settle(server.process.pid)
    before = (cpu_of([server.process.pid]), cpu_of(pids), machine_cpu())
    found, load_cpu = _wrk(server, question, bodies, how, how.seconds)
    after = (cpu_of([server.process.pid]), cpu_of(pids), machine_cpu())
    used, database, machine = (b - a for a, b in zip(before, after, strict=True))
    seconds, requests = found["us"] / 1e6, found["requests"] or 1
    return Load(
        server=server.spec.name,
        question=question.key,
        round=n,
        requests=requests,
        rps=round(requests / seconds, 1),
        p50=found["p50"],
        p99=found["p99"],
        failed=found["bad"] + found["sock"],
        server_ms=round(1000 * used / requests, 4),
        database_ms=round(1000 * database / requests, 4),
        rss_mb=round(memory_of(server.process.pid) / 2**20, 1),
        others=round(max(0.0, machine - used - database - load_cpu) / seconds, 2),
    )


def kept(load: Load) -> str:
    return json.dumps(asdict(load))


def _wrk(
    server: Server, question: Question, bodies: Path, how: How, seconds: int
) -> tuple[dict[str, float], float]:
    """What wrk tells, and the CPU seconds that it took itself."""
    pinned = [] if how.other_cpu is None else ["taskset", "-c", str(how.other_cpu)]
    asked = [f"-c{how.connections}", "-t1", f"-d{seconds}s", "--timeout", "20s"]
    script = ["-s", str(HERE / "load.lua"), server.url(question)]
    before = os.times()
    done = subprocess.run(
        [*pinned, wrk(), *asked, *script],
        env={**os.environ, "BODIES": str(bodies), **_token(server)},
        capture_output=True,
        text=True,
        check=False,
    )
    after = os.times()
    found = re.search(r"^JSON (.*)$", done.stdout, re.MULTILINE)
    if found is None:
        raise SystemExit(f"wrk failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    used = after.children_user + after.children_system
    return json.loads(found[1]), used - before.children_user - before.children_system


def _token(server: Server) -> dict[str, str]:
    return {"AUTHORIZATION": server.headers.get("authorization", "")}


def _settle(pid: int) -> None:
    """Until what the warm-up left unanswered is worked off: slow servers go on computing."""
    for _ in range(60):
        before = cpu_of([pid])
        time.sleep(0.2)
        if cpu_of([pid]) - before < SETTLED:
            return
