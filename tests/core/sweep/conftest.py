"""The example's letters, whose answer is due within days, are enabled in every test here."""

import pytest

from factories.workflows import LETTERS, example
from lianxin.plugins.manager import Installed, load_plugins


@pytest.fixture(scope="session")
def installed() -> Installed:
    return load_plugins(extra=[example()])


@pytest.fixture
def modules(modules: tuple[str, ...]) -> tuple[str, ...]:
    return (*modules, LETTERS)
