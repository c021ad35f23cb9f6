"""Coverage: who lacks what, named; counted by group; the share per town."""

from datetime import UTC, date, datetime

from sqlalchemy import exists
from sqlmodel import col

from factories import (
    make_appointment,
    make_household,
    make_liaison,
    make_meeting,
    make_person,
    make_unit,
)
from factories.rules import CLAUSE, in_force, working_by
from lianxin.calendar import period_of
from lianxin.language import Text
from lianxin.localities import Locality
from lianxin.rules import (
    Coverage,
    Term,
    appointment,
    encounter,
    holders,
    households,
    link,
    motions,
    published,
    record,
    units,
)
from lianxin.standings import Found, Subject, evaluate, explain, shares
from lianxin.tables import (
    HouseholdMark,
    Meeting,
    MeetingTarget,
    Motion,
    Publication,
    Regulation,
    Unit,
)

_MEETING = {
    "code": "MT1",
    "kind": "forum",
    "title": "座谈",
    "starts_at": datetime(2026, 3, 3, 1, tzinfo=UTC),
    "day": date(2026, 3, 3),
    "recorded_at": datetime(2026, 3, 3, 1, tzinfo=UTC),
}
YEAR = period_of("year", date(2026, 9, 24))
POLICE = Term("police", Text("联村民警", "liaison officer"))
THREE_OFFICERS = Coverage(
    **CLAUSE,
    key="officers",
    every=units("village"),
    has=(appointment("secretary"), appointment(POLICE), appointment("agent", least=2)),
)


def coverage(**stated: object) -> Coverage:
    return Coverage(**CLAUSE, **({"key": "cover"} | stated))


async def stands(
    locality: Locality, rule: Coverage, subjects: list[Subject] | None = None
) -> dict[int, Found]:
    locality = working_by(locality, rule)
    async with locality.database.reading() as session:
        found = await evaluate(session, in_force(locality, rule), locality, YEAR, subjects)
    return {stood.subject_id: stood for stood in found}


async def test_what_a_village_lacks_is_named(locality: Locality) -> None:
    whole, lacking = await make_unit(locality), await make_unit(locality)
    for post in ("secretary", "police", "agent", "agent"):
        await make_appointment(locality, whole, post)
    await make_appointment(locality, lacking, "agent")
    await make_appointment(locality, lacking, "secretary", until=date(2026, 9, 23))
    await make_unit(locality, kind="town")
    found = await stands(locality, THREE_OFFICERS)
    assert set(found) == {whole.id, lacking.id}
    assert (found[whole.id].required, found[whole.id].state) == (4, "MET")
    assert (found[lacking.id].actual, found[lacking.id].state) == (1, "BREACHED")
    entry = in_force(working_by(locality, THREE_OFFICERS), THREE_OFFICERS)
    assert explain(entry, found[lacking.id], "en").startswith("Lacks secretary, liaison officer")
    assert (
        explain(entry, found[lacking.id], "zh")
        == "缺secretary、联村民警、agent（具备 1，要求 4 项）"
    )


async def test_more_than_allowed_is_amiss_too_and_named(locality: Locality) -> None:
    rule = coverage(every=units("village"), has=(appointment("agent", most=1),))
    right, crowded, empty = [await make_unit(locality) for _ in range(3)]
    for village, number in ((right, 1), (crowded, 2)):
        for _ in range(number):
            await make_appointment(locality, village, "agent")
    found = await stands(locality, rule)
    assert [found[v.id].state for v in (right, crowded, empty)] == ["MET", "BREACHED", "BREACHED"]
    entry = in_force(working_by(locality, rule), rule)
    told = [explain(entry, found[v.id], "zh") for v in (crowded, empty)]
    assert told == ["agent多于规定（具备 0，要求 1 项）", "缺agent（具备 0，要求 1 项）"]


async def test_the_share_covered_is_told_per_town(locality: Locality) -> None:
    north, south = [await make_unit(locality, kind="town", code=c) for c in ("T1", "T2")]
    for town, covered in ((north, 2), (north, 0), (south, 2)):
        village = await make_unit(locality, parent=town)
        for post in ("secretary", "police", "agent", "agent")[: covered * 2]:
            await make_appointment(locality, village, post)
    locality = working_by(locality, THREE_OFFICERS)
    async with locality.database.reading() as session:
        entry = in_force(locality, THREE_OFFICERS)
        found = await shares(session, entry, locality, YEAR, ["town"])
    assert [(s.unit_id, s.total, s.covered) for s in found] == [(north.id, 2, 1), (south.id, 1, 1)]
    assert [s.share for s in found] == [0.5, 1.0]


async def test_links_are_asked_of_holders_and_of_the_other_end(locality: Locality) -> None:
    village = await make_unit(locality)
    reached, left_out = [await make_household(locality, village) for _ in range(2)]
    cadre = await make_person(locality)
    await make_appointment(locality, village, "cadre", person=cadre)
    await make_liaison(locality, cadre, reached, kind="home")
    every_home = coverage(every=households(), has=(link("home"),))
    assert [s.state for _, s in sorted((await stands(locality, every_home)).items())] == (
        ["MET", "BREACHED"] if reached.id < left_out.id else ["BREACHED", "MET"]
    )
    two_homes = coverage(every=holders("cadre"), has=(link("home", end="holder", least=2),))
    [found] = (await stands(locality, two_homes)).values()
    assert (found.subject_type, found.required, found.actual) == ("Person", 2, 1)


