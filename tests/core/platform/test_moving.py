"""Moving a locality to another database, of the same kind or the other."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factories import make_account, make_case, make_household, make_person, make_unit
from factories.bench import Bench
from factories.platforms import Add, NewAddress
from lianxin.errors import DatabaseUnavailable
from lianxin.platform import LocalityMoving, Platform
from lianxin.platform.directory import MOVING
from lianxin.platform.moving import NotEmpty, move_locality
from lianxin.tables import Case, Unit

UNITS = select(Unit.code, Unit.parent_id).order_by(Unit.code)
CASES = select(func.count()).select_from(Case)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewAddress]:
    bench: Bench = request.getfixturevalue(f"{request.param}_bench")
    with ExitStack() as stack:
        yield lambda: stack.enter_context(bench.blank(tmp_path / "target"))


async def test_everything_moves(platform: Platform, add: Add, target: NewAddress) -> None:
    await add("somewhere")
    old = (await platform.locality("somewhere")).database
    town = await make_unit(old, kind="town")
    village = await make_unit(old, parent=town)
    person = await make_person(old)
    await make_household(old, village, head=person)
    await make_account(old, person=person)
    await make_case(old, unit=village, reporter=person)
    before = await old.all(UNITS)
    await move_locality(platform, "somewhere", address := target(), settle_seconds=0)
    await platform.refresh("somewhere")
    moved = await platform.locality("somewhere")
    assert moved.database.url == address != old.url
    assert await moved.database.all(UNITS) == before
    assert (await moved.database.first(CASES))[0] == 1
    assert moved.calendar.days


async def test_a_locality_that_cannot_move_stays_open(
    platform: Platform, add: Add, new_address: NewAddress
) -> None:
    entry = await add("somewhere")
    other = await add("other")
    await make_unit(platform.database_at(other.database))
    await platform.directory.forget("other")
    with pytest.raises(NotEmpty):
        await move_locality(platform, "somewhere", other.database, settle_seconds=0)
    nowhere = "postgresql://127.0.0.1:1/none#none"
    with pytest.raises(DatabaseUnavailable, match="none#none cannot be reached"):
        await move_locality(platform, "somewhere", nowhere, settle_seconds=0)
    assert (await platform.locality("somewhere")).database.url == entry.database


async def test_who_asks_meanwhile_is_told_to_come_again(platform: Platform, add: Add) -> None:
    await add("somewhere")
    await platform.directory.change_state("somewhere", MOVING)
    with pytest.raises(LocalityMoving, match="try again"):
        await platform.locality("somewhere")
