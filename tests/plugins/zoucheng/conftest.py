"""The people of an opinion centre and of a department; demonstrations made once."""

from pathlib import Path

import pytest

from factories.bench import SqliteBench
from factories.demos import TINY, fill_file
from factories.desk import Desk
from factories.people import make_appointment, make_person, make_unit
from factories.viewers import viewer_with
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin_zoucheng.demo.plan import SMALL


@pytest.fixture
async def desk(locality: Locality) -> Desk:
    unit = await make_unit(locality, "城市管理局", kind="department", code="CGJ")
    people = {}
    for role in ("clerk", "handler", "supervisor", "leader"):
        person = await make_person(locality, role, official=True)
        if role == "handler":
            await make_appointment(locality, unit, "handler", person=person)
        units = (unit.id,) if role == "handler" else ()
        people[role] = viewer_with(role, person_id=person.id, unit_ids=units, lineage=units)
    return Desk(locality, **people)


@pytest.fixture(scope="session")
def small_demo(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the small demonstration, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "small.db"
    SqliteBench(path)  # all tables, and the calendar
    fill_file(path, installed, SMALL)
    return path


@pytest.fixture(scope="session")
def tiny_demo(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a tenth of it, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "tiny.db"
    SqliteBench(path)
    fill_file(path, installed, TINY)
    return path