async def test_a_person_has_a_post_at_units_of_a_kind(locality: Locality) -> None:
    town, village = await make_unit(locality, kind="town"), await make_unit(locality)
    posted, unposted = await make_person(locality), await make_person(locality)
    for who in (posted, unposted):
        await make_appointment(locality, town, "cadre", person=who)
    await make_appointment(locality, village, "contact", person=posted)
    rule = coverage(every=holders(at="town"), has=(appointment(at=("village", "community")),))
    found = await stands(locality, rule)
    assert (found[posted.id].state, found[unposted.id].state) == ("MET", "BREACHED")


async def test_visits_are_due_until_the_year_is_over(locality: Locality) -> None:
    village, who = await make_unit(locality), await make_person(locality)
    await make_appointment(locality, village, "secretary", person=who)
    plain, marked = [await make_household(locality, village, marks=m) for m in ((), ("in_need",))]
    for by, home in ((who, marked), (await make_person(locality), marked), (who, plain)):
        await make_meeting(locality, "interview", participants=[by], targets=[home])
    again = encounter("interview", least=2, by="secretary")
    rule = coverage(every=households(mark=("in_need", "problem")), has=(again,))
    found = await stands(locality, rule)
    assert set(found) == {marked.id}
    assert (found[marked.id].actual, found[marked.id].state) == (1, "DUE")


async def test_households_are_counted_by_village(locality: Locality) -> None:
    village, other = await make_unit(locality), await make_unit(locality)
    group = await make_unit(locality, kind="group", parent=village)
    homes = [await make_household(locality, unit) for unit in (village, group, group, other)]
    for home in homes[:2]:
        await make_meeting(locality, "interview", targets=[home])
    rule = coverage(
        every=households(), has=(encounter("interview"),), counted_by="village", target=60
    )
    for subjects in (None, [("Household", homes[2].id)], [("Unit", group.id)]):
        found = await stands(locality, rule, subjects)
        assert set(found) == ({village.id, other.id} if subjects is None else {village.id})
        assert (found[village.id].required, found[village.id].actual) == (2, 2)
    entry = in_force(working_by(locality, rule), rule)
    assert explain(entry, found[village.id], "zh") == "2026年interview已覆盖 2 户，要求 2 户"


async def test_records_count_where_they_are_asked_for(locality: Locality) -> None:
    big, small = [await make_unit(locality, kind="bureau", households=n) for n in (900, 5)]
    async with locality.database.writing() as tx:
        for code, aspect in (("R1", "thrift"), ("R2", "thrift"), ("R3", "rights")):
            since = date(2026, 1, 1)
            await tx.add(
                Regulation(
                    code=code, title="细则", aspect=aspect, unit_id=big.id, in_force_since=since
                )
            )

    def has(aspect: str, **more: object) -> object:
        return record(col(Regulation.unit_id), where=col(Regulation.aspect) == aspect, **more)

    large = col(Unit.households) > 100
    rule = coverage(
        every=units("bureau"), has=(has("thrift", when=large), has("power", when=large))
    )
    found = await stands(locality, rule)
    assert (found[big.id].required, found[big.id].actual, found[big.id].detail) == (2, 1, "1,")
    assert (found[small.id].required, found[small.id].state) == (0, "EXEMPT")


async def test_only_those_a_flag_marks_and_only_those_below(locality: Locality) -> None:
    county = await make_unit(locality, kind="county", code="C1")
    poor, rich = [await make_unit(locality, parent=county) for _ in range(2)]
    outside = await make_unit(locality)
    for unit in (poor, outside):
        await make_household(locality, unit, marks=["in_need"])
    some_poor = exists().where(col(HouseholdMark.mark) == "in_need", col(Unit.id) != rich.id)
    rule = coverage(
        every=units("village", under="C1", where=some_poor), has=(appointment("secretary"),)
    )
    assert set(await stands(locality, rule)) == {poor.id}


async def test_motions_and_what_was_published_about_them(locality: Locality) -> None:
    async with locality.database.writing() as tx:
        motions_ = [
            Motion(code=c, title="修路", procedure="p", step="s", data={"major": c < "M3"})
            for c in ("M1", "M2", "M3")
        ]
        meeting = Meeting(**_MEETING)
        await tx.add(*motions_, meeting)
        await tx.add(
            MeetingTarget(meeting_id=meeting.id, target_type="Motion", target_id=motions_[0].id),
            Publication(
                rule_key="test.rules.notice",
                title="公示",
                subject_type="Motion",
                subject_id=motions_[0].id,
                period_start=date(2026, 3, 1),
                period_end=date(2026, 3, 31),
                published_at=_MEETING["starts_at"],
            ),
        )
    rule = coverage(
        every=motions(where=col(Motion.code) < "M3"),
        has=(encounter("forum"), published("notice")),
    )
    found = await stands(locality, rule)
    assert {k: s.actual for k, s in found.items()} == {motions_[0].id: 2, motions_[1].id: 0}
