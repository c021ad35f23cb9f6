"""The course that a matter takes, decided before it is told."""

from dataclasses import dataclass, field

from lianxin.demo import Chance
from lianxin_zoucheng.demo.city import City, Office, Village
from lianxin_zoucheng.demo.matters import MATTERS, ROADS_AND_PLACES, TOWN, Matter

WAYS = {
    "pass_for_handling": 56,
    "answer_at_once": 17,
    "submit_to_leader": 11,
    "three_way_call": 8,
    "pass_for_reading": 4,
    "keep": 3,
    "discipline": 1,
}
"""Of a hundred matters, how many go which way."""

SATISFACTION = {
    "satisfied": 35,
    "fairly_satisfied": 10,
    "basically_satisfied": 4,
    "dissatisfied": 1,
}
"""Of fifty who are called back; whoever stays dissatisfied asked for what cannot be given."""

INSTRUCTIONS = {"handle": 7, "answer": 2, "keep": 1}
CATEGORIES = {
    "roads": 14,
    "water": 12,
    "environment": 11,
    "housing": 10,
    "land": 9,
    "subsistence": 8,
    "other": 8,
    "labour": 7,
    "noise": 6,
    "medical": 5,
    "power": 4,
    "education": 4,
    "conduct": 2,
}


@dataclass
class Course:
    """`offices`: those concerned, the first of which handles it. A course that `stops` stays at
    that step; a `brisk` one does not wait for offices to open."""

    category: str
    matter: Matter
    way: str
    offices: list[Office]
    village: Village
    handler: int | None = None
    instruction: str = "handle"
    satisfaction: str = "satisfied"
    late: bool = False
    returns: int = 0
    stops: str | None = None
    brisk: bool = False
    slots: dict[str, object] = field(default_factory=dict)

    @property
    def handled(self) -> bool:
        return self.way in ("pass_for_handling", "discipline") or (
            self.way == "submit_to_leader" and self.instruction == "handle"
        )

    @property
    def answered(self) -> bool:
        return (
            self.handled
            or self.way in ("answer_at_once", "three_way_call")
            or (self.way == "submit_to_leader" and self.instruction == "answer")
        )

    @property
    def consulted(self) -> bool:
        return len(self.offices) > 1 and self.way not in ("keep", "pass_for_reading")

    def said(self, text: str) -> str:
        return text.format(**self.slots)


def draw(chance: Chance, city: City, way: str, satisfaction: str) -> Course:
    category = chance.weighted(CATEGORIES)
    matter = chance.pick(MATTERS[category])
    village = chance.pick(city.villages)
    course = Course(category, matter, way, [], village)
    course.satisfaction = satisfaction
    course.offices = _offices(chance, city, course)
    course.instruction = chance.weighted(INSTRUCTIONS)
    course.slots = slots(chance, village)
    return course


def slots(chance: Chance, village: Village) -> dict[str, object]:
    """What the texts leave open."""
    return {
        "village": village.place.name,
        "place": f"{village.town.place.name}{village.place.name}",
        "road": chance.pick(ROADS_AND_PLACES),
        "n": chance.whole(3, 86),
        "days": chance.whole(2, 15),
    }


def _offices(chance: Chance, city: City, course: Course) -> list[Office]:
    if course.way == "discipline":
        return [city.discipline]
    known = (_office(city, course.village, name) for name in course.matter.units)
    able = [office for office in known if office is not None] or [course.village.town]
    several = course.way in ("pass_for_handling", "submit_to_leader") and chance.happens(0.18)
    first = able[0] if chance.happens(0.7) else chance.pick(able)
    others = [office for office in able if office is not first]
    return [first, *(chance.some(others, 1) if several else [])]


def _office(city: City, village: Village, name: str) -> Office | None:
    return village.town if name == TOWN else city.department(name)
