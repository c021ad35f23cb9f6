"""What docker/ says, with loopback addresses in place of the containers' names."""

import re
from pathlib import Path
from typing import Any

import yaml

DOCKER = Path(__file__).parents[2] / "docker"


def service(name: str) -> dict[str, Any]:
    services: dict[str, dict[str, Any]] = yaml.safe_load((DOCKER / "compose.yaml").read_text())[
        "services"
    ]
    return services[name]


def command(name: str, port: int = 0) -> list[str]:
    """The arguments of `lianxin` with which a service runs, on this port of loopback."""
    places = {"0.0.0.0": "127.0.0.1", "8000": str(port)}
    return [places.get(word, word) for word in service(name)["command"]]


def environment(name: str, database: str, secrets: dict[str, str]) -> dict[str, str]:
    """The variables of a service; `database` is the address of a PostgreSQL database."""
    container = re.compile(r"postgresql://lianxin:\$\{\w+:\?[^}]*\}@database/lianxin")
    found = {}
    for variable, value in service(name)["environment"].items():
        text = container.sub(database, value)
        found[variable] = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda m: secrets[m[1]], text)
    return found


def nginx_conf(folder: Path, port: int, servers: tuple[int, int]) -> str:
    """docker/nginx.conf as it stands, but for its addresses and where it keeps its files."""
    text = (DOCKER / "nginx.conf").read_text("utf-8")
    places = {
        "server-a:8000": f"127.0.0.1:{servers[0]}",
        "server-b:8000": f"127.0.0.1:{servers[1]}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "/tmp/nginx": f"{folder}/nginx",
    }
    for container, here in places.items():
        assert container in text
        text = text.replace(container, here)
    return text
