"""CD-A1 … CD-A4: the system of regulations, and the problems that it answers."""

from datetime import date
from typing import Any

import pytest

from factories import make_unit
from factories.asking import data
from factories.departments import change, done, refusal
from factories.regulations import make_regulation
from factories.villages import Village, clause_or_code, stands
from lianxin.localities import Locality
from lianxin.tables import Regulation, RegulationGround, Unit

pytestmark = pytest.mark.modules("chengdu.regulations")
RECORD, VERSION = "chengduRecordRegulation", "chengduRecordRegulationVersion"
KEY = "chengdu.regulations."


async def tree(locality: Locality, unit: Unit) -> tuple[Regulation, Regulation]:
    """The framework, and the regulation of one aspect under it."""
    framework = await make_regulation(locality, "总体实施意见", tier="framework", unit=unit)
    aspect = await make_regulation(
        locality,
        "密切联系群众的规定",
        tier="aspect",
        aspect="close_contact",
        unit=unit,
        parent=framework,
    )
    return framework, aspect


async def test_cd_a1_regulations_are_a_tree_under_one_framework(locality: Locality) -> None:
    city = await make_unit(locality, "成都市", kind="city", code="CD")
    framework, aspect = await tree(locality, city)
    second = {
        "code": "CD-2",
        "title": "另一意见",
        "tier": "framework",
        "unit": "CD",
        "inForceSince": "2026-01-01",
    }
    assert await refusal(locality, RECORD, second) == "CD-A1"
    rules = {**second, "title": "市规划局调研制度", "tier": "detail", "aspect": "close_contact"}
    for wrong in ({}, {"parent": framework.code}, {"parent": aspect.code, "aspect": "thrift"}):
        assert await refusal(locality, RECORD, rules | wrong) == "CD-A1"
    answer = "record { tier { label } parent { title parent { title } } }"
    made = await done(locality, RECORD, rules | {"parent": aspect.code}, answer)
    assert made["record"] == {
        "tier": {"label": "实施细则（N）"},
        "parent": {"title": "密切联系群众的规定", "parent": {"title": "总体实施意见"}},
    }


async def test_cd_a1_the_text_in_force_on_any_date_can_be_asked_for(locality: Locality) -> None:
    unit = await make_unit(locality, "市规划局", kind="department")
    rules = await make_regulation(
        locality, unit=unit, code="GH-1", versions=(), abolished_on=date(2026, 9, 1)
    )
    versions = [
        ("established", "2026-01-01", "每月下基层 5 天"),
        ("revised", "2026-05-01", "每月下基层 8 天"),
        ("abolished", "2026-09-01", "并入市级规定"),
    ]
    for n, (operation, since, body) in enumerate(versions, 1):
        given = {"regulation": rules.code, "number": n, "inForceSince": since, "body": body}
        await done(locality, VERSION, given | {"operation": operation})
    query = """query ($on: Date!) { regulations(inForceOn: $on) { totalCount }
        regulation(code: "GH-1") { versions(on: $on, first: 1) { edges { node {
            body operation { code } } } } } }"""
    found = {}
    for on in ("2025-12-31", "2026-04-30", "2026-05-01", "2026-09-01"):
        answer = await data(locality, query, role="public", on=on)
        [*texts] = [e["node"]["body"] for e in answer["regulation"]["versions"]["edges"]]
        found[on] = (answer["regulations"]["totalCount"], texts)
    assert found == {
        "2025-12-31": (0, []),
        "2026-04-30": (1, ["每月下基层 5 天"]),
        "2026-05-01": (1, ["每月下基层 8 天"]),
        "2026-09-01": (0, ["并入市级规定"]),
    }


