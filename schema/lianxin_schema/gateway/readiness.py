"""Whether this process can serve: the platform's database and each locality's."""

from typing import Any

from sqlalchemy import Select, literal_column, select

from lianxin.errors import LianxinError
from lianxin.platform.platform import Platform
from lianxin_schema.http.gateway import Readiness

_ONE: Select[Any] = select(literal_column("1"))


async def readiness(platform: Platform) -> Readiness:
    """Ready if every active locality opens; the details say of each that does not why,
    and of each that goes on with its former modules.
    """
    details: dict[str, str] = {}
    try:
        await platform.database.all(_ONE)
        entries = await platform.directory.all()
    except LianxinError as error:
        return Readiness(False, {"platform": error.code})
    for entry in entries:
        if entry.state != "active":
            continue
        try:
            locality = await platform.locality(entry.key)
            await locality.database.all(_ONE)
        except LianxinError as error:
            details[entry.key] = error.code
    behind = {key: _code(error) for key, error in platform.troubles().items()}
    return Readiness(not details, behind | details)


def _code(error: Exception) -> str:
    return error.code if isinstance(error, LianxinError) else "INTERNAL_ERROR"
