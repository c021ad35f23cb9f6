"""How long a statement may take on a server."""

import pytest
from sqlalchemy import func, select

from lianxin.database.opening import Servers, open_database


@pytest.mark.parametrize("bench", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("patience", "told"), [(None, "8s"), (600, "10min")])
async def test_whoever_makes_much_data_may_wait_longer(
    address: str, patience: int | None, told: str
) -> None:
    servers = Servers(1, patience)
    try:
        database = open_database(address, servers)
        asked = select(func.current_setting("statement_timeout").label("told"))
        row = await database.first(asked)
        assert row is not None
        assert row.told == told
    finally:
        await servers.close()
