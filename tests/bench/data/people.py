"""Officials, whose names stand open, and residents, masked and sealed as the product does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench.data.chance import Chance, Row, Rows
from bench.data.places import Places
from bench.data.scale import Scale
from lianxin.commands.contact import Contact, columns_of
from lianxin.demo.names import SURNAMES
from lianxin.privacy import Sealer

OFFICIALS_AN_OFFICE = 4
_GIVEN = "春夏秋冬晨暮晴雨霜露云雷风岚山川河溪泉麦禾谷豆桑麻竹松柏梅兰菊荷杏桃榆槐柳枫棠"
_SINCE = date(2020, 1, 1)


@dataclass(frozen=True)
class People:
    """Keys; officials by the leaf they serve in."""

    officials: dict[int, tuple[int, ...]]
    residents: tuple[int, ...]


def people_of(scale: Scale, places: Places, chance: Chance) -> People:
    serving = {
        leaf: tuple(chance.key() for _ in range(OFFICIALS_AN_OFFICE)) for leaf in places.leaves
    }
    residents = scale.people - OFFICIALS_AN_OFFICE * len(serving)
    return People(serving, tuple(chance.key() for _ in range(max(residents, 100))))


def person_rows(people: People, places: Places, sealer: Sealer, chance: Chance) -> Rows:
    for official in (key for keys in people.officials.values() for key in keys):
        yield _person(official, _contact(chance), sealer, household=None)
    for n, resident in enumerate(people.residents):
        household = places.households[n % len(places.households)]
        yield _person(resident, _contact(chance), sealer, household=household)


def appointment_rows(people: People, chance: Chance) -> Rows:
    for unit, officials in people.officials.items():
        for person in officials:
            yield {
                "id": chance.key(),
                "person_id": person,
                "unit_id": unit,
                "post": "handler",
                "rank": None,
                "since": _SINCE,
                "until": None,
            }


def extra_appointments(person: int, units: Iterator[int], chance: Chance) -> Rows:
    """An official who serves in further units too."""
    yield from appointment_rows(People(dict.fromkeys(units, (person,)), ()), chance)


def _contact(chance: Chance) -> Contact:
    name = chance.choice(SURNAMES) + chance.choice(_GIVEN) + chance.choice(_GIVEN)
    # 154 has never been given to an operator: nobody is called by such a number.
    return Contact(name, f"+86154{chance.randrange(10**8):08d}", None)


def _person(key: int, contact: Contact, sealer: Sealer, household: int | None) -> Row:
    official = household is None
    return {
        "id": key,
        **columns_of(contact, sealer, readable=official),
        "official": official,
        "household_id": household,
        "external_id": None,
    }
