"""A plugin whose data is being removed: nobody enables it meanwhile, or removes it beside."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlmodel import col

from lianxin.database import Asking, Instant, Row, Session
from lianxin.errors import Problem, conflict
from lianxin.language import Text
from lianxin.tables import Purge

GIVEN_UP_AFTER = timedelta(seconds=60)
"""Who has said nothing for so long was stopped: it may be begun anew."""

_RUNNING = (
    select(col(Purge.id))
    .where(
        col(Purge.plugin) == bindparam("of_plugin"),
        col(Purge.ended_at).is_(None),
        col(Purge.seen_at) > bindparam("seen_since", type_=Instant()),
    )
    .limit(1)
)
_BEING_PURGED = Text(
    "插件 {plugin} 的数据正在清除，请等待完成",
    "The data of the plugin {plugin} is being removed; wait until that is done",
)


def running(plugin: str, now: datetime) -> Asking[Row | None]:
    """Asks for a purge of the plugin that somebody works on."""

    async def ask(session: Session) -> Row | None:
        return await session.first(_RUNNING, of_plugin=plugin, seen_since=now - GIVEN_UP_AFTER)

    return ask


def being_purged(plugin: str) -> Problem:
    return conflict("PURGE_RUNNING", _BEING_PURGED.format(plugin=plugin))
