"""A stage in a demo locality, where the example's letters run."""

import pytest

from factories.workflows import LETTERS, example
from lianxin.demo import Chance, Stage
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed, load_plugins


@pytest.fixture(scope="session")
def installed() -> Installed:
    return load_plugins(extra=[example()])


@pytest.fixture
def modules(modules: tuple[str, ...]) -> tuple[str, ...]:
    return (*modules, LETTERS)


@pytest.fixture
def stage(locality: Locality) -> Stage:
    locality.demo = True
    return Stage(locality, Chance("tests"), lambda *_: None)
