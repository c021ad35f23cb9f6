"""Matters that show something to each account of the demonstration."""

from datetime import timedelta
from typing import Any

from lianxin.demo import Chance, Stage, Teller
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.accounts import Cast
from lianxin_zoucheng.demo.acts import Actors
from lianxin_zoucheng.demo.city import City, Office
from lianxin_zoucheng.demo.course import Course, draw
from lianxin_zoucheng.demo.matters import MATTERS, Matter
from lianxin_zoucheng.demo.opinions import take_in

RECEIPT = "0000-0000-0000-0001"
"""With this anybody finds the first matter of the resident."""


def tell_featured(stage: Stage, city: City, cast: Cast) -> None:
    scene = _Scene(stage, city, cast)
    scene.of_the_resident()
    scene.at_the_handler()
    scene.before_the_leader()
    scene.fresh()
    scene.about_officials()


class _Scene:
    def __init__(self, stage: Stage, city: City, cast: Cast) -> None:
        self.stage, self.city, self.cast = stage, city, cast
        self.chance: Chance = stage.chance.about("featured")
        self.teller = Teller(stage)
        self.actors = Actors(stage, city, self.chance)

    def tell(
        self, channel: str, course: Course, days: float, brisk: bool = True, **more: Any
    ) -> None:
        """A matter of so many days ago."""
        course.brisk = brisk
        at = self.stage.until - timedelta(days=days, minutes=self.chance.whole(1, 300))
        story = take_in(self.teller, self.actors, channel, course, at, **more)
        self.actors.play(story, course)
        story.finish()

    def course(
        self, matter: Matter, office: Office, *, category: str, stops: str | None = None
    ) -> Course:
        drawn = draw(self.chance, self.city, "pass_for_handling", "satisfied")
        drawn.category, drawn.matter, drawn.offices = category, matter, [office]
        drawn.stops = stops
        return drawn

    def of_the_resident(self) -> None:
        """Told from the resident's village: one at each stage."""
        own: dict[str, Any] = {"reporter": self.cast.parts.resident, "contactable": True}
        stops = ((70, None), (40, None), (9, "reported_back"), (3, "assigned"), (0.1, "received"))
        topics = (("roads", 0), ("subsistence", 2), ("environment", 0), ("water", 0), ("power", 0))
        for n, ((days, stop), (category, which)) in enumerate(zip(stops, topics, strict=True)):
            matter = MATTERS[category][which]
            office = self.city.department(matter.units[0]) or self.city.towns[0]
            course = self.course(matter, office, category=category, stops=stop)
            course.village = self.cast.home
            course.slots |= {
                "village": self.cast.home.place.name,
                "place": self.cast.home.town.place.name + self.cast.home.place.name,
            }
            brisk = stop is not None
            more = own | ({"receipt": RECEIPT} if n == 0 else {})
            self.tell("public_mailbox", course, days, brisk, **more)

    def at_the_handler(self) -> None:
        """Assigned yesterday, half-way, overdue, sent back; answered too."""
        office = self.cast.office
        for n, (days, stop) in enumerate(
            (
                (1, "assigned"),
                (2.5, "supervised"),
                (8, "assigned"),
                (7, "sent_back"),
                (5, "reported_back"),
            )
        ):
            matter = MATTERS["water"][n % len(MATTERS["water"])]
            course = self.course(matter, office, category="water", stops=stop)
            course.returns = int(stop == "sent_back")
            course.handler = self.cast.parts.handler
            self.tell("public_line", course, days)

    def before_the_leader(self) -> None:
        for days in (0.6, 1.5):
            course = draw(self.chance, self.city, "submit_to_leader", "satisfied")
            course.stops = "consulted" if len(course.offices) > 1 else "classified"
            self.tell("leader_message", course, days)

    def fresh(self) -> None:
        """Nobody has looked at them yet."""
        for channel in ("public_line", "public_mailbox", "radio_hotline"):
            course = draw(self.chance, self.city, "pass_for_handling", "satisfied")
            course.stops = "received"
            self.tell(channel, course, 0.05)

    def about_officials(self) -> None:
        """One official of a town and one of a department are named; neither ever learns of it."""
        accused = (self.city.towns[3], self.city.departments[-1])
        for n, (office, (title, body)) in enumerate(zip(accused, phrases.CONDUCT, strict=True)):
            matter = Matter(title, body, "已核实并向反映人反馈。", ())
            course = self.course(matter, self.city.discipline, category="conduct")
            course.way, course.stops = "discipline", "supervised"
            person = office.leaders[-1]
            about: dict[str, Any] = {"about_people": [person], "about_units": [office.place.id]}
            if n:
                about |= {"anonymous": True, "reporter": None, "contactable": False}
            self.tell("public_mailbox", course, 4 - n, **about)
