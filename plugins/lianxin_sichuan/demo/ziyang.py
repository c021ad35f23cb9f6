"""SC-ZY: pledges, last year's ratings, achievements and what residents say of them."""

from datetime import date, datetime

from lianxin.calendar import period_of
from lianxin.clock import instant
from lianxin.demo import Chance, Stage, hold_survey
from lianxin.publishing.storing import publication_id
from lianxin.tables import Publication, Respondent
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Office, Province
from lianxin_sichuan.tables import Watched
from lianxin_sichuan.terms import ROLLS

RATING = "sichuan.ziyang.departments_rated"
GRADES = {"satisfied": 55, "fairly_satisfied": 28, "basically_satisfied": 12, "dissatisfied": 5}


async def pledge_and_publish(stage: Stage, province: Province, plan: Plan) -> None:
    publishing = _Publishing(stage, province)
    for n, office in enumerate(province.pledging[:-1]):
        publishing.pledge(n, office)
    for n, office in enumerate([*province.rated[:6], *province.pledging[:2]]):
        publishing.achieve(n, office)
    for n in range(plan.raters):
        stage.rows.add(
            Respondent,
            roll=ROLLS[n % len(ROLLS)].code,
            unit_id=province.ziyang.place.id,
            number=n + 1,
        )
    await stage.rows.store()


async def rate_departments(stage: Stage) -> None:
    """Last year's, each department by its sample of the rolls."""
    year, zone = stage.today.year - 1, stage.locality.zone
    opened, closed = (datetime(year, 12, day, 9, tzinfo=zone) for day in (5, 25))
    liked: dict[int, float] = {}

    def grade(chance: Chance, unit: int) -> str | None:
        share = liked.setdefault(unit, chance.between(0.3, 1.0))
        if not chance.happens(0.9):
            return None
        return "satisfied" if chance.happens(share * 0.6) else chance.weighted(GRADES)

    await hold_survey(stage, RATING, grade, opened, closed)


class _Publishing:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.province = stage, province
        self.chance = stage.chance.about("ziyang")
        self.year = period_of("year", stage.today)

    def pledge(self, n: int, office: Office) -> None:
        subject = ("Person", office.leaders[0])
        title = f"{self.year.start.year} 年公开承诺（{office.place.name}）"
        body = {"aims": texts.PLEDGES[n % len(texts.PLEDGES)]}
        self._publish("pledges", title, subject, office, body, date(self.year.start.year, 1, 20))

    def achieve(self, n: int, office: Office) -> None:
        title = f"{office.place.name}政绩公示"
        body = {"text": texts.ACHIEVEMENTS[n % len(texts.ACHIEVEMENTS)]}
        subject, day = ("Unit", office.place.id), self.stage.ago(60 - 5 * n)
        published = self._publish("achievements", title, subject, office, body, day)
        self.stage.rows.add(
            Watched,
            publication_id=published,
            person_id=self.chance.pick(self.province.dam.heads),
            said_on=self.stage.ago(10),
            text=texts.REMARKS[n % len(texts.REMARKS)],
        )

    def _publish(
        self,
        rule: str,
        title: str,
        subject: tuple[str, int],
        office: Office,
        body: dict[str, str],
        day: date,
    ) -> int:
        key = f"sichuan.ziyang.{rule}"
        return self.stage.rows.add(
            Publication,
            id=publication_id(key, *subject, self.year.start),
            rule_key=key,
            title=title,
            subject_type=subject[0],
            subject_id=subject[1],
            unit_id=office.place.id,
            period_start=self.year.start,
            period_end=self.year.end,
            body=body,
            published_at=instant(self.stage.hours.on(day, self.chance, 9, 16)),
        )
