"""A tree of regulations and what was done to it, stored as it stands."""

from datetime import date
from typing import Any

from factories.numbers import number
from factories.people import SINCE
from factories.storing import Store, writing
from lianxin.tables import Regulation, RegulationVersion, Unit


async def make_regulation(
    store: Store,
    title: str = "实施细则",
    *,
    tier: str = "detail",
    unit: Unit | None = None,
    parent: Regulation | None = None,
    versions: tuple[tuple[str, date], ...] = (("established", date(2026, 1, 1)),),
    **columns: Any,
) -> Regulation:
    """`versions` are operations with their days."""
    days = dict(versions)
    span = {
        "in_force_since": days.get("established", SINCE),
        "abolished_on": days.get("abolished"),
    }
    regulation = Regulation(
        **({"code": f"R{number():04d}"} | span | columns),
        title=title,
        tier=tier,
        unit_id=unit.id if unit else None,
        parent_id=parent.id if parent else None,
    )
    async with writing(store) as tx:
        await tx.add(regulation)
        await tx.add(
            *(
                RegulationVersion(
                    regulation_id=regulation.id,
                    number=n,
                    operation=operation,
                    in_force_since=since,
                    body=f"{title}第{n}版",
                )
                for n, (operation, since) in enumerate(versions, 1)
            )
        )
    return regulation
