"""Who acts in the demonstration: the seven accounts, and those of the offices."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lianxin.demo import Stage, open_accounts
from lianxin_sichuan.demo.province import Province


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


async def give_accounts(stage: Stage, province: Province) -> Parts:
    """Whoever is to act on a case has an account; with seven of them one can sign in."""
    parts = Parts(
        resident=province.residents[0].heads[1],
        clerk=province.clerks[0],
        handler=province.community.staff[0],
        supervisor=province.supervisors[0],
        leader=province.neijiang.leaders[0],
        admin=province.clerks[2],
        auditor=province.supervisors[1],
    )
    await open_accounts(stage, asdict(parts))
    for n, (person, roles) in enumerate(_acting(province), 1):
        if person not in stage.account_of:
            stage.account(f"sc{n:04}", roles, person)
    return parts


def _acting(province: Province) -> Iterator[tuple[int, list[str]]]:
    yield from ((person, ["clerk"]) for person in province.clerks)
    yield from ((person, ["supervisor"]) for person in province.supervisors)
    offices = [
        *(province.community, province.neijiang, *province.grids, *province.departments),
        *(*province.bureaus, *province.counties, *province.towns, province.ziyang),
        *(*province.rated, *province.pledging),
    ]
    for office in offices:
        yield from ((person, ["leader"]) for person in office.leaders)
        yield from ((person, ["handler"]) for person in office.staff)
