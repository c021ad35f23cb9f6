"""When people in offices do things: on working days, in working hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from lianxin.calendar import WorkCalendar
from lianxin.demo.chance import Chance

OPENS, CLOSES = time(8, 30), time(17, 30)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    calendar: WorkCalendar
    zone: tzinfo

    def at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone)

    def on(self, day: date, chance: Chance, first: float = 7.0, last: float = 22.0) -> datetime:
        """Some time of the day between two hours, whether or not an office is open."""
        return self.at(day, time()) + timedelta(minutes=int(chance.between(first, last) * 60))

    def after(self, moment: datetime, chance: Chance, least: float, most: float = 0.0) -> datetime:
        """Some time in an office, so many hours later or as soon as it opens again."""
        later = moment + timedelta(minutes=int(chance.between(least, max(least, most)) * 60))
        return self.open_at(later, chance)

    def open_at(self, moment: datetime, chance: Chance) -> datetime:
        here = moment.astimezone(self.zone)
        if self.calendar.is_working(here.date()) and OPENS <= here.time() < CLOSES:
            return here
        day = here.date() if here.time() < OPENS else here.date() + _DAY
        return self.at(self.next_working(day), OPENS) + timedelta(minutes=chance.whole(1, 90))

    def next_working(self, day: date) -> date:
        while not self.calendar.is_working(day):
            day += _DAY
        return day

    def working_days(self, first: date, last: date) -> list[date]:
        days = (first + n * _DAY for n in range((last - first).days + 1))
        return [day for day in days if self.calendar.is_working(day)]
