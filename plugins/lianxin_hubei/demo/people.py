"""Peopling the province: its committee, cities, departments with windows, towns with villages."""

from datetime import date

from lianxin.demo import Chance, Place, Stage
from lianxin_hubei.demo.places import (
    CENTRE,
    CITIES,
    DEPARTMENTS,
    ENTERPRISES,
    PROVINCE,
    TOWNS,
    UNIVERSITIES,
    VILLAGE_NAMES,
    WINDOWS,
)
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import City, Office, Province, Town

PARTNERS = (
    "democratic_party_leader",
    "industry_federation_leader",
    "non_party_representative",
)
MEMBERS, CADRES, HOUSEHOLDS = 13, 4, 6


async def people_the_province(stage: Stage, plan: Plan) -> Province:
    chance = stage.chance.about("people")
    province = Province(stage.unit("HB", PROVINCE, "province"))
    province.members = [
        _hire(stage, chance, province.place, "standing_member") for _ in range(MEMBERS)
    ]
    for _ in range(6):
        _hire(stage, chance, province.place, "provincial_leader")
    province.partners = [_hire(stage, chance, province.place, post) for post in PARTNERS]
    _found_cities(stage, chance, province)
    _open_departments(stage, chance, province)
    _open_windows(stage, chance, province)
    _settle_towns(stage, chance, province, plan)
    return province


def _hire(stage: Stage, chance: Chance, place: Place, *posts: str) -> int:
    person, since = stage.official(chance), _since(stage, chance)
    for post in posts:
        stage.appoint(person, place, post, since=since)
    return person


def _since(stage: Stage, chance: Chance) -> date:
    return stage.ago(chance.whole(700, 1_500))


def _found_cities(stage: Stage, chance: Chance, province: Province) -> None:
    for n, (name, counties) in enumerate(CITIES.items(), 1):
        place = stage.unit(f"S{n:02}", name, "city", province.place)
        city = City(place, _hire(stage, chance, place, "prefecture_leader"))
        city.counties = [
            stage.unit(f"S{n:02}-{m}", county, "county", place)
            for m, county in enumerate(counties, 1)
        ]
        village = VILLAGE_NAMES[n - 1]
        city.village = stage.unit(f"S{n:02}-2-1", village, "village", city.counties[1])
        province.cities.append(city)
    home = province.cities[0].place
    province.enterprises = [
        stage.unit(f"QY{n}", name, "enterprise", home) for n, name in enumerate(ENTERPRISES, 1)
    ]
    province.universities = [
        stage.unit(f"GX{n}", name, "university", province.place)
        for n, name in enumerate(UNIVERSITIES, 1)
    ]


def _open_departments(stage: Stage, chance: Chance, province: Province) -> None:
    for n, (name, within) in enumerate(DEPARTMENTS.items(), 1):
        place = stage.unit(f"T{n:02}", name, "department", province.place)
        office = Office(place, _hire(stage, chance, place, "principal", "leading_cadre"))
        office.staff = [_hire(stage, chance, place, "handler") for _ in range(3)]
        office.within = [
            stage.unit(f"T{n:02}-{m}", part, "division", place) for m, part in enumerate(within, 1)
        ]
        province.offices.append(office)


def _open_windows(stage: Stage, chance: Chance, province: Province) -> None:
    place = stage.unit("DT", CENTRE, "centre", province.place)
    province.centre = Office(place, _hire(stage, chance, place, "principal", "leading_cadre"))
    province.clerks = [_hire(stage, chance, place, "clerk") for _ in range(3)]
    province.supervisors = [_hire(stage, chance, place, "member") for _ in range(3)]
    province.centre.staff = [_hire(stage, chance, place, "handler") for _ in range(2)]
    for n, name in enumerate(WINDOWS, 1):
        unit = stage.unit(f"CK{n}", name, "window", place)
        head = _hire(stage, chance, unit, "section_head")
        province.windows.append(Office(unit, head, [_hire(stage, chance, unit, "handler")]))


def _settle_towns(stage: Stage, chance: Chance, province: Province, plan: Plan) -> None:
    """Each cadre of a town has a post in one of its villages; but for a few, who have none yet."""
    county = province.cities[0].counties[0]
    for n, (name, villages) in enumerate(TOWNS.items(), 1):
        kind = "street" if name.endswith("街道") else "town"
        town = Town(stage.unit(f"Z{n}", name, kind, county))
        for m, village in enumerate(villages, 1):
            kind = "community" if village.endswith("社区") else "village"
            place = stage.unit(
                f"Z{n}-{m}", village, kind, town.place, households=chance.whole(180, 520)
            )
            town.villages.append(place)
            homes = (
                stage.household(f"Z{n}-{m}-H{h}", place, chance) for h in range(1, HOUSEHOLDS + 1)
            )
            town.residents += [head for _, head in homes]
        _post_cadres(stage, chance, town, everybody=plan.settled or n != 4)
        province.towns.append(town)


def _post_cadres(stage: Stage, chance: Chance, town: Town, *, everybody: bool) -> None:
    town.cadres = [_hire(stage, chance, town.place, "township_cadre") for _ in range(CADRES)]
    for n, cadre in enumerate(town.cadres):
        if everybody or n < 2:
            village = town.villages[n % len(town.villages)]
            stage.appoint(cadre, village, "post_in_village", since=stage.ago(chance.whole(90, 400)))
