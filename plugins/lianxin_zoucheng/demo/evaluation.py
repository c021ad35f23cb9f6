"""ZC-A11, ZC-B5, ZC-B6: the register, overall ranks, last year's evaluation and this year's."""

from datetime import date, datetime

from lianxin.clock import start_of_day
from lianxin.commands.contact import Contact, columns_of
from lianxin.demo import Chance, Stage, hold_survey
from lianxin.demo.names import full_name, mobile
from lianxin.tables import Respondent
from lianxin_zoucheng.demo.catalogue import SYSTEM
from lianxin_zoucheng.demo.city import City
from lianxin_zoucheng.demo.plan import Plan
from lianxin_zoucheng.tables import OverallRank

EVALUATION = "zoucheng.departments.democratic_evaluation"
OFFICERS = "zoucheng.villages.officers_assessed"
ROLL = "service_object"
_REGISTER = "名册 Register"
_GRADES = ("satisfied", "fairly_satisfied", "basically_satisfied", "dissatisfied")


async def enter_register(stage: Stage, city: City, plan: Plan) -> None:
    """Each department's own service objects, numbered."""
    chance, offices = stage.chance.about("register"), city.departments
    for n in range(plan.register):
        office = offices[n % len(offices)]
        contact = Contact(full_name(chance), mobile(chance))
        columns = columns_of(contact, stage.locality.sealer)
        stage.rows.add(
            Respondent,
            roll=ROLL,
            unit_id=office.place.id,
            number=n // len(offices) + 1,
            **{name: columns[name] for name in ("name", "phone", "sealed")},
        )
        if n % 1_000 == 999 or n + 1 == plan.register:
            stage.progress(_REGISTER, n + 1, plan.register)
            await stage.rows.store()


def rank_overall(stage: Stage, city: City) -> None:
    """Of the last two years; each department belongs to its system."""
    for back in (1, 2):
        year = stage.today.year - back
        order = stage.chance.about(f"overall ranks {back}").shuffled(city.departments)
        for rank, office in enumerate(order, 1):
            unit, system = office.place.id, SYSTEM[office.place.name]
            stage.rows.add(OverallRank, unit_id=unit, year=year, rank=rank, system=system)


async def hold_surveys(stage: Stage, city: City, plan: Plan) -> None:
    """Last year's evaluation is closed, with all that followed; this year's has just begun."""
    before = stage.today.year - 1
    opened, closed = (_at(stage, date(before, 12, day)) for day in (8, 28))
    await hold_survey(stage, EVALUATION, _Opinions(stage, 0.96), opened, closed)
    if not plan.settled:
        await hold_survey(stage, OFFICERS, _Opinions(stage, 0.9), opened, closed)
    begun = max(stage.ago(9), date(stage.today.year, 1, 1))
    await hold_survey(stage, EVALUATION, _Opinions(stage, 0.4), _at(stage, begun))


def _at(stage: Stage, day: date) -> datetime:
    return start_of_day(day, stage.locality.zone)


class _Opinions:
    """So many answer, and everybody thinks of a subject much alike."""

    def __init__(self, stage: Stage, share: float) -> None:
        self._chance = stage.chance.about(f"opinions {share}")
        self._share = share
        self._good: dict[int, float] = {}

    def __call__(self, chance: Chance, subject: int) -> str | None:
        if not chance.happens(self._share):
            return None
        good = self._good.setdefault(subject, self._chance.between(0.35, 0.97))
        return next((grade for grade in _GRADES if chance.happens(good)), _GRADES[-1])
