"""C 社情民意三个平台: matters from four channels, in all states that they can be in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from lianxin.demo import Chance, Stage, Story, Teller
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.acts import Actors
from lianxin_zoucheng.demo.city import City
from lianxin_zoucheng.demo.course import SATISFACTION, WAYS, Course, draw
from lianxin_zoucheng.demo.plan import Plan

MATTERS = "诉求 Matters"
OPEN_STEPS = {
    "received": 3,
    "accepted": 2,
    "classified": 3,
    "assigned": 5,
    "supervised": 4,
    "reported_back": 4,
    "called_back": 2,
    "sent_back": 2,
}
"""Where matters that were left lying have stopped."""

SETTLED_DAYS = 25
"""Long enough for a matter to be answered, holidays included."""


async def tell_opinions(stage: Stage, city: City, plan: Plan) -> None:
    chance = stage.chance.about("opinions")
    channels = chance.deck(plan.matters)
    courses = list(_courses(chance, city, plan, len(channels)))
    moments = sorted(_moments(stage, plan, len(channels)))
    teller, actors = Teller(stage), Actors(stage, city, chance)
    for n, (channel, course, at) in enumerate(zip(channels, courses, moments, strict=True), 1):
        story = take_in(teller, actors, channel, course, at)
        actors.play(story, course)
        story.finish()
        if n % 50 == 0 or n == len(channels):
            stage.progress(MATTERS, n, len(channels))
            await stage.rows.store()


def take_in(
    teller: Teller, actors: Actors, channel: str, course: Course, at: datetime, **more: Any
) -> Story:
    """By phone, message and radio a clerk takes it down; in the mailbox it stands as written."""
    chance, city = actors.chance, actors.city
    body = "".join(
        (
            chance.pick(phrases.OPENINGS).format(**course.slots),
            course.said(course.matter.body),
            chance.pick(phrases.APPEALS),
        )
    )
    given: dict[str, Any] = more if "reporter" in more else _reporter(chance, course) | more
    if channel != "public_mailbox" and not given.get("anonymous"):
        given.setdefault("taken_by", chance.pick(city.centre.staff))
    return teller.begins(
        channel,
        course.said(course.matter.title),
        at,
        body=body,
        category=course.category,
        **given,
    )


def _reporter(chance: Chance, course: Course) -> dict[str, Any]:
    if chance.happens(0.07):
        return {"anonymous": True}
    if chance.happens(0.06) and course.village.silent:
        return {"reporter": chance.pick(course.village.silent)}
    return {"reporter": chance.pick(course.village.reachable), "contactable": True}


def _courses(chance: Chance, city: City, plan: Plan, n: int) -> Iterator[Course]:
    ways = chance.deck({way: -(-n * share // 100) for way, share in WAYS.items()})
    grades = chance.deck({g: -(-n * share // 50) for g, share in SATISFACTION.items()})
    for way, grade, _ in zip(ways, grades, range(n), strict=False):
        course = draw(chance, city, way, grade)
        if not plan.settled:
            course.late = chance.happens(0.08)
            course.returns = int(chance.happens(0.07))
            if chance.happens(0.04):
                course.stops = chance.weighted(OPEN_STEPS)
        yield course


def _moments(stage: Stage, plan: Plan, n: int) -> Iterator[datetime]:
    """Spread over the days; where all is settled, the last ones lie back a while."""
    chance = stage.chance.about("moments")
    nearest = SETTLED_DAYS if plan.settled else 0
    for _ in range(n):
        day = stage.ago(chance.whole(nearest, plan.days))
        at = stage.hours.on(day, chance, 7.5, 21.5)
        yield at if at <= stage.until else at - timedelta(days=1)
