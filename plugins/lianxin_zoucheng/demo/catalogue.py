"""ZC-B1 … ZC-B3, ZC-B9, ZC-B10: duty catalogues, penalties, fees, functions, commitments."""

from datetime import date, timedelta
from itertools import cycle, product

from lianxin.demo import Chance, Stage
from lianxin_zoucheng.demo import catalogue_texts as texts
from lianxin_zoucheng.demo.city import City, Office
from lianxin_zoucheng.demo.places import DEPARTMENTS, ENFORCEMENT
from lianxin_zoucheng.demo.plan import Plan
from lianxin_zoucheng.demo.shares import shares
from lianxin_zoucheng.tables import Commitment, DutyItem, Fee, Function, Penalty

SYSTEM = dict(DEPARTMENTS)
_HALF_A_YEAR = timedelta(days=183)
_MONTH = timedelta(days=30)


def write_catalogue(stage: Stage, city: City, plan: Plan) -> None:
    chance = stage.chance.about("catalogue")
    _items(stage, city, plan, chance)
    _penalties(stage, city, plan, chance)
    _fees(stage, city)
    _functions(stage, city, plan, chance)
    _commitments(stage, city, plan, chance)


def _items(stage: Stage, city: City, plan: Plan, chance: Chance) -> None:
    """Each with a definite limit, and the days saved by it, which add up to what was saved."""
    saved = shares(plan.days_saved, plan.items, chance)
    for n, (office, days_saved) in enumerate(zip(cycle(city.departments), saved, strict=False)):
        turn = n // len(city.departments)
        names = texts.ITEMS[SYSTEM[office.place.name]]
        filed = chance.happens(0.15)
        days = 1 if filed else chance.whole(2, 15)
        stage.rows.add(
            DutyItem,
            unit_id=office.place.id,
            code=f"{office.place.code}-S{turn + 1:02}",
            name=names[(n + turn) % len(names)],
            kind=chance.pick(texts.KINDS),
            way="filed" if filed else "approved",
            can_be_filed=filed,
            days=days,
            days_before=days + days_saved,
            lowest_days=days,
            **_answerable(office, chance),
        )


def _answerable(office: Office, chance: Chance) -> dict[str, int]:
    """The chain of ZC-B1: who answers for an item, from the top down."""
    return {
        "principal_id": office.leaders[0],
        "leader_id": office.leaders[min(1, len(office.leaders) - 1)],
        "section_head_id": office.leaders[-1],
        "handler_id": chance.pick(office.handlers),
    }


def _penalties(stage: Stage, city: City, plan: Plan, chance: Chance) -> None:
    """Every offence once, as many of them waived the first time as the plan says."""
    enforcing = [o for o in city.departments if SYSTEM[o.place.name] == ENFORCEMENT]
    offences = product(texts.DEGREES, texts.WHERE, texts.OFFENCES)
    deck = chance.deck({True: plan.waivers, False: max(plan.penalties - plan.waivers, 0)})
    for n, ((degree, where, what), waived) in enumerate(zip(offences, deck, strict=False), 1):
        office = enforcing[n % len(enforcing)] if enforcing else city.departments[0]
        first = 50.0 * chance.whole(1, 20)
        stage.rows.add(
            Penalty,
            unit_id=office.place.id,
            code=f"{office.place.code}-F{n:04}",
            offence=f"{where}{what}{degree}" if degree != "夜间" else f"夜间{where}{what}",
            basis=texts.BASIS.format(n=n),
            first_waived=waived,
            first_amount=first,
            lighter_amount=first * 2,
            heavier_amount=first * chance.whole(4, 10),
        )


def _fees(stage: Stage, city: City) -> None:
    for n, (name, amount, per) in enumerate(texts.FEES):
        office = city.departments[n % len(city.departments)]
        code = f"{office.place.code}-Z{n + 1:02}"
        stage.rows.add(Fee, unit_id=office.place.id, code=code, name=name, amount=amount, per=per)


def _functions(stage: Stage, city: City, plan: Plan, chance: Chance) -> None:
    """Those strengthened, and half as many that were not."""
    for n in range(plan.functions + plan.functions // 2):
        office = city.departments[n % len(city.departments)]
        aim = chance.pick(list(texts.FUNCTIONS))
        strengthened = n < plan.functions
        stage.rows.add(
            Function,
            unit_id=office.place.id,
            code=f"{office.place.code}-N{n // len(city.departments) + 1:02}",
            name=chance.pick(texts.FUNCTIONS[aim]),
            aim=aim,
            strengthened=strengthened,
            measure=chance.pick(texts.MEASURES) if strengthened else None,
        )


def _commitments(stage: Stage, city: City, plan: Plan, chance: Chance) -> None:
    for office in city.departments:
        for text in chance.some(texts.COMMITMENTS, 2):
            due = stage.today + _MONTH * chance.whole(-5, 4)
            stage.rows.add(
                Commitment,
                unit_id=office.place.id,
                side=chance.weighted({"public": 3, "superior": 1}),
                text=text.format(n=chance.whole(3, 20)),
                made_on=due - _HALF_A_YEAR,
                due_on=due,
                on_television=chance.happens(0.4),
                **_kept(stage, plan, chance, due),
            )


def _kept(stage: Stage, plan: Plan, chance: Chance, due: date) -> dict[str, object]:
    if due >= stage.today:
        return {}
    if plan.settled or chance.happens(0.85):
        return {"kept": True, "kept_on": due - timedelta(days=chance.whole(0, 10))}
    return {"kept": False, "outcome": chance.pick(texts.NOT_KEPT)}
