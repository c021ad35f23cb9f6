"""Peopling the city: leaders, offices, communities with households, and a renewal area."""

from datetime import date

from lianxin.demo import Chance, Place, Stage
from lianxin_chengdu.demo.city import City, Community, Office
from lianxin_chengdu.demo.places import (
    AGENCY,
    CENTRE,
    CITY,
    COUNTIES,
    DEPARTMENTS,
    ENTERPRISES,
    HALL,
    RENEWAL_AREA,
    SCHOOLS,
    STUDIO,
    WINDOWS,
)
from lianxin_chengdu.demo.plan import Plan

DIVISION, SECTION, STAFF = "division", "section", "staff"
HOUSEHOLDS = (1_860, 2_040, 1_720, 1_980, 2_000, 2_310, 1_640, 1_905)
REPRESENTATIVES = 13


async def people_the_city(stage: Stage, plan: Plan) -> City:
    chance = stage.chance.about("people")
    city = City(stage.unit("CD", CITY, "city"))
    city.leaders = [_hire(stage, chance, city.place, ("party_leader",), DIVISION) for _ in range(9)]
    _open_departments(stage, chance, city)
    _found_counties(stage, chance, city, plan)
    _open_doors(stage, chance, city)
    await _settle_the_area(stage, chance, city, plan)
    return city


def _hire(
    stage: Stage, chance: Chance, place: Place, posts: tuple[str, ...], rank: str = STAFF
) -> int:
    person, since = stage.official(chance), _since(stage, chance)
    for post in posts:
        stage.appoint(person, place, post, since=since, rank=rank)
    return person


def _since(stage: Stage, chance: Chance) -> date:
    return stage.ago(chance.whole(400, 1_400))


def _open_departments(stage: Stage, chance: Chance, city: City) -> None:
    head = ("principal", "department_leader", "functional_head", "functional_member")
    deputy = ("deputy", "department_leader", "functional_member")
    for n, name in enumerate(DEPARTMENTS, 1):
        office = Office(stage.unit(f"D{n:02}", name, "department", city.place))
        office.leaders = [
            _hire(stage, chance, office.place, posts, DIVISION) for posts in (head, deputy)
        ]
        office.staff = [_hire(stage, chance, office.place, ("handler",)) for _ in range(2)]
        branch = f"{name}机关党支部"
        office.branch = stage.unit(f"D{n:02}-P", branch, "organ_branch", office.place)
        city.departments.append(office)


def _found_counties(stage: Stage, chance: Chance, city: City, plan: Plan) -> None:
    for n, (name, streets) in enumerate(COUNTIES.items(), 1):
        county = Office(stage.unit(f"C{n}", name, "county", city.place))
        posts = ("county_leader", "district_leader")
        county.leaders = [_hire(stage, chance, county.place, posts, DIVISION) for _ in range(2)]
        county.staff = [_hire(stage, chance, county.place, ("handler",))]
        city.counties.append(county)
        for m, (street, communities) in enumerate(streets.items(), 1):
            kind = "street" if street.endswith("街道") else "town"
            office = Office(stage.unit(f"C{n}-{m}", street, kind, county.place))
            office.leaders = [_hire(stage, chance, office.place, ("principal",), SECTION)]
            office.staff = [_hire(stage, chance, office.place, ("handler",))]
            city.streets.append(office)
            for place, number in zip(communities, (1, 2), strict=True):
                _found_community(stage, chance, city, office.place, place, number, plan)


def _found_community(
    stage: Stage, chance: Chance, city: City, street: Place, name: str, number: int, plan: Plan
) -> None:
    n = len(city.communities)
    kind = "village" if name.endswith("村") else "community"
    size = HOUSEHOLDS[n % len(HOUSEHOLDS)]
    place = stage.unit(f"{street.code}-{number}", name, kind, street, households=size)
    secretary = _hire(stage, chance, place, ("community_secretary",))
    found = Community(place, street, secretary)
    workers = 3 if n % 5 == 1 else 5
    found.workers = [_hire(stage, chance, place, ("community_worker",)) for _ in range(workers)]
    _settle(stage, chance, found, plan.homes)
    city.communities.append(found)


def _settle(stage: Stage, chance: Chance, found: Community, homes: int) -> None:
    for n in range(1, homes + 1):
        marks = ["in_need"] if chance.happens(0.2) else []
        code = f"{found.place.code}-H{n:04}"
        home, head = stage.household(code, found.place, chance, marks=marks)
        found.homes.append(home)
        found.heads.append(head)


def _open_doors(stage: Stage, chance: Chance, city: City) -> None:
    """Where leaders are to be met: enterprises, schools, windows, the centre, the air."""
    for kind, names in ENTERPRISES.items():
        city.enterprises[kind] = [
            stage.unit(f"E-{kind[:2].upper()}{n}", name, kind, city.place)
            for n, name in enumerate(names, 1)
        ]
    city.schools = [
        stage.unit(f"S{n}", name, "school", city.place) for n, name in enumerate(SCHOOLS, 1)
    ]
    city.centre = Office(stage.unit("ZW", CENTRE, "centre", city.place))
    city.centre.leaders = [_hire(stage, chance, city.centre.place, ("principal",), SECTION)]
    city.centre.staff = [_hire(stage, chance, city.centre.place, ("clerk",)) for _ in range(6)]
    for n, name in enumerate(WINDOWS, 1):
        window = Office(stage.unit(f"W{n}", name, "window", city.centre.place))
        window.staff = [_hire(stage, chance, window.place, ("window_worker",)) for _ in range(3)]
        city.windows.append(window)
    city.hall = stage.unit("JF", HALL, "centre", city.place)
    city.studio = stage.unit("ZB", STUDIO, "studio", city.place)
    city.agency = Office(stage.unit("XX", AGENCY, "agency", city.place))
    city.agency.staff = [
        _hire(stage, chance, city.agency.place, ("third_party_supervisor",)) for _ in range(4)
    ]


async def _settle_the_area(stage: Stage, chance: Chance, city: City, plan: Plan) -> None:
    street = city.streets[3].place
    place = stage.unit("GZ1", RENEWAL_AREA, "renewal_area", street, households=plan.households)
    city.area = Community(place, street, city.streets[3].leaders[0])
    for n in range(1, plan.households + 1):
        home, head = stage.household(f"GZ1-H{n:04}", place, chance)
        city.area.homes.append(home)
        city.area.heads.append(head)
        if n % 500 == 0:
            stage.progress("户 Households", n, plan.households)
            await stage.rows.store()
    for person in city.area.heads[:REPRESENTATIVES]:
        stage.appoint(person, place, "renewal_committee_member", since=stage.ago(200))
