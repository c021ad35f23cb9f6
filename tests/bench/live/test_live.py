"""A few changes of modules beneath two server processes under load: nobody notices."""

import os

import pytest

from bench.live.place import serving
from bench.live.swaps import swapped
from factories.bench import SERVER

CHANGES = 6


@pytest.mark.long
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_request_fails_and_none_is_answered_by_what_was(kind: str) -> None:
    dsn = os.environ.get(SERVER)
    if kind == "postgresql" and not dsn:
        pytest.skip(f"no PostgreSQL: set {SERVER}=postgresql://user@host:5432/base")
    with serving(dsn if kind == "postgresql" else None, 2) as servers:
        found = swapped(servers, CHANGES, pause=0.1)
    assert found.wrong == []
    assert (len(found.changes), found.schemas) == (CHANGES, 3)
    assert set(found.answers) == {
        "modules",
        "cases",
        "a plugin's field",
        "write",
        "socket",
        "event stream",
    }
