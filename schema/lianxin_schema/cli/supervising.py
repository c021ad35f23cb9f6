"""Several processes of one command, kept alive until told to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

from lianxin_schema.cli.words import tell

# One that falls at once would otherwise fall a hundred times a second.
_PATIENCE_SECONDS = 1.0


def supervise(words: Sequence[str], count: int, descriptor: int) -> None:
    """Run `lianxin WORDS` so many times over one listening socket; whoever falls is replaced."""
    running: dict[int, subprocess.Popen[bytes]] = {}
    stopping = False

    def stop(*_: Any) -> None:
        nonlocal stopping
        stopping = True
        for child in running.values():
            child.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while running or not stopping:
        while len(running) < count and not stopping:
            child = _start(words, descriptor)
            running[child.pid] = child
        _reap(running)
        if not stopping and len(running) < count:
            tell("一个服务进程退出，正在重启", "A server process ended; starting another")
            time.sleep(_PATIENCE_SECONDS)


def _start(words: Sequence[str], descriptor: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lianxin_schema.cli", *words]
    return subprocess.Popen(command, pass_fds=[descriptor], start_new_session=True)


def _reap(running: dict[int, subprocess.Popen[bytes]]) -> None:
    pid, status = os.wait()
    if child := running.pop(pid, None):
        child.returncode = os.waitstatus_to_exitcode(status)