@pytest.mark.parametrize(
    ("operation", "since", "versions"),
    [
        ("revised", "2026-05-01", []),
        ("established", "2026-05-01", [("established", "2026-01-01")]),
        ("abolished", "2026-05-01", [("established", "2026-01-01")]),
        ("revised", "2025-05-01", [("established", "2026-01-01")]),
        (
            "revised",
            "2026-05-01",
            [("established", "2026-01-01"), ("abolished", "2026-02-01")],
        ),
    ],
)
async def test_cd_a1_what_does_not_follow_is_refused(
    locality: Locality, operation: str, since: str, versions: list[tuple[str, str]]
) -> None:
    known = tuple((op, date.fromisoformat(day)) for op, day in versions)
    rules = await make_regulation(locality, code="GH-1", versions=known)
    given = {"regulation": rules.code, "number": len(known) + 1, "body": "文本"}
    given |= {"operation": operation, "inForceSince": since}
    assert await refusal(locality, VERSION, given) == "CD-A1"


async def test_cd_a1_an_abolished_framework_makes_room_for_another(locality: Locality) -> None:
    await make_unit(locality, kind="city", code="CD")
    ended = (("established", date(2025, 1, 1)), ("abolished", date(2026, 1, 1)))
    await make_regulation(locality, "旧意见", tier="framework", versions=ended)
    given = {
        "code": "CD-2",
        "title": "新意见",
        "tier": "framework",
        "unit": "CD",
        "inForceSince": "2026-01-01",
    }
    await done(locality, RECORD, given)


KINDS = "chengduRecordProblemKind"
ANSWER = "chengduRecordAnswer"
GAPS = """{ coverageGaps(rule: "chengdu.regulations.problems_answered") { edges { node {
    lacking subject { ... on Case { title } } } } } }"""


@pytest.fixture
async def office(locality: Locality) -> Village:
    found = Village(locality, await make_unit(locality, "市委办公厅", kind="department"))
    await found.seat("clerk", "clerk")
    for list_, number in (("central", 3), ("province", 2), ("city", 24)):
        given = {"list": list_, "number": number, "name": "文山会海"}
        await done(locality, KINDS, given)
    return found


async def test_cd_a2_problems_are_classified_by_three_lists(
    locality: Locality, office: Village
) -> None:
    beyond = {"list": "central", "number": 23, "name": "第二十三种"}
    assert await refusal(locality, KINDS, beyond) == "CD-A2"
    await office.submit("clerk", title="会议过多", channel="prominent_problem")
    kinds = {"central": 3, "province": 2, "city": 24}
    assert await office.refusal("clerk", "classify", **kinds | {"city": 5}) == "CD-A2"
    assert await office.step("clerk", "classify", **kinds) == "classified"
    query = """query ($code: String!) { case(code: $code) { chengdu {
        centralKind provinceKind cityKind } } }"""
    found = await data(locality, query, code=office.code)
    assert found["case"]["chengdu"] == {"centralKind": 3, "provinceKind": 2, "cityKind": 24}


async def test_cd_a2_problems_that_no_regulation_answers_are_listed(
    locality: Locality, office: Village
) -> None:
    await office.submit("clerk", title="公车私用", channel="prominent_problem")
    await office.submit("clerk", title="会议过多", channel="prominent_problem")
    await office.step("clerk", "classify", central=3, province=2, city=24)
    query = "query ($code: String!) { case(code: $code) { id } }"
    case = (await data(locality, query, code=office.code))["case"]["id"]
    ended = (("established", date(2025, 1, 1)), ("abolished", date(2026, 1, 1)))
    old = await make_regulation(locality, versions=ended)
    async with locality.database.writing() as tx:
        key = int(case.removeprefix("Case:"))
        await tx.add(RegulationGround(regulation_id=old.id, case_id=key))
    assert await office.refusal("clerk", "answer", "已有规定") == "CD-A2"
    assert await refusal(locality, ANSWER, {"case": case, "regulation": old.code}) == "CD-A2"
    rules = await make_regulation(locality, "关于治理“文山会海”问题的规定")
    await done(locality, ANSWER, {"case": case, "regulation": rules.code})
    assert await office.step("clerk", "answer", "已出台规定") == "answered"
    gaps = (await data(locality, GAPS))["coverageGaps"]["edges"]
    assert [edge["node"] for edge in gaps] == [
        {"lacking": "回应的制度", "subject": {"title": "公车私用"}}
    ]
    states = [s["state"] for s in await stands(locality, KEY + "problems_answered")]
    assert sorted(states) == ["BREACHED", "MET"]


