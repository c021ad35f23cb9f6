"""The locks pin all that pyproject.toml asks for, and tell nothing of where it was fetched."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"[a-z0-9][a-z0-9.-]*==[0-9][\w.+!]*( ; [\w .<>='!()]+)?")
LOCKS = ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        name, _, version = line.partition(" ;")[0].partition("==")
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def wanted(lock: str) -> list[Requirement]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups, project = settings["dependency-groups"], settings["project"]
    needs = {
        "requirements.lock": project["dependencies"],
        "requirements-build.lock": groups["build"] + settings["build-system"]["requires"],
        "requirements-dev.lock": project["dependencies"] + groups["dev"] + groups["build"],
    }[lock]
    return [Requirement(need) for need in needs if isinstance(need, str)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_only_pins(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_pyproject(lock: str) -> None:
    pinned = pins(lock)
    stale = [
        str(need)
        for need in wanted(lock)
        if not any(
            need.specifier.contains(version)
            for version in pinned.get(canonicalize_name(need.name), ())
        )
    ]
    assert stale == [], "run `make lock`"


def test_development_runs_on_the_versions_of_production() -> None:
    development = pins("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-build.lock"):
        assert {name: development.get(name) for name in pins(lock)} == pins(lock)
