"""Who acts in the demonstration: the seven accounts, and those of the offices."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lianxin.demo import Stage, open_accounts
from lianxin_zoucheng.demo.city import City, Office, Village
from lianxin_zoucheng.demo.matters import WATER


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


@dataclass(frozen=True)
class Cast:
    """The parts, with the handler's office and the resident's village."""

    parts: Parts
    office: Office
    home: Village


async def give_accounts(stage: Stage, city: City) -> Cast:
    """Whoever is to act on a case has an account; with seven of them one can sign in."""
    cast = _cast(city)
    await open_accounts(stage, asdict(cast.parts))
    for n, (person, roles) in enumerate(_acting(city), 1):
        if person not in stage.account_of:
            stage.account(f"zc{n:04}", roles, person)
    return cast


def _acting(city: City) -> Iterator[tuple[int, list[str]]]:
    yield from ((person, ["clerk", "supervisor"]) for person in city.discipline.staff)
    yield from ((person, ["clerk"]) for person in city.centre.staff)
    yield from ((person, ["supervisor"]) for person in city.supervisors)
    yield from ((person, ["leader"]) for person in city.leaders)
    for office in [*city.departments[1:], *city.towns]:
        yield from ((person, ["handler"]) for person in office.handlers)


def _cast(city: City) -> Cast:
    home = next(village for village in city.villages if village.reachable)
    office = city.department(WATER) or city.departments[-1]
    parts = Parts(
        resident=home.reachable[0],
        clerk=city.centre.staff[0],
        handler=office.staff[0],
        supervisor=city.supervisors[0],
        leader=city.leaders[2],
        admin=city.centre.leaders[0],
        auditor=city.dispatch.leaders[0],
    )
    return Cast(parts, office, home)
