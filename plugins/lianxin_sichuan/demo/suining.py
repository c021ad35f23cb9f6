"""SC-SN: matters that were assessed, and those that two thirds did not approve."""

from datetime import timedelta

from lianxin.clock import instant
from lianxin.demo import Stage
from lianxin.tables import Motion, MotionEntry
from lianxin_sichuan.demo import texts
from lianxin_sichuan.demo.plan import Plan
from lianxin_sichuan.demo.province import Province
from lianxin_sichuan.rules.suining.decisions import PROCEDURE
from lianxin_sichuan.tables import Assessment, Consultation
from lianxin_sichuan.terms import METHODS


async def assess(stage: Stage, province: Province, plan: Plan) -> None:
    assessing = _Assessing(stage, province)
    for n in range(plan.vetoed):
        assessing.matter(n, vetoed=True)
    for n in range(plan.decided):
        assessing.matter(plan.vetoed + n, vetoed=False)
    await stage.rows.store()


class _Assessing:
    def __init__(self, stage: Stage, province: Province) -> None:
        self.stage, self.province = stage, province
        self.chance = stage.chance.about("suining")

    def matter(self, n: int, *, vetoed: bool) -> None:
        """Vetoed at the assessment, or decided after it."""
        stage, chance = self.stage, self.chance
        title, kind = texts.MATTERS[n % len(texts.MATTERS)]
        office = chance.pick(self.province.bureaus)
        day = stage.ago(chance.whole(20, 240))
        at = stage.hours.on(day, chance, 9, 16)
        name = f"{title}（第 {n // len(texts.MATTERS) + 1} 期）"
        steps = ("assessed",) if vetoed else ("assessed", "decided")
        motion = stage.rows.add(
            Motion,
            code=stage.numbers.code(),
            version=1 + len(steps),
            title=name,
            procedure=PROCEDURE,
            step=steps[-1],
            unit_id=office.place.id,
            decided=True,
            passed=not vetoed,
            data={"kind": kind},
        )
        for k, (action, step) in enumerate(
            [("propose", "assessed"), *(("conclude", step) for step in steps)], 1
        ):
            stage.rows.add(
                MotionEntry,
                motion_id=motion,
                n=k,
                action=action,
                step=step,
                actor_id=office.staff[0],
                at=instant(at + timedelta(days=6 * (k - 1))),
            )
        self.ask(motion, day, vetoed)
        stage.rows.add(
            Assessment,
            motion_id=motion,
            unit_id=office.place.id,
            assessed_on=day + timedelta(days=5),
            risks=texts.RISKS,
            conclusion="认可未达三分之二，建议不予实施" if vetoed else "风险可控，可以实施",
        )

    def ask(self, motion: int, day: object, vetoed: bool) -> None:
        """A questionnaire that counts, and two other ways."""
        chance = self.chance
        valid = chance.whole(180, 900)
        share = chance.between(0.35, 0.64) if vetoed else chance.between(0.68, 0.93)
        support = int(valid * share) + (not vetoed)
        abstain = chance.whole(0, (valid - support) // 3)
        ways = chance.some([method.code for method in METHODS[2:]], 2)
        for n, method in enumerate(("questionnaire", *ways)):
            counts = (
                {
                    "support": support,
                    "against": valid - support - abstain,
                    "abstain": abstain,
                    "satisfied": int(support * 0.9),
                    "confident": min(valid, int(support * 1.05)),
                }
                if n == 0
                else {}
            )
            self.stage.rows.add(
                Consultation,
                motion_id=motion,
                method=method,
                held_on=day,
                asked_whom="涉及范围内住户和商户" if n == 0 else "群众代表、人大代表和专家",
                **counts,
            )
