"""Clauses of five models, stated as declarations: each is SQL that both databases understand."""

from sqlalchemy import Float, exists, select
from sqlmodel import col

from factories.rules import CLAUSE, working_by
from lianxin.calendar import MonthlyWeekday, Weekday, Weekly, period_of
from lianxin.context import SYSTEM, Context
from lianxin.database import JsonText
from lianxin.indicators import values
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.previewing import Changes, Proposal
from lianxin.previewing.standing import standing_changes
from lianxin.publishing import publish
from lianxin.rules import (
    HOST,
    OWN_UNIT,
    CalendarRule,
    Coverage,
    Duty,
    Indicator,
    LiaisonRule,
    ModuleSettings,
    Procedure,
    Publication,
    Rule,
    StandingRule,
    appointment,
    average,
    by,
    counted,
    days,
    different,
    done_by,
    encounter,
    figures,
    holders,
    hours,
    households,
    in_units,
    link,
    links,
    motions,
    on,
    pay,
    published,
    rate,
    ratio,
    record,
    records,
    rostered,
    rows,
    served_by,
    staffed,
    stays,
    times,
    total,
    units,
)
from lianxin.rules.procedure import Stage
from lianxin.standings import evaluate, refresh_standings, shares
from lianxin.tables import (
    Appointment,
    Case,
    CaseEntry,
    Household,
    HouseholdMark,
    Meeting,
    Motion,
    Regulation,
    Task,
    Unit,
)


class Model(ModuleSettings):
    number: int = 2
    share: float = 90.0
    kinds: list[str] = ["reception", "talk"]
    weekdays: tuple[Weekday, ...] = (Weekday.TUESDAY,)
    weeks: tuple[int, ...] = (1, 3)
    cadence: str = "quarter"
    size: float = 100.0


F = figures(Model)
_HEADS = holders(ranks=("division",), roles=("leader",))
_MAJOR = JsonText(col(Motion.data), "major") == "yes"
_LARGE = col(Unit.households) > F.size.sql(Float())
_NEEDY = exists().where(col(HouseholdMark.household_id) == col(Household.id))
_REPORTS = records(
    col(Task.person_id), on=col(Task.due_on), called=Text("撰写报告", "reports written")
)
_LODGED = JsonText(col(Meeting.data), "lodged") == "true"
_NOBODY = Text("没有", "nobody")


def duty(key: str, **stated: object) -> Duty:
    return Duty(**CLAUSE, key=key, **({"at_least": F.number, "per": "year"} | stated))


def coverage(key: str, every: object, *has: object, **stated: object) -> Coverage:
    return Coverage(**CLAUSE, key=key, every=every, has=has, **stated)


