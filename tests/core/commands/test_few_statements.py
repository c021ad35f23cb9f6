"""On PostgreSQL a command sends three statements between BEGIN and COMMIT: load, check, write."""

from collections.abc import Callable
from typing import Any

import pytest

from factories import make_unit
from factories.letters import act, make_letter
from lianxin.commands import SubmitCase, run
from lianxin.context import Context
from lianxin.database.postgresql import PostgresqlTransaction
from lianxin.localities import Locality


@pytest.fixture
def sent(locality: Locality, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What transactions on PostgreSQL send; SQLite has no round trips to be spared."""
    names: list[str] = []
    for name in ("_fetch", "_execute", "write"):
        monkeypatch.setattr(PostgresqlTransaction, name, _noted(name, names))
    return names


def _noted(name: str, names: list[str]) -> Any:
    original = getattr(PostgresqlTransaction, name)

    async def noted(self: Any, *given: Any) -> Any:
        names.append(name)
        return await original(self, *given)

    return noted


def _few(locality: Locality) -> list[str]:
    return ["_fetch", "_fetch", "write"] if locality.database.backend == "postgresql" else []


async def test_acting_on_a_case(
    locality: Locality, context: Callable[..., Context], sent: list[str]
) -> None:
    case, unit = await make_letter(locality, "sorted", way="handle"), await make_unit(locality)
    sent.clear()
    assert (await act(case, "assign", context(), unit=unit.code)).done
    assert sent == _few(locality)


async def test_an_action_that_was_done_before_is_loaded_and_checked_at_once(
    locality: Locality, context: Callable[..., Context], sent: list[str]
) -> None:
    case = await make_letter(locality, "sorted", way="handle")
    assert (await act(case, "note", context(), "先记一笔")).done
    sent.clear()
    assert (await act(case, "note", context(), "再记一笔")).done
    assert sent == _few(locality)[1:]


async def test_taking_in_a_case(
    locality: Locality, context: Callable[..., Context], sent: list[str]
) -> None:
    assert (await run(SubmitCase(title="路灯不亮", channel="letter"), context())).done
    assert sent == _few(locality)
