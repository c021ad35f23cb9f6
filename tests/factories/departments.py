"""A department with those who answer for it, those whom it serves, and what is done by GraphQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from factories.asking import data
from factories.people import make_appointment, make_person, make_unit
from factories.storing import writing
from factories.viewers import viewer_with
from factories.villages import clause_or_code
from lianxin.context import Viewer
from lianxin.localities import Locality
from lianxin.tables import Respondent, Unit

CHAIN = ("principal", "leader", "sectionHead", "handler")
ERRORS = "errors { code message path ... on RuleRefusal { rule { code key } } }"
MUTATION = "mutation ($input: {name}Input!) {{ {field}(input: $input) {{ {answer} {errors} }} }}"


async def make_department(
    locality: Locality, name: str = "水务局", *, code: str | None = None
) -> Unit:
    return await make_unit(locality, name, kind="department", code=code)


async def make_chain(locality: Locality, unit: Unit) -> dict[str, str]:
    """The four who answer for an item, by the name of the field."""
    posts = dict(zip(CHAIN, ("principal", "deputy", "section_head", "handler"), strict=True))
    chain = {}
    for field, post in posts.items():
        person = await make_person(locality, f"{unit.name}{post}", official=True)
        await make_appointment(locality, unit, post, person=person)
        chain[field] = f"Person:{person.id}"
    return chain


async def serve(
    locality: Locality, unit: Unit, number: int, first_id: int | None = None
) -> list[Respondent]:
    """So many on the register of those whom a department serves; with `first_id`, by known keys."""
    keys = {} if first_id is None else {n: first_id + n for n in range(number)}
    rows = [
        Respondent(
            **({"id": keys[n]} if keys else {}),
            roll="service_object",
            unit_id=unit.id,
            number=n + 1,
        )
        for n in range(number)
    ]
    async with writing(locality) as tx:
        await tx.add(*rows)
    return rows


async def change(
    locality: Locality,
    field: str,
    input: Mapping[str, Any],
    answer: str = "",
    *,
    type_name: str | None = None,
    role: str = "clerk",
    viewer: Viewer | None = None,
) -> dict[str, Any]:
    """What a mutation of that name answers."""
    name = type_name or field[:1].upper() + field[1:]
    document = MUTATION.format(name=name, field=field, answer=answer, errors=ERRORS)
    found = await data(locality, document, viewer=viewer or viewer_with(role), input=dict(input))
    payload: dict[str, Any] = found[field]
    return payload


async def done(
    locality: Locality, field: str, input: Mapping[str, Any], answer: str = "", **options: Any
) -> dict[str, Any]:
    """The same, where nothing is refused."""
    found = await change(locality, field, input, answer, **options)
    assert found["errors"] == [], found["errors"]
    return found


async def refusal(locality: Locality, field: str, input: Mapping[str, Any], **options: Any) -> str:
    """The clause by which it is refused, or else the code."""
    return clause_or_code((await change(locality, field, input, **options))["errors"])


DRAW = "survey { code frame seed sampleSize title }"
SAMPLE = """query ($code: String!, $after: String) { survey(code: $code) { frame state
  scores(first: 100) { edges { node { subject { ... on Unit { code } }
    drawn answered score rank rankFromLast } } }
  sample(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id n number person { name maskedPhone } way grade { code }
    subject { ... on Unit { code } } } } } } }"""


async def drawn(locality: Locality, code: str, **options: Any) -> list[dict[str, Any]]:
    """Everybody who was drawn, as far as the viewer may know, page by page."""
    nodes: list[dict[str, Any]] = []
    options.setdefault("role", "clerk")
    more, after = True, None
    while more:
        found = await data(locality, SAMPLE, code=code, after=after, **options)
        page = found["survey"]["sample"]
        nodes += [edge["node"] for edge in page["edges"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    return nodes


async def evaluated(locality: Locality, grades: Mapping[str, Sequence[str]]) -> str:
    """A survey in which each department was given these grades; the code of it, closed."""
    made = await done(locality, "zouchengDrawSample", {}, DRAW)
    code: str = made["survey"]["code"]
    for row in await drawn(locality, code):
        given = grades[row["subject"]["code"]]
        if row["n"] <= len(given):
            answer = {"drawn": row["id"], "grade": given[row["n"] - 1], "way": "phone"}
            await done(locality, "recordAnswer", answer)
    await done(locality, "closeSurvey", {"survey": code}, "survey { state }")
    return code
