"""A province with cities, counties and villages, its leaders, and what these record."""

from typing import Any

from factories.departments import change
from factories.people import make_person, make_unit
from factories.villages import Village
from lianxin.localities import Locality
from lianxin.tables import Unit


class Province(Village):
    """Leaders have their posts at the province; places are found by their names."""

    def __init__(self, locality: Locality, unit: Unit) -> None:
        super().__init__(locality, unit)
        self.places: dict[str, Unit] = {}

    async def place(self, name: str, kind: str, within: str | None = None) -> Unit:
        above = self.places[within] if within else self.unit
        self.places[name] = await make_unit(self.locality, name, kind=kind, parent=above)
        return self.places[name]

    async def resident(self, name: str) -> str:
        """Somebody who holds no post; their ID."""
        self.people[name] = await make_person(self.locality, name)
        return self.id_of(name)

    async def meets(self, who: str, kind: str, day: str, **given: Any) -> list[dict[str, Any]]:
        """What is wrong with a meeting of somebody; `at` a place, until a day, with fields."""
        at, until = given.pop("at", None), given.pop("until", day)
        others = [(name, role) for role in ("visitor",) for name in given.pop(role, ())]
        people = [(who, "host"), *others]
        input = {
            "kind": kind,
            "title": kind,
            "unit": self.places[at].code if at else self.unit.code,
            "startsAt": f"{day}T09:00:00+08:00",
            "endsAt": f"{until}T17:00:00+08:00",
            "participants": [{"person": self.id_of(p), "role": role} for p, role in people],
            "fields": named(**given),
        }
        found = await change(
            self.locality, "recordMeeting", input, "meeting { code }", viewer=self.viewers[who]
        )
        self.meeting = found["meeting"]["code"] if found["meeting"] else ""
        errors: list[dict[str, Any]] = found["errors"]
        return errors


async def make_province(locality: Locality, *members: str) -> Province:
    """A province whose committee has these members, each with an account."""
    found = Province(locality, await make_unit(locality, "湖北省", kind="province", code="HB"))
    for member in members:
        await found.seat(member, "leader", "standing_member")
    await found.place("恩施州", "city")
    await found.place("鹤峰县", "county", "恩施州")
    await found.place("云雾村", "village", "鹤峰县")
    return found


def named(**fields: Any) -> list[dict[str, Any]]:
    """Fields as front ends give them."""
    return [{"name": name, "value": value} for name, value in fields.items()]
