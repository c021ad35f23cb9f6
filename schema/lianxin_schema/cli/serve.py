"""`lianxin serve`: the server."""

import os
import socket
from contextlib import suppress
from typing import Annotated

import typer
import uvicorn

from lianxin.platform import Platform
from lianxin_schema.cli.running import existing, told
from lianxin_schema.cli.supervising import supervise
from lianxin_schema.cli.words import refuse, tell
from lianxin_schema.http import HttpSettings
from lianxin_schema.http.log import configure_logging
from lianxin_schema.http.server import server_config
from lianxin_schema.limits import Limits

FACTORY = "lianxin_schema.app:create"
WITHOUT_SWEEP = "lianxin_schema.app:create_without_sweep"
Host = Annotated[str, typer.Option(help="监听地址 · Address to listen on")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="端口 · Port")]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    processes: Annotated[int, typer.Option(min=1, max=64, help="进程数 · How many")] = 1,
    sweep: Annotated[
        bool,
        typer.Option(
            "--sweep/--no-sweep",
            help="自动事务由 lianxin worker 处理时用 --no-sweep · Leave to `lianxin worker` what "
            "happens by itself",
        ),
    ] = True,
    fd: Annotated[int | None, typer.Option(hidden=True)] = None,
) -> None:
    """启动服务 · Serve the API."""
    if fd is not None:
        run_server(socket.socket(fileno=fd), sweep=sweep)
        return
    # What cannot work at all is told here, once, and not by each process in a trace.
    told(_check_environment)
    with listen(host, port) as listening:
        address = f"http://{host}:{listening.getsockname()[1]}"
        tell(f"服务地址 {address}", f"Serving on {address}")
        if processes == 1:
            run_server(listening, sweep=sweep)
        else:
            words = ["serve", "--fd", str(listening.fileno()), *([] if sweep else ["--no-sweep"])]
            supervise(words, processes, listening.fileno())


def _check_environment() -> None:
    HttpSettings.read()
    Limits.read()
    Platform(existing())


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, or the command ends and says why."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        refuse(
            "CANNOT_LISTEN",
            f"无法监听 {host}:{port}（{why}），请用 --port 另选端口",
            f"Cannot listen on {host}:{port} ({why}); choose another with --port",
        )


def run_server(listening: socket.socket, *, sweep: bool = True) -> None:
    configure_logging()
    host, port = listening.getsockname()[:2]
    made_by = FACTORY if sweep else WITHOUT_SWEEP
    config = server_config(made_by, told(HttpSettings.read), host=host, port=port, factory=True)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
