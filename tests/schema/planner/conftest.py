"""Watching what the planner asks the database."""

from typing import Any

import pytest

from lianxin.localities import Locality


@pytest.fixture
def statements(locality: Locality, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of each statement that is run to answer an operation, as it is run."""
    seen: list[str] = []
    fetch_bytes = locality.database.fetch_bytes

    async def watched(prepared: Any, arguments: list[Any]) -> bytes | None:
        seen.append(prepared.text)
        return await fetch_bytes(prepared, arguments)

    monkeypatch.setattr(locality.database, "fetch_bytes", watched)
    return seen
