"""HB-C: services in the villages, and how those rate them whom they were for."""

from lianxin.demo import Stage, meet
from lianxin_hubei.demo import texts
from lianxin_hubei.demo.plan import Plan
from lianxin_hubei.demo.province import Province
from lianxin_hubei.tables import ServiceRating

GRADES = {
    "satisfied": 0.6,
    "fairly_satisfied": 0.25,
    "basically_satisfied": 0.1,
    "dissatisfied": 0.05,
}


async def serve_villages(stage: Stage, province: Province, plan: Plan) -> None:
    chance = stage.chance.about("posts")
    for n in range(plan.services):
        town = province.towns[n % len(province.towns)]
        cadre = town.cadres[n % 2]
        village = town.villages[n % 2]
        at = stage.hours.on(stage.ago(chance.whole(3, 200)), chance, 8, 17)
        served, what = chance.pick(town.residents), chance.pick(texts.SERVICES)
        meeting = meet(
            stage,
            "village_service",
            f"{village.name}：{what}",
            at,
            hours=chance.between(0.5, 3),
            unit=village,
            place=village.name,
            people=[(cadre, "host"), (served, "visitor")],
            recorder=cadre,
            what=what,
        )
        if chance.happens(0.7):
            stage.rows.add(
                ServiceRating,
                meeting_id=meeting,
                person_id=served,
                grade=chance.weighted(GRADES),
                rated_on=min(stage.ago(0), at.date()),
                remark=chance.pick(texts.REMARKS),
            )
        if n % 500 == 0:
            await stage.rows.store()
    await stage.rows.store()
