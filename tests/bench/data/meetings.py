"""Meetings, each with six who took part."""

from datetime import timedelta

from bench.data.cases import DAYS, FIRST
from bench.data.chance import Chance, Rows
from bench.data.people import People
from bench.data.places import Places
from lianxin.demo.chance import Chance as DemoChance
from lianxin.demo.chance import Numbering

PARTICIPANTS = 6
_KINDS = ("meeting", "deliberation", "reception", "visit", "talk")
_ROLES = ("chair", "host", "participant", "visitor", "recorder", "observer")
_CHINA = timedelta(hours=8)


def meeting_rows(number: int, places: Places, people: People) -> Rows:
    """Each meeting as a row, with its participants under `participants`."""
    chance, numbering = Chance("meetings"), Numbering(DemoChance("bench meetings"))
    for n in range(number):
        key, unit = chance.key(), chance.choice(places.leaves)
        at = FIRST + timedelta(minutes=30 * chance.randrange(DAYS * 48))
        officials = people.officials[unit]
        present = [chance.choice(officials), *chance.sample(people.residents, PARTICIPANTS - 1)]
        yield {
            "id": key,
            "code": numbering.code(),
            "kind": chance.choice(_KINDS),
            "title": f"第{n + 1}次碰头会",
            "unit_id": unit,
            "place": f"{n % 40 + 1}号会议室",
            "starts_at": at,
            "ends_at": at + timedelta(hours=1),
            "day": (at + _CHINA).date(),
            "recorded_at": at + timedelta(hours=2),
            "recorder_id": present[0],
            "data": {},
            "participants": [
                {
                    "id": chance.key(),
                    "meeting_id": key,
                    "person_id": person,
                    "role": role,
                    "present": chance.random() < 0.9,
                }
                for person, role in zip(present, _ROLES, strict=True)
            ],
        }
