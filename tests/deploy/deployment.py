"""The deployment of docker/ without Docker: the same steps, files and processes on loopback."""

import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from importlib.metadata import distribution
from importlib.util import cache_from_source
from pathlib import Path

from packaging.requirements import Requirement

from deploy import compose
from deploy.processes import Process, answers, free_ports, run
from lianxin_console.files import Built

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
    """The first stage of docker/Dockerfile: a wheel, and an environment with nothing to build.

    pip has installed the same pinned packages for these tests already: they are copied.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    venv = folder / "venv"
    python = ["--python", str(venv / "bin" / "python")]
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    copy_packages(pinned(ROOT / "requirements.lock"), packages_of(venv))
    # Where there is no Node, `make` has built no console either.
    console = {} if Built().files() else {"LIANXIN_WITHOUT_CONSOLE": "1"}
    build = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    run(*pip, *build, environment={**os.environ, **console})
    wheel, *_ = folder.glob("lianxin-*.whl")
    run(*pip, *python, "install", "--no-deps", wheel)
    run(*pip, *python, "check")


def pinned(lock: Path) -> dict[str, str]:
    """The versions of those packages of a lock that this machine is to have."""
    needs = [Requirement(line) for line in lock.read_text("utf-8").splitlines()]
    return {n.name: str(n.specifier) for n in needs if not n.marker or n.marker.evaluate()}


def packages_of(venv: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(venv), "platbase": str(venv)}))


def copy_packages(wanted: Mapping[str, str], to: Path) -> None:
    """With what was compiled of them, but without their commands."""
    for name, version in wanted.items():
        package = distribution(name)
        assert f"=={package.version}" == version, f"{name} is {package.version}, not {version}"
        for file in package.files or ():
            if ".." not in file.parts:
                copy(Path(str(file.locate())), to / file)


def copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, to)
    compiled = Path(cache_from_source(str(source)))
    if source.suffix == ".py" and compiled.exists():
        copy(compiled, Path(cache_from_source(str(to))))
