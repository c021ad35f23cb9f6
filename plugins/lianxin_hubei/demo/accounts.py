"""Who acts in the demonstration: the seven accounts, and those of the offices."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from lianxin.demo import Stage, open_accounts
from lianxin_hubei.demo.province import Province


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
        resident=province.residents[0],
        clerk=province.clerks[0],
        handler=province.offices[0].staff[0],
        supervisor=province.supervisors[0],
        leader=province.members[0],
        admin=province.centre.head,
        auditor=province.offices[-1].head,
    )
    await open_accounts(stage, asdict(parts))
    for n, (person, roles) in enumerate(_acting(province), 1):
        if person not in stage.account_of:
            stage.account(f"hb{n:04}", roles, person)
    return parts


def _acting(province: Province) -> Iterator[tuple[int, list[str]]]:
    yield from ((person, ["leader"]) for person in province.members)
    yield from ((person, ["clerk"]) for person in province.clerks)
    yield from ((person, ["supervisor"]) for person in province.supervisors)
    for office in province.acting:
        yield from ((person, ["handler"]) for person in [office.head, *office.staff])
    for town in province.towns:
        yield from ((person, ["handler"]) for person in town.cadres)
        yield from ((person, ["resident"]) for person in town.residents[:3])
