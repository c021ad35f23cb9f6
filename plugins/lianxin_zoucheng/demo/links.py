"""ZC-A6, ZC-A7: every cadre has households, every household a cadre; they are visited."""

from collections.abc import Iterator
from datetime import date

from lianxin.demo import Chance, Stage, meet
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.city import City, Village
from lianxin_zoucheng.demo.plan import Plan

AT_LEAST = 5
"""So many households each cadre has."""

_HOME, _VISITS = "Household", "走访 Visits"
_LINK_DAYS = 400


async def link_and_visit(stage: Stage, city: City, plan: Plan) -> None:
    visiting = _Visiting(stage, city, plan)
    for done, village in enumerate(city.villages, 1):
        visiting.visit(village)
        await stage.rows.store()
        stage.progress(_VISITS, done, len(city.villages))


class _Visiting:
    """Links are handed out village by village, so that a cadre has his households near by."""

    def __init__(self, stage: Stage, city: City, plan: Plan) -> None:
        self.stage, self.plan = stage, plan
        self.chance: Chance = stage.chance.about("links")
        cadres = self.chance.shuffled(city.cadres)
        self.cadres = cadres if plan.settled else cadres[:-3]
        self.windows = list(_windows(plan.households, self.cadres))
        self.seen = 0
        self.visits = 0.0

    def visit(self, village: Village) -> None:
        for cadre, homes in self._shares(village):
            for home in homes:
                self._link(cadre, home)
            self._interview(village, cadre, homes)

    def _shares(self, village: Village) -> Iterator[tuple[int, list[int]]]:
        """The households of a village by the cadre who has them; some have a second one."""
        here, self.seen = self.seen, self.seen + len(village.households)
        for start, end, cadre in self.windows:
            if homes := village.households[max(start - here, 0) : max(end - here, 0)]:
                yield cadre, homes

    def _link(self, cadre: int, home: int) -> None:
        if self.plan.settled or self.chance.happens(0.98):
            since = self.stage.ago(_LINK_DAYS + self.chance.whole(0, 300))
            self.stage.link("household_link", ("Person", cadre), (_HOME, home), since)

    def _interview(self, village: Village, cadre: int, homes: list[int]) -> None:
        """Rounds of a few households each; those in need twice."""
        wanted = [home for home in homes if self._is_visited()]
        size = 10 if self.plan.settled else 2
        for n in range(0, len(wanted), size):
            self._round(village, cadre, wanted[n : n + size])
        again = [home for home in wanted if home in village.marked]
        if again and (self.plan.settled or self.chance.happens(0.85)):
            self._round(village, cadre, again)

    def _is_visited(self) -> bool:
        """Of a thousand households exactly as many as the share says."""
        self.visits += self.plan.interviewed
        if self.visits < 1:
            return False
        self.visits -= 1
        return True

    def _round(self, village: Village, cadre: int, homes: list[int]) -> None:
        chance = self.chance
        hosts = village.seconded[:1] or village.town.staff[:1]
        comes = self.plan.settled or chance.happens(0.75)
        meet(
            self.stage,
            "interview",
            f"{village.place.name}入户访谈：{chance.pick(phrases.INTERVIEWS)}",
            self.stage.hours.on(self._day(), chance, 8, 17),
            hours=0.5 * len(homes),
            unit=village.place,
            place=village.place.name,
            people=[
                *((host, "host") for host in hosts),
                *([(cadre, "participant")] if comes else []),
            ],
            targets=[(_HOME, home) for home in homes],
            recorder=hosts[0],
        )

    def _day(self) -> date:
        """Some day of this year that is over."""
        last = max((self.stage.today - date(self.stage.today.year, 1, 1)).days, 1)
        return self.stage.ago(self.chance.whole(1, last))


def _windows(households: int, cadres: list[int]) -> Iterator[tuple[int, int, int]]:
    """From which household to which each cadre goes: all are covered, nobody has too few."""
    for n, cadre in enumerate(cadres):
        start, end = (households * k // len(cadres) for k in (n, n + 1))
        start = max(0, min(start, households - AT_LEAST))
        yield start, max(end, start + AT_LEAST), cadre
