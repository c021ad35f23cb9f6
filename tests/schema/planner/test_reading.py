"""Reading through the planner: one statement, right answers, on both databases."""

from datetime import UTC, datetime

from factories.asking import ask, data
from factories.cases import make_case
from factories.people import make_appointment, make_person, make_unit
from lianxin.localities import Locality

CASES = """
query ($first: Int, $after: String, $filter: CaseFilter, $orderBy: [CaseOrder!]) {
  cases(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount totalCountIsExact
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node {
      id code title overdue submittedAt dueAt channel { code label } step { code phase terminal }
      unit { name parent { name } } reporter { name }
      timeline(first: 3) { edges { node { at note step { code } } } }
    } }
  }
}
"""


async def test_a_case_with_its_unit_and_timeline_in_one_answer(locality: Locality) -> None:
    town = await make_unit(locality, "大束镇", kind="town")
    village = await make_unit(locality, "葛炉山村", parent=town)
    reporter = await make_person(locality, "张**")
    case = await make_case(locality, '路灯"不亮"', unit=village, reporter=reporter)
    found = await data(locality, CASES, first=10)
    (edge,) = found["cases"]["edges"]
    node = edge["node"]
    assert node["unit"] == {"name": "葛炉山村", "parent": {"name": "大束镇"}}
    assert node["title"] == '路灯"不亮"'
    assert node["reporter"] == {"name": "张**"}
    assert node["id"] == f"Case:{case.id}"
    assert node["submittedAt"] == "2026-09-23T01:00:00+00:00"
    assert node["overdue"] is False
    assert len(node["timeline"]["edges"]) == 1
    assert found["cases"]["totalCount"] == 1


async def test_pages_follow_each_other_without_gap_or_repetition(locality: Locality) -> None:
    for day in range(1, 8):
        await make_case(
            locality, str(day), submitted_at=datetime(2026, 9, day // 2 + 1, tzinfo=UTC)
        )
    seen, after = [], None
    while True:
        page = (await data(locality, CASES, first=3, after=after))["cases"]
        seen += [edge["node"]["title"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(seen) == [str(day) for day in range(1, 8)]


async def test_last_before_reads_backwards_in_the_same_order(locality: Locality) -> None:
    for day in range(1, 6):
        await make_case(locality, str(day), submitted_at=datetime(2026, 9, day, tzinfo=UTC))
    query = """query ($before: String) { cases(last: 2, before: $before) {
        pageInfo { hasNextPage hasPreviousPage startCursor } edges { node { title } } } }"""
    page = (await data(locality, query))["cases"]
    assert [e["node"]["title"] for e in page["edges"]] == ["2", "1"]
    earlier = (await data(locality, query, before=page["pageInfo"]["startCursor"]))["cases"]
    assert [e["node"]["title"] for e in earlier["edges"]] == ["4", "3"]
    assert earlier["pageInfo"]["hasPreviousPage"] is True


async def test_filters_narrow_a_list(locality: Locality) -> None:
    town = await make_unit(locality, "城前镇", kind="town", code="T1")
    village = await make_unit(locality, parent=town)
    await make_case(locality, "水", unit=village, due_at=datetime(2026, 9, 1, tzinfo=UTC))
    await make_case(locality, "电")
    late = await data(locality, CASES, filter={"unit": "T1", "overdue": True})
    assert [e["node"]["title"] for e in late["cases"]["edges"]] == ["水"]
    none = await data(locality, CASES, filter={"search": "100%"})
    assert none["cases"]["edges"] == []


async def test_open_cases_are_those_not_closed(locality: Locality) -> None:
    await make_case(locality, "在办")
    await make_case(locality, "办结", closed_at=datetime(2026, 9, 2, tzinfo=UTC))
    for is_open, title in ((True, "在办"), (False, "办结")):
        found = (await data(locality, CASES, filter={"open": is_open}))["cases"]
        assert [e["node"]["title"] for e in found["edges"]] == [title]


async def test_ordering_puts_what_has_no_due_date_last(locality: Locality) -> None:
    await make_case(locality, "无期")
    await make_case(locality, "后", due_at=datetime(2026, 9, 9, tzinfo=UTC))
    await make_case(locality, "先", due_at=datetime(2026, 9, 1, tzinfo=UTC))
    order = [{"field": "DUE_AT"}]
    first = (await data(locality, CASES, first=2, orderBy=order))["cases"]
    assert [e["node"]["title"] for e in first["edges"]] == ["先", "后"]
    rest = await data(locality, CASES, first=2, orderBy=order, after=first["pageInfo"]["endCursor"])
    assert [e["node"]["title"] for e in rest["cases"]["edges"]] == ["无期"]


async def test_a_handler_sees_the_cases_of_own_units_only(locality: Locality) -> None:
    from factories.viewers import viewer_with

    mine, other = await make_unit(locality), await make_unit(locality)
    await make_case(locality, "本村", unit=mine)
    await make_case(locality, "外村", unit=other)
    viewer = viewer_with("handler", unit_ids=(mine.id,), lineage=(mine.id,))
    found = await data(locality, CASES, viewer=viewer)
    assert [e["node"]["title"] for e in found["cases"]["edges"]] == ["本村"]


async def test_without_a_token_cases_are_refused(locality: Locality) -> None:
    answer = await ask(locality, CASES, role="public")
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in answer


async def test_people_with_their_appointments(locality: Locality) -> None:
    unit = await make_unit(locality, "公安局", kind="department")
    person = await make_person(locality, "王立", official=True)
    await make_appointment(locality, unit, "leader", person=person)
    query = """{ people(filter: {post: "leader"}) { edges { node { name
        appointments(on: "2026-09-24") { edges { node { unit { name } since until } } } } } } }"""
    (edge,) = (await data(locality, query))["people"]["edges"]
    (appointment,) = edge["node"]["appointments"]["edges"]
    assert appointment["node"] == {
        "unit": {"name": "公安局"},
        "since": "2026-01-01",
        "until": None,
    }


async def test_nodes_answer_in_the_order_asked(locality: Locality) -> None:
    unit, person = await make_unit(locality, "甲村"), await make_person(locality, "李**")
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
        ... on Unit { name children { edges { node { name } } } } ... on Person { title: name } } }"""
    ids = [f"Person:{person.id}", "Unit:7", f"Unit:{unit.id}", "nonsense"]
    found = (await data(locality, query, ids=ids))["nodes"]
    assert [n and (n.get("name") or n["title"]) for n in found] == ["李**", None, "甲村", None]


async def test_rules_and_modules_are_read_from_what_is_declared(locality: Locality) -> None:
    query = """{ viewer { roles { code label } } locality { name timeZone }
        modules { key enabled rules { key } }
        rules { code key kind source { document clause } diagram } }"""
    found = await data(locality, query)
    assert found["locality"] == {"name": "测试县", "timeZone": "Asia/Shanghai"}
    assert found["rules"][0]["diagram"].startswith("stateDiagram-v2")


async def test_deep_nesting_is_one_statement_on_sqlite_too(locality: Locality) -> None:
    top = await make_unit(locality, "市", kind="city")
    unit = top
    for name in ("镇", "村", "组"):
        unit = await make_unit(locality, name, parent=unit)
    query = """{ units(filter: {search: "组"}) { edges { node { name parent { name parent {
        name parent { name children { edges { node { name } } } } } } } } } }"""
    (edge,) = (await data(locality, query))["units"]["edges"]
    assert (
        edge["node"]["parent"]["parent"]["parent"]["children"]["edges"][0]["node"]["name"] == "镇"
    )
