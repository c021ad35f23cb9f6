"""What could name the writer of an anonymous case stands nowhere: not in the file, not in the log."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from factories import make_person
from lianxin.clock import FixedClock
from lianxin.commands import SubmitCase, run_raw
from lianxin.context import Context
from lianxin.events.sealer import seal
from lianxin.localities import Locality
from lianxin.sweep import sweep

CANARIES = (
    "canary-user",
    "canary-request",
    "canary-key",
    "canary-post",
    "金丝雀",
    "13905370000",
    "9:17:43",
    "1:17:43",
)


async def test_nothing_names_the_writer(
    locality: Locality,
    context: Callable[..., Context],
    clock: FixedClock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    writer = await make_person(locality, "某人")
    clock.move(clock.now().replace(minute=17, second=43))
    asked = replace(
        context("resident", username="canary-user", person_id=writer.id),
        request_id="canary-request",
        idempotency_key="canary-key",
    )
    data = {
        "title": "举报",
        "channel": "web",
        "anonymous": True,
        "reporter": {"name": "金丝雀", "phone": "13905370000", "address": "金丝雀路1号"},
        "externalId": "canary-post",
    }
    assert (await run_raw(SubmitCase, data, asked)).done
    await sweep(locality, asked.now)
    await seal(locality.database)
    stored = await _stored(locality)
    assert not any(str(writer.id) in text for text in stored)
    for canary in (*CANARIES, str(asked.viewer.account_id)):
        assert not any(canary in text for text in (*stored, caplog.text, *_files(tmp_path))), canary


def _files(folder: Path) -> list[str]:
    return [p.read_bytes().decode(errors="replace") for p in folder.rglob("*") if p.is_file()]


# Where the writer stands anyway, as everybody does, and by whose name they are found.
_REGISTER = ("core_person", "core_search_text")


async def _stored(locality: Locality) -> list[str]:
    """Every row of every table as text, but for the register."""
    tables = [t for t in SQLModel.metadata.sorted_tables if not t.name.startswith("platform_")]
    rows: list[Any] = []
    for table in tables:
        if table.name not in _REGISTER:
            rows += await locality.database.all(select(table))
    return [repr(row) for row in rows]
