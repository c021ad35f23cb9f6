"""The example's letters and signals are enabled in every test of commands."""

import pytest

from factories.workflows import LETTERS, SIGNALS, example
from lianxin.plugins.manager import Installed, load_plugins


@pytest.fixture(scope="session")
def installed() -> Installed:
    return load_plugins(extra=[example()])


@pytest.fixture
def modules(modules: tuple[str, ...]) -> tuple[str, ...]:
    return (*modules, LETTERS, SIGNALS)