COUNTS = """query ($by: String) { indicatorValues(rule: "chengdu.regulations.operations", by: $by) {
    edges { node { value split key { ... on Unit { name } } } } } }"""


async def test_cd_a3_operations_are_counted_by_unit_aspect_and_period(locality: Locality) -> None:
    planning, finance = [
        await make_unit(locality, name, kind="department") for name in ("规划局", "财政局")
    ]
    both = (("established", date(2026, 1, 1)), ("revised", date(2026, 6, 1)))
    before = (("established", date(2025, 1, 1)), ("abolished", date(2026, 3, 1)))
    for unit, aspect, versions in (
        (planning, "thrift", both),
        (planning, "formalism", both),
        (finance, "thrift", before),
    ):
        await make_regulation(locality, unit=unit, aspect=aspect, versions=versions)
    found = await data(locality, COUNTS, by="department")
    counts = {
        (n["key"]["name"], *n["split"]): n["value"]
        for n in (edge["node"] for edge in found["indicatorValues"]["edges"])
    }
    assert counts == {
        ("规划局", "established", "thrift"): 1,
        ("规划局", "established", "formalism"): 1,
        ("规划局", "revised", "thrift"): 1,
        ("规划局", "revised", "formalism"): 1,
        ("财政局", "abolished", "thrift"): 1,
    }


async def test_cd_a4_units_lack_rules_for_the_aspects_that_concern_them(
    locality: Locality,
) -> None:
    unit = await make_unit(locality, "市规划局", kind="department", code="GHJ")
    await make_unit(locality, "市气象局", kind="department")
    for aspect in ("thrift", "formalism"):
        await done(locality, "chengduRecordConcern", {"unit": "GHJ", "aspect": aspect})
    await make_regulation(locality, unit=unit, aspect="thrift")
    ended = (("established", date(2025, 1, 1)), ("abolished", date(2026, 1, 1)))
    await make_regulation(locality, unit=unit, aspect="formalism", versions=ended)
    [lacking] = await stands(locality, KEY + "units_have_rules")
    assert (lacking["state"], lacking["rule"]["code"]) == ("BREACHED", "CD-A4")
    assert lacking["explanation"] == "缺克服形式主义（具备 1，要求 2 项）"
    await make_regulation(locality, unit=unit, aspect="formalism")
    [whole] = await stands(locality, KEY + "units_have_rules")
    assert whole["state"] == "MET"


async def test_cd_a4_the_rules_count_as_soon_as_they_are_established(locality: Locality) -> None:
    unit = await make_unit(locality, "市规划局", kind="department", code="GHJ")
    await done(locality, "chengduRecordConcern", {"unit": "GHJ", "aspect": "thrift"})
    query = """{ standings(filter: {rule: ["CD-A4"]}) { edges { node { state } } } }"""
    [lacking] = (await data(locality, query))["standings"]["edges"]
    assert lacking["node"]["state"] == "BREACHED"
    since = date(2026, 9, 1)
    made = await make_regulation(
        locality, unit=unit, aspect="thrift", versions=(), in_force_since=since
    )
    version = {"regulation": made.code, "number": 1, "operation": "established"}
    version |= {"inForceSince": "2026-09-01", "body": "第一条 会议不超过半天。"}
    await done(locality, "chengduRecordRegulationVersion", version)
    [whole] = (await data(locality, query))["standings"]["edges"]
    assert whole["node"]["state"] == "MET"


async def test_cd_a4_an_unknown_aspect_is_refused(locality: Locality) -> None:
    await make_unit(locality, kind="department", code="GHJ")
    answer: dict[str, Any] = await change(
        locality, "chengduRecordConcern", {"unit": "GHJ", "aspect": "luxury"}
    )
    assert clause_or_code(answer["errors"]) == "CD-A4"
