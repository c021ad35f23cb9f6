"""Who acts in the demonstration: the seven accounts, and those of the offices."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lianxin.demo import Stage, open_accounts
from lianxin_chengdu.demo.city import City


@dataclass(frozen=True)
class Parts:
    """The persons behind the seven accounts."""

    resident: int
    clerk: int
    handler: int
    supervisor: int
    leader: int
    admin: int
    auditor: int


async def give_accounts(stage: Stage, city: City) -> Parts:
    """Whoever is to act on a case has an account; with seven of them one can sign in."""
    parts = Parts(
        resident=city.area.heads[0],
        clerk=city.clerks[0],
        handler=city.departments[0].staff[0],
        supervisor=city.supervisors[0],
        leader=city.leaders[1],
        admin=city.centre.leaders[0],
        auditor=city.departments[-1].leaders[0],
    )
    await open_accounts(stage, asdict(parts))
    for n, (person, roles) in enumerate(_acting(city), 1):
        if person not in stage.account_of:
            stage.account(f"cd{n:04}", roles, person)
    return parts


def _acting(city: City) -> Iterator[tuple[int, list[str]]]:
    yield from ((person, ["leader"]) for person in city.leaders)
    yield from ((person, ["clerk"]) for person in city.clerks)
    yield from ((person, ["supervisor"]) for person in city.supervisors)
    for office in city.offices:
        yield from ((person, ["leader"]) for person in office.leaders)
        yield from ((person, ["handler"]) for person in office.staff)
    for community in city.communities:
        yield from ((person, ["handler"]) for person in community.staff)
