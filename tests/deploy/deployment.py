"""The deployment of docker/ without Docker: the same steps, files and processes on loopback."""

import os
import shutil
import sys
from pathlib import Path

from deploy import compose
from deploy.processes import Process, answers, free_ports, run

ROOT = Path(__file__).parents[2]
# Debian keeps nginx where only root's PATH looks.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
SECRETS = {"LIANXIN_MASTER_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}


class Deployment:
    """Two servers and a worker on PostgreSQL, behind nginx."""

    def __init__(self, folder: Path, database: str) -> None:
        self.port, *self.server_ports = free_ports(3)
        self._folder = folder
        self._database = database
        self.server_a = self._lianxin("server-a", self.server_ports[0])
        self.server_b = self._lianxin("server-b", self.server_ports[1])
        self.worker = self._lianxin("worker")
        self.nginx = self._nginx()

    def up(self) -> None:
        """The order of docker/compose.yaml."""
        self.admin(*compose.command("migrate"))
        self.admin("locality", "add", "zoucheng")
        for process in (self.server_a, self.server_b, self.worker):
            process.start()
        self.wait_for(self.server_a, self.server_ports[0])
        self.wait_for(self.server_b, self.server_ports[1])
        self.nginx.start()
        self.wait_for(self.nginx, self.port)

    def down(self) -> dict[str, bool]:
        """Stops what runs; by name, whether it ended in order."""
        processes = (self.nginx, self.server_a, self.server_b, self.worker)
        return {each.name: each.stop() for each in processes if each.runs}

    def admin(self, *words: str) -> str:
        """What an administrator types after `docker compose run --rm migrate`."""
        command = [self._folder / "venv" / "bin" / "lianxin", *words]
        return run(*command, environment=self._environment("migrate"))

    @staticmethod
    def wait_for(process: Process, port: int) -> None:
        process.wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/ready"))

    def _lianxin(self, service: str, port: int = 0) -> Process:
        command = [self._folder / "venv" / "bin" / "lianxin", *compose.command(service, port)]
        log = self._folder / f"{service}.log"
        return Process(service, command, log, self._environment(service))

    def _environment(self, service: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if "LIANXIN" not in name}
        return clean | compose.environment(service, self._database, SECRETS)

    def _nginx(self) -> Process:
        servers = (self.server_ports[0], self.server_ports[1])
        conf = self._folder / "nginx.conf"
        conf.write_text(compose.nginx_conf(self._folder, self.port, servers), "utf-8")
        # The folder is this user's alone, so nginx's own processes must be this user's too.
        options = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
        command = [str(NGINX), "-p", self._folder, "-c", conf, "-e", "stderr", "-g", options]
        return Process("nginx", command, self._folder / "nginx.log", os.environ)


def install(folder: Path) -> None:
    """The first stage of docker/Dockerfile: a wheel, and an environment with nothing to build."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    venv = folder / "venv"
    into = [*pip, "--python", str(venv / "bin" / "python"), "install", "--no-deps", "--no-compile"]
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    run(*into, "--requirement", ROOT / "requirements.lock")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    run(*into, *folder.glob("lianxin-*.whl"))
