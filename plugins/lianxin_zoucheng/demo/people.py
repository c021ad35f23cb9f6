"""Peopling the city: offices with their staff, villages with officers and households."""

from collections.abc import Iterator
from datetime import date

from lianxin.demo import Chance, Place, Stage
from lianxin.demo.names import surname
from lianxin_zoucheng.demo.city import City, Office, Village
from lianxin_zoucheng.demo.places import (
    CENTRE,
    CITY,
    DEPARTMENTS,
    DISPATCH_OFFICE,
    STREETS,
    TOWNS,
    village_names,
)
from lianxin_zoucheng.demo.plan import Plan
from lianxin_zoucheng.demo.shares import shares

SECTION, STAFF = "section", "staff"
DISPATCHERS = 10
_POSTS_OF_RANK = ("principal", "deputy", "deputy", "section_head")
_POSTS_OF_STAFF = ("handler", "handler", "member")
_HOUSEHOLDS = "户 Households"


async def people_the_city(stage: Stage, plan: Plan) -> City:
    city = City(stage.unit("ZC", CITY, "city"))
    _lead(stage, city)
    _open_offices(stage, city, plan)
    _found_villages(stage, city, plan)
    _send_officers(stage, city, plan)
    await _settle_households(stage, city, plan)
    return city


def _lead(stage: Stage, city: City) -> None:
    chance = stage.chance.about("city leaders")
    ranks = [("principal", "division")] * 2 + [("deputy", "deputy_division")] * 5
    for post, rank in ranks:
        person = stage.official(chance)
        stage.appoint(person, city.place, post, rank=rank, since=_since(stage, chance))
        city.leaders.append(person)


def _open_offices(stage: Stage, city: City, plan: Plan) -> None:
    for n, (name, _) in enumerate(DEPARTMENTS[: plan.departments], 1):
        place = stage.unit(f"D{n:02}", name, "department", city.place)
        city.departments.append(_office(stage, place, plan.ranked, plan.staff))
    kinds = [("street", name) for name in STREETS] + [("town", name) for name in TOWNS]
    for n, (kind, name) in enumerate(kinds, 1):
        place = stage.unit(f"T{n:02}", name, kind, city.place)
        city.towns.append(_office(stage, place, plan.ranked, plan.staff))
    city.centre = _office(stage, stage.unit("OC", CENTRE, "centre", city.place), 1, 0)
    chance = stage.chance.about("dispatch office")
    dispatch = stage.unit("XP", DISPATCH_OFFICE, "secondment_office", city.place)
    city.dispatch = _office(stage, dispatch, 1, 0)
    _staff_centre(stage, city, plan)
    for _ in range(DISPATCHERS - 1):
        person = _hire(stage, city.dispatch, "member", chance)
        city.dispatch.staff.append(person)


def _office(stage: Stage, place: Place, ranked: int, staff: int) -> Office:
    chance = stage.chance.about(place.code)
    office = Office(place)
    for n in range(ranked):
        post = _POSTS_OF_RANK[min(n, len(_POSTS_OF_RANK) - 1)]
        office.leaders.append(_hire(stage, office, post, chance, SECTION))
    for n in range(staff):
        post = _POSTS_OF_STAFF[min(n, len(_POSTS_OF_STAFF) - 1)]
        office.staff.append(_hire(stage, office, post, chance, STAFF))
    return office


def _hire(stage: Stage, office: Office, post: str, chance: Chance, rank: str = STAFF) -> int:
    person = stage.official(chance)
    stage.appoint(person, office.place, post, rank=rank, since=_since(stage, chance))
    return person


def _staff_centre(stage: Stage, city: City, plan: Plan) -> None:
    chance = stage.chance.about("opinion centre")
    for _ in range(plan.clerks):
        city.centre.staff.append(_hire(stage, city.centre, "clerk", chance))
    for _ in range(max(2, plan.clerks // 4)):
        city.supervisors.append(_hire(stage, city.centre, "member", chance))


def _found_villages(stage: Stage, city: City, plan: Plan) -> None:
    chance = stage.chance.about("villages")
    names = village_names(chance, plan.villages)
    sizes = shares(plan.households, plan.villages, chance)
    for n, (name, size) in enumerate(zip(names, sizes, strict=True)):
        town = city.towns[n % len(city.towns)]
        code = f"{town.place.code}-{n // len(city.towns) + 1:02}"
        place = stage.unit(code, name, "village", town.place, households=size)
        city.villages.append(Village(place, town, size))


def _send_officers(stage: Stage, city: City, plan: Plan) -> None:
    """The last villages of the list go without where there are too few officers."""
    chance = stage.chance.about("officers")
    villages = chance.shuffled(city.villages)
    for village in villages[: plan.first_secretaries]:
        village.secretary = _send(stage, village, "first_secretary", chance)
    for n in range(plan.team_members):
        village = villages[n % len(villages)]
        village.team.append(_send(stage, village, "team_member", chance))
    for village, officer in zip(
        chance.shuffled(villages), _police(stage, plan, chance), strict=False
    ):
        village.police = officer
        since = _since(stage, chance)
        stage.appoint(officer, village.place, "liaison_police", since=since, rank=STAFF)
    for village in chance.shuffled(villages)[: plan.agents]:
        village.agent = _send(stage, village, "livelihood_agent", chance)


def _send(stage: Stage, village: Village, post: str, chance: Chance) -> int:
    person = stage.official(chance)
    stage.appoint(person, village.place, post, since=_since(stage, chance), rank=STAFF)
    return person


def _police(stage: Stage, plan: Plan, chance: Chance) -> Iterator[int]:
    """Each as often as he has villages: several serve two. In a settled city all are served."""
    officers = [stage.official(chance) for _ in range(plan.police)]
    served = plan.villages if plan.settled else max(plan.police, plan.villages - 2)
    for n in range(served):
        yield officers[n % len(officers)]


async def _settle_households(stage: Stage, city: City, plan: Plan) -> None:
    done = 0
    for village in city.villages:
        _settle_village(stage, village)
        done += len(village.households)
        stage.progress(_HOUSEHOLDS, done, plan.households)
        await stage.rows.store()


def _settle_village(stage: Stage, village: Village) -> None:
    chance = stage.chance.about(village.place.code)
    families = [surname(chance) for _ in range(3)]
    for n in range(1, village.size + 1):
        reachable, marks = chance.happens(0.9), _marks(chance)
        home, head = stage.household(
            f"{village.place.code}-{n:03}",
            village.place,
            chance,
            marks=marks,
            family=chance.pick(families) if chance.happens(0.7) else None,
            phone=reachable,
        )
        village.households.append(home)
        if marks:
            village.marked.add(home)
        (village.reachable if reachable else village.silent).append(head)


def _marks(chance: Chance) -> list[str]:
    return [m for m, share in (("in_need", 0.06), ("problem", 0.03)) if chance.happens(share)]


def _since(stage: Stage, chance: Chance) -> date:
    return stage.ago(chance.whole(200, 800))
