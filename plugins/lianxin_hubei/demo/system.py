"""HB-X: the regulations planned and issued, those that others adopted, the appraisal of style."""

from datetime import datetime, timedelta

from lianxin.demo import Chance, Stage, hold_survey
from lianxin.tables import Regulation, RegulationVersion
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.posts import GRADES
from lianxin_hubei.demo.province import Province
from lianxin_hubei.tables import PlannedRegulation

APPRAISAL = "hubei.regulations.style_appraisal"


async def write_regulations(stage: Stage, province: Province, plan: Plan) -> None:
    """As many planned and issued as the source says; most units below have adopted theirs."""
    chance = stage.chance.about("system")
    offices, first = province.offices, stage.ago(400)
    for n in range(plan.planned):
        issued = n < plan.issued
        title = texts.ISSUED[n] if issued else f"{texts.TOPICS[n - plan.issued]}办法"
        stage.rows.add(
            PlannedRegulation,
            number=n + 1,
            title=title,
            unit_id=offices[n % len(offices)].place.id,
            planned_on=first,
            issued_on=first + timedelta(days=60 + 20 * n) if issued else None,
        )
    _adopt(stage, province, plan, chance)
    await stage.rows.store()


def _adopt(stage: Stage, province: Province, plan: Plan, chance: Chance) -> None:
    model = _regulation(stage, "鄂发22号", texts.HEADING, "rule", province.place.id, 380, None)
    below = [city.place for city in province.cities]
    below += [county for city in province.cities for county in city.counties]
    below += [office.place for office in province.offices]
    for n, place in enumerate(below):
        if plan.settled or n % 6 != 5:
            title, days = texts.ADOPTED.format(name=place.name), chance.whole(120, 340)
            _regulation(stage, f"CZ-{n + 1:03}", title, "adopted", place.id, days, model)


def _regulation(
    stage: Stage, code: str, title: str, tier: str, unit_id: int, days: int, parent: int | None
) -> int:
    since = stage.ago(days)
    key = stage.rows.add(
        Regulation,
        code=code,
        title=title,
        tier=tier,
        unit_id=unit_id,
        parent_id=parent,
        in_force_since=since,
    )
    stage.rows.add(
        RegulationVersion,
        regulation_id=key,
        number=1,
        operation="established",
        in_force_since=since,
        body=f"{title}：定期联系、定期走访、事项办结必复。",
    )
    return key


async def appraise_style(stage: Stage) -> None:
    """Last year's, by those who serve under each leading cadre."""
    year = stage.today.year - 1
    opened, closed = (datetime(year, 12, day, 10, tzinfo=stage.locality.zone) for day in (8, 20))

    def grade(chance: Chance, subject: int) -> str | None:
        return chance.weighted(GRADES) if chance.happens(0.95) else None

    await hold_survey(stage, APPRAISAL, grade, opened, closed)
