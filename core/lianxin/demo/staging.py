"""Setting the stage in an empty locality, and what has to be done when the tale is told."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from sqlalchemy import select
from sqlmodel import col

from lianxin.accounts import hash_password
from lianxin.demo.chance import Chance
from lianxin.demo.settling import settle
from lianxin.demo.stage import Stage
from lianxin.errors import LianxinError
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.platform.demo import PASSWORD, ROLES
from lianxin.plugins.contributions import Progress
from lianxin.tables import Unit

_ANY_UNIT = select(col(Unit.id)).limit(1)


class NotForDemo(LianxinError):
    code = "NOT_FOR_DEMO"
    message = Text(
        "演示数据只能写入空的演示地方，请另建一个演示地方",
        "Made-up data are written to an empty demo locality only; add one for them",
    )


@asynccontextmanager
async def on_stage(locality: Locality, progress: Progress, seed: str = "1") -> AsyncIterator[Stage]:
    """A stage whose rows are all stored on leaving, with what follows from them.

    Raises NotForDemo.
    """
    if not locality.demo or await locality.database.first(_ANY_UNIT):
        raise NotForDemo
    stage = Stage(locality, Chance(f"{locality.key}/{seed}"), progress)
    yield stage
    await stage.rows.finish()
    await settle(stage)


async def open_accounts(stage: Stage, people: Mapping[str, int]) -> None:
    """The accounts with which one signs in, each called as its role, and whose they are: made
    before anybody acts, so that the audit can name them."""
    hashed = await hash_password(PASSWORD, "", None)
    for role in ROLES:
        stage.account(role, [role], people.get(role), hashed)
