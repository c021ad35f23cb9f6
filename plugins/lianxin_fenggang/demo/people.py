"""Peopling the county: leaders, departments, towns, villages, groups with councils, branches."""

from datetime import timedelta

from lianxin.demo import Chance, Place, Stage
from lianxin_fenggang.demo.county import Branch, County, Group, Office
from lianxin_fenggang.demo.places import (
    CENTRE,
    COUNTY,
    DEPARTMENTS,
    TOWNS,
    group_name,
    village_name,
)
from lianxin_fenggang.demo.plan import Plan
from lianxin_fenggang.terms import (
    COMMANDER,
    DEPUTY_COMMANDER,
    GROUP_HEAD,
    OFFICE_DIRECTOR,
    OFFICE_STAFF,
)

DIVISION, SECTION, STAFF = "division", "section", "staff"
TERM = timedelta(days=3 * 365)


async def people_the_county(stage: Stage, plan: Plan) -> County:
    chance = stage.chance.about("people")
    county = County(Office(stage.unit("FG", COUNTY, "county")))
    for _ in range(8):
        county.leaders.append(
            _hire(stage, chance, county.office.place, ("county_leading_cadre",), DIVISION)
        )
    county.office.leaders = county.leaders
    county.office.staff = [_hire(stage, chance, county.office.place, ("handler",))]
    _set_up_the_work(stage, chance, county)
    _open_departments(stage, chance, county)
    _found_towns(stage, chance, county, plan)
    _found_groups(stage, chance, county, plan)
    await stage.rows.store()
    return county


def _hire(
    stage: Stage, chance: Chance, place: Place, posts: tuple[str, ...], rank: str = STAFF
) -> int:
    person, since = stage.official(chance), stage.ago(chance.whole(300, 1_000))
    for post in posts:
        stage.appoint(person, place, post, since=since, rank=rank)
    return person


def _set_up_the_work(stage: Stage, chance: Chance, county: County) -> None:
    """FG-F2: the leading group's head, the office's director and ten staff, the headquarters."""
    place, since = county.office.place, stage.ago(260)
    named = (GROUP_HEAD, COMMANDER, DEPUTY_COMMANDER, DEPUTY_COMMANDER, OFFICE_DIRECTOR)
    for person, post in zip(county.leaders, named, strict=False):
        stage.appoint(person, place, post.code, since=since, rank=DIVISION)
    county.centre = Office(stage.unit("QZ", CENTRE, "centre", place))
    county.centre.leaders = [_hire(stage, chance, county.centre.place, ("principal",), SECTION)]
    for _ in range(10):
        person = _hire(stage, chance, county.centre.place, ("clerk",))
        stage.appoint(person, place, OFFICE_STAFF.code, since=since, rank=STAFF)
        county.centre.staff.append(person)


def _open_departments(stage: Stage, chance: Chance, county: County) -> None:
    for n, name in enumerate(DEPARTMENTS, 1):
        office = Office(stage.unit(f"D{n:02}", name, "department", county.office.place))
        office.leaders = [_hire(stage, chance, office.place, ("principal",), SECTION)]
        office.staff = [_hire(stage, chance, office.place, ("handler",)) for _ in range(4)]
        county.departments.append(office)


def _found_towns(stage: Stage, chance: Chance, county: County, plan: Plan) -> None:
    for n, name in enumerate(TOWNS[: plan.towns], 1):
        office = Office(stage.unit(f"T{n:02}", name, "town", county.office.place))
        office.leaders = [_hire(stage, chance, office.place, ("principal",), SECTION)]
        office.staff = [_hire(stage, chance, office.place, ("handler",)) for _ in range(2)]
        county.towns.append(office)
    for n in range(plan.villages):
        town = county.towns[n % plan.towns]
        code = f"{town.place.code}-V{n // plan.towns + 1}"
        office = Office(stage.unit(code, village_name(n), "village", town.place))
        office.leaders = [_hire(stage, chance, office.place, ("principal",))]
        office.staff = [_hire(stage, chance, office.place, ("handler",))]
        county.villages.append(office)


def _found_groups(stage: Stage, chance: Chance, county: County, plan: Plan) -> None:
    """Branches serve the groups of their village; councils have four or five members."""
    branches: dict[str, list[Branch]] = {}
    for n in range(plan.branches):
        village = county.villages[n % plan.villages]
        known = branches.setdefault(village.place.code, [])
        code, name = f"{village.place.code}-P{len(known) + 1}", f"{village.place.name}"
        place = stage.unit(code, f"{name}第{len(known) + 1}党支部", "branch", village.place)
        found = Branch(place)
        for _ in range(3):
            person = stage.resident(chance, address=place.address)
            stage.appoint(person, place, "branch_member", since=stage.ago(800))
            found.members.append(person)
        known.append(found)
    least, more = divmod(plan.members, plan.groups)
    for n in range(plan.groups):
        village = county.villages[n % plan.villages]
        served = branches[village.place.code]
        number = n // plan.villages
        branch = served[number % len(served)]
        code = f"{village.place.code}-G{number + 1}"
        place = stage.unit(code, group_name(number), "group", village.place)
        group = Group(place, village, branch)
        since = stage.ago(chance.whole(200, 300))
        stage.link("branch_serves_group", ("Unit", branch.place.id), ("Unit", place.id), since)
        _settle(stage, chance, group, max(plan.homes, 1))
        _elect(stage, chance, group, least + (n < more))
        county.groups.append(group)


def _settle(stage: Stage, chance: Chance, group: Group, homes: int) -> None:
    for n in range(1, homes + 1):
        marks = ["in_need"] if chance.happens(0.15) else []
        code = f"{group.place.code}-H{n:03}"
        home, head = stage.household(code, group.place, chance, marks=marks)
        group.homes.append(home)
        group.heads.append(head)


def _elect(stage: Stage, chance: Chance, group: Group, size: int) -> None:
    """Heads of households first, then others of the group."""
    since = stage.ago(chance.whole(200, 300))
    for n in range(size):
        known = n < len(group.heads)
        person = group.heads[n] if known else stage.resident(chance, address=group.place.address)
        stage.appoint(person, group.place, "council_member", since=since, until=since + TERM)
        group.council.append(person)
