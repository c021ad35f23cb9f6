"""ZC-C11: leaders answer the public line on two Tuesdays a month; one forgot."""

from lianxin.calendar import MonthlyWeekday, Weekday
from lianxin.demo import Stage, meet
from lianxin.tables import RosterEntry
from lianxin_zoucheng.demo import phrases
from lianxin_zoucheng.demo.city import City
from lianxin_zoucheng.demo.plan import Plan

RULE = "zoucheng.opinions.leaders_answer_the_line"
LINE_DAYS = MonthlyWeekday(Weekday.TUESDAY, (1, 3))


def answer_the_line(stage: Stage, city: City, plan: Plan) -> None:
    """The roster of four months, two of them to come."""
    chance = stage.chance.about("line")
    for leader in city.leaders:
        since = stage.ago(chance.whole(200, 800))
        stage.appoint(leader, city.place, "government_leader", since=since, rank="deputy_division")
    days = LINE_DAYS.dates(stage.ago(100), stage.ago(-60), stage.locality.calendar)
    for n, day in enumerate(days):
        leader = city.leaders[n % len(city.leaders)]
        stage.rows.add(RosterEntry, rule_key=RULE, day=day, unit_id=city.place.id, person_id=leader)
        at = stage.hours.on(day, chance, 8.5, 9)
        if at >= stage.until or (n == 2 and not plan.settled):
            continue
        meet(
            stage,
            "line_duty",
            chance.pick(phrases.LINE_DUTY),
            at,
            unit=city.centre.place,
            place="公开电话接听席",
            people=[(leader, "host"), (city.centre.staff[0], "recorder")],
            recorder=city.centre.staff[0],
        )
