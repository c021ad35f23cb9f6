"""ZC-D1, ZC-D2: the demonstration of the source's size has the source's figures."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from factories.demos import a_demo_locality, quiet
from lianxin.database import Database
from lianxin.demo import Chance, Stage
from lianxin.localities import Locality
from lianxin.plugins.manager import Installed
from lianxin.tables import (
    Appointment,
    Case,
    CaseEntry,
    Deadline,
    Household,
    Meeting,
    MeetingTarget,
    Respondent,
    Standing,
    Unit,
)
from lianxin_zoucheng.demo import fill_by
from lianxin_zoucheng.demo.catalogue import write_catalogue
from lianxin_zoucheng.demo.course import SATISFACTION
from lianxin_zoucheng.demo.people import people_the_city
from lianxin_zoucheng.demo.plan import SOURCE
from lianxin_zoucheng.tables import DutyItem, Function, OpinionFacts, Penalty

pytestmark = pytest.mark.xdist_group("zoucheng demo")

SHARE = 0.01
"""Of a hundred households, cases and villages one: in seconds, with the same proportions."""


@pytest.fixture
def empty(database: Database, installed: Installed) -> Locality:
    return a_demo_locality(database, installed)


async def _count(locality: Locality, table: Any, *where: Any, of: Any = None) -> Any:
    counted = of if of is not None else func.count()
    found = await locality.database.first(select(counted).select_from(table).where(*where))
    return found[0]


async def test_the_plan_has_the_source_s_figures() -> None:
    assert (SOURCE.villages, SOURCE.departments) == (887, 86)
    assert SOURCE.first_secretaries + SOURCE.team_members == 1_028
    assert (SOURCE.police, SOURCE.agents) == (600, 887)
    assert SOURCE.register == 48_000
    assert SOURCE.households > 270_000
    assert SOURCE.interviewed == 0.997
    assert sum(SOURCE.matters.values()) == 5_914
    assert list(SOURCE.matters.values())[:3] == [2_667, 2_210, 475]
    assert 49_000 < SOURCE.errands < 50_000
    assert SOURCE.disputes > 5_000
    assert (SOURCE.items, SOURCE.days_saved) == (276, 2_834)
    assert (SOURCE.penalties, SOURCE.functions, SOURCE.waivers) == (2_674, 254, 292)
    assert SATISFACTION["dissatisfied"] / sum(SATISFACTION.values()) == 0.02


async def test_every_village_has_its_officers(empty: Locality) -> None:
    """At the source's size, with one household a village."""
    stage = Stage(empty, Chance("figures"), quiet)
    city = await people_the_city(stage, replace(SOURCE, households=887))
    write_catalogue(stage, city, SOURCE)
    await stage.rows.finish()
    assert await _count(empty, Unit, col(Unit.kind) == "village") == 887
    assert await _count(empty, Unit, col(Unit.kind) == "department") == 86
    assert await _count(empty, Unit, col(Unit.kind).in_(["town", "street"])) == 16
    people = func.count(col(Appointment.person_id).distinct())
    for posts, number in (
        (("first_secretary", "team_member"), 1_028),
        (("liaison_police",), 600),
        (("livelihood_agent",), 887),
    ):
        held = col(Appointment.post).in_(posts)
        assert await _count(empty, Appointment, held, of=people) == number
    served = func.count(col(Appointment.unit_id).distinct())
    police = col(Appointment.post) == "liaison_police"
    assert await _count(empty, Appointment, police, of=served) == 887
    section = col(Appointment.rank) == "section"
    assert await _count(empty, Appointment, section, of=people) > 800
    await _catalogue_adds_up(empty)


async def _catalogue_adds_up(locality: Locality) -> None:
    saved = func.sum(col(DutyItem.days_before) - col(DutyItem.days))
    assert await _count(locality, DutyItem) == 276
    assert await _count(locality, DutyItem, of=saved) == 2_834
    assert await _count(locality, Penalty) == 2_674
    assert await _count(locality, Penalty, col(Penalty.first_waived)) == 292
    assert await _count(locality, Function, col(Function.strengthened)) == 254


async def test_all_proportions_are_the_source_s(empty: Locality) -> None:
    plan = SOURCE.scaled(SHARE)
    await fill_by(plan, empty, quiet)
    assert await _count(empty, Household) == plan.households
    assert await _count(empty, Respondent) == plan.register
    await _interviewed(empty, plan.households)
    await _matters(empty, plan.matters)
    for channel, number in (("errand", plan.errands), ("village_problem", plan.disputes)):
        closed = (col(Case.channel) == channel, col(Case.closed_at).is_not(None))
        assert await _count(empty, Case, *closed) == number
    breached = (col(Standing.rule_key).like("%three_officers"), col(Standing.state) != "MET")
    assert await _count(empty, Standing, *breached) == 0


async def _interviewed(locality: Locality, households: int) -> None:
    """99.7 of a hundred, this year."""
    year = locality.clock.now().year
    visited = (
        select(func.count(col(MeetingTarget.target_id).distinct()))
        .join(Meeting, col(Meeting.id) == col(MeetingTarget.meeting_id))
        .where(col(Meeting.kind) == "interview", col(Meeting.day) >= date(year, 1, 1))
    )
    found = await locality.database.first(visited)
    assert round(found[0] / households, 3) == 0.997


async def _matters(locality: Locality, matters: dict[str, int]) -> None:
    """All that have to be are answered and called back, in time or escalated; 98 % satisfied."""
    opinion = col(Case.channel).in_(list(matters))
    for channel, number in matters.items():
        assert await _count(locality, Case, col(Case.channel) == channel) == number
    way = (
        select(func.count())
        .select_from(Case)
        .join(OpinionFacts, col(OpinionFacts.case_id) == col(Case.id))
        .where(opinion, col(Case.answered_at).is_(None))
        .where(col(OpinionFacts.way).in_(["pass_for_handling", "answer_at_once", "three_way_call"]))
    )
    assert (await locality.database.first(way))[0] == 0
    called = (opinion, col(Case.answered_at).is_not(None), col(Case.contactable))
    everybody = await _count(locality, Case, *called)
    assert await _count(locality, Case, *called, col(Case.satisfaction).is_not(None)) == everybody
    satisfied = await _count(locality, Case, *called, col(Case.satisfaction) != "dissatisfied")
    assert 0.95 < satisfied / everybody <= 1
    missed = await _count(locality, Deadline, col(Deadline.state) == "MISSED")
    told = col(CaseEntry.action).in_(["escalate", "deadline_missed"])
    assert missed == await _count(locality, CaseEntry, told)
