"""Who acts in the demonstration: the seven accounts, and those of the offices."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lianxin.demo import Stage, open_accounts
from lianxin_fenggang.demo.county import County


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


async def give_accounts(stage: Stage, county: County) -> Parts:
    """Whoever is to act on a case has an account; with seven of them one can sign in."""
    parts = Parts(
        resident=county.groups[0].heads[0],
        clerk=county.clerks[0],
        handler=county.towns[0].staff[0],
        supervisor=county.supervisors[0],
        leader=county.leaders[1],
        admin=county.centre.leaders[0],
        auditor=county.departments[-1].leaders[0],
    )
    await open_accounts(stage, asdict(parts))
    for n, (person, roles) in enumerate(_acting(county), 1):
        if person not in stage.account_of:
            stage.account(f"fg{n:04}", roles, person)
    return parts


def _acting(county: County) -> Iterator[tuple[int, list[str]]]:
    yield from ((person, ["leader"]) for person in county.leaders)
    yield from ((person, ["clerk"]) for person in county.clerks)
    yield from ((person, ["supervisor"]) for person in county.supervisors)
    for office in county.offices:
        yield from ((person, ["handler"]) for person in (*office.leaders, *office.staff))
