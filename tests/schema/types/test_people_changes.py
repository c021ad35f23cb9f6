"""Who and where, entered through GraphQL: each change answers with what it made."""

from typing import Any

from factories.asking import data
from lianxin.localities import Locality


async def change(locality: Locality, name: str, member: str, fields: str, /, **given: Any) -> Any:
    """What a mutation answers under `member`; its errors fail the test."""
    kind = name[:1].upper() + name[1:]
    text = f"""mutation ($input: {kind}Input!) {{
        {name}(input: $input) {{ {member} {{ {fields} }} errors {{ code message }} }} }}"""
    found = (await data(locality, text, role="admin", input=given))[name]
    assert found["errors"] == []
    return found[member]


async def test_a_place_and_its_people_are_entered(locality: Locality) -> None:
    unit = await change(locality, "addUnit", "unit", "code", code="V", name="村", kind="village")
    person = await change(locality, "addPerson", "person", "id name", name="张三", official=True)
    house = await change(
        locality, "addHousehold", "household", "code id", code="H1", unit=unit["code"]
    )
    marked = await change(
        locality, "markHousehold", "household", "marks { code }", household="H1", mark="in_need"
    )
    assert marked == {"marks": [{"code": "in_need"}]}
    held = {"person": person["id"], "unit": unit["code"], "post": "principal"}
    post = await change(locality, "appoint", "appointment", "id unit { name }", **held)
    assert post["unit"] == {"name": "村"}
    ended = {"appointment": post["id"], "until": "2026-09-30"}
    found = await change(locality, "endAppointment", "appointment", "until", **ended)
    assert found == {"until": "2026-09-30"}
    link = {"kind": "contact", "holder": person["id"], "target": house["id"]}
    link = await change(locality, "link", "liaison", "id", **link)
    found = await change(
        locality, "endLink", "liaison", "until", liaison=link["id"], until="2026-09-30"
    )
    assert found == {"until": "2026-09-30"}
