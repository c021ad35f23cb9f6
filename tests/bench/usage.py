"""CPU time and memory, from /proc: of a server, of its database connections, of everybody else."""

import os
from collections.abc import Iterable
from pathlib import Path

import psycopg

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = %s"
)


def cpu_of(pids: Iterable[int]) -> float:
    return sum(_seconds(pid) for pid in pids)


def memory_of(pid: int) -> int:
    """Bytes resident."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE


def machine_cpu() -> float:
    """All seconds in which some process ran; neither idle nor stolen."""
    user, nice, system, _idle, _wait, irq, soft = map(int, _first_line("/proc/stat")[1:8])
    return (user + nice + system + irq + soft) / _TICK


class Backends:
    """The database processes behind a server's connections; none on SQLite."""

    def __init__(self, dsn: str | None) -> None:
        self._connection = psycopg.connect(dsn, autocommit=True) if dsn else None

    def of(self, application: str) -> list[int]:
        if self._connection is None:
            return []
        return [pid for (pid,) in self._connection.execute(_BACKENDS, (application,))]

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def may_be_pinned(pids: Iterable[int], cpu: int) -> bool:
    """Put processes on one CPU; whether we were allowed to."""
    try:
        for pid in pids:
            os.sched_setaffinity(pid, {cpu})
    except (PermissionError, ProcessLookupError):
        return False
    return True


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _first_line(path: str) -> list[str]:
    return Path(path).read_text().partition("\n")[0].split()
