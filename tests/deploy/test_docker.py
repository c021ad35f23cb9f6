"""What can be said of docker/ without an engine: that its files agree with each other."""

import re
from pathlib import Path

from deploy import compose

ROOT = Path(__file__).parents[2]
DOCKERFILE = (compose.DOCKER / "Dockerfile").read_text()
FINAL_STAGE = DOCKERFILE.rpartition("\nFROM ")[2]


def test_the_image_is_run_by_an_ordinary_user_who_can_be_asked_for_his_health() -> None:
    assert re.search(r"^USER (?!root)\w+$", FINAL_STAGE, re.MULTILINE)
    assert "HEALTHCHECK" in FINAL_STAGE
    assert "/health/ready" in FINAL_STAGE


def test_the_image_brings_nothing_to_build_with() -> None:
    assert "apt-get" not in DOCKERFILE
    assert "pip uninstall --yes" in FINAL_STAGE
    assert "COPY --from=build /opt/lianxin" in FINAL_STAGE


def test_what_is_copied_is_there_and_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert copied
    for source in copied:
        assert (ROOT / source).exists()
        assert f"!{source}" in ignored


def test_every_secret_that_compose_asks_for_is_explained() -> None:
    asked = re.findall(r"\$\{(\w+)", (compose.DOCKER / "compose.yaml").read_text())
    explained = re.findall(r"^(\w+)=", (compose.DOCKER / "example.env").read_text(), re.MULTILINE)
    assert set(asked) == set(explained)


def test_nginx_knows_the_servers_of_compose() -> None:
    upstream = re.findall(r"server (\S+):8000", (compose.DOCKER / "nginx.conf").read_text())
    assert upstream == ["server-a", "server-b"]
    assert {name for name in upstream if compose.command(name, 8000)[0] == "serve"} == {*upstream}