DUTIES = (
    duty("CD-C2", every=_HEADS, count=times(F.kinds, at=in_units("village", "school"))),
    duty("CD-C3", every=_HEADS, count=days("research"), at_least=90, pro_rata=True),
    duty("CD-C3-report", every=_HEADS, count=_REPORTS),
    duty("CD-D1", every=units("department"), count=times("c", at=HOST), at_least=None, at_most=5),
    duty("CD-F4", every=holders("secretary"), count=different("Household", "v"), per=F.cadence),
    duty("HB-A1", every=_HEADS, count=stays("stay", days=3, tolerance=1, at=in_units("village"))),
    duty("HB-A5", every=links("county_point"), count=times("visit", where=_LODGED)),
    duty("HB-A10", every=_HEADS, count=times("talk", roles="host")),
    duty("SC-KZ4", every=served_by("grid_head"), count=days("visit"), per="week"),
    duty("SC-NJ1", every=households(mark="in_need"), count=times("visit"), per="half_year"),
    duty("hours", every=staffed("village", posts="clerk"), count=hours("c"), per="month"),
    duty("places", every=_HEADS, count=different("Unit", "visit", roles="host")),
)
COVERAGE = (
    coverage("CD-A2", rows(Case), record(CaseEntry.case_id)),
    coverage("CD-A4", units("department"), record(Regulation.unit_id, when=_LARGE)),
    coverage("CD-B4", motions(where=_MAJOR), encounter("ask"), published("effect")),
    coverage("CD-C1", _HEADS, link("village", end="holder"), link("firm", end="holder")),
    coverage("FG-A1", units("group", under="C1"), appointment("member", least=3), link("branch")),
    coverage("HB-C1", holders(at="town"), appointment(at=("village", "community"))),
    coverage("HB-C1-villages", units("village"), appointment(), counted_by=("town", "county")),
    coverage("SC-KZ3", households(where=_NEEDY), encounter("v", by="secretary"), counted_by="grid"),
)
CALENDARS = (
    CalendarRule(
        **CLAUSE,
        key="ZC-C11",
        per="month",
        dates=on(MonthlyWeekday, Weekday.TUESDAY, F.weeks),
        every=rostered(),
        must=encounter("line", at=OWN_UNIT),
    ),
    CalendarRule(
        **CLAUSE,
        key="SC-NJ1-days",
        dates=on(Weekly, F.weekdays, except_holidays=True),
        every=units("organ"),
        must=encounter("open_day", by="leader"),
    ),
)
LIAISONS = (
    LiaisonRule(**CLAUSE, key="HB-A4", of="point", years=3),
    LiaisonRule(
        **CLAUSE,
        key="SC-NJ2",
        of="pair",
        holders=units("department"),
        targets=units("village"),
        at_least=F.number,
    ),
)
_SUBMITTED = {"on": col(Case.submitted_at)}
INDICATORS = (
    ("ZC-C9", rate(Case, col(Case.answered_at).is_not(None), **_SUBMITTED)),
    ("ZC-A12", pay("secretary", amount=300)),
    ("CD-D3", done_by(staffed("village"), hours("conference"))),
    ("CD-F1", ratio(total(col(Unit.households), by=col(Unit.id)), counted(Appointment))),
    ("FG-D2", ratio(counted(CaseEntry), counted(Case, **_SUBMITTED), scale=F.share)),
    ("FG-D4", counted(Task, on=col(Task.due_on), different=col(Task.person_id))),
    ("HB-B3", average(col(Case.returns), **_SUBMITTED)),
)
FIGURES = tuple(Indicator(**CLAUSE, key=key, per="month", value=value) for key, value in INDICATORS)
TARGETS = (
    Indicator(
        **CLAUSE,
        key="target",
        value=INDICATORS[0][1],
        every=units("department"),
        target=F.share,
    ),
    Indicator(
        **CLAUSE,
        key="most",
        value=pay("secretary", amount=1),
        every=holders("secretary"),
        target=1,
        at_most=True,
    ),
)
OTHERS: tuple[Rule, ...] = (
    Publication(
        **CLAUSE,
        key="effect",
        per="month",
        about=units("village"),
        query=select(col(Unit.id).label("subject_id"), col(Unit.name)),
        within_days=F.number,
    ),
    Procedure(
        **CLAUSE,
        key="ZC-A8",
        stages=(Stage(code="one", label=_NOBODY, by=by("clerk")),),
        attended_by=("seconded",),
        meeting_kinds=F.kinds,
    ),
)
ALL: tuple[Rule, ...] = (*DUTIES, *COVERAGE, *CALENDARS, *LIAISONS, *FIGURES, *TARGETS, *OTHERS)
SOME = [(t, 1) for t in ("Person", "Unit", "Household", "Liaison", "Case", "Meeting", "Motion")]


async def test_every_declaration_is_sql_for_everybody_and_for_some(locality: Locality) -> None:
    locality = working_by(locality, *ALL, settings=Model())
    today = locality.clock.now().date()
    async with locality.database.reading() as session:
        for entry, rule in locality.composition.of(StandingRule):
            if not rule.stands:
                continue
            period = period_of(rule.period_kind(locality.figures.settings), today)
            assert await evaluate(session, entry, locality, period) == []
            assert await evaluate(session, entry, locality, period, SOME) == []
            assert await shares(session, entry, locality, period, "town") == []


async def test_all_of_them_are_kept_published_and_previewed(locality: Locality) -> None:
    without, locality = locality, working_by(locality, *ALL, settings=Model())
    now = locality.clock.now()
    async with locality.database.writing() as tx:
        assert await refresh_standings(tx, locality, now) == []
        assert await refresh_standings(tx, locality, now, {"meeting"}, SOME) == []
        assert await publish(tx, locality, now) == 0
    proposal = Proposal(Context(without, SYSTEM, now), locality, "test.rules")
    async with locality.database.reading() as session:
        assert await standing_changes(session, proposal) == Changes()


async def test_figures_are_read_of_all_of_a_unit_and_by_unit(locality: Locality) -> None:
    locality = working_by(locality, *FIGURES, settings=Model())
    month = period_of("month", locality.clock.now().date())
    async with locality.database.reading() as session:
        for entry, _ in locality.composition.of(Indicator):
            [whole] = await values(session, entry, locality, month)
            assert (whole.value or 0, whole.key) == (0, None)
            assert await values(session, entry, locality, month, 5, by="town") == []
            assert await values(session, entry, locality, month, by="key") == []


def test_a_rule_tells_every_figure_that_it_reads() -> None:
    told = {rule.key: {f.name for f in rule.figures_read()} for rule in ALL}
    assert told["CD-C2"] == {"kinds", "number"}
    assert told["CD-A4"] == {"size"}
    assert told["CD-F4"] == {"number", "cadence"}
    assert told["ZC-C11"] == {"weeks"}
    assert told["FG-D2"] == {"share"}
    assert DUTIES[0].parameters({Model: Model()}) == {"kinds": ["reception", "talk"], "number": 2}
