"""The command as people type it, in a deployment of its own."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from lianxin.platform import Entry, Environment, Platform, add_locality, set_up
from lianxin_schema.cli import app

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LIANXIN_PLATFORM_DATABASE", "LIANXIN_LOCALITY_DATABASE", "LIANXIN_MASTER_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LIANXIN_LANGUAGE", "en")
    return tmp_path / "home"


@pytest.fixture
def lianxin(home: Path) -> Run:
    """`lianxin("locality", "list")`; what it says is in `.output`."""
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture
def done(lianxin: Run) -> Callable[..., str]:
    """The same, where it has to succeed: what it said."""

    def run(*words: object) -> str:
        result = lianxin(*words)
        assert result.exit_code == 0, result.output
        return result.output

    return run


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a deployment: as it can be moved, it can be copied."""
    folder = tmp_path_factory.mktemp("deployment") / "home"
    environment = Environment.read(home=folder, master_key="")

    async def set_up_() -> None:
        async with Platform(environment) as platform:
            await set_up(platform)
            address = environment.locality_address("somewhere")
            await add_locality(platform, Entry("somewhere", "某县", address))

    asyncio.run(set_up_())
    return folder


@pytest.fixture
def deployed(deployment: Path, home: Path) -> str:
    """The key of a locality in a deployment that is set up."""
    shutil.copytree(deployment, home)
    return "somewhere"
