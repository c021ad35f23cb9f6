"""What is anonymous stores nothing that could name its writer: the whole database is searched."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from factories.asking import data
from factories.people import make_person
from factories.viewers import viewer_with
from lianxin.clock import FixedClock
from lianxin.database import Database
from lianxin.events.sealer import seal
from lianxin.localities import Locality
from lianxin.privacy import mask_phone
from lianxin.tables import Case

EXACTLY = datetime(2026, 9, 24, 2, 34, 56, tzinfo=UTC)
NAME, PHONE, USER = "欧阳测试者", "13987654321", "canary-account"
SUBMIT = """mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
    case { code submittedAt reporter { name } } receipt errors { code message } } }"""


# The writer is known to the locality besides: in these tables a person's own row stands.
PEOPLE = {"core_person", "core_search_text"}


async def everything(database: Database) -> str:
    """All rows of all tables of the core, as text."""
    found = []
    async with database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name.startswith("core_") and table.name not in PEOPLE:
                found += [(table.name, *row) for row in await session.all(select(table))]
    return repr(found)


@pytest.fixture
async def submitted(locality: Locality, clock: FixedClock) -> dict:
    clock.move(EXACTLY)
    writer = await make_person(locality, NAME)
    viewer = viewer_with("resident", person_id=writer.id, username=USER)
    given = {
        "title": "反映作风问题",
        "channel": "web",
        "anonymous": True,
        "reporter": {"name": NAME, "phone": PHONE},
    }
    answer = await data(locality, SUBMIT, viewer=viewer, input=given)
    await seal(locality.database)
    assert answer["submitCase"]["errors"] == []
    return {**answer["submitCase"], "writer": writer.id, "account": viewer.account_id}


async def test_nothing_stored_names_the_writer(locality: Locality, submitted: dict) -> None:
    stored = await everything(locality.database)
    for trace in (NAME, PHONE, mask_phone(PHONE), USER):
        assert trace not in stored
    assert str(submitted["writer"]) not in stored
    assert str(submitted["account"]) not in stored
    assert submitted["receipt"] not in stored


async def test_its_time_is_told_to_the_day_only(locality: Locality, submitted: dict) -> None:
    # In Shanghai the day began at 16:00 of the day before, by Greenwich.
    assert submitted["case"]["submittedAt"] == "2026-09-23T16:00:00+00:00"
    stored = await everything(locality.database)
    assert repr(EXACTLY) not in stored


async def test_its_receipt_finds_it(locality: Locality, submitted: dict) -> None:
    query = "query ($r: String!) { caseByReceipt(receipt: $r) { code reporter { name } } }"
    found = await data(locality, query, role="public", r=submitted["receipt"])
    assert found["caseByReceipt"] == {"code": submitted["case"]["code"], "reporter": None}


async def test_its_file_holds_no_trace(locality: Locality, submitted: dict) -> None:
    path = getattr(locality.database, "path", None)
    if path is None:
        return  # PostgreSQL's rows are searched above
    files = [path, path.with_name(path.name + "-wal")]
    stored = b"".join(file.read_bytes() for file in files if file.exists())
    assert PHONE.encode() not in stored
    assert USER.encode() not in stored
    assert Case.__tablename__.encode() in stored
